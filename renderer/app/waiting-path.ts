import { isTerminalSession } from '../../shared/bouncer/terminal-guard.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'

/** Where a question is answered: its card in its session, or beside the terminal that asks it. */
export function questionPath(item: Pick<InboxItem, 'id' | 'sessionId'>): string {
  if (isTerminalSession(item.sessionId)) return `/terminal?question=${encodeURIComponent(item.id)}`
  return `/session/${encodeURIComponent(item.sessionId)}?question=${encodeURIComponent(item.id)}`
}

/** The question after the one the page shows, around the end; null when nothing waits. */
export function nextWaitingPath(waiting: readonly InboxItem[], search: string): string | null {
  const shown = new URLSearchParams(search).get('question')
  const at = waiting.findIndex(({ id }) => id === shown)
  const next = waiting[(at + 1) % Math.max(1, waiting.length)]
  return next ? questionPath(next) : null
}
