import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { assertNever } from '../../../shared/kit/assert-never.ts'
import { failureVerdict } from '../failure-verdict.ts'
import type { Undo } from './undo.ts'

/**
 * A call that rules would have asked about and something let through runs only after what it destroys
 * was copied: where that fails it is denied, and where no copy can be kept the person is asked.
 */
export async function withCopy(
  call: ToolCall,
  verdict: Verdict,
  undo: Pick<Undo, 'keepForGrant'> | undefined,
): Promise<Verdict> {
  const isLetThrough = verdict.decision === 'allow' && verdict.layer !== 'pattern'
  if (!undo || !isLetThrough) return verdict
  const kept = await undo.keepForGrant(call, verdict)
  switch (kept.status) {
    case 'go':
      return verdict
    case 'deny': {
      const refused = { reason: kept.why, explanation: [kept.why], effects: verdict.effects }
      return { ...failureVerdict(kept.why), ...refused }
    }
    case 'ask': {
      const { winner: _, ...rest } = verdict
      return { ...rest, decision: 'ask', layer: 'pattern', reason: kept.why }
    }
    default:
      return assertNever(kept)
  }
}
