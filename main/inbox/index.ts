// Owns every durable question to the person: approvals, agent questions, plan reviews.
// State: one file per question in desktop/inbox.
// Must never answer a question itself, and never let a second answer take effect.
import { relative } from 'node:path'
import type { ToolCall } from '../../shared/bouncer/model.ts'
import { inboxErrors } from '../../shared/inbox/errors.ts'
import {
  type InboxAnswer,
  type InboxBody,
  type InboxItem,
  inboxItemSchema,
} from '../../shared/inbox/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { type CallId, type InboxId, inboxIdSchema, type SessionId } from '../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Announce, Notify } from '../kit/announce.ts'
import type { DataOwner, ForgetFindings } from '../kit/data-owner.ts'
import type { Forgetting } from '../kit/forget-secret.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { redactValue } from '../kit/redact.ts'
import { type AnswerChecks, alreadySettled, isSameCall, whyNotAnswerable } from './answer.ts'
import { createAskingLimit } from './asking-limit.ts'
import { createItemStore, type ItemStore, itemMarker } from './item-store.ts'
import { createQuestions, isWaiting, type Questions } from './questions.ts'

export { watchUnanswered } from './unanswered.ts'

const dayMs = 24 * 3_600_000

/** Durable questions, with one winner among all windows and devices. */
export interface Inbox {
  /** Every question that waits, and those settled in the last days. */
  list(): readonly InboxItem[]
  /** Writes a question to disk before anybody sees it. */
  ask(question: {
    readonly sessionId: SessionId
    readonly callId: CallId | null
    readonly body: InboxBody
  }): Promise<Result<InboxItem, Failure>>
  /** Resolves when the question is answered or withdrawn; `signal` only ends the wait. */
  settled(id: InboxId, signal: AbortSignal): Promise<InboxItem | null>
  answer(id: InboxId, answer: InboxAnswer, by: string): Promise<Result<InboxItem, Failure>>
  withdraw(id: InboxId, why: string): Promise<void>
  /** Says when a waiting question is denied (milliseconds since the epoch); null says that it waits. */
  setDeadline(id: InboxId, at: number | null): Promise<Result<InboxItem, Failure>>
  /** Notes that the agent has the answer, so that it cannot be used a second time. */
  markDelivered(id: InboxId): Promise<Result<InboxItem, Failure>>
  /** Answers that no agent has received yet, oldest first. */
  undelivered(sessionId: SessionId): readonly InboxItem[]
  /** Takes an allowance back that no agent has used yet. */
  takeBack(id: InboxId): Promise<Result<InboxItem, Failure>>
  /** Uses up an allowance that came after the agent had gone; true when this exact call has one. */
  takeGrant(call: ToolCall): Promise<boolean>
  /** Tells of each settled question; returns the way to stop listening. */
  onSettled(listener: (item: InboxItem) => void): () => void
  readonly handlers: HandlersOf<'inbox'>
  readonly dataOwner: DataOwner
}

/** What the inbox needs from the house. */
export interface InboxDeps extends AnswerChecks {
  readonly folder: string
  readonly home: string
  readonly announce: Announce
  readonly notify: Notify
  readonly newId: () => string
  readonly store?: ItemStore
  /** Days that answered and withdrawn questions are kept, for devices that were away; null keeps them. */
  readonly retentionDays: () => number | null
  /** Minutes that a question of a session waits, for its card; null or absent: for good. */
  readonly limitMinutes?: (session: SessionId) => number | null
}

/** Opens the inbox with everything that waited when the app last ended. */
export async function createInbox(deps: InboxDeps): Promise<Inbox> {
  const store = deps.store ?? createItemStore(deps.folder, deps.clock)
  const { items, damaged } = await store.load()
  for (const path of damaged) {
    deps.notify({
      level: 'warning',
      source: 'inbox',
      message: `A waiting question could not be read. It lies in ${relative(deps.home, path)}, the others still wait. The agent asks again when it is resumed.`,
    })
  }
  const questions = createQuestions({ kept: items, store, announce: deps.announce })
  const answers = answering(questions, deps)
  const asking = createAskingLimit({ list: questions.list, notify: deps.notify })
  return {
    list: questions.list,
    onSettled: questions.onSettled,
    async ask({ sessionId, callId, body }) {
      const refused = asking.whyNot(sessionId)
      if (refused) return err(refused)
      const id = inboxIdSchema.parse(deps.newId())
      const createdAt = deps.clock.now()
      const state = { status: 'waiting' } as const
      const minutes = deps.limitMinutes?.(sessionId) ?? null
      const deadline = minutes === null ? null : createdAt + minutes * 60_000
      const item = { id, sessionId, callId, createdAt, body, setAsideUntil: null, deadline, state }
      return asking.counted(sessionId, () => questions.add(item))
    },
    settled: (id, signal) => settled(questions, id, signal),
    ...answers,
    handlers: {
      'inbox.list': async () => ok({ items: [...questions.list()] }),
      'inbox.answer': (input, caller) => answers.answer(input.id, input.answer, caller.name),
      'inbox.setAside': (input) => answers.setAside(input.id, input.until),
    },
    dataOwner: ownedQuestions(questions, answers.withdraw, deps.retentionDays),
  }
}

type Answering = Pick<
  Inbox,
  'answer' | 'withdraw' | 'setDeadline' | 'markDelivered' | 'undelivered' | 'takeBack' | 'takeGrant'
> & {
  setAside(id: InboxId, until: number | null): Promise<Result<InboxItem, Failure>>
}

function answering(questions: Questions, deps: InboxDeps): Answering {
  const { clock } = deps
  const undelivered = (sessionId: SessionId) =>
    questions
      .list()
      .filter((item) => item.sessionId === sessionId)
      .filter((item) => item.state.status === 'answered' && !item.state.delivered)

  const markDelivered = (id: InboxId) =>
    questions.change(id, (item) =>
      item.state.status === 'answered' && !item.state.delivered
        ? ok({ ...item, state: { ...item.state, delivered: true } })
        : err(failure(inboxErrors, 'inbox.unknown')),
    )

  const whileWaiting = (
    id: InboxId,
    change: Partial<Pick<InboxItem, 'deadline' | 'setAsideUntil'>>,
  ) =>
    questions.change(id, (item) =>
      isWaiting(item) ? ok({ ...item, ...change }) : err(alreadySettled(item.state, clock.now())),
    )

  return {
    undelivered,
    markDelivered,
    answer: (id, answer, by) =>
      questions.change(id, (item) => {
        const refused = whyNotAnswerable(item, answer, deps)
        if (refused) return err(refused)
        const state = { status: 'answered', answer, by, at: clock.now(), delivered: false } as const
        return ok({ ...item, setAsideUntil: null, state })
      }),
    async withdraw(id, why) {
      await questions.change(id, (item) =>
        isWaiting(item)
          ? ok({ ...item, state: { status: 'withdrawn', why, at: clock.now() } })
          : err(alreadySettled(item.state, clock.now())),
      )
    },
    takeBack: (id) =>
      questions.change(id, (item) =>
        allows(item) && item.state.status === 'answered' && !item.state.delivered
          ? ok({ ...item, state: { ...item.state, delivered: true, takenBackAt: clock.now() } })
          : err(failure(inboxErrors, 'inbox.used-up')),
      ),
    async takeGrant(call) {
      const granted = undelivered(call.sessionId).find(
        (item) => allows(item) && isSameCall(item, call),
      )
      return granted ? (await markDelivered(granted.id)).ok : false
    },
    setDeadline: (id, at) => whileWaiting(id, { deadline: at }),
    setAside: (id, until) => whileWaiting(id, { setAsideUntil: until }),
  }
}

function settled(
  questions: Questions,
  id: InboxId,
  signal: AbortSignal,
): Promise<InboxItem | null> {
  const { promise, resolve } = Promise.withResolvers<InboxItem | null>()
  const aborted = () => end(null)
  const stop = questions.onSettled((item) => {
    if (item.id === id) end(item)
  })
  const end = (item: InboxItem | null) => {
    stop()
    signal.removeEventListener('abort', aborted)
    resolve(item)
  }
  signal.addEventListener('abort', aborted)
  const now = questions.find(id)
  if (signal.aborted || !now) end(null)
  else if (!isWaiting(now)) end(now)
  return promise
}

function ownedQuestions(
  questions: Questions,
  withdraw: Inbox['withdraw'],
  retentionDays: InboxDeps['retentionDays'],
): DataOwner {
  return {
    name: 'inbox',
    markers: [{ ...itemMarker, pattern: 'desktop/inbox/*.json' }],
    formats: [
      {
        pattern: 'desktop/inbox/*.json',
        what: 'one question to you and your answer, secrets replaced',
        schema: inboxItemSchema,
      },
    ],
    async *export() {
      for (const item of questions.list()) {
        // What an agent asked may quote a secret of the project; an export is carried elsewhere.
        const bytes = Buffer.from(JSON.stringify(redactValue(item)))
        const age = { fromMs: item.createdAt, toMs: item.createdAt }
        const path = `desktop/inbox/${item.id}.json`
        yield { path, bytes: bytes.length, ...age, read: async () => bytes }
      }
    },
    async erase() {
      // Sessions and windows learn that nobody will be asked any more.
      for (const { id } of questions.list().filter(isWaiting)) {
        await withdraw(id, 'the person erased the questions')
      }
      return questions.remove(() => true)
    },
    async retain(now) {
      const days = retentionDays()
      return days === null ? [] : questions.remove((item) => isOld(item, now - days * dayMs))
    },
    forget: (secret, mode) => forgetIn(questions, secret, mode),
  }
}

/** A question that still waits must show what will run, so it is left until it is settled. */
async function forgetIn(
  questions: Questions,
  secret: Forgetting,
  mode: 'find' | 'replace',
): Promise<ForgetFindings> {
  const found = []
  const stays = []
  for (const item of questions.list()) {
    const path = `desktop/inbox/${item.id}.json`
    const places = secret.count(JSON.stringify(item))
    if (places === 0) continue
    if (isWaiting(item)) {
      stays.push({ path, why: 'It still waits for your answer. Answer it, then forget again.' })
      continue
    }
    if (mode === 'replace') await questions.change(item.id, (now) => ok(secret.value(now)))
    found.push({ path, places })
  }
  return { found, stays }
}

function allows(item: InboxItem): boolean {
  return item.state.status === 'answered' && item.state.answer.kind === 'allow'
}

function isOld(item: InboxItem, oldestMs: number): boolean {
  return item.state.status !== 'waiting' && item.state.at < oldestMs
}
