import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { Failure } from '../../../shared/kit/failure.ts'
import type { Result } from '../../../shared/kit/result.ts'
import type { Clock } from '../../kit/clock.ts'
import type { AnswerRecord } from '../judge.ts'

/** Calls of terminals that were asked about there; what ran afterwards was allowed by the person. */
export interface AskedInTerminals {
  asked(call: ToolCall): void
  /** Records the person's yes to a call that ran; a call that was not asked about needs none. */
  ran(call: Pick<ToolCall, 'sessionId' | 'id'>): Promise<void>
}

/** What the record of answers needs. */
export interface AskedDeps {
  readonly clock: Clock
  recordAnswer(answer: AnswerRecord): Promise<Result<number, Failure>>
}

/** Questions that stand open in all terminals together; the oldest is forgotten first. */
const mostOpen = 256

/** Starts without a question. */
export function createAskedInTerminals({ clock, recordAnswer }: AskedDeps): AskedInTerminals {
  const open = new Map<string, number>()
  const keyOf = ({ sessionId, id }: Pick<ToolCall, 'sessionId' | 'id'>) => `${sessionId} ${id}`
  return {
    asked(call) {
      open.set(keyOf(call), clock.elapsed())
      const [oldest] = open.keys()
      if (open.size > mostOpen && oldest !== undefined) open.delete(oldest)
    },
    async ran(call) {
      const askedMs = open.get(keyOf(call))
      if (askedMs === undefined) return
      open.delete(keyOf(call))
      await recordAnswer({
        kind: 'answer',
        session: call.sessionId,
        callId: call.id,
        // It was no question of the inbox.
        inboxId: '',
        decision: 'allow',
        by: 'terminal',
        waitedMs: Math.max(0, Math.round(clock.elapsed() - askedMs)),
      })
    },
  }
}
