import type { ReactElement } from 'react'
import type { AuditFilter } from '../../shared/audit/model.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { TimelinePlot } from './timeline-plot.tsx'
import type { TimeRange } from './timeline-shape.ts'
import { useReading, useTimeline } from './use-timeline.ts'

export interface TimelineAreaProps {
  readonly filter: AuditFilter
  readonly brush: TimeRange | null
  readonly onBrush: (range: TimeRange | null) => void
}

/** The plot, or how far the record is read for it; its place is kept free so that nothing jumps. */
export function TimelineArea({ filter, brush, onBrush }: TimelineAreaProps): ReactElement {
  const { value, failure } = useTimeline(filter)
  const share = useReading(value === null && failure === null)
  if (failure && !value) return <FailureLine failure={failure} />
  if (!value) {
    return (
      <div className="timeline-wait" role="status">
        {share !== null && t('audit.reading', { percent: Math.round(share * 100) })}
      </div>
    )
  }
  return <TimelinePlot timeline={value} brush={brush} onBrush={onBrush} />
}
