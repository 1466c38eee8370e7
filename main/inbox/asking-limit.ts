import { inboxErrors } from '../../shared/inbox/errors.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import type { SessionId } from '../../shared/kit/ids.ts'
import type { Notify } from '../kit/announce.ts'
import { isWaiting } from './questions.ts'

/** Questions of one session that may wait at a time: nobody reads more. */
const mostWaiting = 100

/** Keeps an agent from burying the person in questions; what comes on top is not asked. */
export interface AskingLimit {
  /** Why a session may ask nothing more for now, told to the person too; null when it may. */
  whyNot(sessionId: SessionId): Failure | null
  /** Counts a question from the moment that it is asked, not from the moment that it is on disk. */
  counted<T>(sessionId: SessionId, work: () => Promise<T>): Promise<T>
}

/** Counts the questions of each session. */
export function createAskingLimit(deps: {
  list(): readonly InboxItem[]
  readonly notify: Notify
}): AskingLimit {
  const onTheWay = new Map<SessionId, number>()
  const change = (sessionId: SessionId, by: number) => {
    const count = (onTheWay.get(sessionId) ?? 0) + by
    if (count === 0) onTheWay.delete(sessionId)
    else onTheWay.set(sessionId, count)
  }
  return {
    whyNot(sessionId) {
      const written = deps.list().filter((item) => item.sessionId === sessionId && isWaiting(item))
      if (written.length + (onTheWay.get(sessionId) ?? 0) < mostWaiting) return null
      deps.notify({
        level: 'warning',
        source: 'inbox',
        message: `An agent asks more than ${mostWaiting} questions at once. What it asks on top is denied until you answer. Stop its session if you did not want that.`,
      })
      return failure(inboxErrors, 'inbox.full', { most: mostWaiting })
    },
    async counted(sessionId, work) {
      change(sessionId, 1)
      try {
        return await work()
      } finally {
        change(sessionId, -1)
      }
    },
  }
}
