import type { RuleLayer } from '../../../shared/bouncer/model.ts'
import { layerOf, type Ruling } from '../rules/decide.ts'

const WHOSE = {
  'built-in': '',
  organisation: ', says a rule of the organisation',
  user: ', says a rule of the person',
  workspace: ', says a rule of this folder',
} as const satisfies Record<RuleLayer, string>

/** One sentence for the agent: what was decided and why, and what would be accepted instead. */
export function reasonOf(ruling: Ruling): string {
  const [first] = ruling.rules
  if (!first) return 'No rule objects to what this call does.'
  const what = lowerFirst(first.why.endsWith('.') ? first.why.slice(0, -1) : first.why)
  const whose = WHOSE[layerOf(first)]
  if (ruling.decision === 'allow') return `Allowed because the call ${what}${whose}.`
  const word = ruling.decision === 'deny' ? 'Denied' : 'Asked'
  return `${word} because the call ${what}${whose}; ${lowerFirst(first.instead)}`
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
