import type { SessionSummary } from '../../shared/sessions/model.ts'

/** True while an agent process of the session runs. */
export function isAlive({ state }: Pick<SessionSummary, 'state'>): boolean {
  return state === 'starting' || state === 'working' || state === 'waiting' || state === 'idle'
}
