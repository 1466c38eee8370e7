import type { ReactElement } from 'react'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { navigate, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { isAlive } from './is-alive.ts'

export interface RemoveSessionDialogProps {
  readonly session: SessionSummary
  readonly onClose: () => void
}

/** Names what goes and what stays, then removes the session. */
export function RemoveSessionDialog(props: RemoveSessionDialogProps): ReactElement {
  const { session, onClose } = props
  const remove = useCommand('sessions.remove')
  const go = async () => {
    if ((await remove.run({ sessionId: session.id })) === null) return
    onClose()
    navigate('/', { replace: true })
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      role="alertdialog"
      title={t('sessions.remove-title', { title: session.title })}
      description={t('sessions.remove-what')}
      footer={
        <>
          <Button variant="erase" disabled={remove.busy} onClick={() => void go()}>
            {t('sessions.remove')}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      {isAlive(session) && <p>{t('sessions.remove-running')}</p>}
      {remove.failure && <p role="status">{remove.failure.message}</p>}
    </Dialog>
  )
}
