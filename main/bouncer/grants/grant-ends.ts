import type { Grant } from '../../../shared/bouncer/grants.ts'
import type { Clock } from '../../kit/clock.ts'

/** Whether a grant has not come to its end. */
export type GrantHolds = (grant: Pick<Grant, 'id' | 'createdAt' | 'expiresAt'>) => boolean

/**
 * Ends grants by the clock of the machine and by the time that passes while the app runs, whichever
 * comes first: a clock that is set back neither prolongs one nor brings back one that has ended.
 */
export function createGrantEnds(clock: Clock): GrantHolds {
  const latest = new Map<string, number>()
  const ended = new Set<string>()
  return ({ id, createdAt, expiresAt }) => {
    if (expiresAt === null) return true
    if (ended.has(id)) return false
    const now = clock.now()
    // One that seems to be from the future was given before the clock was set back.
    const left = Math.min(expiresAt - now, expiresAt - createdAt)
    const end = latest.get(id) ?? clock.elapsed() + left
    latest.set(id, end)
    if (now < expiresAt && clock.elapsed() < end) return true
    latest.delete(id)
    ended.add(id)
    return false
  }
}
