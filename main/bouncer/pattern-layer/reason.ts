import type { Decision, RuleLayer } from '../../../shared/bouncer/model.ts'
import { builtInRules } from '../rules/built-in.ts'
import type { NamedRule, Ruling } from '../rules/decide.ts'
import type { LayeredRule } from '../rules/layered.ts'

const WHOSE = {
  organisation: 'the organisation',
  user: 'the person',
  workspace: 'this folder',
} as const satisfies Partial<Record<RuleLayer, string>>

const WORDS = { allow: 'Allowed', ask: 'Asked', deny: 'Denied' } as const satisfies Record<
  Decision,
  string
>

/** One sentence for the agent: what was decided and why, and what would be accepted instead. */
export function reasonOf(ruling: Ruling): string {
  const [first] = ruling.rules
  if (!first) return 'No rule objects to what this call does.'
  const fixed = first.decision === ruling.decision ? BUILT_IN.get(first) : undefined
  return fixed ?? sentence(first, ruling.decision)
}

function sentence(rule: NamedRule, decision: Decision): string {
  // People write whole sentences of any form, so theirs stand by themselves.
  if ('matchers' in rule && rule.layer !== 'grant') return quoted(rule, decision)
  const what = lowerFirst(withoutStop(rule.why))
  if (decision === 'allow') return `Allowed because the call ${what}.`
  return `${WORDS[decision]} because the call ${what}; ${lowerFirst(rule.instead)}`
}

function quoted({ id, layer, why, instead }: LayeredRule, decision: Decision): string {
  const whose = layer === 'grant' ? '' : ` of ${WHOSE[layer]}`
  const said = `${WORDS[decision]} by a rule${whose} (${id}): “${withoutStop(why)}.”`
  return decision === 'allow' ? said : `${said} ${withoutStop(instead)}.`
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '')
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}

/** What the built-in rules say never changes. */
const BUILT_IN: ReadonlyMap<NamedRule, string> = new Map(
  builtInRules.map((rule) => [rule, sentence(rule, rule.decision)]),
)
