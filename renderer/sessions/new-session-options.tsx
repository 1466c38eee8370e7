import type { ReactElement } from 'react'
import type { PermissionMode } from '../../shared/sessions/model.ts'
import type { Settings } from '../../shared/settings/model.ts'
import { navigate } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Field } from '../ui/field.tsx'
import { RadioGroup } from '../ui/radio-group.tsx'
import { TextLink } from '../ui/text-link.tsx'

const modes = ['default', 'acceptEdits', 'plan'] as const satisfies readonly PermissionMode[]

export interface NewSessionOptionsProps {
  readonly model: string
  readonly mode: PermissionMode
  readonly purse: Settings['purse']
  readonly onChange: (change: { readonly model?: string; readonly mode?: PermissionMode }) => void
}

/** How freely the agent works, with which model, and who pays. */
export function NewSessionOptions(props: NewSessionOptionsProps): ReactElement {
  const { model, mode, purse, onChange } = props
  return (
    <div className="new-session-options">
      <RadioGroup
        label={t('new.mode')}
        value={mode}
        onValueChange={(chosen) => onChange({ mode: chosen })}
        options={modes.map((value) => ({
          value,
          label: t(`new.mode-${value}`),
          description: t(`new.mode-about-${value}`),
        }))}
      />
      <div className="new-session-side">
        <Field
          label={t('new.model')}
          description={t('new.model-about')}
          placeholder={t('new.model-placeholder')}
          mono
          value={model}
          onValueChange={(text) => onChange({ model: text })}
        />
        <p className="new-session-purse">
          <span>{t('new.purse')}</span> {t(`new.purse-${purse}`)}{' '}
          <TextLink small onClick={() => navigate('/settings/agent')}>
            {t('new.purse-change')}
          </TextLink>
        </p>
      </div>
    </div>
  )
}
