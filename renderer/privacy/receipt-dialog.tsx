import type { ReactElement } from 'react'
import type { Receipt } from '../../shared/privacy/model.ts'
import { receiptText } from '../../shared/privacy/receipt-text.ts'
import { formatBytes, t } from '../messages/index.ts'
import { saveFile } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ownerWords } from './owner-words.ts'
import './receipt-dialog.css'

export interface ReceiptDialogProps {
  readonly receipt: Receipt
  readonly onClose: () => void
}

/** What went, what stayed and why, and whom else to ask; can be saved as a text. */
export function ReceiptDialog({ receipt, onClose }: ReceiptDialogProps): ReactElement {
  const { gone, stays, others } = receipt
  const count = gone.reduce((sum, { files }) => sum + files.length, 0)
  const size = formatBytes(gone.reduce((sum, { bytes }) => sum + bytes, 0))
  const save = () =>
    saveFile(`receipt-${receipt.id.slice(0, 8)}.txt`, [receiptText(receipt)], 'text/plain')
  return (
    <Dialog
      open
      size="large"
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('privacy.receipt')}
      description={
        count === 0 ? t('privacy.receipt-none') : t('privacy.receipt-gone', { count, size })
      }
      closeLabel={t('app.close')}
      footer={
        <>
          <Button onClick={save}>{t('privacy.receipt-save')}</Button>
          <Button variant="quiet" onClick={onClose}>
            {t('app.close')}
          </Button>
        </>
      }
    >
      <div className="receipt">
        {gone.map(({ owner, files, bytes }) => (
          <details key={owner}>
            <summary>
              {ownerWords(owner).name}{' '}
              {t('privacy.receipt-gone', { count: files.length, size: formatBytes(bytes) })}
            </summary>
            <ul>
              {files.map(({ path, note }) => (
                <li key={path}>
                  <code>{path}</code> {note}
                </li>
              ))}
            </ul>
          </details>
        ))}
        {stays.length > 0 && <h3>{t('privacy.receipt-stays')}</h3>}
        <dl>
          {stays.map(({ what, why }) => (
            <div key={`${what} ${why}`}>
              <dt>{what}</dt>
              <dd>{why}</dd>
            </div>
          ))}
        </dl>
        {others.length > 0 && <h3>{t('privacy.receipt-others')}</h3>}
        <dl>
          {others.map(({ who, what, how }) => (
            <div key={`${who} ${what}`}>
              <dt>{who}</dt>
              <dd>
                {what} {how}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  )
}
