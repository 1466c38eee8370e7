import { type ReactElement, useId, useState } from 'react'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

export interface PassphraseDialogProps {
  readonly purpose: 'make' | 'open'
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Takes the passphrase of the sealed file; twice where it is made, because nothing can bring it back. */
export function PassphraseDialog(props: PassphraseDialogProps): ReactElement {
  const { purpose, open, onOpenChange } = props
  const formId = useId()
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const isMaking = purpose === 'make'
  const command = useCommand(isMaking ? 'credentials.makeFile' : 'credentials.openFile')
  const close = () => {
    setFirst('')
    setSecond('')
    command.forget()
    onOpenChange(false)
  }
  const differs = isMaking && second !== '' && first !== second
  const isReady = first !== '' && (!isMaking || first === second)
  const go = async () => {
    if (isReady && (await command.run({ passphrase: first }))) close()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => !isOpen && close()}
      title={t(`credentials.file-${purpose}-title`)}
      description={t(`credentials.file-${purpose}-what`)}
      closeLabel={t('app.close')}
      footer={
        <>
          <Button type="submit" form={formId} variant="primary" disabled={command.busy || !isReady}>
            {t(`credentials.file-${purpose}-do`)}
          </Button>
          <Button variant="quiet" onClick={close}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="credentials-form"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <Field
          type="password"
          autoComplete="off"
          label={t('credentials.passphrase')}
          value={first}
          onValueChange={setFirst}
          error={command.failure?.message}
        />
        {isMaking && (
          <Field
            type="password"
            autoComplete="off"
            label={t('credentials.passphrase-again')}
            value={second}
            onValueChange={setSecond}
            error={differs ? t('credentials.passphrase-differs') : undefined}
          />
        )}
      </form>
    </Dialog>
  )
}
