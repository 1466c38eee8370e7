import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { type Observation, verdictOn } from '../pattern-layer/pattern-layer.ts'
import type { Surveyed } from '../survey.ts'
import { within } from '../within.ts'
import type { AiLayer } from './ai-layer.ts'

/** Longest time of a whole review, in milliseconds; agents wait 30 s for a verdict, with the looks before and after. */
const limitMs = 22_000

/** The call as it came, what was seen in it, and how to look again. */
export interface SeenCall extends Pick<Surveyed, 'seen'> {
  readonly call: ToolCall
  survey(call: ToolCall): Promise<Surveyed>
}

/**
 * The verdict after the AI layer had its say. Whatever fails leaves the question to the person. An
 * allow counts only if the rules ask the same as before: a review takes seconds, in which rules, files
 * and the session may have changed.
 */
export async function reviewedBy(
  ai: Pick<AiLayer, 'review'> | undefined,
  verdict: Verdict,
  { seen, call, survey }: SeenCall,
): Promise<Verdict> {
  if (!ai) return verdict
  const reviewed = await review(ai, seen, verdict)
  if (verdict.decision !== 'ask' || reviewed.decision !== 'allow') return reviewed
  const again = verdictOn((await survey(call)).seen)
  if (again.decision === 'deny') return again
  const isSame =
    again.policyHash === verdict.policyHash && again.rules.join(' ') === verdict.rules.join(' ')
  return isSame ? reviewed : again
}

async function review(
  ai: Pick<AiLayer, 'review'>,
  seen: Observation,
  verdict: Verdict,
): Promise<Verdict> {
  try {
    return await within(limitMs, 'the AI layer', () => ai.review(seen, verdict))
  } catch {
    // The question goes to the person, as without the layer.
    return verdict
  }
}
