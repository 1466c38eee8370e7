import type { Verdict } from '../../shared/bouncer/model.ts'
import { builtInPolicy, engineVersion } from './rules/policy.ts'

/** The verdict for a call that could not be judged or recorded: deny, with what happened. */
export function failureVerdict(cause: string): Verdict {
  const what = cause
    .replace(/[\r\n]+/g, ' ')
    .replace(/\.$/, '')
    .slice(0, 300)
  return {
    decision: 'deny',
    layer: 'failure',
    rules: [],
    effects: [],
    spans: [],
    missingFacts: [],
    reason: `Denied because the call could not be judged or recorded: ${what}.`,
    explanation: [`The guard failed and closed the door: ${what}`],
    engineVersion,
    policyHash: builtInPolicy.hash,
  }
}
