import { readdir, stat } from 'node:fs/promises'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type AtomicFile, createAtomicFile } from '../../kit/atomic-file.ts'
import type { Clock } from '../../kit/clock.ts'
import { isMissing } from '../../kit/system-code.ts'

const SEGMENT_NAME = /^journal\.(\d+)\.jsonl$/
/** Two readings of the machine's start that differ by less are the same start. */
const SAME_START_MS = 30_000

/** Events between two points that a reader can jump to. */
export const SEEK_EVENTS = 1_000

const savedSegmentSchema = z.object({
  first: z.number().int(),
  last: z.number().int(),
  bytes: z.number().int(),
  mtimeMs: z.number(),
  /** Number and byte offset of the event at each jump point. */
  seeks: z.array(z.tuple([z.number().int(), z.number().int()])),
})

const savedIndexSchema = z.object({
  epoch: z.string(),
  lastSeq: z.number().int(),
  machineStartMs: z.number(),
  segments: z.array(savedSegmentSchema),
  snapshot: z.object({ seq: z.number().int(), state: z.unknown() }).nullable(),
})
/** The index as it was saved: it saves reading, and can be lost. */
export type SavedIndex = z.infer<typeof savedIndexSchema>
export type SavedSegment = SavedIndex['segments'][number]

/** One file of the journal and how to jump into it. */
export interface JournalSegment {
  readonly path: string
  /** Number of its first event. */
  readonly first: number
  /** Number of its last event; `first - 1` while it is empty. */
  readonly last: number
  /** Bytes of confirmed lines. */
  readonly bytes: number
  readonly seeks: SavedSegment['seeks']
}

/** Path of the segment that begins with the event `first`. */
export function segmentPath(folder: string, first: number): string {
  return join(folder, `journal.${first}.jsonl`)
}

/** The numbers of the first events of all segments, ascending; a missing folder holds none. */
export async function listFirstSeqs(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const firsts = names.flatMap((name) => {
    const first = SEGMENT_NAME.exec(name)?.[1]
    return first === undefined ? [] : [Number(first)]
  })
  return firsts.sort((a, b) => a - b)
}

/** The index file of one journal; it is not waited for on the disk, because it can be rebuilt. */
export function indexFile(folder: string, clock: Clock): AtomicFile<SavedIndex> {
  return createAtomicFile({
    path: join(folder, 'journal.index.json'),
    format: 'journal-index',
    version: 1,
    check: (value) => savedIndexSchema.parse(value),
    clock,
    isDurable: false,
  })
}

/** When this machine was started, roughly, in milliseconds since the epoch. */
export function machineStart(clock: Clock): number {
  return Math.round(clock.now() - uptime() * 1000)
}

/** True when the machine was started anew between the two readings, so that writes may have been lost. */
export function isOtherStart(a: number, b: number): boolean {
  return Math.abs(a - b) > SAME_START_MS
}

/** Adds the file's time, by which the next opening sees that nobody touched it. */
export async function toSaved(segment: JournalSegment): Promise<SavedSegment> {
  const { first, last, bytes, seeks } = segment
  const { mtimeMs } = await stat(segment.path)
  return { first, last, bytes, mtimeMs, seeks }
}

/** The last jump point at or before `seq`. */
export function seekBefore({ seeks }: JournalSegment, seq: number): number {
  return seeks.findLast(([at]) => at <= seq)?.[1] ?? 0
}

/** The first jump point at or behind `seq`, else the end. */
export function seekBehind({ seeks, bytes }: JournalSegment, seq: number): number {
  return seeks.find(([at]) => at >= seq)?.[1] ?? bytes
}
