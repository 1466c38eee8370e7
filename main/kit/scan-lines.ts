import type { FileHandle } from 'node:fs/promises'
import { openPlainFile } from './plain-file.ts'

/** Bytes before a line that a visitor of `scanLines` may overwrite: they belong to lines already visited. */
export const SCRATCH_BYTES = 32

const CHUNK_BYTES = 256 * 1024
const NEWLINE = 10

/** One line inside a buffer that is reused: read it during the visit or copy it. */
export interface LineView {
  readonly bytes: Buffer
  readonly start: number
  /** Exclusive, without the newline. */
  readonly end: number
  /** Where the line begins in the file. */
  readonly offset: number
}

/** Looks at one line; `false` ends the scan. */
export type VisitLine = (line: LineView) => boolean | undefined

interface Range {
  readonly path: string
  readonly from?: number
  /** Exclusive; absent means the end of the file. */
  readonly to?: number
}

/** Where a forward scan ended. */
export interface ScanEnd {
  /** Offset after the last complete line. */
  readonly offset: number
  /** Bytes behind it that no newline ends. */
  readonly tailBytes: number
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await openPlainFile(path)
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

/** Fills `into` from `at` as far as the range goes; the event loop runs between two calls. */
async function fill(file: FileHandle, into: Buffer, range: { at: number; to: number }) {
  const wanted = Math.min(into.length, range.to - range.at)
  if (wanted <= 0) return 0
  return (await file.read(into, 0, wanted, range.at)).bytesRead
}

/** The unfinished line at the end of one chunk is carried in front of the next. */
interface Window {
  readonly bytes: Buffer
  /** Where the first line begins in the buffer. */
  readonly start: number
  /** Exclusive. */
  readonly filled: number
  /** Where the first line begins in the file. */
  readonly offset: number
}

/** Visits the complete lines of a window; returns where the first unfinished one begins, and whether to go on. */
function walkForward(window: Window, visit: VisitLine): { start: number; goesOn: boolean } {
  const { bytes, filled, offset } = window
  const searched = filled === bytes.length ? bytes : bytes.subarray(0, filled)
  let { start } = window
  for (;;) {
    const end = searched.indexOf(NEWLINE, start)
    if (end < 0) return { start, goesOn: true }
    const goesOn = visit({ bytes, start, end, offset: offset + start - window.start })
    start = end + 1
    if (goesOn === false) return { start, goesOn: false }
  }
}

function doubled(bytes: Buffer): Buffer {
  const larger = Buffer.allocUnsafe(bytes.length * 2)
  bytes.copy(larger)
  return larger
}

async function scanForward(file: FileHandle, range: Range, visit: VisitLine): Promise<ScanEnd> {
  const to = range.to ?? (await file.stat()).size
  let bytes: Buffer = Buffer.allocUnsafe(SCRATCH_BYTES + CHUNK_BYTES)
  let offset = range.from ?? 0
  let carried = 0
  for (;;) {
    const readAt = SCRATCH_BYTES + carried
    if (readAt === bytes.length) bytes = doubled(bytes)
    const got = await fill(file, bytes.subarray(readAt), { at: offset + carried, to })
    if (got === 0) return { offset, tailBytes: carried }
    const window = { bytes, start: SCRATCH_BYTES, filled: readAt + got, offset }
    const walked = walkForward(window, visit)
    offset += walked.start - SCRATCH_BYTES
    if (!walked.goesOn) return { offset, tailBytes: 0 }
    carried = window.filled - walked.start
    bytes.copyWithin(SCRATCH_BYTES, walked.start, window.filled)
  }
}

/** Visits the complete lines of a range in order, a chunk at a time, without blocking for longer than one chunk. */
export function scanLines(range: Range, visit: VisitLine): Promise<ScanEnd> {
  return withFile(range.path, (file) => scanForward(file, range, visit))
}

/** Visits the lines of a chunk from its last to its first; lines before `first` began in an earlier chunk. */
function walkBackward(
  bytes: Buffer,
  place: { first: number; offset: number },
  visit: VisitLine,
): boolean {
  let end = bytes.lastIndexOf(NEWLINE)
  while (end >= place.first) {
    const before = end === 0 ? -1 : bytes.lastIndexOf(NEWLINE, end - 1)
    const start = Math.max(before + 1, place.first)
    if (visit({ bytes, start, end, offset: place.offset + start }) === false) return false
    end = before
  }
  return true
}

async function scanBackward(file: FileHandle, range: Range, visit: VisitLine): Promise<void> {
  const from = range.from ?? 0
  let upper = range.to ?? (await file.stat()).size
  let chunkBytes = CHUNK_BYTES
  while (upper > from) {
    const at = Math.max(from, upper - chunkBytes)
    const bytes = Buffer.allocUnsafe(upper - at)
    const filled = bytes.subarray(0, await fill(file, bytes, { at, to: upper }))
    const first = at === from ? 0 : filled.indexOf(NEWLINE) + 1
    if (!walkBackward(filled, { first, offset: at }, visit) || at === from) return
    const isOneLine = first === 0 || first === filled.length
    // A line longer than the chunk shows no newline but its own: look at twice as much.
    if (isOneLine) chunkBytes *= 2
    else upper = at + first
  }
}

/** Visits the complete lines that end in the range from the last to the first. */
export function scanLinesBackwards(range: Range, visit: VisitLine): Promise<void> {
  return withFile(range.path, (file) => scanBackward(file, range, visit))
}
