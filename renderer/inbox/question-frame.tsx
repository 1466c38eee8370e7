import { type KeyboardEvent, type ReactElement, type ReactNode, useId } from 'react'
import type { InboxItem } from '../../shared/inbox/model.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import { useNow } from '../client/index.ts'
import { formatDue, formatDuration, questionText, t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Card } from '../ui/card.tsx'
import './question-frame.css'

export interface QuestionFrameProps {
  readonly item: InboxItem
  readonly failure: Failure | null
  /** False while what was just shown takes no answer yet. */
  readonly isReady: boolean
  readonly children: ReactNode
  readonly footer: ReactNode
  /** Keys that act while the card or one of its buttons has focus, by lower-case letter. */
  readonly keys?: Readonly<Record<string, () => void>>
}

/** How often the time it waits is said anew. */
const agesEveryMs = 10_000

/** Seconds in the first minute, whole minutes after. */
function waitedText(waitedMs: number): string {
  const stepMs = waitedMs < 60_000 ? 1_000 : 60_000
  return formatDuration(Math.max(1_000, Math.floor(waitedMs / stepMs) * stepMs))
}

/** What the cards of all questions have in common: the question, how long it waits, what failed, the answers. */
export function QuestionFrame(props: QuestionFrameProps): ReactElement {
  const { item, failure, isReady, children, footer, keys = {} } = props
  const nowMs = useNow(agesEveryMs)
  const titleId = useId()
  const { deadline = null } = item
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    if (event.target instanceof Element && event.target.matches('input, textarea')) return
    // What opens from the card, such as a menu, lies elsewhere in the page and has its own keys.
    if (!event.currentTarget.contains(event.target as Node)) return
    const act = keys[event.key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    act()
  }
  const names = Object.keys(keys)
    .map((key) => key.toUpperCase())
    .join(' ')
  return (
    <Card
      tone="you"
      className="question-card"
      title={questionText(item)}
      titleId={titleId}
      headingLevel={3}
      aside={t('inbox.waiting-since', {
        time: waitedText(nowMs - item.createdAt),
      })}
      footer={footer}
      tabIndex={0}
      aria-labelledby={titleId}
      aria-keyshortcuts={names === '' ? undefined : names}
      aria-busy={!isReady}
      data-question={item.id}
      onKeyDown={onKeyDown}
    >
      <div className="question-card-body">
        {children}
        {deadline !== null && (
          <p className="question-card-limit">
            {t('inbox.deadline', { time: formatDue(deadline, nowMs) })}
          </p>
        )}
        {failure && (
          <Banner
            tone="stop"
            mark={{ kind: 'broke', label: t('inbox.failed') }}
            title={failure.message}
            announce="polite"
          />
        )}
      </div>
    </Card>
  )
}
