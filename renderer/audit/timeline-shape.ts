import type { Timeline } from '../../shared/audit/explorer.ts'
import type { MarkKind } from '../ui/mark.tsx'

/** A stretch of time that the page is cut to. */
export interface TimeRange {
  readonly fromMs: number
  readonly toMs: number
}

/** One mark of a lane: what lies so near together that it would overlap is one, with a number. */
export interface LaneMark {
  readonly id: string
  /** From 0 to 1, left to right. */
  readonly place: number
  readonly count: number
  readonly kind: MarkKind
}

/** Lanes that have marks, from top to bottom. */
export const markLanes = ['denied', 'you', 'ai'] as const
export type MarkLane = (typeof markLanes)[number]

interface Counted {
  readonly step: number
  readonly count: number
  readonly refused: number
}

function countedIn({ lanes }: Timeline, lane: MarkLane): Counted[] {
  return lanes[lane].flatMap((seen, step) => {
    const refused = lane === 'you' ? (lanes.refused[step] ?? 0) : 0
    return seen + refused > 0 ? [{ step, count: seen + refused, refused }] : []
  })
}

function kindOf(lane: MarkLane, { count, refused }: Pick<Counted, 'count' | 'refused'>): MarkKind {
  if (lane === 'denied') return 'denied'
  if (lane === 'ai') return 'ai'
  return refused === count ? 'denied-by-you' : 'person'
}

/** Marks of a lane, no two of them nearer than `apart` steps. */
export function marksOf(timeline: Timeline, lane: MarkLane, apart: number): LaneMark[] {
  const steps = timeline.lanes[lane].length
  const groups: Counted[][] = []
  for (const counted of countedIn(timeline, lane)) {
    const group = groups.at(-1)
    const isNear = group?.[0] !== undefined && counted.step - group[0].step < apart
    if (isNear) group.push(counted)
    else groups.push([counted])
  }
  return groups.map((group) => {
    const count = group.reduce((sum, one) => sum + one.count, 0)
    const refused = group.reduce((sum, one) => sum + one.refused, 0)
    const middle = group.reduce((sum, one) => sum + (one.step + 0.5) * one.count, 0) / count
    const kind = kindOf(lane, { count, refused })
    return { id: `${lane}-${group[0]?.step}`, place: middle / steps, count, kind }
  })
}

/** Sum of a lane. */
export function totalOf({ lanes }: Timeline, lane: keyof Timeline['lanes']): number {
  return lanes[lane].reduce((sum, count) => sum + count, 0)
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const tickSteps = [
  ...[hourMs / 12, hourMs / 4, hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs],
  ...[dayMs, 2 * dayMs, 7 * dayMs, 14 * dayMs, 30 * dayMs, 90 * dayMs, 365 * dayMs],
]

/** Moments that the axis names, at most eight, on whole hours or days of this time zone. */
export function ticksOf({
  fromMs,
  toMs,
}: TimeRange): { readonly atMs: number; readonly isDay: boolean }[] {
  const step = tickSteps.find((each) => (toMs - fromMs) / each <= 8) ?? 2 * 365 * dayMs
  const midnight = new Date(fromMs).setHours(0, 0, 0, 0)
  const ticks: { atMs: number; isDay: boolean }[] = []
  for (let atMs = midnight; atMs < toMs; atMs += step) {
    // A day is not always 24 hours long.
    const at = step >= dayMs ? new Date(atMs + hourMs * 2).setHours(0, 0, 0, 0) : atMs
    if (at > fromMs) ticks.push({ atMs: at, isDay: new Date(at).getHours() === 0 })
  }
  return ticks
}

/** Where a moment lies, from 0 to 1. */
export const placeOf = ({ fromMs, toMs }: TimeRange, atMs: number) =>
  Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs)))

const within = (range: TimeRange, whole: TimeRange): TimeRange => ({
  fromMs: Math.min(Math.max(range.fromMs, whole.fromMs), whole.toMs),
  toMs: Math.max(Math.min(range.toMs, whole.toMs), whole.fromMs),
})

function moved(range: TimeRange, byMs: number, whole: TimeRange): TimeRange {
  const by = Math.max(whole.fromMs - range.fromMs, Math.min(whole.toMs - range.toMs, byMs))
  return { fromMs: range.fromMs + by, toMs: range.toMs + by }
}

const leastMs = 60_000

function resized(range: TimeRange, byMs: number, whole: TimeRange): TimeRange {
  return within({ ...range, toMs: Math.max(range.fromMs + leastMs, range.toMs + byMs) }, whole)
}

/** What a key makes of the brush: arrows move it by an hour, pages by a day, with Shift its end; undefined for other keys. */
export function brushAfter(
  key: { readonly key: string; readonly shiftKey: boolean },
  brush: TimeRange | null,
  whole: TimeRange,
): TimeRange | null | undefined {
  if (key.key === 'Escape' || key.key === 'Delete') return brush === null ? undefined : null
  const steps = { ArrowLeft: -hourMs, ArrowRight: hourMs, PageDown: -dayMs, PageUp: dayMs }
  const by = (steps as Readonly<Record<string, number>>)[key.key]
  if (by === undefined) return undefined
  if (brush === null) return within({ fromMs: whole.toMs - hourMs, toMs: whole.toMs }, whole)
  return key.shiftKey ? resized(brush, by, whole) : moved(brush, by, whole)
}
