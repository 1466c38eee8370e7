import type { Grant } from '../../../shared/bouncer/grants.ts'
import type { Decision, Verdict } from '../../../shared/bouncer/model.ts'
import type { PolicyReplay } from '../../../shared/bouncer/replay.ts'
import { rulesFrom } from '../grants/grant-rules.ts'
import { observeCall, rulingUnder } from '../pattern-layer/pattern-layer.ts'
import { layerOf, type Ruling } from '../rules/decide.ts'
import type { LayeredRule } from '../rules/layered.ts'
import { type Policy, withGrants } from '../rules/policy.ts'
import { lineOf } from './call-line.ts'
import { differingRules, mayMatter } from './differing-rules.ts'
import type { LoadedPolicies } from './load-policies.ts'
import { eachRecordedCall, type RecordedCall, type RecordedCalls } from './recorded-calls.ts'

/** Calls of each kind that are shown. */
export const maxExamples = 20

/** The rules as they are and as they would be. */
export interface TwoPolicies {
  readonly now: LoadedPolicies
  readonly draft: LoadedPolicies
}

/** What counts beside the rules of either side. */
export interface BesideRules {
  /** Absolute folder of this app. */
  readonly ownHome: string
  /** Grants in force. */
  readonly grants: readonly Grant[]
  /** Absolute folder of the one project whose calls count; those of all when absent. */
  readonly workspace?: string
}

/** What other rules would have made of the calls on record; rejects when the record cannot be read. */
export async function replayPolicy(
  calls: RecordedCalls,
  { now, draft }: TwoPolicies,
  { ownHome, grants, workspace }: BesideRules,
): Promise<PolicyReplay> {
  const found: PolicyReplay = {
    ...{ calls: 0, newly: { deny: 0, ask: 0, allow: 0 }, answered: { grant: 0, ai: 0 } },
    examples: [],
  }
  const pairOf = pairs({ now, draft }, ownHome)
  await eachRecordedCall(calls, {
    async prepare(workspaces) {
      await now.load(workspaces)
      await draft.load(workspaces)
    },
    visit(recorded) {
      const { call, entry, at, verdict } = recorded
      if (verdict.layer === 'failure') return
      if (workspace !== undefined && call.workspace !== workspace) return
      found.calls += 1
      const change = changeIn(recorded, pairOf(call.workspace), grants)
      if (!change) return
      found.newly[change.to] += 1
      if (change.by !== 'rules') found.answered[change.by] += 1
      if (found.newly[change.to] > maxExamples) return
      found.examples.push({ entry, at, tool: call.tool, call: lineOf(call), ...change })
    },
  })
  return found
}

/** Both policies of a folder, and the rules in which they differ. */
interface Pair {
  readonly now: Policy
  readonly draft: Policy
  readonly differing: readonly LayeredRule[] | null
  readonly ownHome: string
}

function pairs({ now, draft }: TwoPolicies, ownHome: string): (workspace: string) => Pair {
  const known = new Map<string, Pair>()
  return (workspace) => {
    const found = known.get(workspace)
    if (found) return found
    const both = { now: now.of(workspace), draft: draft.of(workspace) }
    const pair = { ...both, differing: differingRules(both.now, both.draft), ownHome }
    known.set(workspace, pair)
    return pair
  }
}

interface Change {
  readonly from: Decision
  /** Who decides so by now. */
  readonly by: Outcome['by']
  readonly to: Decision
  readonly rule: string
}

/** One reading of the call, judged by both. */
function changeIn(recorded: RecordedCall, pair: Pair, grants: readonly Grant[]): Change | null {
  const { call, verdict, memory } = recorded
  const { differing, ownHome } = pair
  if (pair.now.hash === pair.draft.hash) return null
  if (differing && !mayMatter(differing, { call, verdict, ownHome })) return null
  const granted = rulesFrom(grants, call)
  const now = withGrants(pair.now, granted)
  const draft = withGrants(pair.draft, granted)
  const reader = draft.watchesPrograms || !now.watchesPrograms ? draft : now
  const seen = observeCall(call, { memory: memory(), policy: reader, ownHome })
  const before = outcomeOf(rulingUnder(seen, now), now, verdict)
  const after = outcomeOf(rulingUnder(seen, draft), draft, verdict)
  const { decision: from, by } = before
  return from === after.decision ? null : { from, by, to: after.decision, rule: after.rule }
}

interface Outcome {
  readonly decision: Decision
  readonly by: 'rules' | 'grant' | 'ai'
  readonly rule: string
}

/** What becomes of a call, with what the AI layer answered then where the same questions would go to it. */
function outcomeOf({ decision, rules }: Ruling, { unread }: Policy, then: Verdict): Outcome {
  const [first] = rules
  const rule = first?.id ?? ''
  const isAsAsked =
    then.layer === 'ai' &&
    decision === 'ask' &&
    unread.length === 0 &&
    rules.every((one) => layerOf(one) === 'built-in') &&
    rules.map(({ id }) => id).join(' ') === then.rules.join(' ')
  if (isAsAsked) return { decision: then.decision, by: 'ai', rule }
  return { decision, by: first && layerOf(first) === 'grant' ? 'grant' : 'rules', rule }
}
