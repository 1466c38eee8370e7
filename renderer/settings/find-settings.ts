import { type MessageKey, t } from '../messages/index.ts'

/** One setting as the search knows it: where it stands and which words say what it is. */
export interface FoundSetting {
  readonly section: string
  readonly title: string
  readonly description: string
}

const catalogue = [
  ['appearance', 'appearance.theme', 'appearance.theme-what'],
  ['appearance', 'appearance.density', 'appearance.density-what'],
  ['agent', 'agent-settings.purse', 'agent-settings.purse-what'],
  ['agent', 'agent-settings.mode', 'agent-settings.mode-what'],
  ['agent', 'agent-settings.model', 'agent-settings.model-what'],
  ['agent', 'agent-settings.path', 'agent-settings.path-what'],
  ['credentials', 'credentials.anthropic-api-key', 'credentials.anthropic-api-key-what'],
  ['credentials', 'credentials.file', 'credentials.file-absent'],
  ['record', 'record.keep', 'record.keep-what'],
  ['record', 'record.verify', 'record.verify-what'],
  ['egress', 'egress.offline', 'egress.offline-what'],
  ['privacy', 'privacy.kept', 'privacy.lead'],
  ['privacy', 'privacy.export', 'privacy.export-what'],
  ['privacy', 'privacy.forget', 'privacy.forget-what'],
  ['privacy', 'privacy.erase-all', 'privacy.erase-all-what'],
  ['privacy', 'privacy.keep-sessions', 'privacy.keep-sessions-what'],
  ['privacy', 'privacy.keep-ledger', 'privacy.keep-ledger-what'],
  ['privacy', 'privacy.keep-log', 'privacy.keep-log-what'],
  ['privacy', 'privacy.keep-leftovers', 'privacy.keep-leftovers-what'],
  ['policy', 'policy.text', 'policy.lead'],
  ['telemetry', 'telemetry.errors', 'telemetry.errors-what'],
  ['telemetry', 'telemetry.usage', 'telemetry.usage-what'],
  ['machine', 'machine.export', 'machine.export-what'],
  ['machine', 'machine.import', 'machine.import-what'],
  ['machine', 'machine.folders', 'machine.folders-what'],
] as const satisfies readonly (readonly [string, MessageKey, MessageKey])[]

/** Settings in whose section, title or description every word of the question stands, in any order. */
export function findSettings(question: string): FoundSetting[] {
  const words = question.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return catalogue
    .map(([section, title, what]) => ({ section, title: t(title), description: t(what) }))
    .filter(({ section, title, description }) => {
      const text = `${section} ${title} ${description}`.toLocaleLowerCase()
      return words.every((word) => text.includes(word))
    })
}
