import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import './count.css'

export interface CountProps {
  /** Already formatted. */
  value: string | number
  /** What is counted, for screen readers; left out where the words beside it say it. */
  label?: string | undefined
  /** `you` only for what waits for a person now. */
  tone?: 'neutral' | 'you' | 'bare' | undefined
}

/** A small round number. */
export function Count({ value, label, tone = 'neutral' }: CountProps): ReactElement {
  return (
    <span className={classNames('count', `count-${tone}`)}>
      {value}
      {label !== undefined && <VisuallyHidden>{label}</VisuallyHidden>}
    </span>
  )
}
