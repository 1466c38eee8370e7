import { createDispatch, type Dispatch } from '../../../main/gateway/dispatch.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { createMemoryFeed, type Feeds, type MemoryFeed } from '../../../main/kit/feed.ts'
import type { Handlers } from '../../../main/kit/handlers.ts'
import { createLogger } from '../../../main/kit/logger.ts'
import type { ProcedureName } from '../../../shared/contract.ts'
import { err, ok } from '../../../shared/kit/result.ts'
import type { Topic } from '../../../shared/rpc/frames.ts'

/** An app with a few procedures and two streams, enough for the doors to have something behind them. */
export interface SmallApp {
  readonly dispatch: Dispatch
  readonly feeds: Feeds
  readonly appFeed: MemoryFeed
  readonly sessionFeed: MemoryFeed
  /** Names of the procedures that ran, in order. */
  readonly ran: string[]
  /** Lines of the log. */
  readonly log: string[]
  readonly logger: ReturnType<typeof createLogger>
}

/** The one session whose stream exists. */
export const sessionTopic: Topic = 'session/s1'

/** Builds it; `handlers` replace or add procedures. */
export function createSmallApp(handlers: Partial<Handlers> = {}): SmallApp {
  const ran: string[] = []
  const log: string[] = []
  const logger = createLogger({ write: (line) => log.push(line), clock: systemClock })
  const appFeed = createMemoryFeed({ topic: 'app', epoch: 'app-1', keep: 1_000 })
  const sessionFeed = createMemoryFeed({ topic: sessionTopic, epoch: 's1-1', keep: 10_000 })
  const built: Partial<Handlers> = {
    'inbox.list': async () => ok({ items: [] }),
    'sessions.list': async () => ok({ sessions: [] }),
    'sessions.remove': async ({ sessionId }) => ok({ sessionId }),
    'app.dismissNotice': async () => ok({}),
    ...handlers,
  }
  const all = new Proxy({} as Handlers, {
    get: (_target, name: ProcedureName) => (input: never, caller: never) => {
      ran.push(name)
      const handler = built[name]
      const missing = { code: 'test.missing', message: 'not here', retry: 'none' } as const
      return handler ? handler(input, caller) : Promise.resolve(err(missing))
    },
  })
  const dispatch = createDispatch({ handlers: all, logger, checksOutput: true })
  const open = (topic: Topic) => {
    if (topic === 'app') return appFeed
    return topic === sessionTopic ? sessionFeed : null
  }
  return { dispatch, feeds: { open }, appFeed, sessionFeed, ran, log, logger }
}
