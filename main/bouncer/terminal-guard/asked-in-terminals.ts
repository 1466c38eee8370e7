import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { Failure } from '../../../shared/kit/failure.ts'
import type { InboxId } from '../../../shared/kit/ids.ts'
import type { Result } from '../../../shared/kit/result.ts'
import { canonicalJson } from '../../kit/canonical-json.ts'
import type { Clock } from '../../kit/clock.ts'
import type { AnswerRecord, Judgement } from '../judge.ts'
import type { HookQuestion } from './hook-request.ts'

/** A call that a terminal asks about. */
export interface AskedCall {
  readonly call: ToolCall
  readonly judgement: Judgement
  readonly askedMs: number
  /** Its card in the inbox, where it has one. */
  card: InboxId | null
}

/** Calls of terminals that were asked about there; what ran afterwards was allowed by the person. */
export interface AskedInTerminals {
  asked(call: ToolCall, judgement: Judgement): void
  /** The open call that a question of the program is about, without a card yet; null where none was asked about. */
  find(session: ToolCall['sessionId'], question: HookQuestion): AskedCall | null
  /** True where the question of the program already has its card. */
  hasCard(session: ToolCall['sessionId'], question: HookQuestion): boolean
  /** The call was answered on its card: what runs needs no other answer. */
  answered(one: AskedCall): void
  /** Records the person's yes to a call that ran and gives it back; null for one that was not asked about. */
  ran(call: Pick<ToolCall, 'sessionId' | 'id'>): Promise<AskedCall | null>
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
  const open = new Map<string, AskedCall>()
  const keyOf = ({ sessionId, id }: Pick<ToolCall, 'sessionId' | 'id'>) => `${sessionId} ${id}`
  const meant = (
    session: ToolCall['sessionId'],
    { tool_name: tool, tool_input }: HookQuestion,
  ): AskedCall[] => {
    const input = canonicalJson(tool_input)
    const isMeant = ({ call, judgement }: AskedCall) =>
      judgement.verdict.decision === 'ask' &&
      call.sessionId === session &&
      call.tool === tool &&
      canonicalJson(call.input) === input
    return [...open.values()].filter(isMeant)
  }
  return {
    asked(call, judgement) {
      open.set(keyOf(call), { call, judgement, askedMs: clock.elapsed(), card: null })
      const [oldest] = open.keys()
      if (open.size > mostOpen && oldest !== undefined) open.delete(oldest)
    },
    find: (session, question) => meant(session, question).find(({ card }) => card === null) ?? null,
    hasCard: (session, question) => meant(session, question).some(({ card }) => card !== null),
    answered: ({ call }) => void open.delete(keyOf(call)),
    async ran(call) {
      const one = open.get(keyOf(call))
      if (one === undefined) return null
      open.delete(keyOf(call))
      await recordAnswer({
        kind: 'answer',
        session: call.sessionId,
        callId: call.id,
        // It was no answer in the inbox.
        inboxId: '',
        decision: 'allow',
        by: 'terminal',
        waitedMs: Math.max(0, Math.round(clock.elapsed() - one.askedMs)),
      })
      return one
    },
  }
}
