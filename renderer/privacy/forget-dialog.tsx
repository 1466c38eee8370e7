import { type ReactElement, useId, useState } from 'react'
import { type SecretFindings, secretChars } from '../../shared/privacy/model.ts'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import './forget-dialog.css'

type Step =
  | { readonly kind: 'ask' }
  | { readonly kind: 'found'; readonly findings: SecretFindings }
  | { readonly kind: 'done'; readonly findings: SecretFindings }

/** Takes a secret, says where it stands, and takes it out on a second press; the field is emptied with the dialog. */
export function ForgetDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const formId = useId()
  const [text, setText] = useState('')
  const [step, setStep] = useState<Step>({ kind: 'ask' })
  const find = useCommand('privacy.findSecret')
  const forget = useCommand('privacy.forgetSecret')
  const secret = text.trim()
  const isShort = secret.length < secretChars.least
  const look = async () => {
    const findings = await find.run({ secret })
    if (findings) setStep({ kind: 'found', findings })
  }
  const replace = async () => {
    const findings = await forget.run({ secret })
    if (!findings) return
    setText('')
    setStep({ kind: 'done', findings })
  }
  const canReplace = step.kind === 'found' && step.findings.found.length > 0
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('privacy.forget')}
      description={t('privacy.forget-what')}
      closeLabel={t('app.close')}
      footer={
        <>
          {step.kind === 'ask' && (
            <Button type="submit" form={formId} disabled={isShort || find.busy}>
              {find.busy ? t('privacy.forget-finding') : t('privacy.forget-find')}
            </Button>
          )}
          {canReplace && (
            <Button variant="erase" disabled={forget.busy} onClick={() => void replace()}>
              {forget.busy ? t('privacy.forget-replacing') : t('privacy.forget-replace')}
            </Button>
          )}
          <Button variant="quiet" onClick={onClose}>
            {t('app.close')}
          </Button>
        </>
      }
    >
      <FailureLine failure={find.failure ?? forget.failure} />
      {step.kind === 'ask' ? (
        <form
          id={formId}
          onSubmit={(event) => {
            event.preventDefault()
            if (!isShort) void look()
          }}
        >
          <Field
            label={t('privacy.forget-field')}
            description={t('privacy.forget-field-what')}
            type="password"
            autoComplete="off"
            mono
            value={text}
            onValueChange={setText}
            error={
              text !== '' && isShort
                ? t('privacy.forget-short', { count: secretChars.least })
                : undefined
            }
          />
        </form>
      ) : (
        <Findings findings={step.findings} isDone={step.kind === 'done'} />
      )}
    </Dialog>
  )
}

interface FindingsProps {
  readonly findings: SecretFindings
  readonly isDone: boolean
}

function Findings({ findings, isDone }: FindingsProps): ReactElement {
  const { found, stays } = findings
  const count = found.length
  const isNowhere = count === 0 && stays.length === 0
  const words = isDone ? t('privacy.forget-done', { count }) : t('privacy.forget-found', { count })
  return (
    <div className="forget-findings">
      <p role="status">{isNowhere ? t('privacy.forget-nowhere') : words}</p>
      <ul>
        {found.map(({ path, places }) => (
          <li key={path}>
            <code>{path}</code> {t('privacy.forget-places', { count: places })}
          </li>
        ))}
      </ul>
      {stays.length > 0 && <h3>{t('privacy.forget-stays')}</h3>}
      <ul>
        {stays.map(({ path, why }) => (
          <li key={path}>
            <code>{path}</code> {why}
          </li>
        ))}
      </ul>
      {isDone && <p>{t('privacy.forget-revoke')}</p>}
    </div>
  )
}
