import type { ReactElement } from 'react'
import type { CredentialName, CredentialPlace } from '../../shared/credentials/model.ts'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

export interface RemoveKeyDialogProps {
  readonly name: CredentialName
  readonly where: CredentialPlace
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Says what stops working, then removes the key. */
export function RemoveKeyDialog(props: RemoveKeyDialogProps): ReactElement {
  const { name, where, open, onOpenChange } = props
  const remove = useCommand('credentials.remove')
  const go = async () => {
    if (await remove.run({ name })) onOpenChange(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      role="alertdialog"
      size="small"
      title={t('credentials.remove-title')}
      description={`${t(`credentials.remove-what-${where}`)} ${t('credentials.remove-what-then')}`}
      footer={
        <>
          <Button variant="stop" disabled={remove.busy} onClick={() => void go()}>
            {t('credentials.remove-key')}
          </Button>
          <Button variant="quiet" onClick={() => onOpenChange(false)}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      {remove.failure && <p role="status">{remove.failure.message}</p>}
    </Dialog>
  )
}
