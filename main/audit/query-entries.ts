import { type AuditEntry, type AuditFilter, auditEntrySchema } from '../../shared/audit/model.ts'
import { scanLinesBackwards } from '../kit/scan-lines.ts'
import { readHeader } from './chain.ts'
import type { QueriedFiles } from './queried-files.ts'
import { IndexLies, readEntries } from './read-entries.ts'
import type { IndexedSegment, RecordIndex } from './record-index.ts'
import { prepareFilter, type RowFilter } from './row-filter.ts'
import { searchText } from './search-text.ts'

/** Bytes of lines that one answer to a search for text may read. */
const budgetBytes = 48 * 1024 * 1024

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
  /** Matching entries in all; with a text those of this page alone. */
  readonly matched: number
  readonly total: number
  /** Where to go on for older ones; null when there are none. */
  readonly next: number | null
  /** Lines that were looked through for a text. */
  readonly looked: number
}

/** Looks through the record. */
export interface EntryQuery {
  /** Rejects when a file cannot be read. */
  run(input: AuditQuery, files: QueriedFiles): Promise<AuditPage>
}

interface Place {
  readonly before: number
  readonly limit: number
}

/** The newest entries before a number, without any columns: a first page waits for nothing. */
async function readNewest({ segments }: QueriedFiles, { before, limit }: Place) {
  const entries: AuditEntry[] = []
  for (const { path, bytes, firstEntry } of segments.toReversed()) {
    if (entries.length >= limit) break
    if (firstEntry !== null && firstEntry >= before) continue
    await scanLinesBackwards({ path, to: bytes }, (line) => {
      const header = readHeader(line.bytes, line.start, line.end)
      if (!header || header.n >= before) return true
      const entry = parseEntry(line.bytes.toString('utf8', line.start, line.end))
      if (entry) entries.push(entry)
      return entries.length < limit
    })
  }
  return entries
}

function parseEntry(text: string): AuditEntry | null {
  try {
    const entry = auditEntrySchema.safeParse(JSON.parse(text))
    return entry.success ? entry.data : null
  } catch {
    // A damaged line is no entry; verification names it.
    return null
  }
}

/** Rows that pass and lie before a number, newest first, at most `limit` of them. */
function rowsBefore({ columns }: IndexedSegment, filter: RowFilter, { before, limit }: Place) {
  const test = filter.testOf(columns)
  if (!test) return []
  const { n } = columns.numbers
  const rows: number[] = []
  for (let row = columns.rows - 1; row >= 0 && rows.length < limit; row -= 1) {
    if ((n[row] ?? 0) < before && test(row)) rows.push(row)
  }
  return rows
}

/** Counts the rows that pass. */
export function countRows(all: readonly IndexedSegment[], filter: RowFilter): number {
  let count = 0
  for (const { columns } of all) {
    const test = filter.testOf(columns)
    if (!test) continue
    for (let row = 0; row < columns.rows; row += 1) if (test(row)) count += 1
  }
  return count
}

async function pageOf(all: readonly IndexedSegment[], filter: RowFilter, place: Place) {
  const entries: AuditEntry[] = []
  for (const indexed of all.toReversed()) {
    const limit = place.limit - entries.length
    if (limit <= 0) break
    const rows = rowsBefore(indexed, filter, { ...place, limit })
    if (rows.length === 0) continue
    const found = await readEntries(indexed, rows)
    // A line that its columns describe wrongly would hide others as well.
    if (!found.every(({ parsed }) => filter.matches(parsed))) throw new IndexLies(indexed)
    entries.push(...found.map(({ entry }) => entry).toReversed())
  }
  return entries
}

interface Searched {
  readonly entries: AuditEntry[]
  readonly next: number | null
  readonly looked: number
}

async function searched(
  all: readonly IndexedSegment[],
  filter: RowFilter,
  { before, limit }: Place,
): Promise<Searched> {
  const entries: AuditEntry[] = []
  let budget = budgetBytes
  let next = before
  let looked = 0
  for (const indexed of all.toReversed()) {
    const rows = rowsBefore(indexed, filter, { before, limit: Number.POSITIVE_INFINITY })
    if (rows.length === 0) continue
    const search = { filter, rows, limit: limit - entries.length, budgetBytes: budget }
    const found = await searchText(indexed, search)
    entries.push(...found.entries)
    budget -= found.lookedBytes
    looked += found.looked
    const last = rows[found.looked - 1]
    if (last !== undefined) next = indexed.columns.numbers.n[last] ?? next
    const isCut = found.looked < rows.length || budget <= 0 || entries.length >= limit
    if (isCut) return { entries, next, looked }
  }
  return { entries, next: null, looked }
}

/** Creates the query over an index. */
export function createEntryQuery(index: RecordIndex): EntryQuery {
  const answer = async (input: AuditQuery, files: QueriedFiles): Promise<AuditPage> => {
    const filter = prepareFilter(input.filter)
    const place = { before: input.before ?? Number.POSITIVE_INFINITY, limit: input.limit }
    if (filter.isOpen) {
      const entries = await readNewest(files, place)
      const total = await index.count(files)
      return { entries, matched: total, total, next: nextOf(entries, place), looked: 0 }
    }
    const all = await index.read(files)
    const total = countRows(all, prepareFilter({}))
    if (filter.text !== null) {
      const found = await searched(all, filter, place)
      return { ...found, matched: found.entries.length, total }
    }
    const entries = await pageOf(all, filter, place)
    const matched = countRows(all, filter)
    return { entries, matched, total, next: nextOf(entries, place), looked: 0 }
  }

  return {
    async run(input, files) {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await answer(input, files)
        } catch (error) {
          if (!(error instanceof IndexLies) || attempt > files.segments.length) throw error
          await index.distrust(error.indexed.segment)
        }
      }
    },
  }
}

function nextOf(entries: readonly AuditEntry[], { limit }: Place): number | null {
  return entries.length < limit ? null : (entries.at(-1)?.n ?? null)
}
