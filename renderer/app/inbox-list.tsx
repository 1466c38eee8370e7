import type { ReactElement } from 'react'
import { isTerminalSession } from '../../shared/bouncer/terminal-guard.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import {
  folderName,
  isSetAside,
  navigate,
  useApp,
  useMinute,
  useOpenQuestions,
  usePageLocation,
  useWaiting,
} from '../client/index.ts'
import { formatAge, formatClock, questionText, t } from '../messages/index.ts'
import { Mark } from '../ui/mark.tsx'
import { questionPath } from './waiting-path.ts'
import './inbox-list.css'

/** Questions that wait for the person, oldest first; nothing at all when none does. */
export function InboxList(): ReactElement | null {
  const open = useOpenQuestions()
  const waiting = useWaiting().length
  const { search } = usePageLocation()
  const shown = new URLSearchParams(search).get('question')
  if (open.length === 0) return null
  return (
    <section className="inbox-list" aria-labelledby="inbox-list-title">
      <h2
        className={waiting === 0 ? 'inbox-list-title inbox-list-later' : 'inbox-list-title'}
        id="inbox-list-title"
      >
        {waiting === 0 ? t('app.set-aside') : t('app.needs-you')}
        <span>{waiting === 0 ? open.length : waiting}</span>
      </h2>
      <ul>
        {open.map((item) => (
          <li key={item.id}>
            <InboxRow item={item} isCurrent={item.id === shown} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface InboxRowProps {
  readonly item: InboxItem
  readonly isCurrent: boolean
}

function InboxRow({ item, isCurrent }: InboxRowProps): ReactElement {
  const nowMs = useMinute()
  const isLater = isSetAside(item, nowMs)
  const session = useApp(({ sessions }) => sessions.find(({ id }) => id === item.sessionId))
  const place = placeOf(item, session)
  return (
    <button
      type="button"
      className="inbox-row"
      aria-current={isCurrent || undefined}
      onClick={() => navigate(questionPath(item))}
    >
      <Mark
        kind={isLater ? 'waiting-elsewhere' : 'waiting'}
        label={isLater ? t('app.set-aside') : t('sessions.mark-waiting')}
      />
      <span className="inbox-row-question">{questionText(item)}</span>
      <span className="inbox-row-place">{place}</span>
      <span className="inbox-row-age">
        {isLater
          ? t('app.until', { time: formatClock(item.setAsideUntil ?? nowMs) })
          : formatAge(item.createdAt, nowMs)}
      </span>
    </button>
  )
}

function folderOf(body: InboxItem['body']): string {
  if (body.kind === 'approval') return body.call.workspace
  return body.kind === 'at-terminal' ? (body.folder ?? '') : ''
}

/** The project and the title of a session, or the project of a terminal. */
function placeOf({ sessionId, body }: InboxItem, session: SessionSummary | undefined): string {
  if (isTerminalSession(sessionId)) {
    return t('terminal.inbox-place', { project: folderName(folderOf(body)) })
  }
  if (!session || session.agent === 'rehearsal') return t('sessions.rehearsal')
  return t('app.inbox-place', { project: folderName(session.workspace), title: session.title })
}
