import { isAiFailure } from '../../shared/bouncer/ai-review.ts'
import type { InboxAnswer, InboxItem } from '../../shared/inbox/model.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { InboxId } from '../../shared/kit/ids.ts'
import type { Result } from '../../shared/kit/result.ts'
import type { Clock } from '../kit/clock.ts'

/** Who answers when nobody does. */
export const limitName = 'the time limit you set'

/** Denies questions that nobody answered for as long as the person chose; without a choice all wait. */
export interface UnansweredWatch {
  /** Looks once; answers nothing while the limit is off. */
  look(): Promise<void>
  close(): void
}

/** What the watch needs. */
export interface UnansweredDeps {
  readonly inbox: {
    list(): readonly InboxItem[]
    answer(id: InboxId, answer: InboxAnswer, by: string): Promise<Result<InboxItem, Failure>>
  }
  readonly clock: Clock
  /** Null lets every question wait. */
  readonly limitMinutes: () => number | null
}

const EVERY_MS = 5_000
const MINUTE_MS = 60_000

/**
 * Counts from when this run of the app first saw a question, by a clock that never jumps: time in
 * which nobody could answer does not count, nor does time for which it was set aside.
 */
export function watchUnanswered(deps: UnansweredDeps): UnansweredWatch {
  const { inbox, clock, limitMinutes } = deps
  const since = new Map<InboxId, number>()

  /** How long a question has been there to be answered, in milliseconds. */
  const waitedMs = ({ id, setAsideUntil }: InboxItem): number => {
    const now = clock.elapsed()
    const isAside = setAsideUntil !== null && setAsideUntil > clock.now()
    const from = isAside ? now : (since.get(id) ?? now)
    since.set(id, from)
    return now - from
  }

  const look = async (): Promise<void> => {
    const limit = limitMinutes()
    const waiting = inbox.list().filter(({ state }) => state.status === 'waiting')
    const ids = new Set(waiting.map(({ id }) => id))
    for (const id of since.keys()) if (!ids.has(id)) since.delete(id)
    const late = waiting.filter((item) => waitedMs(item) >= (limit ?? Infinity) * MINUTE_MS)
    for (const { id, body } of late) {
      await inbox.answer(id, { kind: 'deny', note: noteOf(limit ?? 0, body) }, limitName)
    }
  }

  const timer = setInterval(() => void look(), EVERY_MS).unref()
  return { look, close: () => clearInterval(timer) }
}

function noteOf(minutes: number, body: InboxItem['body']): string {
  const time = minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
  const ai = body.kind === 'approval' ? body.verdict.ai : undefined
  // An agent that nobody watches learns that the same call may go through later.
  const failed =
    ai && isAiFailure(ai) ? ` The AI review could not answer either (${ai.outcome}).` : ''
  return `Nobody answered within ${time}, the limit the person set.${failed} Find another way, or stop and say what you need.`
}
