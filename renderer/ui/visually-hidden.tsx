import type { ReactElement, ReactNode } from 'react'
import './visually-hidden.css'

export interface VisuallyHiddenProps {
  children: ReactNode
  id?: string | undefined
}

/** Keeps a text for screen readers only. */
export function VisuallyHidden({ children, id }: VisuallyHiddenProps): ReactElement {
  return (
    <span className="visually-hidden" id={id}>
      {children}
    </span>
  )
}
