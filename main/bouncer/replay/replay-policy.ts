import type { Decision } from '../../../shared/bouncer/model.ts'
import type { PolicyReplay } from '../../../shared/bouncer/replay.ts'
import { type Observation, observeCall, rulingOn } from '../pattern-layer/pattern-layer.ts'
import type { Policy } from '../rules/policy.ts'
import { lineOf } from './call-line.ts'
import type { LoadedPolicies } from './load-policies.ts'
import { eachRecordedCall, type RecordedCall, type RecordedCalls } from './recorded-calls.ts'

const MAX_EXAMPLES = 20

/** The rules as they are and as they would be. */
export interface TwoPolicies {
  readonly now: LoadedPolicies
  readonly draft: LoadedPolicies
}

/** What other rules would have made of the calls on record; rejects when the record cannot be read. */
export async function replayPolicy(
  calls: RecordedCalls,
  { now, draft }: TwoPolicies,
): Promise<PolicyReplay> {
  const found: PolicyReplay = { calls: 0, newly: { deny: 0, ask: 0, allow: 0 }, examples: [] }
  const kept: Record<Decision, number> = { deny: 0, ask: 0, allow: 0 }
  await eachRecordedCall(calls, {
    async prepare(workspaces) {
      await now.load(workspaces)
      await draft.load(workspaces)
    },
    visit(recorded) {
      const { call, entry, at, wasJudged } = recorded
      if (!wasJudged) return
      found.calls += 1
      const { workspace } = call
      const change = changeIn(recorded, { now: now.of(workspace), draft: draft.of(workspace) })
      if (!change) return
      found.newly[change.to] += 1
      kept[change.to] += 1
      if (kept[change.to] > MAX_EXAMPLES) return
      found.examples.push({ entry, at, tool: call.tool, call: lineOf(call), ...change })
    },
  })
  return found
}

/** One reading of the call, judged by both. */
function changeIn(
  { call, memory }: RecordedCall,
  policies: { readonly now: Policy; readonly draft: Policy },
): { readonly from: Decision; readonly to: Decision; readonly rule: string } | null {
  const { now, draft } = policies
  if (now.hash === draft.hash) return null
  const reader = draft.watchesPrograms || !now.watchesPrograms ? draft : now
  const seen = observeCall(call, { memory: memory(), policy: reader })
  const after = rulingUnder(seen, draft)
  const from = rulingUnder(seen, now).decision
  const to = after.decision
  return from === to ? null : { from, to, rule: after.rules[0]?.id ?? '' }
}

/** A ruling adds to what was seen, so each gets what was seen afresh. */
function rulingUnder(seen: Observation, policy: Policy): ReturnType<typeof rulingOn> {
  const { findings } = seen.scene
  const fresh = { ...findings, signals: [...findings.signals] }
  return rulingOn({ ...seen, policy, scene: { ...seen.scene, findings: fresh } })
}
