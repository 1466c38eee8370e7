import type { ReactElement, ReactNode } from 'react'
import './page-head.css'

export interface PageHeadProps {
  title: ReactNode
  /** Beside the title: a seal, a fact. */
  beside?: ReactNode | undefined
  /** At the end of the line. */
  actions?: ReactNode | undefined
}

/** The first line of a page: its name, what holds for all of it, what can be done. */
export function PageHead({ title, beside, actions }: PageHeadProps): ReactElement {
  return (
    <header className="page-head">
      <h1 className="page-head-title">{title}</h1>
      {beside !== undefined && <div className="page-head-beside">{beside}</div>}
      {actions !== undefined && <div className="page-head-actions">{actions}</div>}
    </header>
  )
}
