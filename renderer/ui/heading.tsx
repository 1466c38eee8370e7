import { createElement, type ReactElement, type ReactNode } from 'react'

export interface HeadingProps {
  /** Place in the outline of the page; the look comes from the class. */
  level: 1 | 2 | 3 | 4 | undefined
  className?: string | undefined
  id?: string | undefined
  children: ReactNode
}

/** A heading whose level is told by the view; 2 unless told. */
export function Heading({ level = 2, className, id, children }: HeadingProps): ReactElement {
  return createElement(`h${level}`, { className, id }, children)
}
