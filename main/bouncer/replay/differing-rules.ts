import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { LayeredRule } from '../rules/layered.ts'
import { matchText } from '../rules/match-text.ts'
import type { Matching } from '../rules/matching.ts'
import type { Matcher } from '../rules/pattern.ts'
import { engineVersion, type Policy } from '../rules/policy.ts'
import { mayRun } from './may-run.ts'

/** A recorded call with its verdict, and where our own files lie. */
export interface Recorded {
  readonly call: ToolCall
  readonly verdict: Verdict
  readonly ownHome: string
}

/** The rules that stand in one policy and not in the other; null where a file of either is not known. */
export function differingRules(one: Policy, other: Policy): readonly LayeredRule[] | null {
  if (one.unread.length > 0 || other.unread.length > 0) return null
  return [...onlyIn(one, other), ...onlyIn(other, one)]
}

function onlyIn(one: Policy, other: Policy): readonly LayeredRule[] {
  const texts = new Set(other.texts)
  return one.rules.filter((_rule, at) => !texts.has(one.texts[at] ?? ''))
}

const MAX_STEPS = 100_000

/**
 * Whether one of the rules may mean a call, by the effects that are on record; a look that spares reading
 * the call again. Effects of another engine's version say nothing.
 */
export function mayMatter(rules: readonly LayeredRule[], recorded: Recorded): boolean {
  const { call, verdict, ownHome } = recorded
  if (verdict.engineVersion !== engineVersion) return true
  const { workspace, home } = call
  const at: Matching = {
    ground: { workspace, home, ownHome },
    tool: call.tool,
    meter: { left: MAX_STEPS },
  }
  return rules.some(({ matchers }) => matchers.some((matcher) => mayMean(matcher, recorded, at)))
}

function mayMean(matcher: Matcher, { call, verdict }: Recorded, at: Matching): boolean {
  const { effects, rules } = verdict
  switch (matcher.on) {
    case 'call':
      return matcher.matches(at)
    case 'rule':
      return rules.some((id) => matchText(matcher.ids, id, at) === 'yes')
    case 'effect':
      // Programs that ran without an effect of their own are not on record.
      if (matcher.kind === 'execute' && mayRun(matcher.names, call)) return true
      return effects.some((effect) => matcher.matches(effect, at) !== 'no')
  }
}
