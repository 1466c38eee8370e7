import { type AuditEntry, type AuditFilter, auditEntrySchema } from '../../shared/audit/model.ts'
import { type LineView, scanLines, scanLinesBackwards } from '../kit/scan-lines.ts'
import { type LineHeader, readHeader } from './chain.ts'
import { type EntryFilter, prepareFilter } from './entry-filter.ts'
import { ACTIVE_NAME, type Segment } from './segments.ts'

const REMEMBERED_FILTERS = 16

/** What an explorer page asks for. */
export interface AuditQuery {
  readonly filter: AuditFilter
  /** Entries with a smaller number only; absent means from the newest. */
  readonly before?: number | undefined
  readonly limit: number
}

/** One page of the record, newest first, with the counts of all. */
export interface AuditPage {
  readonly entries: AuditEntry[]
  readonly matched: number
  readonly total: number
}

/** The files to look through; `moves` changes whenever names have moved. */
export interface QueriedFiles {
  /** Oldest first. */
  readonly segments: readonly Segment[]
  readonly moves: number
}

/** Looks through the record; remembers how many entries match so that the next page is quick. */
export interface EntryQuery {
  /** Rejects when a file cannot be read. */
  run(input: AuditQuery, files: QueriedFiles): Promise<AuditPage>
}

interface Counted {
  readonly offset: number
  readonly count: number
}

function parseLine({ bytes, start, end }: LineView): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', start, end))
  } catch {
    // A damaged line is no entry; verification names it.
    return null
  }
}

function mayMatch(line: LineView, header: LineHeader, filter: EntryFilter): boolean {
  if (!filter.isInTime(header.at)) return false
  const body = line.bytes.subarray(header.bodyAt, line.end)
  if (!filter.needles.every((needle) => body.includes(needle))) return false
  return filter.text === null || body.toString('utf8').toLowerCase().includes(filter.text)
}

/** The parsed line when it passes the filter, else null. */
function matching(line: LineView, header: LineHeader, filter: EntryFilter): unknown {
  if (!mayMatch(line, header, filter)) return null
  const parsed = parseLine(line)
  return filter.matches(parsed) ? parsed : null
}

async function readPage(
  segments: readonly Segment[],
  filter: EntryFilter,
  page: { before: number; limit: number },
): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  for (const { path, bytes, firstEntry } of segments.toReversed()) {
    if (entries.length >= page.limit) break
    if (firstEntry !== null && firstEntry >= page.before) continue
    await scanLinesBackwards({ path, to: bytes }, (line) => {
      const header = readHeader(line.bytes, line.start, line.end)
      if (!header || header.n >= page.before) return true
      const parsed = matching(line, header, filter)
      const entry = parsed === null ? null : auditEntrySchema.safeParse(parsed)
      if (entry?.success) entries.push(entry.data)
      return entries.length < page.limit
    })
  }
  return entries
}

async function countOn(segment: Segment, from: Counted, filter: EntryFilter | null) {
  let { count } = from
  const range = { path: segment.path, from: from.offset, to: segment.bytes }
  const end = await scanLines(range, (line) => {
    const header = readHeader(line.bytes, line.start, line.end)
    if (header && (filter === null || matching(line, header, filter) !== null)) count += 1
    return true
  })
  return { offset: end.offset, count }
}

/** Creates the query with an empty memory. */
export function createEntryQuery(): EntryQuery {
  const remembered = new Map<string, Map<string, Counted>>()

  const countsOf = (key: string) => {
    const counts = remembered.get(key) ?? new Map<string, Counted>()
    remembered.delete(key)
    remembered.set(key, counts)
    const [oldest] = remembered.keys()
    if (remembered.size > REMEMBERED_FILTERS && oldest !== undefined) remembered.delete(oldest)
    return counts
  }

  const count = async (files: QueriedFiles, filter: EntryFilter | null) => {
    const counts = countsOf(filter?.key ?? '')
    let sum = 0
    for (const segment of files.segments) {
      const isActive = segment.name === ACTIVE_NAME
      const name = isActive ? `${ACTIVE_NAME}@${files.moves}` : segment.name
      const known = counts.get(name) ?? { offset: 0, count: 0 }
      const counted = known.offset < segment.bytes ? await countOn(segment, known, filter) : known
      counts.set(name, counted)
      sum += counted.count
    }
    return sum
  }

  return {
    async run({ filter, before, limit }, files) {
      const prepared = prepareFilter(filter)
      const page = { before: before ?? Number.POSITIVE_INFINITY, limit }
      const entries = await readPage(files.segments, prepared, page)
      const total = await count(files, null)
      const matched = prepared.isOpen ? total : await count(files, prepared)
      return { entries, matched, total }
    },
  }
}
