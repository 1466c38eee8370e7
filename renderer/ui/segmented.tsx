import { type ReactElement, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import './visually-hidden.css'
import './segmented.css'

/** One of the choices. */
export interface SegmentedOption<T extends string> {
  value: T
  label: ReactNode
  disabled?: boolean | undefined
}

export interface SegmentedProps<T extends string> {
  label: string
  value: T
  onValueChange: (value: T) => void
  options: ReadonlyArray<SegmentedOption<T>>
  size?: 'small' | 'normal' | undefined
}

/** One choice out of two to five short ones; arrow keys move it. */
export function Segmented<T extends string>(props: SegmentedProps<T>): ReactElement {
  const { label, value, onValueChange, options, size = 'normal' } = props
  const name = useId()
  return (
    <fieldset className={classNames('segmented', `segmented-${size}`)}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label className="segmented-option" key={option.value}>
          <input
            type="radio"
            className="segmented-input"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onValueChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
