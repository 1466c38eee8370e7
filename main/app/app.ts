import type { Feeds } from '../kit/feed.ts'
import type { Handlers } from '../kit/handlers.ts'

/** The composed app, as doors and shells see it. */
export interface App {
  readonly handlers: Handlers
  readonly feeds: Feeds
  /** Stops agents, flushes journals and the record; resolves when nothing of ours runs any more. */
  stop(): Promise<void>
}
