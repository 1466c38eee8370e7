import type { ReactElement } from 'react'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { navigate, useMinute } from '../client/index.ts'
import { formatAge, t } from '../messages/index.ts'
import { classNames } from '../ui/class-names.ts'
import { SessionMark } from './session-mark.tsx'

/** The second line of a row; empty when the session has nothing to say. */
export function secondLine(session: SessionSummary): string {
  if (session.workspaceMissing) return t('sessions.folder-gone')
  if (session.action !== '') return session.action
  return session.waiting > 0 ? t('sessions.waits', { count: session.waiting }) : ''
}

export interface SessionRowProps {
  readonly session: SessionSummary
  readonly isCurrent: boolean
}

/** One session: mark, title, age; a second line only when it has something to say. */
export function SessionRow({ session, isCurrent }: SessionRowProps): ReactElement {
  const nowMs = useMinute()
  const second = secondLine(session)
  return (
    <button
      type="button"
      className={classNames('session-row', session.unread && 'session-row-unread')}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => navigate(`/session/${session.id}`)}
    >
      <SessionMark session={session} />
      <span className="session-row-title">{session.title}</span>
      <span className="session-row-age">{formatAge(session.lastAt, nowMs)}</span>
      {second !== '' && <span className="session-row-second">{second}</span>}
    </button>
  )
}
