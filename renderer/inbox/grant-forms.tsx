import type { ReactElement } from 'react'
import type { GrantForm } from '../../shared/bouncer/grants.ts'
import { grantFormWords, t } from '../messages/index.ts'
import { Field } from '../ui/field.tsx'
import { withField } from './grant-draft.ts'

export interface GrantFormsProps {
  readonly forms: readonly GrantForm[]
  readonly onChange: (forms: readonly GrantForm[]) => void
}

/** The effects that are allowed, each with its texts to change and the rule whose question it answers. */
export function GrantForms({ forms, onChange }: GrantFormsProps): ReactElement {
  return (
    <ul className="grant-forms">
      {forms.map((form, at) => {
        const { verb, fields } = grantFormWords(form)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: forms are neither added nor moved, and their texts change
          <li className="grant-form" key={`${form.rule} ${at}`}>
            <span className="grant-form-verb">
              <b>{verb}</b> <code>{form.rule}</code>
            </span>
            {fields.map((field) => (
              <Field
                key={`${field.name} ${field.at}`}
                label={t(`grant.field-${fieldName(field.name)}`)}
                mono
                maxLength={300}
                value={field.text}
                onValueChange={(text) => onChange(withField(forms, { form: at, field }, text))}
              />
            ))}
          </li>
        )
      })}
    </ul>
  )
}

const NAMES = [
  'path',
  'program',
  'host',
  'verb',
  'resource',
  'target',
  'remote',
  'branch',
  'name',
  'action',
  'what',
] as const

function fieldName(name: string): (typeof NAMES)[number] | 'text' {
  return NAMES.find((one) => one === name) ?? 'text'
}
