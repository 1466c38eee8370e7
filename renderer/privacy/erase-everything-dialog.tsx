import type { ReactElement } from 'react'
import type { Holding, Receipt } from '../../shared/privacy/model.ts'
import { useCommand } from '../client/index.ts'
import { formatBytes, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ownerWords } from './owner-words.ts'
import './erase-dialog.css'

export interface EraseEverythingDialogProps {
  readonly holdings: readonly Holding[]
  readonly onClose: () => void
  readonly onErased: (receipt: Receipt) => void
}

/** Names every part with its size, and erases them only on its red button. */
export function EraseEverythingDialog(props: EraseEverythingDialogProps): ReactElement {
  const { holdings, onClose, onErased } = props
  const held = holdings.filter(({ items }) => items > 0)
  const count = held.reduce((sum, { items }) => sum + items, 0)
  const size = formatBytes(held.reduce((sum, { bytes }) => sum + bytes, 0))
  const erase = useCommand('privacy.eraseEverything')
  const go = async () => {
    const done = await erase.run({})
    if (!done) return
    onClose()
    onErased(done)
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      role="alertdialog"
      title={t('privacy.erase-all-title')}
      description={t('privacy.erase-all-sum', { count, size })}
      footer={
        <>
          <Button variant="erase" disabled={erase.busy} onClick={() => void go()}>
            {erase.busy ? t('privacy.erasing') : t('privacy.erase-now', { size })}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <FailureLine failure={erase.failure} />
      <p>{t('privacy.erase-all-sessions')}</p>
      <h3 className="erase-dialog-goes">{t('privacy.erase-goes')}</h3>
      <ul className="erase-dialog-list">
        {held.map(({ owner, bytes }) => (
          <li key={owner}>
            {ownerWords(owner).name}, {formatBytes(bytes)}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
