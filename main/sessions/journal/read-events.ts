import { scanLines, scanLinesBackwards } from '../../kit/scan-lines.ts'
import { decodeEvent, isWhole, type LineBytes, readSeq } from './event-line.ts'
import type { JournalEvent, JournalRange, Stamped } from './journal.ts'
import { type JournalSegment, seekBefore, seekBehind } from './journal-index.ts'

/** How many events past a page are looked at for the block that finishes a delta of the page. */
const LOOK_AHEAD = 2_000

/** What a reader looks into. */
export interface EventSource {
  /** Oldest first. */
  readonly segments: readonly JournalSegment[]
  readonly epoch: string
  /** Told about a line that is damaged although it was whole when the journal was opened. */
  readonly onDamaged: (path: string, offset: number) => void
}

interface Bounds {
  /** Inclusive. */
  readonly from: number
  /** Inclusive. */
  readonly to: number
}

type Visit<E> = (event: Stamped<E>) => boolean

const isDelta = (event: JournalEvent) => event.kind.endsWith('-delta')

/** Remembers finished blocks and says which deltas they supersede. */
function createBlocks() {
  const finished = new Set<string>()
  return {
    note(event: JournalEvent) {
      if (event.blockId !== undefined && !isDelta(event)) finished.add(event.blockId)
    },
    supersedes: (event: JournalEvent) =>
      event.blockId !== undefined && isDelta(event) && finished.has(event.blockId),
  }
}

function eventOf<E>(
  line: LineBytes & { readonly offset: number },
  bounds: Bounds,
  file: { path: string; source: EventSource },
): Stamped<E> | null {
  const seq = readSeq(line)
  if (seq !== null && (seq < bounds.from || seq > bounds.to)) return null
  if (seq !== null && isWhole(line)) return decodeEvent<E>(line, file.source.epoch)
  file.source.onDamaged(file.path, line.offset)
  return null
}

async function visitForward<E>(source: EventSource, bounds: Bounds, visit: Visit<E>) {
  let goesOn = true
  for (const segment of source.segments) {
    if (!goesOn || segment.first > bounds.to) return
    if (segment.last < bounds.from) continue
    const { path } = segment
    const to = seekBehind(segment, bounds.to + 1)
    await scanLines({ path, from: seekBefore(segment, bounds.from), to }, (line) => {
      const event = eventOf<E>(line, bounds, { path, source })
      if (event) goesOn = visit(event)
      return goesOn
    })
  }
}

async function visitBackward<E>(source: EventSource, bounds: Bounds, visit: Visit<E>) {
  let goesOn = true
  for (const segment of source.segments.toReversed()) {
    if (!goesOn || segment.last < bounds.from) return
    if (segment.first > bounds.to) continue
    const { path } = segment
    const to = seekBehind(segment, bounds.to + 1)
    await scanLinesBackwards({ path, from: seekBefore(segment, bounds.from), to }, (line) => {
      const event = eventOf<E>(line, bounds, { path, source })
      if (event) goesOn = visit(event)
      return goesOn
    })
  }
}

type Blocks = ReturnType<typeof createBlocks>

async function lookAhead(source: EventSource, behind: number, blocks: Blocks) {
  await visitForward<JournalEvent>(source, { from: behind, to: behind + LOOK_AHEAD }, (event) => {
    blocks.note(event)
    return true
  })
}

async function readNewest<E extends JournalEvent>(
  source: EventSource,
  bounds: Bounds,
  page: { limit: number; compact: boolean },
): Promise<Stamped<E>[]> {
  const blocks = createBlocks()
  if (page.compact) await lookAhead(source, bounds.to + 1, blocks)
  const events: Stamped<E>[] = []
  await visitBackward<E>(source, bounds, (event) => {
    blocks.note(event)
    if (!page.compact || !blocks.supersedes(event)) events.push(event)
    return events.length < page.limit
  })
  return events.reverse()
}

async function readOldest<E extends JournalEvent>(
  source: EventSource,
  bounds: Bounds,
  page: { limit: number; compact: boolean },
): Promise<Stamped<E>[]> {
  const blocks = createBlocks()
  let events: Stamped<E>[] = []
  let { from } = bounds
  // Looking ahead may empty a full page again; then it is filled further.
  while (events.length < page.limit && from <= bounds.to) {
    const before = events.length
    await visitForward<E>(source, { from, to: bounds.to }, (event) => {
      blocks.note(event)
      from = event.seq + 1
      if (!page.compact || !blocks.supersedes(event)) events.push(event)
      return events.length < page.limit
    })
    if (!page.compact || events.length === before) break
    await lookAhead(source, from, blocks)
    events = events.filter((event) => !blocks.supersedes(event))
  }
  return events
}

/** Reads a range of events, ascending; jumps by the index and never reads a segment it does not need. */
export function readEvents<E extends JournalEvent>(
  source: EventSource,
  range: JournalRange,
): Promise<Stamped<E>[]> {
  const { after, before, limit, compact = false } = range
  const last = source.segments.at(-1)?.last ?? 0
  const bounds = { from: (after ?? 0) + 1, to: Math.min(last, (before ?? last + 1) - 1) }
  if (limit <= 0 || bounds.from > bounds.to) return Promise.resolve([])
  const page = { limit, compact }
  const isForward = after !== undefined && before === undefined
  return isForward ? readOldest<E>(source, bounds, page) : readNewest<E>(source, bounds, page)
}
