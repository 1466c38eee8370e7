import { type ReactElement, useId, useState } from 'react'
import type { InboxBody, InboxItem } from '../../shared/inbox/model.ts'
import { navigate, useNow } from '../client/index.ts'
import { formatAge, questionText, t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { NotNow } from './not-now.tsx'
import { useAnswering } from './use-answering.ts'
import './question-frame.css'

export interface AtTerminalCardProps {
  readonly item: InboxItem
  readonly body: Extract<InboxBody, { kind: 'at-terminal' }>
  /** Leads to the terminal; the page of the terminal when absent. */
  readonly onGo?: (() => void) | undefined
}

/** A question that the agent's own program asks in its terminal: it cannot be answered here, only found. */
export function AtTerminalCard({ item, body, onGo }: AtTerminalCardProps): ReactElement {
  const answering = useAnswering(item)
  const [putsOff, setPutsOff] = useState(false)
  const titleId = useId()
  const nowMs = useNow(10_000)
  const toPage = () => navigate(`/terminal?question=${encodeURIComponent(item.id)}`)
  return (
    <Card
      tone="you"
      className="question-card"
      title={questionText(item)}
      titleId={titleId}
      headingLevel={3}
      aside={t('inbox.waiting-since', { time: formatAge(item.createdAt, nowMs) })}
      tabIndex={0}
      aria-labelledby={titleId}
      data-question={item.id}
      footer={
        <>
          <Button onClick={onGo ?? toPage}>{t('inbox.to-terminal')}</Button>
          <span className="question-card-space" />
          <NotNow onSetAside={answering.setAside} open={putsOff} onOpenChange={setPutsOff} />
        </>
      }
    >
      <div className="question-card-body">
        <p>{t('inbox.at-terminal', { tool: body.tool })}</p>
        {answering.failure && <p>{answering.failure.message}</p>}
      </div>
    </Card>
  )
}
