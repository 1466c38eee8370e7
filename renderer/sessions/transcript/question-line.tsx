import type { ReactElement } from 'react'
import { useApp } from '../../client/index.ts'
import { InboxCard, questionMark } from '../../inbox/index.ts'
import { t } from '../../messages/index.ts'
import { EventLine } from './event-line.tsx'
import { useTranscript } from './transcript-context.ts'
import type { AskEntry, CallEntry } from './transcript-entries.ts'
import { useKeptFocus } from './use-kept-focus.ts'

export interface QuestionLineProps {
  readonly asked: NonNullable<AskEntry['asked']>
  readonly depth: number
  readonly call: Pick<CallEntry | AskEntry, 'answered'>
}

/** A question on the thread: its card while it waits, its answer in one line after. */
export function QuestionLine({ asked, depth, call }: QuestionLineProps): ReactElement {
  const item = useApp(({ inbox }) => inbox.find(({ id }) => id === asked.inboxId))
  const { takeFocus } = useTranscript()
  const kept = useKeptFocus(`${item?.state.status} ${item?.setAsideUntil}`, takeFocus)
  if (!item) {
    // The record of a question is kept for days, the transcript for as long as the person likes.
    const isOpen = call.answered === null
    const kind = isOpen ? 'waiting-elsewhere' : 'person'
    const label = t(isOpen ? 'inbox.mark-waiting' : 'inbox.mark-allowed')
    return (
      <EventLine mark={{ kind, label }} depth={depth}>
        <p className="event-row">
          <b>{t('call.asked')}</b>
          <span className="event-gist">{t(isOpen ? 'inbox.mark-waiting' : 'inbox.answered')}</span>
        </p>
      </EventLine>
    )
  }
  const isCard = item.state.status === 'waiting' && item.setAsideUntil === null
  const mark =
    item.setAsideUntil === null
      ? questionMark(item)
      : ({ kind: 'waiting-elsewhere', label: t('inbox.mark-set-aside') } as const)
  return (
    <EventLine mark={mark} depth={depth} isCard={isCard}>
      <div {...kept}>
        <InboxCard item={item} bare />
      </div>
    </EventLine>
  )
}
