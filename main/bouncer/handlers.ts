import type { Rule } from '../../shared/bouncer/model.ts'
import type { Bouncer } from './judge.ts'

/** The procedures that clients may call. */
export function bouncerHandlers(bouncer: Bouncer): {
  'bouncer.rules': () => Promise<{ rules: Rule[]; engineVersion: string; policyHash: string }>
} {
  return { 'bouncer.rules': async () => bouncer.rules() }
}
