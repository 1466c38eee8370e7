import type { ReactElement } from 'react'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { formatClock, questionText, t } from '../messages/index.ts'
import { Mark } from '../ui/mark.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { openEndMs } from './not-now.tsx'
import { useAnswering } from './use-answering.ts'
import './set-aside-line.css'

export interface SetAsideLineProps {
  readonly item: InboxItem
  /** Leaves the mark out, where it stands on the thread beside the line. */
  readonly bare: boolean
}

/** A question that was put off: until when, and the way back to it. */
export function SetAsideLine({ item, bare }: SetAsideLineProps): ReactElement {
  const { setAside, failure } = useAnswering(item)
  const until = item.setAsideUntil ?? 0
  return (
    <div
      className={bare ? 'set-aside set-aside-bare' : 'set-aside'}
      data-question={item.id}
      tabIndex={-1}
    >
      <p className="set-aside-line">
        {!bare && <Mark kind="waiting-elsewhere" label={t('inbox.mark-set-aside')} />}
        <b>
          {until >= openEndMs
            ? t('inbox.set-aside-open')
            : t('inbox.set-aside-until', { time: formatClock(until) })}
        </b>
        <span className="set-aside-question">{questionText(item)}</span>
        <TextLink small onClick={() => setAside(null)}>
          {t('inbox.decide-now')}
        </TextLink>
      </p>
      <p className="set-aside-what">{failure?.message ?? t('inbox.set-aside-what')}</p>
    </div>
  )
}
