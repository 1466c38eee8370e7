import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef, useState } from 'react'
import { lanes, type Timeline } from '../../shared/audit/explorer.ts'
import { formatClock, formatCompact, formatDay, formatRange, t } from '../messages/index.ts'
import { Mark } from '../ui/mark.tsx'
import { useMaxWidth } from '../ui/use-max-width.ts'
import {
  brushAfter,
  type LaneMark,
  markLanes,
  marksOf,
  placeOf,
  type TimeRange,
  ticksOf,
  totalOf,
} from './timeline-shape.ts'
import './timeline-plot.css'

/** Steps that are asked for: each has one bar. */
export const timelineSteps = 144

const lanePx = { denied: 17, you: 41, ai: 65 } as const
const barsTopPx = 78
const basePx = 124
const percent = (place: number) => `${(place * 100).toFixed(3)}%`

export interface TimelinePlotProps {
  readonly timeline: Timeline
  /** The part that the table is cut to. */
  readonly brush: TimeRange | null
  readonly onBrush: (range: TimeRange | null) => void
}

/** Calls over time, one lane for each who; dragging or arrow keys choose a stretch of it. */
export function TimelinePlot({ timeline, brush, onBrush }: TimelinePlotProps): ReactElement {
  const isSmall = useMaxWidth(760)
  const isNarrow = useMaxWidth(1240)
  const [dragged, setDragged] = useState<TimeRange | null>(null)
  const shown = dragged ?? brush
  const wide = isNarrow ? 9 : 6
  const apart = isSmall ? 24 : wide
  return (
    <section className="timeline" aria-label={t('audit.timeline')}>
      <div className="timeline-lanes" aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane} className={`timeline-lane-${lane}`}>
            {t(`audit.lane-${lane}`)}
          </span>
        ))}
      </div>
      <div className="timeline-plot">
        <svg className="timeline-chart" role="img" aria-label={summaryOf(timeline)}>
          {markLanes.map((lane) => (
            <line
              key={lane}
              className="timeline-thread"
              x1="0"
              x2="100%"
              y1={lanePx[lane]}
              y2={lanePx[lane]}
            />
          ))}
          <line className="timeline-axis" x1="0" x2="100%" y1={basePx + 0.5} y2={basePx + 0.5} />
          <Bars counts={timeline.lanes.rules} />
          <Events timeline={timeline} />
          <Ticks timeline={timeline} isSmall={isSmall} />
          {shown && <Brush range={shown} whole={timeline} />}
        </svg>
        {markLanes.map((lane) =>
          marksOf(timeline, lane, apart).map((mark) => (
            <LaneSpot key={mark.id} mark={mark} topPx={lanePx[lane]} />
          )),
        )}
        <BrushControl {...{ whole: timeline, brush, onBrush }} onDrag={setDragged} />
      </div>
    </section>
  )
}

function summaryOf(timeline: Timeline): string {
  return t('audit.timeline-summary', {
    range: formatRange(timeline.fromMs, timeline.toMs),
    rules: totalOf(timeline, 'rules'),
    ai: totalOf(timeline, 'ai'),
    you: totalOf(timeline, 'you') + totalOf(timeline, 'refused'),
    denied: totalOf(timeline, 'denied'),
  })
}

function LaneSpot({
  mark,
  topPx,
}: {
  readonly mark: LaneMark
  readonly topPx: number
}): ReactElement {
  const { kind, count, place } = mark
  return (
    <span
      className="timeline-spot"
      aria-hidden="true"
      style={{ insetInlineStart: percent(place), top: `${topPx}px` }}
    >
      {count > 1 && <span className="timeline-count">{formatCompact(count)}</span>}
      <Mark kind={kind} label="" sizePx={12} className={`timeline-mark-${kind}`} />
    </span>
  )
}

function Bars({ counts }: { readonly counts: readonly number[] }): ReactElement {
  const most = Math.max(1, ...counts)
  const width = 100 / counts.length
  return (
    <>
      {counts.map((count, step) => {
        if (count === 0) return null
        const height = Math.max(1.5, (count / most) * (basePx - barsTopPx))
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a step of time is its place
            key={step}
            className="timeline-bar"
            x={`${step * width}%`}
            width={`${width * 0.76}%`}
            y={basePx - height}
            height={height}
            rx="1"
          />
        )
      })}
    </>
  )
}

const apartShare = 0.14

/** What the record says about itself: a line each, named where there is room. */
function Events({ timeline }: { readonly timeline: Timeline }): ReactElement {
  let namedAt = Number.NEGATIVE_INFINITY
  return (
    <>
      {timeline.events.map(({ n, at, event }) => {
        const place = placeOf(timeline, at)
        const isNamed = place - namedAt > apartShare
        if (isNamed) namedAt = place
        const anchor = place > 0.8 ? 'end' : 'start'
        return (
          <g key={n}>
            <line
              className="timeline-event"
              x1={percent(place)}
              x2={percent(place)}
              y1="84"
              y2={basePx}
            />
            {isNamed && (
              <text x={percent(place)} dx={anchor === 'end' ? -4 : 4} y="90" textAnchor={anchor}>
                {t(`audit.event-${event as 'restarted'}`, { time: formatClock(at) })}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}

const dayMs = 86_400_000

function Ticks({
  timeline,
  isSmall,
}: {
  readonly timeline: Timeline
  readonly isSmall: boolean
}): ReactElement {
  const all = ticksOf(timeline)
  const isLong = timeline.toMs - timeline.fromMs > 2 * dayMs
  const shown = isSmall ? all.filter((_, at) => at % 2 === 0) : all
  return (
    <>
      {shown.map(({ atMs, isDay }) => {
        const place = placeOf(timeline, atMs)
        if (place < 0.03 || place > (isSmall ? 0.68 : 0.9)) return null
        const words = isLong ? formatDay(atMs) : formatClock(atMs)
        return (
          <g key={atMs}>
            {isDay && !isLong && (
              <line
                className="timeline-midnight"
                x1={percent(place)}
                x2={percent(place)}
                y1="96"
                y2={basePx}
              />
            )}
            <text x={percent(place)} y="141" textAnchor="middle">
              {isDay && !isLong ? t('audit.midnight') : words}
            </text>
          </g>
        )
      })}
      <text x="100%" y="141" textAnchor="end" className="timeline-now">
        {isLong ? formatDay(timeline.toMs) : formatClock(timeline.toMs)}
      </text>
    </>
  )
}

function Brush({
  range,
  whole,
}: {
  readonly range: TimeRange
  readonly whole: TimeRange
}): ReactElement {
  const [from, to] = [placeOf(whole, range.fromMs), placeOf(whole, range.toMs)]
  return (
    <>
      <rect
        className="timeline-brush"
        x={percent(from)}
        width={percent(Math.max(to - from, 0.0015))}
        y="0"
        height={basePx}
      />
      {[from, to].map((place, at) => (
        <line
          // biome-ignore lint/suspicious/noArrayIndexKey: two edges, the left one first
          key={at}
          className="timeline-edge"
          x1={percent(place)}
          x2={percent(place)}
          y1="0"
          y2={basePx}
        />
      ))}
    </>
  )
}

interface BrushControlProps {
  readonly whole: TimeRange
  readonly brush: TimeRange | null
  readonly onBrush: (range: TimeRange | null) => void
  readonly onDrag: (range: TimeRange | null) => void
}

/** Less than this is a click, in pixels. */
const clickPx = 4

/** Takes pointer and keys for the brush. */
function BrushControl({ whole, brush, onBrush, onDrag }: BrushControlProps): ReactElement {
  const start = useRef<number | null>(null)
  const timeAt = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)))
    return whole.fromMs + share * (whole.toMs - whole.fromMs)
  }
  const rangeTo = (event: PointerEvent<HTMLElement>): TimeRange | null => {
    if (start.current === null) return null
    const [from, to] = [start.current, timeAt(event)].sort((a, b) => a - b)
    return { fromMs: from ?? 0, toMs: to ?? 0 }
  }
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const range = rangeTo(event)
    start.current = null
    onDrag(null)
    if (!range) return
    const { width } = event.currentTarget.getBoundingClientRect()
    const isClick = ((range.toMs - range.fromMs) / (whole.toMs - whole.fromMs)) * width < clickPx
    onBrush(isClick ? null : range)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = brushAfter(event, brush, whole)
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onBrush(next)
  }
  const { fromMs, toMs } = brush ?? whole
  return (
    <div
      className="timeline-control"
      role="slider"
      tabIndex={0}
      aria-label={t('audit.brush')}
      aria-valuemin={Math.round(whole.fromMs)}
      aria-valuemax={Math.round(whole.toMs)}
      aria-valuenow={Math.round((fromMs + toMs) / 2)}
      aria-valuetext={brush ? formatRange(fromMs, toMs) : t('audit.brush-none')}
      title={t('audit.brush-help')}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = timeAt(event)
      }}
      onPointerMove={(event) => {
        const range = rangeTo(event)
        if (range) onDrag(range)
      }}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        start.current = null
        onDrag(null)
      }}
    />
  )
}
