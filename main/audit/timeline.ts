import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Timeline } from '../../shared/audit/explorer.ts'
import type { AuditFilter } from '../../shared/audit/model.ts'
import { readChainEvents } from './chain-lines.ts'
import { type Columns, codeAt, rowDecisions, rowKinds, rowLayers, wideAt } from './columns.ts'
import type { IndexedSegment } from './record-index.ts'
import { prepareFilter } from './row-filter.ts'

/** What a plot asks for. */
export interface TimelineQuery {
  readonly filter: AuditFilter
  /** Steps from left to right. */
  readonly steps: number
}

const [decisionKind, answerKind] = [rowKinds.indexOf('decision'), rowKinds.indexOf('answer')]
const [allow, deny] = [rowDecisions.indexOf('allow'), rowDecisions.indexOf('deny')]
const ai = rowLayers.indexOf('ai')
const told = new Set(['restarted', 'recovered', 'retention', 'erased', 'forgotten'])
const leastMs = 60_000

/** The lane of a row; null for what no lane shows. */
function laneOf(numbers: Columns['numbers'], row: number): keyof Timeline['lanes'] | null {
  const decision = codeAt(numbers.decision, row)
  const kind = codeAt(numbers.kind, row)
  if (kind === answerKind) {
    if (decision === deny) return 'refused'
    return decision === allow ? 'you' : null
  }
  if (kind !== decisionKind) return null
  if (decision === deny) return 'denied'
  return codeAt(numbers.layer, row) === ai ? 'ai' : 'rules'
}

/** First and last time of the rows, whatever order a clock that jumped left them in. */
function spanOf(all: readonly IndexedSegment[]): { from: number; to: number } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { columns } of all) {
    const { at, n } = columns.numbers
    for (let row = 0; row < columns.rows; row += 1) {
      if (wideAt(n, row) === 0) continue
      from = Math.min(from, wideAt(at, row))
      to = Math.max(to, wideAt(at, row))
    }
  }
  return from <= to ? { from, to } : { from: 0, to: leastMs }
}

async function eventsOf(all: readonly IndexedSegment[], from: number, to: number) {
  const chain = rowKinds.indexOf('chain')
  const events: Timeline['events'] = []
  for (const { segment, columns } of all) {
    const { kind, at } = columns.numbers
    const isSome = kind.some(
      (code, row) => code === chain && (at[row] ?? 0) >= from && (at[row] ?? 0) <= to,
    )
    if (!isSome) continue
    for (const event of await readChainEvents(segment)) {
      if (told.has(event.event) && event.at >= from && event.at <= to) {
        events.push({ n: event.n, at: event.at, event: event.event })
      }
    }
  }
  return events
}

type Lanes = Timeline['lanes']

/** Counts the rows of one file. */
function countFile(
  { columns }: IndexedSegment,
  {
    test,
    lanes,
    stepOf,
  }: { test: (row: number) => boolean; lanes: Lanes; stepOf: (at: number) => number },
) {
  const { at } = columns.numbers
  for (let row = 0; row < columns.rows; row += 1) {
    const step = stepOf(wideAt(at, row))
    const lane = step >= 0 && test(row) ? laneOf(columns.numbers, row) : null
    if (lane) lanes[lane][step] = (lanes[lane][step] ?? 0) + 1
  }
}

/** Counts the rows of a filter in equal steps of its time; without one, over the whole record. A text is left out. */
export async function timelineOf(
  all: readonly IndexedSegment[],
  { filter, steps }: TimelineQuery,
): Promise<Timeline> {
  const span = spanOf(all)
  const fromMs = filter.fromMs ?? span.from
  const toMs = Math.max(filter.toMs ?? span.to, fromMs + leastMs)
  const stepMs = (toMs - fromMs) / steps
  const zero = () => new Array<number>(steps).fill(0)
  const lanes: Lanes = { denied: zero(), you: zero(), refused: zero(), ai: zero(), rules: zero() }
  const stepOf = (at: number) => Math.min(steps - 1, Math.floor((at - fromMs) / stepMs))
  const prepared = prepareFilter({ ...filter, text: undefined, fromMs, toMs })
  for (const indexed of all) {
    const test = prepared.testOf(indexed.columns)
    if (test) countFile(indexed, { test, lanes, stepOf })
    await nextTurn()
  }
  return { fromMs, toMs, stepMs, lanes, events: await eventsOf(all, fromMs, toMs) }
}
