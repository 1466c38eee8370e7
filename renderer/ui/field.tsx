import { type ComponentProps, type ReactElement, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import { describedBy, FormRow } from './form-row.tsx'
import { Icon, type IconName } from './icon.tsx'
import './visually-hidden.css'
import './field.css'

export interface FieldProps extends Omit<ComponentProps<'input'>, 'size' | 'value' | 'title'> {
  value: string
  onValueChange: (value: string) => void
  label: string
  labelHidden?: boolean | undefined
  description?: ReactNode | undefined
  error?: string | undefined
  icon?: IconName | undefined
  /** Stands inside the field at its end: a count, keys, a small button. */
  trailing?: ReactNode | undefined
  /** A weaker edge, for search and note fields that their words identify. */
  soft?: boolean | undefined
  /** For paths, hosts and commands: mono, no spell check, no correction. */
  mono?: boolean | undefined
}

/** One line of text with label, description and error; forwards native attributes and ref to its input. */
export function Field(props: FieldProps): ReactElement {
  const { value, onValueChange, label, labelHidden, description, error, ...more } = props
  const { icon, trailing, soft, mono, className, id, ...native } = more
  const ownId = useId()
  const controlId = id ?? `${ownId}-input`
  const descriptionId = `${ownId}-description`
  const errorId = `${ownId}-error`
  const exact = mono ? { spellCheck: false, autoCapitalize: 'off', autoCorrect: 'off' } : {}
  return (
    <FormRow {...{ controlId, label, labelHidden, description, descriptionId, error, errorId }}>
      <span
        className={classNames(
          'field',
          soft && 'field-soft',
          mono && 'field-mono',
          error !== undefined && 'field-invalid',
          className,
        )}
      >
        {icon !== undefined && <Icon name={icon} sizePx={14} />}
        <input
          type="text"
          {...exact}
          {...native}
          className="field-input"
          id={controlId}
          value={value}
          onChange={(event) => onValueChange(event.currentTarget.value)}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={describedBy(
            description !== undefined && descriptionId,
            error !== undefined && errorId,
          )}
        />
        {trailing}
      </span>
    </FormRow>
  )
}
