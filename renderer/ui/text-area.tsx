import { type ComponentProps, type ReactElement, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import { describedBy, FormRow } from './form-row.tsx'
import './visually-hidden.css'
import './text-area.css'

export interface TextAreaProps
  extends Omit<ComponentProps<'textarea'>, 'value' | 'title' | 'rows'> {
  value: string
  onValueChange: (value: string) => void
  label: string
  labelHidden?: boolean | undefined
  description?: ReactNode | undefined
  error?: string | undefined
  /** `bare` has no edge of its own, for the composer whose box carries it. */
  variant?: 'boxed' | 'bare' | undefined
  mono?: boolean | undefined
  /** It grows from the first to the second number of lines, then scrolls. */
  lines?: readonly [least: 1 | 2 | 3 | 4 | 6, most: 8 | 12 | 16 | 24] | undefined
}

/** Text of several lines that grows with what is written; forwards native attributes and ref. */
export function TextArea(props: TextAreaProps): ReactElement {
  const { value, onValueChange, label, labelHidden, description, error, ...more } = props
  const { variant = 'boxed', mono, lines = [1, 12], className, id, ...native } = more
  const ownId = useId()
  const controlId = id ?? `${ownId}-input`
  const descriptionId = `${ownId}-description`
  const errorId = `${ownId}-error`
  return (
    <FormRow {...{ controlId, label, labelHidden, description, descriptionId, error, errorId }}>
      <span
        className={classNames(
          'text-area',
          `text-area-${variant}`,
          `text-area-least-${lines[0]}`,
          `text-area-most-${lines[1]}`,
          mono && 'text-area-mono',
          error !== undefined && 'text-area-invalid',
          className,
        )}
      >
        {/* The same text in the same grid cell gives the height, without measuring. */}
        <span className="text-area-mirror" aria-hidden="true">{`${value}\n`}</span>
        <textarea
          {...native}
          className="text-area-input"
          id={controlId}
          rows={1}
          value={value}
          onChange={(event) => onValueChange(event.currentTarget.value)}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={describedBy(
            description !== undefined && descriptionId,
            error !== undefined && errorId,
          )}
        />
      </span>
    </FormRow>
  )
}
