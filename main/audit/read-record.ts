import type { AuditEntry } from '../../shared/audit/model.ts'
import { type LineView, scanLines } from '../kit/scan-lines.ts'
import { readHeader } from './chain.ts'
import { listSegments, type Segment } from './segments.ts'

/** What of the record is read. */
export interface RecordRange {
  /** Absolute folder of the record. */
  readonly folder: string
  /** Milliseconds since the epoch; older entries are passed over. */
  readonly sinceMs?: number
  /** Reads every session whose place among `of` parts is `at`, from 0; everything when absent. */
  readonly part?: { readonly at: number; readonly of: number }
}

/** Size of a record in bytes; rejects when its folder cannot be read. */
export async function recordBytes(folder: string): Promise<number> {
  const segments = await listSegments(folder)
  return segments.reduce((sum, { bytes }) => sum + bytes, 0)
}

const BATCH = 1_000

/** A line of the record as it stands, with the entry it is. */
export interface RecordLine {
  readonly entry: AuditEntry
  /** Without its newline. */
  readonly text: string
}

/**
 * Yields entries oldest first, some at a time, also while the app writes on; checks neither chain nor
 * shape. Rejects when a file cannot be read.
 */
export async function* readRecord(range: RecordRange): AsyncGenerator<readonly AuditEntry[]> {
  for await (const lines of readRecordLines(range)) yield lines.map(({ entry }) => entry)
}

/** The same with the lines as they stand. */
export async function* readRecordLines(range: RecordRange): AsyncGenerator<readonly RecordLine[]> {
  const { folder, sinceMs = 0, part } = range
  let last = 0
  const entryIn = ({ bytes, start, end }: LineView): RecordLine | null => {
    const header = readHeader(bytes, start, end)
    if (!header || header.n <= last) return null
    last = header.n
    if (header.at < sinceMs) return null
    const line = bytes.subarray(start, end)
    if (part && partOf(line, header.bodyAt - start, part.of) !== part.at) return null
    return parse(line)
  }
  // A file that is sealed meanwhile has another name: then what came after the last entry is read again.
  for (let names = ''; ; ) {
    const segments = await listSegments(folder)
    const now = segments.map(({ name }) => name).join()
    if (now === names) return
    names = now
    for (const segment of segments) yield* batchesOf(segment, entryIn)
  }
}

async function* batchesOf(
  { path, bytes }: Segment,
  entryIn: (line: LineView) => RecordLine | null,
): AsyncGenerator<readonly RecordLine[]> {
  for (let from = 0; from < bytes; ) {
    const batch: RecordLine[] = []
    const end = await scanLines({ path, from, to: bytes }, (line) => {
      const entry = entryIn(line)
      if (entry) batch.push(entry)
      return batch.length < BATCH
    })
    if (batch.length > 0) yield batch
    if (end.offset === from) return
    from = end.offset
  }
}

const SESSION = Buffer.from('"session":"')
const QUOTE = 34

/** The part that a line's session belongs to, by the bytes of its id; lines without one are in the first. */
function partOf(line: Buffer, bodyAt: number, of: number): number {
  const at = line.indexOf(SESSION, bodyAt)
  if (at < 0) return 0
  const from = at + SESSION.length
  let sum = 0
  for (let place = from; line[place] !== QUOTE && place < line.length; place++) {
    sum = (sum * 31 + (line[place] ?? 0)) >>> 0
  }
  return sum % of
}

function parse(line: Buffer): RecordLine | null {
  try {
    const text = line.toString('utf8')
    const entry: unknown = JSON.parse(text)
    const isEntry = typeof entry === 'object' && entry !== null && 'kind' in entry
    return isEntry ? { entry: entry as AuditEntry, text } : null
  } catch {
    // A damaged line is no entry; verification names it.
    return null
  }
}
