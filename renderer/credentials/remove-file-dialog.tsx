import type { ReactElement } from 'react'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

export interface RemoveFileDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Says that the keys go with the file, then removes it. */
export function RemoveFileDialog({ open, onOpenChange }: RemoveFileDialogProps): ReactElement {
  const remove = useCommand('credentials.removeFile')
  const go = async () => {
    if (await remove.run({})) onOpenChange(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      role="alertdialog"
      size="small"
      title={t('credentials.file-remove-title')}
      description={t('credentials.file-remove-what')}
      footer={
        <>
          <Button variant="stop" disabled={remove.busy} onClick={() => void go()}>
            {t('credentials.file-remove-do')}
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
