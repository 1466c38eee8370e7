import { type ReactElement, useId, useState } from 'react'
import type { CredentialStatus } from '../../shared/credentials/model.ts'
import { useApp, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Switch } from '../ui/switch.tsx'
import { keyTarget } from './key-target.ts'

export interface StoreKeyDialogProps {
  readonly credential: CredentialStatus
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Takes a key and hands it over; the field begins empty whatever is stored, and is emptied at once. */
export function StoreKeyDialog(props: StoreKeyDialogProps): ReactElement {
  const { credential, open, onOpenChange } = props
  const formId = useId()
  const [key, setKey] = useState('')
  const [testFirst, setTestFirst] = useState(true)
  const store = useCommand('credentials.store')
  const close = (isOpen: boolean) => {
    setKey('')
    store.forget()
    onOpenChange(isOpen)
  }
  const keep = async () => {
    const stored = await store.run({ name: credential.name, secret: key.trim(), testFirst })
    if (stored) close(false)
  }
  const target = useApp(({ credentialStores }) => keyTarget(credentialStores))
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t('credentials.store-title')}
      description={t(`credentials.store-what-${target}`)}
      closeLabel={t('app.close')}
      footer={
        <>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabled={store.busy || key.trim() === '' || target === 'closed-file'}
          >
            {store.busy ? t('credentials.storing') : t('credentials.store-key')}
          </Button>
          <Button variant="quiet" onClick={() => close(false)}>
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
          void keep()
        }}
      >
        <Field
          type="password"
          autoComplete="off"
          mono
          label={t('credentials.key')}
          placeholder={t('credentials.key-placeholder')}
          value={key}
          onValueChange={setKey}
          error={store.failure?.message}
        />
        <Switch
          checked={testFirst}
          onCheckedChange={setTestFirst}
          label={t('credentials.test-first')}
          labelShown
        />
      </form>
    </Dialog>
  )
}
