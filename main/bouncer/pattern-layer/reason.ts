import type { Decision, RuleLayer } from '../../../shared/bouncer/model.ts'
import { builtInRules } from '../rules/built-in.ts'
import { layerOf, type NamedRule, type Ruling } from '../rules/decide.ts'

const WHOSE = {
  'built-in': '',
  organisation: ', says a rule of the organisation',
  user: ', says a rule of the person',
  workspace: ', says a rule of this folder',
  grant: '',
} as const satisfies Record<RuleLayer, string>

/** One sentence for the agent: what was decided and why, and what would be accepted instead. */
export function reasonOf(ruling: Ruling): string {
  const [first] = ruling.rules
  if (!first) return 'No rule objects to what this call does.'
  const fixed = first.decision === ruling.decision ? BUILT_IN.get(first) : undefined
  return fixed ?? sentence(first, ruling.decision)
}

function sentence(rule: NamedRule, decision: Decision): string {
  const what = lowerFirst(rule.why.endsWith('.') ? rule.why.slice(0, -1) : rule.why)
  const whose = WHOSE[layerOf(rule)]
  if (decision === 'allow') return `Allowed because the call ${what}${whose}.`
  const word = decision === 'deny' ? 'Denied' : 'Asked'
  return `${word} because the call ${what}${whose}; ${lowerFirst(rule.instead)}`
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}

/** What the built-in rules say never changes. */
const BUILT_IN: ReadonlyMap<NamedRule, string> = new Map(
  builtInRules.map((rule) => [rule, sentence(rule, rule.decision)]),
)
