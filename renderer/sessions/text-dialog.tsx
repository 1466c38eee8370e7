import { type ReactElement, useId, useState } from 'react'
import type { Failure } from '../../shared/kit/failure.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

export interface TextDialogProps {
  readonly title: string
  readonly label: string
  readonly description?: string
  readonly start: string
  readonly failure: Failure | null
  readonly onClose: () => void
  /** Resolves to true when it was kept. */
  readonly onSave: (text: string) => Promise<boolean>
}

/** Asks for one line of text. */
export function TextDialog(props: TextDialogProps): ReactElement {
  const { title, label, description, start, failure, onClose, onSave } = props
  const formId = useId()
  const [text, setText] = useState(start)
  const save = async () => {
    if (text.trim() !== '' && (await onSave(text.trim()))) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      size="small"
      footer={
        <>
          <Button type="submit" form={formId} variant="primary" disabled={text.trim() === ''}>
            {t('sessions.save')}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={label}
          description={description}
          value={text}
          onValueChange={setText}
          error={failure?.message}
          onFocus={(event) => event.currentTarget.select()}
        />
      </form>
    </Dialog>
  )
}
