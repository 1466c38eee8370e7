import type { Failure } from '../../../shared/kit/failure.ts'
import type { Result } from '../../../shared/kit/result.ts'
import type { Clock } from '../../kit/clock.ts'
import type { WriteAt } from '../../kit/line-file.ts'
import type { Logger } from '../../kit/logger.ts'

/** What every event has; deltas (`kind` ends in `-delta`) are superseded by another event of the same block. */
export interface JournalEvent {
  readonly kind: string
  readonly blockId?: string
}

/** An event as it stands in the journal: numbered from 1 in its epoch, `at` in milliseconds since the epoch of time. */
export type Stamped<E> = E & {
  readonly v: 1
  readonly epoch: string
  readonly seq: number
  readonly at: number
}

/** Which events to read; with `after` alone the oldest of them, otherwise the newest before `before`. */
export interface JournalRange {
  /** Exclusive. */
  readonly after?: number
  /** Exclusive. */
  readonly before?: number
  readonly limit: number
  /** Leaves out deltas whose finished block follows them. */
  readonly compact?: boolean
}

/** Every event of one session, on disk before anyone sees it. */
export interface Journal<E> {
  /** Changes whenever numbers that a client has seen may not hold any more. */
  readonly epoch: string
  /** Number of the last event; 0 in an empty journal. */
  readonly lastSeq: number
  /** What had to be set aside, one sentence each. */
  readonly repairs: readonly string[]
  /** State that `onSnapshot` gave, with the last event it covers; null when there is none. */
  readonly snapshot: { readonly seq: number; readonly state: unknown } | null
  /** Resolves after write(2) with the events as they were written, all or none; safe against the end of this process. */
  append(events: readonly E[]): Promise<Result<readonly Stamped<E>[], Failure>>
  /** Reads events in ascending order; rejects when a file cannot be read. */
  read(range: JournalRange): Promise<readonly Stamped<E>[]>
  /** Resolves when everything appended is on the disk; rejects with the system's error. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** What a journal needs of its surroundings. */
export interface JournalParts {
  /** Absolute path of the session's folder. */
  readonly folder: string
  readonly clock: Clock
  readonly logger: Logger
  /** Gives the state to keep with the index, every 1,000 events and at the close; it covers the events up to `seq`. */
  readonly onSnapshot?: (seq: number) => unknown
  /** Size at which a new segment begins; default 16 MB. */
  readonly segmentBytes?: number
  /** Replaces write(2), for faults that a disk does not make on demand. */
  readonly write?: WriteAt
}
