import { policyErrors } from '../../shared/bouncer/errors.ts'
import type { ToolCall, Verdict } from '../../shared/bouncer/model.ts'
import { failure } from '../../shared/kit/failure.ts'
import { failureVerdict } from './failure-verdict.ts'
import { normalise } from './normalise.ts'
import { type Layer, runLayers } from './run-layers.ts'
import type { Surveyed } from './survey.ts'

/** Judges an allowed call again by what is in force now; the sentence for whoever waits, or null where nothing denies it. Never rejects. */
export async function whyDenied(
  call: ToolCall,
  by: {
    survey(call: ToolCall): Promise<Surveyed>
    readonly layers: readonly Layer[]
    readonly limitMs: number
  },
): Promise<string | null> {
  const normal = normalise(call)
  if (!normal.ok) return normal.error
  try {
    const verdict = await runLayers(await by.survey(normal.value), by.layers, by.limitMs)
    return isBarred(verdict) ? deniedSince(verdict) : null
  } catch (error) {
    return deniedSince(failureVerdict(error instanceof Error ? error.message : String(error)))
  }
}

/** The person may allow what they denied before; no other deny bends to their answer. */
function isBarred({ decision, rules }: Verdict): boolean {
  const others = rules.filter((id) => id !== 'evasion.repeated')
  return decision === 'deny' && (others.length > 0 || rules.length === 0)
}

function deniedSince({ reason }: Verdict): string {
  return failure(policyErrors, 'policy.denied-since', { why: reason }).message
}
