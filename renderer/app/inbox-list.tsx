import type { ReactElement } from 'react'
import type { InboxItem } from '../../shared/inbox/model.ts'
import {
  folderName,
  navigate,
  useApp,
  useMinute,
  usePageLocation,
  useWaiting,
} from '../client/index.ts'
import { formatAge, questionText, t } from '../messages/index.ts'
import { Mark } from '../ui/mark.tsx'
import { questionPath } from './waiting-path.ts'
import './inbox-list.css'

/** Questions that wait for the person, oldest first; nothing at all when none does. */
export function InboxList(): ReactElement | null {
  const waiting = useWaiting()
  const { search } = usePageLocation()
  const shown = new URLSearchParams(search).get('question')
  if (waiting.length === 0) return null
  return (
    <section className="inbox-list" aria-labelledby="inbox-list-title">
      <h2 className="inbox-list-title" id="inbox-list-title">
        {t('app.needs-you')}
        <span>{waiting.length}</span>
      </h2>
      <ul>
        {waiting.map((item) => (
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
  const session = useApp(({ sessions }) => sessions.find(({ id }) => id === item.sessionId))
  const isRehearsal = session?.agent === 'rehearsal'
  const project = session && !isRehearsal ? folderName(session.workspace) : t('sessions.rehearsal')
  const place =
    isRehearsal || !session ? project : t('app.inbox-place', { project, title: session.title })
  return (
    <button
      type="button"
      className="inbox-row"
      aria-current={isCurrent || undefined}
      onClick={() => navigate(questionPath(item))}
    >
      <Mark kind="waiting" label={t('sessions.mark-waiting')} />
      <span className="inbox-row-question">{questionText(item)}</span>
      <span className="inbox-row-place">{place}</span>
      <span className="inbox-row-age">{formatAge(item.createdAt, nowMs)}</span>
    </button>
  )
}
