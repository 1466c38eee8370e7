import { type ReactElement, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import './visually-hidden.css'
import './choice.css'

/** One of the choices. */
export interface RadioOption<T extends string> {
  value: T
  label: ReactNode
  description?: ReactNode | undefined
  disabled?: boolean | undefined
}

export interface RadioGroupProps<T extends string> {
  /** The question that the options answer. */
  label: string
  labelHidden?: boolean | undefined
  value: T | undefined
  onValueChange: (value: T) => void
  options: ReadonlyArray<RadioOption<T>>
  /** `line` puts the description beside the label, `row` the options beside each other. */
  layout?: 'stack' | 'line' | 'row' | undefined
  disabled?: boolean | undefined
}

/** One choice out of a few that are all shown. */
export function RadioGroup<T extends string>(props: RadioGroupProps<T>): ReactElement {
  const { label, labelHidden, value, onValueChange, options, layout = 'stack', disabled } = props
  const name = useId()
  return (
    <fieldset className={classNames('choice-group', `choice-group-${layout}`)} disabled={disabled}>
      <legend className={classNames('choice-legend', labelHidden && 'visually-hidden')}>
        {label}
      </legend>
      {options.map((option) => (
        <label className="choice" key={option.value}>
          <span className="choice-box">
            <input
              type="radio"
              className="choice-input"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onValueChange(option.value)}
            />
          </span>
          <span className="choice-text">
            {option.label}
            {option.description !== undefined && (
              <span
                className={layout === 'line' ? 'choice-inline-description' : 'choice-description'}
              >
                {option.description}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
