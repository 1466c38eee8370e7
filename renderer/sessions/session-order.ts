import type { SessionSummary } from '../../shared/sessions/model.ts'
import { projectsOf } from '../client/index.ts'

/** Ids of all sessions in the order of the list, for moving through them by keys. */
export function sessionOrder(sessions: readonly SessionSummary[]): string[] {
  return projectsOf(sessions, '').flatMap((project) => project.sessions.map(({ id }) => id))
}

const shownAtFirst = 7

/** The sessions a project shows while it is not unrolled: the newest, and whatever is alive, unread or open. */
export function shownSessions(
  sessions: readonly SessionSummary[],
  current: string | null,
): readonly SessionSummary[] {
  const isAlive = ({ state, unread, id }: SessionSummary) =>
    unread || id === current || state === 'working' || state === 'waiting' || state === 'starting'
  return sessions.filter((session, at) => at < shownAtFirst || isAlive(session))
}
