import { type ReactElement, useState } from 'react'
import type { OwnPolicy } from '../../shared/bouncer/draft.ts'
import { useQuery } from '../client/index.ts'
import { formatClock, t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { BouncerFrame } from './bouncer-frame.tsx'
import { PacksSection } from './packs-section.tsx'
import { PolicyCheck } from './policy-check.tsx'
import { policyExample } from './policy-example.ts'
import { PolicyReplayed } from './policy-replayed.tsx'
import { type Draft, useDraft } from './use-draft.ts'
import './policy-page.css'

/** The person's own rules to be edited; nothing is saved before the calls on record were judged by it. */
export function PolicyPage(): ReactElement {
  const { value, failure } = useQuery('bouncer.ownPolicy', {})
  return (
    <BouncerFrame
      part="yours"
      lead={t('own-rules.lead')}
      label={t('bouncer.part-yours')}
      failure={failure}
    >
      {!value && !failure && <Skeleton label={t('bouncer.opening')} shape="text" lines={8} />}
      {value && <Editor opened={value} />}
      <PacksSection />
    </BouncerFrame>
  )
}

function Editor({ opened }: { readonly opened: OwnPolicy }): ReactElement {
  const draft = useDraft(opened)
  const { text, kept, check, replay, isSettled, isChanged, failure } = draft
  const isRead = !draft.isEmpty && check.failure === null
  return (
    <div className="policy-page">
      <div className="policy-page-text">
        <TextArea
          label={t('own-rules.text')}
          description={
            <>
              {t(kept.version === null ? 'own-rules.none-yet' : 'own-rules.where')}{' '}
              <code>{kept.path}</code>
            </>
          }
          mono
          lines={[6, 24]}
          value={text}
          onValueChange={draft.change}
          {...(check.failure && isSettled && !draft.isEmpty
            ? { error: check.failure.message }
            : {})}
        />
        <Acts draft={draft} />
        {failure && (
          <Banner
            tone="stop"
            mark={{ kind: 'broke', label: t('own-rules.failed') }}
            title={failure.message}
            announce="polite"
          />
        )}
      </div>
      <div className="policy-page-found">
        {isRead && <PolicyCheck found={check.value} />}
        {isChanged && isRead && (
          <PolicyReplayed
            found={replay.value}
            isOld={replay.status === 'loading' || !isSettled}
            failure={replay.failure}
          />
        )}
      </div>
    </div>
  )
}

function Acts({ draft }: { readonly draft: Draft }): ReactElement {
  const { text, isChanged, maySave, missed, savedAt, kept } = draft
  // The text that was pressed with cases not met; another text is asked about anew.
  const [warned, setWarned] = useState<string | null>(null)
  const isWarned = maySave && missed > 0 && warned === text
  const press = () => (missed > 0 && !isWarned ? setWarned(text) : draft.save())
  const whyNot = t(isChanged ? 'own-rules.save-after' : 'own-rules.save-same')
  return (
    <div className="policy-page-acts">
      <Button variant="primary" onClick={press} {...(maySave ? {} : { disabledReason: whyNot })}>
        {isWarned ? t('own-rules.save-missed', { count: missed }) : t('own-rules.save')}
      </Button>
      {isChanged && (
        <Button variant="quiet" onClick={() => draft.change(kept.text)}>
          {t('own-rules.discard')}
        </Button>
      )}
      {text.trim() === '' && (
        <Button onClick={() => draft.change(policyExample)}>{t('own-rules.example')}</Button>
      )}
      {isChanged && text.trim() === '' && <span>{t('own-rules.save-empty')}</span>}
      {isWarned && <span role="status">{t('own-rules.missed-first', { count: missed })}</span>}
      {!isChanged && savedAt !== null && (
        <span role="status">{t('own-rules.saved', { time: formatClock(savedAt) })}</span>
      )}
    </div>
  )
}
