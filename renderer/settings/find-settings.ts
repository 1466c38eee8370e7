import { type MessageKey, t } from '../messages/index.ts'

/** One setting as the search knows it: where it stands and which words say what it is. */
export interface FoundSetting {
  readonly section: (typeof settingRows)[number][0]
  /** Of the row on its page (`data-setting`). */
  readonly name: string
  readonly title: string
  readonly description: string
}

/** Every row that can be found: its page, its name there, its title and what it says. */
export const settingRows = [
  ['appearance', 'theme', 'appearance.theme', 'appearance.theme-what'],
  ['appearance', 'density', 'appearance.density', 'appearance.density-what'],
  ['agent', 'purse', 'agent-settings.purse', 'agent-settings.purse-what'],
  ['agent', 'mode', 'agent-settings.mode', 'agent-settings.mode-what'],
  ['agent', 'model', 'agent-settings.model', 'agent-settings.model-what'],
  ['agent', 'path', 'agent-settings.path', 'agent-settings.path-what'],
  ['agent', 'terminal-guard', 'guard.title', 'guard.what'],
  ['agent', 'ring', 'ring.setting', 'ring.setting-what'],
  ['agent', 'ring-let-through', 'ring.let-through', 'ring.let-through-what'],
  ['agent', 'ai-provider', 'ai.provider', 'ai.provider-what'],
  ['agent', 'ai-model', 'ai.model', 'ai.model-what'],
  ['agent', 'ai-first-model', 'ai.first-model', 'ai.first-model-what'],
  ['agent', 'ai-address', 'ai.address', 'ai.address-what'],
  ['credentials', 'api-key', 'credentials.anthropic-api-key', 'credentials.anthropic-api-key-what'],
  ['credentials', 'keychain', 'credentials.keychain', 'credentials.file-absent'],
  ['record', 'keep-record', 'record.keep', 'record.keep-what'],
  ['record', 'verify-record', 'record.verify', 'record.verify-what'],
  ['egress', 'offline', 'egress.offline', 'egress.offline-what'],
  ['egress', 'ledger', 'egress.ledger', 'egress.lead'],
  ['privacy', 'export-all', 'privacy.export', 'privacy.export-what'],
  ['privacy', 'forget', 'privacy.forget', 'privacy.forget-what'],
  ['privacy', 'erase-all', 'privacy.erase-all', 'privacy.erase-all-what'],
  ['privacy', 'kept', 'privacy.kept', 'privacy.lead'],
  ['privacy', 'keep-sessions', 'privacy.keep-sessions', 'privacy.keep-sessions-what'],
  ['privacy', 'keep-questions', 'privacy.keep-questions', 'privacy.keep-questions-what'],
  ['privacy', 'keep-copies', 'privacy.keep-copies', 'privacy.keep-copies-what'],
  ['privacy', 'copy-size', 'privacy.copy-size', 'privacy.copy-size-what'],
  ['privacy', 'copies-size', 'privacy.copies-size', 'privacy.copies-size-what'],
  ['privacy', 'keep-ledger', 'privacy.keep-ledger', 'privacy.keep-ledger-what'],
  ['privacy', 'keep-log', 'privacy.keep-log', 'privacy.keep-log-what'],
  ['privacy', 'keep-leftovers', 'privacy.keep-leftovers', 'privacy.keep-leftovers-what'],
  ['privacy', 'keep-caches', 'privacy.keep-caches', 'privacy.keep-caches-what'],
  ['telemetry', 'telemetry-errors', 'telemetry.errors', 'telemetry.errors-what'],
  ['telemetry', 'telemetry-usage', 'telemetry.usage', 'telemetry.usage-what'],
  ['telemetry', 'consent', 'telemetry.history', 'telemetry.lead'],
  ['policy', 'acknowledge', 'settings.acknowledge', 'policy.lead'],
  ['policy', 'responsible', 'policy.responsible', 'policy.lead'],
  ['policy', 'recipients', 'policy.recipients', 'policy.lead'],
  ['policy', 'policy-text', 'policy.text', 'policy.lead'],
  ['policy', 'licences', 'policy.licences', 'policy.lead'],
  ['machine', 'command', 'command.title', 'command.what'],
  ['machine', 'export-settings', 'machine.export', 'machine.export-what'],
  ['machine', 'import-settings', 'machine.import', 'machine.import-what'],
  ['machine', 'reset-all', 'rows.reset-all', 'rows.reset-all-what'],
  ['machine', 'folders', 'machine.folders', 'machine.folders-what'],
] as const satisfies readonly (readonly [string, string, MessageKey, MessageKey])[]

const wordsOf = (text: string) =>
  text
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** A row with its words in the order in which a hit counts. */
function searchable([section, name, title, what]: (typeof settingRows)[number]) {
  const found: FoundSetting = { section, name, title: t(title), description: t(what) }
  // Telemetry and policy pages share a lead; it would be found for each of their rows.
  const texts = [found.title, t(`words.${name}`), what.endsWith('.lead') ? '' : found.description]
  return { found, fields: texts.map(wordsOf) }
}

/** How well a word fits: 0 the title's own, then beginnings, then synonyms, then the description; null where nothing begins like it. */
function rankOf(word: string, fields: readonly (readonly string[])[]): number | null {
  for (const [at, words] of fields.entries()) {
    if (words.includes(word)) return at * 2
    if (words.some((one) => one.startsWith(word))) return at * 2 + 1
  }
  return null
}

/** Settings with a word for every word of the question, the nearest first; words match from their beginning. */
export function findSettings(question: string): FoundSetting[] {
  const asked = wordsOf(question)
  if (asked.length === 0) return []
  return settingRows
    .map(searchable)
    .flatMap(({ found, fields }) => {
      const ranks = asked.map((word) => rankOf(word, fields))
      const isFound = ranks.every((rank) => rank !== null)
      return isFound ? [{ found, rank: ranks.reduce((sum, rank) => sum + (rank ?? 0), 0) }] : []
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ found }) => found)
}
