import { type ReactElement, useState } from 'react'
import type { GrantDraft, GrantProposal } from '../../shared/bouncer/grants.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { RadioGroup } from '../ui/radio-group.tsx'
import { Select } from '../ui/select.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { draftOf, firstChoice, type GrantChoice, isComplete, type Lasts } from './grant-draft.ts'
import { GrantForms } from './grant-forms.tsx'
import { GrantWeighed } from './grant-weighed.tsx'
import './grant-sheet.css'

export interface GrantSheetProps {
  readonly id: InboxItem['id']
  /** Where it begins; null while it is closed. */
  readonly scope: GrantDraft['scope'] | null
  readonly onClose: () => void
  readonly onGive: (draft: GrantDraft) => void
}

/** What a person may allow beyond the call that is asked about: what, where, until when, and what that would have meant. */
export function GrantSheet({ id, scope, onClose, onGive }: GrantSheetProps): ReactElement {
  const { value, failure } = useQuery('bouncer.proposeGrant', scope === null ? null : { id })
  const isOpen = scope !== null
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('grant.title')}
      description={t('grant.lead')}
      closeLabel={t('app.close')}
      size="medium"
    >
      {failure && (
        <Banner
          tone="stop"
          mark={{ kind: 'broke', label: t('inbox.failed') }}
          title={failure.message}
          announce="polite"
        />
      )}
      {!value && !failure && <Skeleton label={t('grant.opening')} shape="text" lines={4} />}
      {value && scope && value.onceOnly !== null && (
        <p className="grant-sheet-once">
          <b>{t('grant.once-only')}</b> {value.onceOnly}
        </p>
      )}
      {value && scope && value.onceOnly === null && (
        <Choosing key={scope} {...{ id, onClose, onGive }} proposal={value} start={scope} />
      )}
    </Dialog>
  )
}

interface ChoosingProps extends Omit<GrantSheetProps, 'scope'> {
  readonly proposal: GrantProposal
  readonly start: GrantDraft['scope']
}

function Choosing({ id, proposal, start, onClose, onGive }: ChoosingProps): ReactElement {
  const [choice, setChoice] = useState(() => firstChoice(proposal, start))
  const change = (part: Partial<GrantChoice>) => setChoice({ ...choice, ...part })
  const draft = draftOf(choice)
  const isReady = isComplete(choice)
  return (
    <div className="grant-sheet">
      <RadioGroup
        label={t('grant.what')}
        value={choice.reach}
        onValueChange={(reach) => change({ reach })}
        options={[
          {
            value: 'form',
            label: t('grant.what-form'),
            description: t(proposal.forms ? 'grant.what-form-how' : 'grant.exact-only'),
            disabled: proposal.forms === null,
          },
          {
            value: 'exact',
            label: t('grant.what-exact'),
            description: t('grant.what-exact-how'),
          },
        ]}
      />
      {choice.reach === 'form' && (
        <GrantForms forms={choice.forms} onChange={(forms) => change({ forms })} />
      )}
      <RadioGroup
        label={t('grant.where')}
        layout="row"
        value={choice.scope}
        onValueChange={(scope) => change({ scope })}
        options={(['session', 'project', 'everywhere'] as const).map((value) => ({
          value,
          label: t(`grant.scope-${value}`),
        }))}
      />
      {choice.scope === 'session' ? (
        <p className="grant-sheet-until">
          {t('grant.until')} {t('grant.lasts-session')}
        </p>
      ) : (
        <Select<Lasts>
          label={t('grant.until')}
          value={choice.lasts}
          onValueChange={(lasts) => change({ lasts })}
          options={(['hour', 'day', 'week', 'month', 'open'] as const).map((value) => ({
            value,
            label: t(`grant.lasts-${value}`),
          }))}
        />
      )}
      <GrantWeighed id={id} draft={isReady ? draft : null} />
      <div className="grant-sheet-acts">
        <Button
          onClick={() => onGive(draft)}
          {...(isReady ? {} : { disabledReason: t('grant.what-form-how') })}
        >
          {t('grant.give')}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          {t('grant.cancel')}
        </Button>
      </div>
    </div>
  )
}
