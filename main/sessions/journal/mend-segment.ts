import { randomBytes } from 'node:crypto'
import { stat, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { replaceFile } from '../../kit/atomic-file.ts'
import type { Clock } from '../../kit/clock.ts'
import { readPlainFile } from '../../kit/plain-file.ts'
import { scanLines } from '../../kit/scan-lines.ts'
import { isWhole, readSeq } from './event-line.ts'
import {
  type JournalSegment,
  type SavedSegment,
  SEEK_EVENTS,
  segmentPath,
} from './journal-index.ts'

/** A range of bytes that are no lines of ours. */
interface BadBytes {
  readonly from: number
  readonly to: number
}

interface Scan {
  readonly segment: JournalSegment
  readonly bad: readonly BadBytes[]
  readonly tailBytes: number
}

/** A segment ready for use, and what had to be done to it. */
export interface MendedSegment {
  readonly segment: JournalSegment
  /** A sentence that names where damaged bytes lie now; null when there were none. */
  readonly repair: string | null
  /** Bytes of a last line that was never confirmed, now cut off. */
  readonly cutBytes: number
  /** True when the file is as the index knows it. */
  readonly isKnown: boolean
}

async function scanSegment(path: string, first: number): Promise<Scan> {
  const seeks: SavedSegment['seeks'] = []
  const bad: BadBytes[] = []
  let last = first - 1
  let count = 0
  const end = await scanLines({ path }, (line) => {
    const seq = isWhole(line) ? readSeq(line) : null
    if (seq === null || seq <= last) {
      bad.push({ from: line.offset, to: line.offset + line.end - line.start + 1 })
      return true
    }
    if (count % SEEK_EVENTS === 0) seeks.push([seq, line.offset])
    count += 1
    last = seq
    return true
  })
  const segment = { path, first, last, bytes: end.offset, seeks }
  return { segment, bad, tailBytes: end.tailBytes }
}

/** Copies the damaged bytes to a file of their own, then writes the segment without them. */
async function setBytesAside(scan: Scan, clock: Clock): Promise<string> {
  const { path } = scan.segment
  const contents = await readPlainFile(path)
  const parts = { damaged: [] as Buffer[], kept: [] as Buffer[] }
  let at = 0
  for (const { from, to } of scan.bad) {
    parts.kept.push(contents.subarray(at, from))
    parts.damaged.push(contents.subarray(from, to))
    at = to
  }
  parts.kept.push(contents.subarray(at))
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  const name = `set-aside.${stamp}-${randomBytes(2).toString('hex')}`
  const damaged = Buffer.concat(parts.damaged)
  await replaceFile(join(dirname(path), name), damaged)
  await replaceFile(path, Buffer.concat(parts.kept))
  const lines = scan.bad.length === 1 ? 'One damaged line' : `${scan.bad.length} damaged lines`
  return `${lines} (${damaged.length} bytes) of the transcript went to ${name}; everything else is kept.`
}

/** Checks one segment, cuts off an unconfirmed last line and sets damaged bytes aside; trusts a file that the index knows. */
export async function mendSegment(
  folder: string,
  first: number,
  context: { saved: SavedSegment | undefined; isLast: boolean; clock: Clock },
): Promise<MendedSegment> {
  const { saved, isLast, clock } = context
  const path = segmentPath(folder, first)
  const { size, mtimeMs } = await stat(path)
  if (saved && saved.bytes === size && saved.mtimeMs === mtimeMs) {
    const { last, bytes, seeks } = saved
    const segment = { path, first, last, bytes, seeks }
    return { segment, repair: null, cutBytes: 0, isKnown: true }
  }
  const scan = await scanSegment(path, first)
  const cutBytes = isLast ? scan.tailBytes : 0
  if (cutBytes > 0) await truncate(path, scan.segment.bytes)
  const torn = { from: scan.segment.bytes, to: scan.segment.bytes + scan.tailBytes }
  const bad = !isLast && scan.tailBytes > 0 ? [...scan.bad, torn] : scan.bad
  if (bad.length === 0) return { segment: scan.segment, repair: null, cutBytes, isKnown: false }
  const repair = await setBytesAside({ ...scan, bad }, clock)
  const { segment } = await scanSegment(path, first)
  return { segment, repair, cutBytes, isKnown: false }
}
