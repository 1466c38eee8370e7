import type { ReactElement } from 'react'
import './diff-count.css'

export interface DiffCountProps {
  /** With its sign, formatted, such as "+148"; left out when nothing was added. */
  added?: string | undefined
  removed?: string | undefined
  /** The same in words, for screen readers. */
  label: string
}

/** How much a change adds and removes. */
export function DiffCount({ added, removed, label }: DiffCountProps): ReactElement {
  return (
    <span className="diff-count" role="img" aria-label={label}>
      {added !== undefined && <b className="diff-count-plus">{added}</b>}
      {removed !== undefined && <b className="diff-count-minus">{removed}</b>}
    </span>
  )
}
