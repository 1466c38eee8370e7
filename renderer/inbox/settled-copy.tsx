import { type ReactElement, useState } from 'react'
import type { Copy } from '../../shared/bouncer/undo.ts'
import { mayDestroy } from '../../shared/bouncer/undo.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { useAppEvent, useQuery } from '../client/index.ts'
import { formatMoment, t } from '../messages/index.ts'
import { TextLink } from '../ui/text-link.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import './loss-section.css'

/** The copy that was kept before an allowed call ran, and the way back. */
export function SettledCopy({ item }: { readonly item: InboxItem }): ReactElement | null {
  const { body, state } = item
  const isAllowed = state.status === 'answered' && state.answer.kind === 'allow'
  const isAsked = isAllowed && body.kind === 'approval' && mayDestroy(body.verdict.effects)
  const { value, reload } = useQuery('bouncer.copies', isAsked ? {} : null)
  useAppEvent('bouncer.copiesChanged', () => {
    if (isAsked) reload()
  })
  const copy = value?.copies.find(({ inboxId }) => inboxId === item.id)
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
