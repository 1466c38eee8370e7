import type { Grant } from '../../shared/bouncer/grants.ts'
import type { SessionId } from '../../shared/kit/ids.ts'
import { type Bouncer, createSettling } from '../bouncer/index.ts'
import type { Inbox } from '../inbox/index.ts'
import type { Logger } from '../kit/logger.ts'
import type { Sessions } from '../sessions/index.ts'

/** What the inbox and the grants ask of the sessions, which are built upon them. */
export interface LateSessions {
  /** Minutes that a question of this session waits; null for good, and before the sessions are known. */
  limitMinutes(session: SessionId): number | null
  /** A grant was given: what waits and is covered by it is answered. */
  given(grant: Grant): void
  know(parts: {
    readonly sessions: Pick<Sessions, 'limitMinutes' | 'isAwaited'>
    readonly inbox: Inbox
    readonly bouncer: Bouncer
    readonly logger: Logger
  }): void
}

/** Creates it without sessions. */
export function createLateSessions(): LateSessions {
  let limitMinutes: Sessions['limitMinutes'] = () => null
  let settle: (grant: Grant) => void = () => undefined
  return {
    limitMinutes: (session) => limitMinutes(session),
    given: (grant) => settle(grant),
    know({ sessions, logger, ...parts }) {
      limitMinutes = sessions.limitMinutes
      const settling = createSettling({ ...parts, logger, isAwaited: sessions.isAwaited })
      settle = (grant) => {
        settling(grant).catch((error: unknown) => logger.error('grant not settled', { error }))
      }
    },
  }
}
