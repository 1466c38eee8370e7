import type { AiKept } from '../../../shared/bouncer/ai-review.ts'
import type { Effect, ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { assertNever } from '../../../shared/kit/assert-never.ts'
import type { Policy } from '../rules/policy.ts'

/**
 * Questions of built-in rules that a model may answer. Written out, so that a rule that is new, or
 * that nobody thought of here, stays with the person.
 */
export const answerableRules: ReadonlySet<string> = new Set([
  'delete.outside-project',
  'write.outside-project',
  'execute.outside-project',
  'execute.carried-command',
  'supply.foreign-source',
  'network.upload',
  'network.listen',
  'network.private-address',
  'network.unprotected',
  'git.push',
  'git.discard-changes',
  'git.rewrite-history',
  'process.stop',
  'files.open-to-all',
])

/** Longest text of a call that is sent, in UTF-16 units; what is longer, a person reads. */
export const mostCallChars = 4_000

/** The one text of each tool that may be sent; tools that are not here are never sent. */
export const sentField: Readonly<Record<string, string>> = {
  Bash: 'command',
  Read: 'file_path',
  Write: 'file_path',
  Edit: 'file_path',
  MultiEdit: 'file_path',
  NotebookEdit: 'notebook_path',
  WebFetch: 'url',
}

/** Why a call that is asked about stays with the person whatever a model says; null when it need not. */
export function whyKept(
  call: ToolCall,
  verdict: Verdict,
  policy: Pick<Policy, 'rules' | 'unread'>,
): AiKept | null {
  if (policy.unread.length > 0) return 'policy-file'
  if (verdict.winner?.layer !== 'built-in') return 'policy-file'
  const filed = new Set(policy.rules.map(({ id }) => id))
  if (verdict.rules.some((id) => filed.has(id))) return 'policy-file'
  if (verdict.rules.length === 0 || !verdict.rules.every((id) => answerableRules.has(id))) {
    return 'rule'
  }
  // A fact that is missing was missed by the rules too: what they would say with it is not known.
  if (verdict.missingFacts.length > 0) return 'not-known'
  return whyEffectsKept(verdict.effects) ?? whyTextKept(call)
}

function whyTextKept({ tool, input }: ToolCall): AiKept | null {
  const field = Object.hasOwn(sentField, tool) ? sentField[tool] : undefined
  if (field === undefined) return 'rule'
  const text = input[field]
  if (typeof text !== 'string') return 'not-known'
  return text.length > mostCallChars ? 'too-long' : null
}

const mostEffects = 40

function whyEffectsKept(effects: readonly Effect[]): AiKept | null {
  if (effects.length === 0) return 'not-known'
  if (effects.length > mostEffects) return 'too-long'
  for (const effect of effects) {
    const why = whyEffectKept(effect)
    if (why !== null) return why
  }
  return null
}

function whyEffectKept(effect: Effect): AiKept | null {
  switch (effect.kind) {
    case 'read':
    case 'write':
    case 'delete':
      return whyPathsKept(effect.paths)
    case 'execute':
      return readSources.has(effect.source) ? null : 'not-known'
    case 'network':
      return isKnown(effect.host) ? null : 'not-known'
    case 'process':
      return null
    case 'version-control':
      return effect.target === 'configuration' ? 'effect' : null
    case 'infrastructure':
    case 'database':
    case 'environment':
    case 'variable':
    case 'guard':
    case 'persistence':
    case 'privilege':
    case 'conversation':
    case 'unknown':
      return 'effect'
    default:
      return assertNever(effect)
  }
}

const readSources: ReadonlySet<string> = new Set(['program', 'project', 'inline', 'file'])

function whyPathsKept(paths: Extract<Effect, { kind: 'read' }>['paths']): AiKept | null {
  if (paths.some(({ secret }) => secret === true)) return 'secret'
  if (paths.some(({ place }) => place === 'system')) return 'effect'
  const isUnclear = paths.some(
    ({ place, certainty, path }) =>
      place === 'unknown' || certainty === 'unknown' || !isKnown(path),
  )
  return isUnclear ? 'not-known' : null
}

/** U+FFFC stands for a part that could not be computed. */
function isKnown(text: string): boolean {
  return text !== '' && !text.includes('\uFFFC')
}
