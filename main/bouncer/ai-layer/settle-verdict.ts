import type { AiNote } from '../../../shared/bouncer/ai-review.ts'
import type { Verdict } from '../../../shared/bouncer/model.ts'

/**
 * The verdict with what the AI layer did about it. Only a question changes, and only into an allow or
 * a deny; whatever else comes in goes out as it is.
 */
export function settleVerdict(verdict: Verdict, note: AiNote): Verdict {
  if (verdict.decision !== 'ask') return verdict
  const noted = { ...verdict, ai: note }
  if (note.outcome === 'allowed') {
    return { ...noted, decision: 'allow', layer: 'ai', reason: 'Allowed by the AI review.' }
  }
  if (note.outcome === 'denied') {
    return { ...noted, decision: 'deny', layer: 'ai', reason: denial(verdict) }
  }
  return noted
}

/** Words of rules alone, so that nothing a model wrote reaches the agent. */
function denial({ winner, rules }: Verdict): string {
  const why = winner ? ` ${winner.why}` : ''
  return `Denied by the AI review, because it does not fit what the person asked for.${why} [${rules.join(', ')}] Find another way, or stop and tell the person what you need.`
}
