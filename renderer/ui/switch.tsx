import { type ReactElement, useId } from 'react'
import { classNames } from './class-names.ts'
import './switch.css'

export interface SwitchProps {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  /** The accessible name, in the words of its row. */
  label: string
  /** Shows the label before the switch; else it stands in the row (see SettingRow). */
  labelShown?: boolean | undefined
  describedBy?: string | undefined
  disabled?: boolean | undefined
}

/** Turns something on or off at once; neutral when on, because on is not better than off. */
export function Switch(props: SwitchProps): ReactElement {
  const { checked, onCheckedChange, label, labelShown, describedBy, disabled } = props
  const labelId = useId()
  const name = labelShown ? { 'aria-labelledby': labelId } : { 'aria-label': label }
  const control = (
    <button
      type="button"
      role="switch"
      className={classNames('switch', checked && 'switch-on')}
      aria-checked={checked}
      aria-describedby={describedBy}
      disabled={disabled}
      onClick={() => onCheckedChange(!checked)}
      {...name}
    />
  )
  if (!labelShown) return control
  return (
    <span className="switch-row">
      <span id={labelId}>{label}</span>
      {control}
    </span>
  )
}
