import type { ReactElement } from 'react'
import { copyText } from '../../client/index.ts'
import { t } from '../../messages/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Well } from '../../ui/well.tsx'
import { isPlainAddress } from './printable.ts'

export interface LinkDialogProps {
  /** Null while none was chosen. */
  readonly address: string | null
  readonly onClose: () => void
}

/** An address that a program printed, in full; it opens only from here. */
export function LinkDialog({ address, onClose }: LinkDialogProps): ReactElement {
  const canOpen = address !== null && isPlainAddress(address)
  const open = () => {
    if (address !== null) window.open(address, '_blank', 'noopener,noreferrer')
    onClose()
  }
  const copy = () => {
    void copyText(address ?? '')
    onClose()
  }
  return (
    <Dialog
      open={address !== null}
      onOpenChange={onClose}
      title={t('terminal.link-title')}
      description={t('terminal.link-what')}
      closeLabel={t('app.close')}
      footer={
        <>
          {canOpen && <Button onClick={open}>{t('terminal.link-open')}</Button>}
          <Button onClick={copy}>{t('terminal.link-copy')}</Button>
          {!canOpen && <span>{t('terminal.link-odd')}</span>}
        </>
      }
    >
      <Well label={t('terminal.link-address')} text={address ?? ''} />
    </Dialog>
  )
}
