import { type ReactElement, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Menu, type MenuItem } from './menu.tsx'
import './visually-hidden.css'
import './form-row.css'
import './select.css'

/** One of the choices. */
export interface SelectOption<T extends string> {
  value: T
  label: ReactNode
  description?: ReactNode | undefined
  disabled?: boolean | undefined
}

export interface SelectProps<T extends string> {
  label: string
  labelHidden?: boolean | undefined
  value: T | undefined
  onValueChange: (value: T) => void
  options: ReadonlyArray<SelectOption<T>>
  /** Shown while nothing is chosen. */
  placeholder?: string | undefined
  icon?: IconName | undefined
  description?: ReactNode | undefined
  disabled?: boolean | undefined
}

/** One choice out of many, in a menu; the button says the label and what is chosen. */
export function Select<T extends string>(props: SelectProps<T>): ReactElement {
  const {
    label,
    labelHidden,
    value,
    onValueChange,
    options,
    placeholder,
    icon,
    description,
    disabled,
  } = props
  const id = useId()
  const chosen = options.find((option) => option.value === value)
  const choose = (next: string): void => {
    const option = options.find((candidate) => candidate.value === next)
    if (option) onValueChange(option.value)
  }
  const items: readonly MenuItem[] = [
    { kind: 'choice', id: 'options', label, value: value ?? '', options, onValueChange: choose },
  ]
  const trigger = (
    <button
      type="button"
      className="select"
      disabled={disabled}
      aria-labelledby={`${id}-label ${id}-value`}
      aria-describedby={description === undefined ? undefined : `${id}-description`}
    >
      {icon !== undefined && <Icon name={icon} sizePx={14} />}
      <span
        id={`${id}-value`}
        className={classNames('select-value', !chosen && 'select-placeholder')}
      >
        {chosen?.label ?? placeholder}
      </span>
      <Icon name="chevron-down" sizePx={12} />
    </button>
  )
  return (
    <div className="form-row">
      <span
        id={`${id}-label`}
        className={classNames('form-row-label', labelHidden && 'visually-hidden')}
      >
        {label}
      </span>
      <Menu trigger={trigger} items={items} />
      {description !== undefined && (
        <p className="form-row-description" id={`${id}-description`}>
          {description}
        </p>
      )}
    </div>
  )
}
