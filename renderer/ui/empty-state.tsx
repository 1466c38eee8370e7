import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Heading } from './heading.tsx'
import './state.css'

export interface EmptyStateProps {
  title: ReactNode
  children?: ReactNode | undefined
  /** Buttons; the first may be the accent one. */
  actions?: ReactNode | undefined
  /** `center` is calm: nothing to do here. */
  align?: 'start' | 'center' | undefined
  /** A small drawing above the title, such as a quiet stave. */
  drawing?: ReactNode | undefined
  headingLevel?: 1 | 2 | 3 | 4 | undefined
}

/** What stands where nothing is yet: the fact, one sentence, the next step. */
export function EmptyState(props: EmptyStateProps): ReactElement {
  const { title, children, actions, align = 'start', drawing, headingLevel } = props
  return (
    <div className={classNames('state', `state-${align}`)}>
      {drawing !== undefined && <div className="state-drawing">{drawing}</div>}
      <Heading level={headingLevel} className="state-title">
        {title}
      </Heading>
      {children !== undefined && <div className="state-text">{children}</div>}
      {actions !== undefined && <div className="state-actions">{actions}</div>}
    </div>
  )
}
