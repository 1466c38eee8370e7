import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { InboxId } from '../../../shared/kit/ids.ts'
import type { Announce } from '../../kit/announce.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Logger } from '../../kit/logger.ts'

/** What the person set about copies. */
export interface UndoSettings {
  /** Largest copy of one call, in bytes; 0 keeps none. */
  readonly callBytes: number
  /** What all copies may take, in bytes. */
  readonly totalBytes: number
  /** Days a copy is kept; null keeps what fits. */
  readonly retentionDays: number | null
}

/** What undoing needs from the house. */
export interface UndoDeps {
  /** Folder of the store. */
  readonly folder: string
  readonly home: string
  readonly userHome: string
  /** PATH that git is searched on. */
  readonly path: string
  readonly clock: Clock
  readonly logger: Logger
  readonly announce: Announce
  readonly newId: () => string
  readonly settings: () => UndoSettings
  /** The question with that id. */
  readonly question: (id: InboxId) => InboxItem | undefined
  /** Time that counting may take, in milliseconds; 10,000 when absent. */
  readonly countMs?: number
}
