import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { type InboxId, inboxIdSchema } from '../../shared/kit/ids.ts'
import type { SessionEvent } from '../../shared/sessions/model.ts'
import type { Conductor } from './conductor.ts'
import { answeredBy } from './gate.ts'
import type { SessionRecord } from './session-state.ts'
import type { SessionsDeps } from './sessions-deps.ts'
import type { Shelf } from './shelf.ts'

/** What taking up works on. */
export interface TakeUpDeps extends Pick<SessionsDeps, 'inbox' | 'isAnswerRecorded'> {
  readonly shelf: Shelf
  readonly conductor: Pick<Conductor, 'settle'>
}

/** The journal line of an agent that ended with the app, or of which nothing is left to do. */
export const agentEnded: SessionEvent = {
  kind: 'agent-exited',
  code: null,
  signal: null,
  expected: true,
  failure: null,
}

/** A question that the journal knows as open, and what the inbox says of it. */
interface OpenQuestion {
  readonly id: InboxId
  readonly item: InboxItem | null
}

/** Brings sessions up to what happened without them: agents that ended with the app, questions that were settled or lost. */
export async function takeUp(deps: TakeUpDeps): Promise<void> {
  const { shelf, inbox } = deps
  const items = new Map(inbox.list().map((item) => [item.id, item]))
  for (const record of shelf.records()) await takeUpOne(deps, record, items)
  for (const item of items.values()) {
    const isHomeless = !existsSync(join(shelf.folder, item.sessionId))
    if (isHomeless) await inbox.withdraw(item.id, 'the session was removed')
  }
}

async function takeUpOne(
  { shelf, conductor, isAnswerRecorded }: TakeUpDeps,
  { summary, openQuestions }: SessionRecord,
  items: ReadonlyMap<InboxId, InboxItem>,
): Promise<void> {
  const open = openQuestions.map((text): OpenQuestion => {
    const id = inboxIdSchema.parse(text)
    const item = items.get(id)
    // A copy of a session tells of questions that another one asked.
    return { id, item: item?.sessionId === summary.id ? item : null }
  })
  const answered = open.flatMap(({ item }) => (item?.state.status === 'answered' ? [item] : []))
  // A question whose file was lost cannot be answered any more; the agent asks again when it is resumed.
  const ended = open.filter(({ item }) => item === null || item.state.status === 'withdrawn')
  // The app ended after a question was put to the person and before the journal said so.
  const unsaid = [...items.values()].filter(
    ({ id, sessionId, state }) =>
      sessionId === summary.id && state.status === 'waiting' && !openQuestions.includes(id),
  )
  const isBusy = summary.state === 'working' || summary.state === 'starting'
  if (!isBusy && answered.length + ended.length + unsaid.length === 0) return
  const session = await shelf.get(summary.id)
  if (!session) return
  const lines = [...unsaid.flatMap(askedLine), ...ended.map(endedLine)]
  if (isBusy || lines.length > 0) await session.append(...lines, agentEnded)
  for (const item of answered) await conductor.settle(session, item, await isAnswerRecorded(item))
}

function askedLine({ id, callId, body }: InboxItem): SessionEvent[] {
  // No session of the app asks in a terminal.
  if (body.kind === 'at-terminal') return []
  return [{ kind: 'asked', inboxId: id, question: body.kind, callId }]
}

function endedLine({ id, item }: OpenQuestion): SessionEvent {
  return answeredBy({ id, callId: item?.callId ?? null }, 'withdrawn', { by: 'the app' })
}
