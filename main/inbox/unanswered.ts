import { isAiFailure } from '../../shared/bouncer/ai-review.ts'
import { limitName } from '../../shared/inbox/answered-by.ts'
import type { InboxAnswer, InboxItem } from '../../shared/inbox/model.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { InboxId, SessionId } from '../../shared/kit/ids.ts'
import type { Result } from '../../shared/kit/result.ts'
import type { Clock } from '../kit/clock.ts'

/** Denies questions of unattended sessions that nobody answered in their time; those of others wait. */
export interface UnansweredWatch {
  /** Looks once; answers nothing in attended sessions. */
  look(): Promise<void>
  close(): void
}

/** What the watch needs. */
export interface UnansweredDeps {
  readonly inbox: {
    list(): readonly InboxItem[]
    answer(id: InboxId, answer: InboxAnswer, by: string): Promise<Result<InboxItem, Failure>>
    /** Says on the card when it is denied (milliseconds since the epoch); null says that it waits. */
    setDeadline(id: InboxId, at: number | null): Promise<Result<InboxItem, Failure>>
  }
  readonly clock: Clock
  /** Minutes that a question of this session waits; null for an attended one, which waits for good. */
  limitMinutes(session: SessionId): number | null
}

const EVERY_MS = 5_000
const MINUTE_MS = 60_000

/** However long it waited before: time to answer from a start of the app, or a change of the limit, on. */
const graceMs = 5 * MINUTE_MS

/** A deadline that moved less than this, as clocks drift, is not said anew. */
const driftMs = 20_000

/** What is known of a question that waits, by the clock that never jumps. */
interface Waiting {
  readonly fromMs: number
  /** Not denied before. */
  readonly notBeforeMs: number
  readonly limitMs: number
}

/**
 * Counts from when a question was asked, over restarts too: what passed before this run first saw it is
 * told by the wall clock, everything after by one that never jumps. Time for which it was set aside does
 * not count, and nothing is denied in the first minutes of a run.
 */
export function watchUnanswered(deps: UnansweredDeps): UnansweredWatch {
  const { inbox, clock, limitMinutes } = deps
  const known = new Map<InboxId, Waiting>()

  const firstSeen = (item: InboxItem, limitMs: number, before: Waiting | undefined): Waiting => {
    const now = clock.elapsed()
    const notBeforeMs = now + Math.min(graceMs, limitMs)
    return { fromMs: before?.fromMs ?? now - waitedMs(item, clock.now()), notBeforeMs, limitMs }
  }

  /** How long it still waits; null where it waits for good or was set aside. */
  const remainingMs = (item: InboxItem): number | null => {
    const { id, sessionId, setAsideUntil } = item
    const minutes = limitMinutes(sessionId)
    const now = clock.elapsed()
    const limitMs = (minutes ?? 0) * MINUTE_MS
    if (setAsideUntil !== null && setAsideUntil > clock.now()) {
      known.set(id, { fromMs: now, notBeforeMs: now, limitMs })
      return null
    }
    const before = known.get(id)
    const waiting = before?.limitMs === limitMs ? before : firstSeen(item, limitMs, before)
    known.set(id, waiting)
    if (minutes === null) return null
    return Math.max(waiting.fromMs + limitMs, waiting.notBeforeMs) - now
  }

  const lookAt = async (item: InboxItem): Promise<void> => {
    const { id, body, sessionId, deadline = null } = item
    const left = remainingMs(item)
    if (left !== null && left <= 0) {
      const note = noteOf(limitMinutes(sessionId) ?? 0, body)
      await inbox.answer(id, { kind: 'deny', note }, limitName)
      return
    }
    const at = left === null ? null : clock.now() + left
    const isSaid = at === null ? deadline === null : Math.abs(at - (deadline ?? 0)) < driftMs
    if (!isSaid) await inbox.setDeadline(id, at)
  }

  const look = async (): Promise<void> => {
    const waiting = inbox.list().filter(({ state }) => state.status === 'waiting')
    const ids = new Set(waiting.map(({ id }) => id))
    for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
    for (const item of waiting) await lookAt(item)
  }

  const timer = setInterval(() => void look(), EVERY_MS).unref()
  return { look, close: () => clearInterval(timer) }
}

/** How long it has waited by the wall clock, from when it was asked or was no longer set aside. */
function waitedMs({ createdAt, setAsideUntil }: InboxItem, now: number): number {
  return Math.max(0, now - Math.max(createdAt, setAsideUntil ?? 0))
}

function noteOf(minutes: number, body: InboxItem['body']): string {
  const time = minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
  const ai = body.kind === 'approval' ? body.verdict.ai : undefined
  // An agent that nobody watches learns that the same call may go through later.
  const failed =
    ai && isAiFailure(ai) ? ` The AI review could not answer either (${ai.outcome}).` : ''
  return `Nobody answered within ${time}, the time this unattended run gives.${failed} Find another way, or stop and say what you need.`
}
