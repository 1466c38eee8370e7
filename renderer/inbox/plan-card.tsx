import { type ReactElement, useState } from 'react'
import type { InboxBody, InboxItem } from '../../shared/inbox/model.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Markdown } from '../ui/markdown.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { NotNow } from './not-now.tsx'
import { QuestionFrame } from './question-frame.tsx'
import { useAnswering } from './use-answering.ts'

export interface PlanCardProps {
  readonly item: InboxItem
  readonly body: Extract<InboxBody, { kind: 'plan' }>
}

/** A plan to be read, agreed to or sent back with what should change. */
export function PlanCard({ item, body }: PlanCardProps): ReactElement {
  const answering = useAnswering(item)
  const [note, setNote] = useState<string | null>(null)
  const [putsOff, setPutsOff] = useState(false)
  return (
    <QuestionFrame
      item={item}
      failure={answering.failure}
      isReady={answering.isReady}
      keys={{ n: () => setPutsOff(true) }}
      footer={
        note === null ? (
          <>
            <Button variant="primary" onClick={() => answering.answer({ kind: 'allow' })}>
              {t('inbox.carry-out')}
            </Button>
            <span className="question-card-space" />
            <NotNow onSetAside={answering.setAside} open={putsOff} onOpenChange={setPutsOff} />
            <Button onClick={() => setNote('')}>{t('inbox.change-plan')}</Button>
          </>
        ) : (
          <>
            <Button
              onClick={() => answering.answer({ kind: 'deny', note: note.trim() })}
              {...(note.trim() === '' ? { disabledReason: t('inbox.needs-note') } : {})}
            >
              {t('inbox.send-back')}
            </Button>
            <Button variant="quiet" onClick={() => setNote(null)}>
              {t('inbox.back')}
            </Button>
          </>
        )
      }
    >
      <p className="question-card-origin">{t('inbox.plan')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long plan scrolls and must be reachable by keyboard */}
      <section className="question-card-plan" aria-label={t('inbox.plan')} tabIndex={0}>
        <Markdown text={body.plan} codeLabel={t('inbox.code')} headingLevel={4} />
      </section>
      {note !== null && (
        <TextArea
          label={t('inbox.change-note')}
          description={t('inbox.note-effect')}
          lines={[2, 8]}
          value={note}
          onValueChange={setNote}
          autoFocus
        />
      )}
    </QuestionFrame>
  )
}
