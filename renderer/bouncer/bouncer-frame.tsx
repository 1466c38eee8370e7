import type { ReactElement, ReactNode } from 'react'
import type { Failure } from '../../shared/kit/failure.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { PageHead } from '../ui/page-head.tsx'
import { type BouncerPart, BouncerParts } from './bouncer-parts.tsx'
import './bouncer-page.css'

export interface BouncerFrameProps {
  readonly part: BouncerPart
  /** What the page is for, in a sentence. */
  readonly lead: string
  /** The name of what scrolls. */
  readonly label: string
  /** What could not be read or done. */
  readonly failure: Failure | null
  /** Small figures in the head. */
  readonly figures?: ReactNode
  readonly actions?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** A page of the Bouncer's area: its head with the way to the others, what it is for, and what scrolls. */
export function BouncerFrame(props: BouncerFrameProps): ReactElement {
  const { part, lead, label, failure, figures, actions, className = '', children } = props
  return (
    <main className="bouncer-page" data-region="page">
      <PageHead
        title={t('bouncer.title')}
        beside={
          <>
            <BouncerParts part={part} />
            {figures && <span className="bouncer-page-engine">{figures}</span>}
          </>
        }
        actions={actions}
      />
      <p className="bouncer-page-lead">{lead}</p>
      <section
        className={`bouncer-page-scroll ${className}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={label}
      >
        <FailureLine failure={failure} />
        {children}
      </section>
    </main>
  )
}
