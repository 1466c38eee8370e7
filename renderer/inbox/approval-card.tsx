import { type ReactElement, useState } from 'react'
import { isReversible } from '../../shared/bouncer/effect-traits.ts'
import type { GrantDraft } from '../../shared/bouncer/grants.ts'
import type { InboxBody, InboxItem } from '../../shared/inbox/model.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { EffectList } from '../ui/effect-list.tsx'
import { Field } from '../ui/field.tsx'
import { ApprovalFacts } from './approval-facts.tsx'
import { CallInput } from './call-input.tsx'
import { effectItems } from './effect-items.ts'
import { GrantSheet } from './grant-sheet.tsx'
import { LossSection } from './loss-section.tsx'
import { NotNow } from './not-now.tsx'
import { QuestionFrame } from './question-frame.tsx'
import { useAnswering } from './use-answering.ts'
import { usePreview } from './use-preview.ts'

export interface ApprovalCardProps {
  readonly item: InboxItem
  readonly body: Extract<InboxBody, { kind: 'approval' }>
}

/** The permission card: the question, the exact call, its effects, where and why, then the answers. */
export function ApprovalCard({ item, body }: ApprovalCardProps): ReactElement {
  const { call, verdict } = body
  const loss = usePreview(item, body)
  const answering = useAnswering(item, loss.isCounting)
  const [note, setNote] = useState('')
  const [putsOff, setPutsOff] = useState(false)
  const [granting, setGranting] = useState<GrantDraft['scope'] | null>(null)
  const mayGrant = verdict.decision === 'ask' && verdict.rules.length > 0
  const hasNote = note.trim() !== ''
  const isHeld = hasNote || loss.isCounting
  const held = isHeld ? { disabledReason: t(hasNote ? 'inbox.note-denies' : 'loss.waits') } : {}
  const allow = () => answering.answer({ kind: 'allow' })
  const deny = () => answering.answer({ kind: 'deny', note: note.trim() })
  const effects = effectItems(verdict)
  return (
    <QuestionFrame
      item={item}
      failure={answering.failure}
      isReady={answering.isReady}
      keys={{ ...(isHeld ? {} : { a: allow }), d: deny, n: () => setPutsOff(true) }}
      footer={
        <>
          <Button
            variant={isReversible(verdict.effects) ? 'primary' : 'default'}
            onClick={allow}
            {...held}
          >
            {t('inbox.allow-once')}
          </Button>
          {mayGrant && (
            <>
              <Button onClick={() => setGranting('session')} {...held}>
                {t('grant.session')}
              </Button>
              <Button onClick={() => setGranting('project')} {...held}>
                {t('grant.always')}
              </Button>
            </>
          )}
          <div className="question-card-note">
            <Field
              label={t('inbox.note')}
              labelHidden
              soft
              placeholder={t('inbox.note')}
              maxLength={4_000}
              value={note}
              onValueChange={setNote}
              onKeyDown={(event) => {
                if (event.key === 'Escape' && hasNote) setNote('')
                else if (event.key === 'Enter' && hasNote) deny()
                else return
                event.preventDefault()
                event.stopPropagation()
              }}
            />
          </div>
          <NotNow onSetAside={answering.setAside} open={putsOff} onOpenChange={setPutsOff} />
          <Button onClick={deny}>{t(hasNote ? 'inbox.deny-with-note' : 'inbox.deny')}</Button>
          {hasNote && <p className="question-card-hint">{t('inbox.note-effect')}</p>}
        </>
      }
    >
      <CallInput input={call.input} effects={verdict.effects} asked={verdict.spans} size="large" />
      {effects.length > 0 && <EffectList label={t('inbox.effects')} effects={effects} />}
      <LossSection loss={loss} />
      <ApprovalFacts body={body} onSuggest={setNote} />
      <GrantSheet
        id={item.id}
        scope={granting}
        onClose={() => setGranting(null)}
        onGive={(grant) => {
          setGranting(null)
          answering.answer({ kind: 'allow', grant })
        }}
      />
    </QuestionFrame>
  )
}
