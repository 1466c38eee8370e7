import { type ReactElement, useState } from 'react'
import type { CredentialStores } from '../../shared/credentials/model.ts'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { PassphraseDialog } from './passphrase-dialog.tsx'
import { RemoveFileDialog } from './remove-file-dialog.tsx'

export interface SealedFileRowProps {
  readonly stores: CredentialStores
}

/** The file under a passphrase: made by choice, offered only where no keychain can be used or one is there. */
export function SealedFileRow({ stores }: SealedFileRowProps): ReactElement | null {
  const [open, setOpen] = useState<'make' | 'open' | 'remove' | null>(null)
  const { keychain, file } = stores
  const onOpenChange = (isOpen: boolean) => !isOpen && setOpen(null)
  if (file === 'absent' && keychain !== 'unavailable') return null
  return (
    <section className="credentials-place">
      <Icon name="file" sizePx={18} />
      <div>
        <b>{t('credentials.file')}</b>
        <p>{t(`credentials.file-${file}`)}</p>
      </div>
      <span className="credentials-actions">
        {file === 'absent' && (
          <Button size="small" onClick={() => setOpen('make')}>
            {t('credentials.file-make')}
          </Button>
        )}
        {file === 'closed' && (
          <Button size="small" onClick={() => setOpen('open')}>
            {t('credentials.file-unseal')}
          </Button>
        )}
        {file === 'open' && <CloseFile />}
        {file !== 'absent' && (
          <Button size="small" variant="quiet" onClick={() => setOpen('remove')}>
            {t('credentials.remove')}
          </Button>
        )}
      </span>
      <PassphraseDialog purpose="make" open={open === 'make'} onOpenChange={onOpenChange} />
      <PassphraseDialog purpose="open" open={open === 'open'} onOpenChange={onOpenChange} />
      <RemoveFileDialog open={open === 'remove'} onOpenChange={onOpenChange} />
    </section>
  )
}

function CloseFile(): ReactElement {
  const close = useCommand('credentials.closeFile')
  return (
    <Button size="small" disabled={close.busy} onClick={() => void close.run({})}>
      {t('credentials.file-close')}
    </Button>
  )
}
