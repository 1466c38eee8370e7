import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import './visually-hidden.css'
import './choice.css'

export interface CheckboxProps {
  checked: boolean | 'mixed'
  onCheckedChange: (checked: boolean) => void
  label: ReactNode
  labelHidden?: boolean | undefined
  description?: ReactNode | undefined
  disabled?: boolean | undefined
}

/** One thing that is chosen or not, with its words beside it. */
export function Checkbox(props: CheckboxProps): ReactElement {
  const { checked, onCheckedChange, label, labelHidden, description, disabled } = props
  const ref = useRef<HTMLInputElement>(null)
  const descriptionId = useId()
  const mixed = checked === 'mixed'
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = mixed
  }, [mixed])
  return (
    <label className="choice">
      <span className="choice-box">
        <input
          ref={ref}
          type="checkbox"
          className="choice-input"
          checked={checked === true}
          disabled={disabled}
          aria-describedby={description === undefined ? undefined : descriptionId}
          onChange={(event) => onCheckedChange(event.currentTarget.checked)}
        />
        {checked === true && <Icon name="check" sizePx={11} />}
        {mixed && <Icon name="minimise" sizePx={11} />}
      </span>
      <span className={classNames('choice-text', labelHidden && 'visually-hidden')}>
        {label}
        {description !== undefined && (
          <span className="choice-description" id={descriptionId}>
            {description}
          </span>
        )}
      </span>
    </label>
  )
}
