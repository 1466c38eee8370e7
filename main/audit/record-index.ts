import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Columns } from './columns.ts'
import type { IndexFiles } from './index-file.ts'
import type { QueriedFiles } from './queried-files.ts'
import { columnsOf, entriesIn, firstEntryOf } from './read-columns.ts'
import { ACTIVE_NAME, type Segment } from './segments.ts'

/** A file of the record with its columns. */
export interface IndexedSegment {
  readonly segment: Segment
  readonly columns: Columns
}

/** How far the columns are collected. */
export interface IndexProgress {
  readonly bytes: number
  readonly totalBytes: number
}

/** Holds the columns of the whole record; they are derived, and nothing is verified by them. */
export interface RecordIndex {
  /** Oldest first; reads what is not known yet. Rejects when a file cannot be read. */
  read(files: QueriedFiles): Promise<readonly IndexedSegment[]>
  /** How many entries there are; files that are not known yet count by their names. Rejects when a file cannot be read. */
  count(files: QueriedFiles): Promise<number>
  /** How far the reading is, for those who wait. */
  progress(): IndexProgress
  /** Throws the columns of a file away because a line was not what they said, so that they are collected again. */
  distrust(segment: Segment): Promise<void>
  /** Lets go of what is in memory. */
  forget(): void
}

/** Columns are kept in memory this long after they were last asked for, in milliseconds. */
const keptMs = 120_000

const keyOf = ({ name, bytes }: Segment, moves: number) =>
  name === ACTIVE_NAME ? `${name}@${moves}` : `${name} ${bytes}`

/** Creates an index that knows nothing yet. */
export function createRecordIndex(files: IndexFiles): RecordIndex {
  let known = new Map<string, Columns>()
  let progress: IndexProgress = { bytes: 0, totalBytes: 0 }
  let asking: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null

  const keep = () => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => known.clear(), keptMs)
    timer.unref()
  }
  const ignore = () => undefined

  const readAll = async ({ segments, moves }: QueriedFiles) => {
    const totalBytes = segments.reduce((sum, { bytes }) => sum + bytes, 0)
    const next = new Map<string, Columns>()
    const found: IndexedSegment[] = []
    let done = 0
    for (const segment of segments) {
      const tell = (bytes: number) => {
        progress = { bytes: done + bytes, totalBytes }
      }
      tell(0)
      const key = keyOf(segment, moves)
      const columns = await columnsOf(segment, known.get(key) ?? null, { files, tell })
      next.set(key, columns)
      found.push({ segment, columns })
      done += segment.bytes
      await nextTurn()
    }
    progress = { bytes: done, totalBytes }
    known = next
    keep()
    return found
  }

  const countOf = async ({ segments, moves }: QueriedFiles, at: number): Promise<number> => {
    const segment = segments[at]
    if (!segment) return 0
    const key = keyOf(segment, moves)
    const had = known.get(key) ?? null
    const next = segments[at + 1]
    const after = next && !had ? await firstEntryOf(next) : null
    if (!had && segment.firstEntry !== null && after !== null) {
      return Math.max(0, after - segment.firstEntry)
    }
    const columns = await columnsOf(segment, had, { files, tell: ignore })
    known.set(key, columns)
    return entriesIn(columns)
  }

  return {
    read(wanted) {
      // One after the other: two at once would collect the same columns twice.
      const answer = asking.then(() => readAll(wanted))
      asking = answer.catch(ignore)
      return answer
    },
    // Not in turn: the first page does not wait for whoever collects all.
    async count(wanted) {
      let count = 0
      for (const at of wanted.segments.keys()) count += await countOf(wanted, at)
      keep()
      return count
    },
    progress: () => progress,
    async distrust(segment) {
      known.clear()
      await files.drop(segment)
    },
    forget: () => known.clear(),
  }
}
