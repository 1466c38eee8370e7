import { type ReactElement, useState } from 'react'
import type { Effect } from '../../shared/bouncer/model.ts'
import { type Copy, mayDestroy } from '../../shared/bouncer/undo.ts'
import type { CallId } from '../../shared/kit/ids.ts'
import { useAppEvent, useQuery } from '../client/index.ts'
import { formatMoment, t } from '../messages/index.ts'
import { TextLink } from '../ui/text-link.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import './loss-section.css'

export interface CallCopyProps {
  readonly callId: CallId
  /** What the call does; a call that destroys nothing has no copy. */
  readonly effects: readonly Effect[]
}

/** The copy that was kept before a call ran that a person or a grant let through, and the way back. */
export function CallCopy({ callId, effects }: CallCopyProps): ReactElement | null {
  const isAsked = mayDestroy(effects)
  const { value, reload } = useQuery('bouncer.copies', isAsked ? {} : null)
  useAppEvent('bouncer.copiesChanged', () => {
    if (isAsked) reload()
  })
  const copy = value?.copies.find((one) => one.callId === callId && one.reason !== 'restore')
  return copy ? <CopyLine copy={copy} /> : null
}

function CopyLine({ copy }: { readonly copy: Copy }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const { files: count, restoredAt } = copy
  return (
    <p className="settled-copy">
      <span>{count === 0 ? t('copies.line-git') : t('copies.line', { count })}</span>
      {restoredAt !== null && (
        <span>{t('copies.line-restored', { when: formatMoment(restoredAt, Date.now()) })}</span>
      )}
      <TextLink small onClick={() => setOpen(true)}>
        {t('copies.restore')}
      </TextLink>
      <RestoreDialog id={copy.id} open={isOpen} onOpenChange={setOpen} />
    </p>
  )
}
