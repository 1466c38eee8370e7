import type { Audit } from '../audit/index.ts'
import type { Notify } from '../kit/announce.ts'
import type { Feeds } from '../kit/feed.ts'
import type { Handlers } from '../kit/handlers.ts'
import type { Logger } from '../kit/logger.ts'
import type { Privacy } from '../privacy/index.ts'

/** The composed app, as doors and shells see it. */
export interface App {
  readonly handlers: Handlers
  readonly feeds: Feeds
  readonly logger: Logger
  readonly notify: Notify
  /** Export and erasure of everything, for the command line. */
  readonly privacy: Pick<Privacy, 'exportEverything' | 'eraseEverything' | 'takeUnseenReceipt'>
  /** Writes into the record that the person knows of what it says against itself, for the command line. */
  readonly acknowledgeRecord: Audit['acknowledge']
  /** Removes the text of entries from the record, for the command line. */
  readonly removeFromRecord: Audit['remove']
  /** Leads the desktop window to a page of its own (`/session/…`). */
  openPage(page: string): void
  /** Makes the Bouncer deny calls of agents to a port of ours. */
  guardPort(port: number): void
  /** Stops agents, flushes journals and the record; resolves when nothing of ours runs any more. */
  stop(): Promise<void>
}
