import { type ReactElement, useState } from 'react'
import { type AuditEntry, mostReasonChars, type Removable } from '../../shared/audit/model.ts'
import { useCommand, useQuery, useSettled } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { RadioGroup } from '../ui/radio-group.tsx'
import './record-numbers.css'

type Entry = Exclude<AuditEntry, { kind: 'chain' | 'removed' }>

/** Opens the dialog that removes the text of an entry, of its session, or a text everywhere. */
export function RemoveButton({ entry }: { readonly entry: Entry }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" icon="trash" onClick={() => setOpen(true)}>
        {t('audit.remove')}
      </Button>
      {isOpen && <RemoveDialog entry={entry} onClose={() => setOpen(false)} />}
    </>
  )
}

type Scope = Removable['kind']

const leastChars = 4

function removableOf(scope: Scope, entry: Entry, text: string): Removable | null {
  if (scope === 'entry') return { kind: 'entry', n: entry.n }
  if (scope === 'session') return { kind: 'session', session: entry.session }
  return text.trim().length < leastChars ? null : { kind: 'text', text: text.trim() }
}

interface RemoveDialogProps {
  readonly entry: Entry
  readonly onClose: () => void
}

function RemoveDialog({ entry, onClose }: RemoveDialogProps): ReactElement {
  const [scope, setScope] = useState<Scope>('entry')
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const remove = useCommand('audit.remove')
  const what = removableOf(scope, entry, text)
  const go = async () => {
    if (what && (await remove.run({ what, reason: reason.trim() })) !== null) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      role="alertdialog"
      title={t('audit.remove-title')}
      description={t('audit.remove-what')}
      footer={
        <>
          <Button
            variant="erase"
            disabled={remove.busy || what === null || reason.trim() === ''}
            onClick={() => void go()}
          >
            {t('audit.remove-do')}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <div className="evidence-about">
        <RadioGroup
          label={t('audit.remove-scope')}
          value={scope}
          onValueChange={setScope}
          options={[
            { value: 'entry', label: t('audit.remove-entry', { entry: entry.n }) },
            {
              ...{ value: 'session', label: t('audit.remove-session') },
              disabled: entry.session === '',
            },
            { value: 'text', label: t('audit.remove-text') },
          ]}
        />
        {scope === 'text' && (
          <Field label={t('audit.remove-text-label')} value={text} onValueChange={setText} />
        )}
        <Concerned what={what} />
        <Field
          label={t('audit.remove-reason')}
          description={t('audit.remove-reason-what')}
          maxLength={mostReasonChars}
          value={reason}
          onValueChange={setReason}
        />
        <FailureLine failure={remove.failure} />
      </div>
    </Dialog>
  )
}

/** How many entries it would concern. */
function Concerned({ what }: { readonly what: Removable | null }): ReactElement {
  // As text, because the same thing is another object each time it is drawn.
  const settled = useSettled(JSON.stringify(what), 300)
  const asked = JSON.parse(settled) as Removable | null
  const isCounted = asked !== null && asked.kind !== 'entry'
  const { value } = useQuery('audit.findRemovable', isCounted ? { what: asked } : null)
  const told = asked && value ? value.entries : null
  const count = what?.kind === 'entry' ? 1 : told
  return (
    <p role="status">
      {count === 0 && t('audit.remove-none')}
      {count !== null && count > 0 && t('audit.remove-count', { count })}
    </p>
  )
}
