import type { ReactElement } from 'react'
import './visually-hidden.css'

export interface LiveRegionProps {
  /** What is read out when it changes; '' reads nothing. */
  message: string
  /** `assertive` only for a broken record. */
  urgency?: 'polite' | 'assertive' | undefined
  /** Change it to read the same words again. */
  occurrence?: string | number | undefined
}

/** Reads a message out once when it changes; it has to be in the page before the message comes. */
export function LiveRegion({
  message,
  urgency = 'polite',
  occurrence,
}: LiveRegionProps): ReactElement {
  return (
    <div className="visually-hidden" aria-live={urgency} aria-atomic="true">
      <span key={occurrence}>{message}</span>
    </div>
  )
}
