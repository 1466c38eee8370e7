import type { Effect, Facts, Verdict } from '../../shared/bouncer/model.ts'

const why =
  'what looks up where its paths really lead did not answer, and a link may lead them elsewhere'

/** An allow becomes a question where the look at the machine failed for paths that it touches; everything else stays. */
export function askWhereUnseen(verdict: Verdict, facts: Facts | undefined): Verdict {
  if (verdict.decision !== 'allow' || !facts?.missing?.includes('realPaths')) return verdict
  // Some may have come back; a read is taken for one of those, a change is not.
  const isUnseen = facts.realPaths === undefined ? touches : changes
  if (!verdict.effects.some(isUnseen)) return verdict
  return {
    ...verdict,
    decision: 'ask',
    layer: 'failure',
    reason: `Asked because ${why}.`,
    explanation: [...verdict.explanation, `It is asked about, because ${why}`],
  }
}

function changes({ kind }: Effect): boolean {
  return kind === 'write' || kind === 'delete'
}

function touches(effect: Effect): boolean {
  if (effect.kind !== 'read') return changes(effect)
  return effect.paths.some(({ place }) => place !== 'system')
}
