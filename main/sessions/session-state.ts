import { z } from 'zod'
import type { SessionId } from '../../shared/kit/ids.ts'
import { type JournalledEvent, sessionSummarySchema } from '../../shared/sessions/model.ts'
import { ringViewSchema } from '../../shared/sessions/ring.ts'
import { emptySummary, summarise } from '../../shared/sessions/summary.ts'

/** What the journal says about a session: its list row, and what is needed to go on with it. */
export const sessionRecordSchema = z.object({
  summary: sessionSummarySchema,
  /** Questions that were asked and not yet answered, by inbox id. */
  openQuestions: z.array(z.string()),
  /** The agent's own session id, once it has something that can be resumed. */
  resumable: z.string().nullable(),
  /** The agent's session id of the latest start, resumable or not. */
  startedAs: z.string().nullable(),
  /** What the agent sees of the machine since its latest start in the ring; null for one without. */
  seen: ringViewSchema.nullable(),
})
export type SessionRecord = z.infer<typeof sessionRecordSchema>

const fromBeforeTheRing = z.looseObject({
  record: z.looseObject({
    summary: z.looseObject({}),
    startedAs: z.string().nullable(),
  }),
})

/** A saved record from before there was an outer ring: whatever ran, ran without. */
export function withRing(value: unknown): unknown {
  const { record, ...rest } = fromBeforeTheRing.parse(value)
  const ranIn = record.startedAs === null ? null : 'off'
  const summary = { ...record.summary, ring: 'off', ranIn }
  return { ...rest, record: { ...record, summary, seen: null } }
}

/** The record of a session with an empty journal. */
export function emptyRecord(id: SessionId, epoch: string): SessionRecord {
  return {
    summary: emptySummary(id, epoch),
    openQuestions: [],
    resumable: null,
    startedAs: null,
    seen: null,
  }
}

/** Folds one journal line into the record. */
export function fold(before: SessionRecord, event: JournalledEvent): SessionRecord {
  const openQuestions = questionsAfter(before.openQuestions, event)
  const summary = { ...summarise(before.summary, event), waiting: openQuestions.length }
  if (event.kind === 'agent-started') {
    const { agentSessionId: startedAs, ring: seen = null } = event
    return { ...before, summary, openQuestions, startedAs, seen }
  }
  // Only once a turn has begun does the agent's program keep something to resume from.
  const resumable = event.kind === 'turn-started' ? before.startedAs : before.resumable
  return { ...before, summary, openQuestions, resumable }
}

function questionsAfter(open: readonly string[], event: JournalledEvent): string[] {
  if (event.kind === 'asked') return [...open, event.inboxId]
  if (event.kind === 'answered') return open.filter((id) => id !== event.inboxId)
  return [...open]
}
