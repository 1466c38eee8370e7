import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Heading } from './heading.tsx'
import { Mark, type MarkKind } from './mark.tsx'
import './state.css'

export interface ErrorStateProps {
  mark: { kind: MarkKind; label: string }
  /** The title: what happened. */
  happened: ReactNode
  /** What was kept. */
  kept: ReactNode
  /** What to do, unless the buttons say it. */
  next?: ReactNode | undefined
  /** A line with the id of the log entry. */
  id?: ReactNode | undefined
  /** The record that proves it, such as a Well. */
  evidence?: ReactNode | undefined
  actions?: ReactNode | undefined
  headingLevel?: 1 | 2 | 3 | 4 | undefined
  announce?: 'off' | 'polite' | 'assertive' | undefined
  /** Draws a card around it, with an amber edge when `waits`. */
  boxed?: boolean | undefined
  /** A person must act now. */
  waits?: boolean | undefined
}

const ROLES = { off: undefined, polite: 'status', assertive: 'alert' } as const

/** An error in three parts, always in this order: what happened, what was kept, what to do. */
export function ErrorState(props: ErrorStateProps): ReactElement {
  const {
    mark,
    happened,
    kept,
    next,
    id,
    evidence,
    actions,
    headingLevel,
    announce = 'off',
  } = props
  const { boxed, waits } = props
  const names = classNames('state', 'state-start', boxed && 'state-boxed', waits && 'state-waits')
  return (
    <div className={names} role={ROLES[announce]}>
      <div className="state-head">
        <Mark kind={mark.kind} label={mark.label} sizePx={18} />
        <Heading level={headingLevel} className="state-title">
          {happened}
        </Heading>
      </div>
      <p className="state-text">{kept}</p>
      {next !== undefined && <p className="state-text">{next}</p>}
      {id !== undefined && <p className="state-id">{id}</p>}
      {evidence !== undefined && <div className="state-evidence">{evidence}</div>}
      {actions !== undefined && <div className="state-actions">{actions}</div>}
    </div>
  )
}
