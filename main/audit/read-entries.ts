import type { FileHandle } from 'node:fs/promises'
import { type AuditEntry, auditEntrySchema } from '../../shared/audit/model.ts'
import { openPlainFile } from '../kit/plain-file.ts'
import { readHeader } from './chain.ts'
import type { IndexedSegment } from './record-index.ts'

/** Thrown where a line is not the one its columns speak of; the columns are then thrown away. */
export class IndexLies extends Error {
  readonly indexed: IndexedSegment
  constructor(indexed: IndexedSegment) {
    super('the columns of a file do not fit its lines')
    this.indexed = indexed
  }
}

/** Neighbouring lines up to this many bytes apart are read in one go. */
const gapBytes = 16 * 1024
const mostBytes = 1024 * 1024

interface Run {
  readonly from: number
  to: number
  readonly rows: number[]
}

/** Rows whose lines lie near each other, read together. */
function runsOf({ columns }: IndexedSegment, rows: readonly number[]): readonly Run[] {
  const { offset, length } = columns.numbers
  const runs: Run[] = []
  for (const row of rows.toSorted((a, b) => a - b)) {
    const [from, bytes] = [offset[row] ?? 0, length[row] ?? 0]
    const last = runs.at(-1)
    if (last && from - last.to < gapBytes && from + bytes - last.from < mostBytes) {
      last.to = from + bytes
      last.rows.push(row)
    } else runs.push({ from, to: from + bytes, rows: [row] })
  }
  return runs
}

async function bytesOf(file: FileHandle, { from, to }: Run): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from)
  let done = 0
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return bytes.subarray(0, done)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A damaged line is no entry; verification names it.
    return null
  }
}

interface ReadEntry {
  readonly entry: AuditEntry
  readonly parsed: unknown
}

/** The entry of a row; null when its line is none. */
function entryOf(bytes: Buffer, from: number, [indexed, row]: [IndexedSegment, number]) {
  const { offset, length, n } = indexed.columns.numbers
  const start = (offset[row] ?? 0) - from
  const end = start + (length[row] ?? 0)
  const header = end <= bytes.length ? readHeader(bytes, start, end) : null
  if (header?.n !== n[row]) throw new IndexLies(indexed)
  const parsed = parse(bytes.toString('utf8', start, end))
  const entry = auditEntrySchema.safeParse(parsed)
  return entry.success ? { entry: entry.data, parsed } : null
}

/** Reads the lines of rows, oldest first; a row whose line is no entry is left out. Throws `IndexLies` where a line is another one than the row says. */
export async function readEntries(
  indexed: IndexedSegment,
  rows: readonly number[],
): Promise<readonly ReadEntry[]> {
  const found: ReadEntry[] = []
  const file = await openPlainFile(indexed.segment.path)
  try {
    for (const run of runsOf(indexed, rows)) {
      const bytes = await bytesOf(file, run)
      for (const row of run.rows) {
        const read = entryOf(bytes, run.from, [indexed, row])
        if (read) found.push(read)
      }
    }
  } finally {
    await file.close()
  }
  return found
}
