import type { ReactElement } from 'react'
import type { Holding, Receipt } from '../../shared/privacy/model.ts'
import { useCommand } from '../client/index.ts'
import { formatBytes, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ownerWords } from './owner-words.ts'
import './erase-dialog.css'

export interface EraseDialogProps {
  readonly holding: Holding
  readonly onClose: () => void
  readonly onErased: (receipt: Receipt) => void
}

/** Names what goes, and erases it only on its red button. */
export function EraseDialog({ holding, onClose, onErased }: EraseDialogProps): ReactElement {
  const { owner, items, bytes, examples } = holding
  const { name } = ownerWords(owner)
  const isRecord = owner === 'audit'
  const erase = useCommand('privacy.erase')
  const go = async () => {
    const done = await erase.run({ owner })
    if (!done) return
    onClose()
    onErased(done)
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      role="alertdialog"
      title={t('privacy.erase-title', { name })}
      description={t('privacy.erase-what', { count: items, size: formatBytes(bytes) })}
      footer={
        <>
          <Button variant="erase" disabled={erase.busy} onClick={() => void go()}>
            {erase.busy
              ? t('privacy.erasing')
              : t('privacy.erase-now', { size: formatBytes(bytes) })}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <FailureLine failure={erase.failure} />
      {isRecord && <p>{t('privacy.erase-audit')}</p>}
      <h3 className="erase-dialog-goes">{t('privacy.erase-goes')}</h3>
      <ul className="erase-dialog-list">
        {examples.map((example) => (
          <li key={example}>
            <code>{example}</code>
          </li>
        ))}
        {items > examples.length && (
          <li>{t('privacy.and-more', { count: items - examples.length })}</li>
        )}
      </ul>
    </Dialog>
  )
}
