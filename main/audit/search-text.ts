import type { FileHandle } from 'node:fs/promises'
import { type AuditEntry, auditEntrySchema } from '../../shared/audit/model.ts'
import { openPlainFile } from '../kit/plain-file.ts'
import { readHeader } from './chain.ts'
import { IndexLies } from './read-entries.ts'
import type { IndexedSegment } from './record-index.ts'
import type { RowFilter } from './row-filter.ts'

/** Bytes of lines that are looked through at a time; the event loop runs in between. */
const windowBytes = 256 * 1024
/** Lines further apart are not read together. */
const gapBytes = 32 * 1024

/** What a search in one file is told. */
export interface TextSearch {
  readonly filter: RowFilter
  /** Rows to look at, newest first. */
  readonly rows: readonly number[]
  readonly limit: number
  /** Bytes of lines that may be read; the search stops behind them. */
  readonly budgetBytes: number
}

/** What it found, newest first, and how far it came. */
export interface TextFound {
  readonly entries: readonly AuditEntry[]
  readonly lookedBytes: number
  /** Rows that were looked at; fewer than were given where the limit or the budget ended it. */
  readonly looked: number
}

interface Window {
  readonly rows: number[]
  from: number
  to: number
}

/** The text as JSON writes it: what a line must hold before it is worth parsing. */
const asWritten = (text: string) => JSON.stringify(text).slice(1, -1)

/** Windows of neighbouring rows, newest first. */
function* windowsOf({ columns }: IndexedSegment, rows: readonly number[]): Generator<Window> {
  const { offset, length } = columns.numbers
  let window: Window | null = null
  for (const row of rows) {
    const from = offset[row] ?? 0
    const to = from + (length[row] ?? 0)
    const isNear = window !== null && window.from - to < gapBytes && window.to - from < windowBytes
    if (window && isNear) {
      window.rows.push(row)
      window.from = from
    } else {
      if (window) yield window
      window = { rows: [row], from, to }
    }
  }
  if (window) yield window
}

async function readWindow(file: FileHandle, { from, to }: Window): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(to - from)
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
  return bytes.subarray(0, bytesRead)
}

const isAscii = (text: string) => Buffer.byteLength(text) === text.length

/** Says fast whether lines of a window may hold the text; null where none does. */
function holderOf(bytes: Buffer, text: string): ((start: number, end: number) => boolean) | null {
  // Characters of one byte keep their places, so that one search serves all lines.
  if (!isAscii(text)) {
    return (start, end) => bytes.toString('utf8', start, end).toLowerCase().includes(text)
  }
  const lower = bytes.toString('latin1').toLowerCase()
  if (!lower.includes(text)) return null
  return (start, end) => {
    const at = lower.indexOf(text, start)
    return at >= 0 && at + text.length <= end
  }
}

function entryAt(bytes: Buffer, range: { start: number; end: number }, filter: RowFilter) {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8', range.start, range.end))
    if (!filter.matches(parsed)) return null
    const entry = auditEntrySchema.safeParse(parsed)
    return entry.success ? entry.data : null
  } catch {
    // A damaged line is no entry; verification names it.
    return null
  }
}

/** Where the line of a row lies in its window; throws where another line lies there. */
function rangeOf(bytes: Buffer, from: number, [indexed, row]: [IndexedSegment, number]) {
  const { offset, length, n } = indexed.columns.numbers
  const start = (offset[row] ?? 0) - from
  const end = start + (length[row] ?? 0)
  const isThere = end <= bytes.length && readHeader(bytes, start, end)?.n === n[row]
  if (!isThere) throw new IndexLies(indexed)
  return { start, end }
}

/** Looks through the rows of one window. */
async function searchWindow(
  file: FileHandle,
  window: Window,
  { indexed, filter, limit }: Pick<TextSearch, 'filter' | 'limit'> & { indexed: IndexedSegment },
): Promise<{ readonly entries: readonly AuditEntry[]; readonly looked: number }> {
  const bytes = await readWindow(file, window)
  const holds = holderOf(bytes, asWritten(filter.text ?? ''))
  const [first = 0] = window.rows
  // Of lines without the text, one is enough to see that the columns are those of this file.
  rangeOf(bytes, window.from, [indexed, first])
  if (!holds) return { entries: [], looked: window.rows.length }
  const entries: AuditEntry[] = []
  for (const [at, row] of window.rows.entries()) {
    const range = rangeOf(bytes, window.from, [indexed, row])
    const entry = holds(range.start, range.end) ? entryAt(bytes, range, filter) : null
    if (entry && entries.push(entry) >= limit) return { entries, looked: at + 1 }
  }
  return { entries, looked: window.rows.length }
}

/** Looks through the lines of rows for the text of a filter. Throws `IndexLies` where a line is another one than its row says. */
export async function searchText(
  indexed: IndexedSegment,
  { filter, rows, limit, budgetBytes }: TextSearch,
): Promise<TextFound> {
  const entries: AuditEntry[] = []
  let lookedBytes = 0
  let looked = 0
  const file = await openPlainFile(indexed.segment.path)
  try {
    for (const window of windowsOf(indexed, rows)) {
      if (lookedBytes >= budgetBytes || entries.length >= limit) break
      const left = limit - entries.length
      const found = await searchWindow(file, window, { indexed, filter, limit: left })
      entries.push(...found.entries)
      lookedBytes += window.to - window.from
      looked += found.looked
    }
  } finally {
    await file.close()
  }
  return { entries, lookedBytes, looked }
}
