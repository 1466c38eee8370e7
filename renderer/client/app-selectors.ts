import type { InboxItem } from '../../shared/inbox/model.ts'
import type { SessionSummary } from '../../shared/sessions/model.ts'

/** Questions that nobody answered yet, oldest first; those set aside until later stand last. */
export function waitingItems(inbox: readonly InboxItem[], nowMs: number): InboxItem[] {
  const rank = (item: InboxItem) => (isSetAside(item, nowMs) ? 1 : 0)
  return inbox
    .filter((item) => item.state.status === 'waiting')
    .sort((a, b) => rank(a) - rank(b) || a.createdAt - b.createdAt)
}

/** True while the person has put the question off. */
export function isSetAside(item: InboxItem, nowMs: number): boolean {
  return item.setAsideUntil !== null && item.setAsideUntil > nowMs
}

/** Sessions of one folder. */
export interface Project {
  readonly path: string
  readonly name: string
  /** Newest first, by when they were started. */
  readonly sessions: readonly SessionSummary[]
}

/** The last segment of a path, as people call the folder. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path
}

/**
 * Sessions by folder, newest folder and newest session first, by when they were started: an order by
 * activity would move rows under the pointer. Rehearsals stand together whatever their scratch folder is.
 */
export function projectsOf(sessions: readonly SessionSummary[], rehearsal: string): Project[] {
  const byPath = new Map<string, SessionSummary[]>()
  for (const session of [...sessions].sort(
    (a, b) => b.createdAt - a.createdAt || a.id.localeCompare(b.id),
  )) {
    const path = session.agent === 'rehearsal' ? '' : session.workspace
    byPath.set(path, [...(byPath.get(path) ?? []), session])
  }
  return [...byPath].map(([path, list]) => ({
    path,
    name: path === '' ? rehearsal : folderName(path),
    sessions: list,
  }))
}
