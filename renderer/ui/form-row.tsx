import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Mark } from './mark.tsx'
import './form-row.css'

export interface FormRowProps {
  controlId: string
  label: string
  labelHidden?: boolean | undefined
  description?: ReactNode | undefined
  descriptionId: string
  error?: string | undefined
  errorId: string
  children: ReactNode
}

/** Sets label, control, description and error of one input in their places. */
export function FormRow(props: FormRowProps): ReactElement {
  const { controlId, label, labelHidden, description, descriptionId, error, errorId, children } =
    props
  return (
    <div className="form-row">
      <label
        htmlFor={controlId}
        className={classNames('form-row-label', labelHidden && 'visually-hidden')}
      >
        {label}
      </label>
      {children}
      {description !== undefined && (
        <p className="form-row-description" id={descriptionId}>
          {description}
        </p>
      )}
      <p className="form-row-error" id={errorId} aria-live="polite" hidden={error === undefined}>
        <Mark kind="broke" label="" />
        {error}
      </p>
    </div>
  )
}

/** Ids that an input refers to, in reading order; undefined when there is nothing to refer to. */
export function describedBy(...ids: ReadonlyArray<string | false>): string | undefined {
  const given = ids.filter((id) => id !== false)
  return given.length === 0 ? undefined : given.join(' ')
}
