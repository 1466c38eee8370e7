import type { Decision } from '../../../shared/bouncer/model.ts'
import type { PolicyReplay } from '../../../shared/bouncer/replay.ts'
import { observeCall, rulingUnder } from '../pattern-layer/pattern-layer.ts'
import type { LayeredRule } from '../rules/layered.ts'
import type { Policy } from '../rules/policy.ts'
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

/** What other rules would have made of the calls on record; rejects when the record cannot be read. */
export async function replayPolicy(
  calls: RecordedCalls,
  { now, draft }: TwoPolicies,
  ownHome: string,
): Promise<PolicyReplay> {
  const found: PolicyReplay = { calls: 0, newly: { deny: 0, ask: 0, allow: 0 }, examples: [] }
  const pairOf = pairs({ now, draft }, ownHome)
  await eachRecordedCall(calls, {
    async prepare(workspaces) {
      await now.load(workspaces)
      await draft.load(workspaces)
    },
    visit(recorded) {
      const { call, entry, at, verdict } = recorded
      if (verdict.layer === 'failure') return
      found.calls += 1
      const change = changeIn(recorded, pairOf(call.workspace))
      if (!change) return
      found.newly[change.to] += 1
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
  readonly to: Decision
  readonly rule: string
}

/** One reading of the call, judged by both. */
function changeIn({ call, verdict, memory }: RecordedCall, pair: Pair): Change | null {
  const { now, draft, differing, ownHome } = pair
  if (now.hash === draft.hash) return null
  if (differing && !mayMatter(differing, { call, verdict, ownHome })) return null
  const reader = draft.watchesPrograms || !now.watchesPrograms ? draft : now
  const seen = observeCall(call, { memory: memory(), policy: reader, ownHome })
  const after = rulingUnder(seen, draft)
  const from = rulingUnder(seen, now).decision
  const to = after.decision
  return from === to ? null : { from, to, rule: after.rules[0]?.id ?? '' }
}
