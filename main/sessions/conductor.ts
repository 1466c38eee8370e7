import type { InboxItem } from '../../shared/inbox/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import type { InboxId, SessionId } from '../../shared/kit/ids.ts'
import { ok, type Result } from '../../shared/kit/result.ts'
import { sessionErrors } from '../../shared/sessions/errors.ts'
import type { PermissionMode, SessionEvent } from '../../shared/sessions/model.ts'
import { answeredBy, outcomeOf, recordAnswer } from './gate.ts'
import { lateAnswerPrompt } from './late-answer.ts'
import { createRuns } from './runs.ts'
import type { Session } from './session.ts'
import type { ConductorDeps } from './sessions-deps.ts'

/** Runs the agent of a session: starts and resumes it, hands prompts on, ends it. */
export interface Conductor {
  /** Records the prompt, then starts or resumes the agent as needed and hands it over. */
  prompt(session: Session, text: string, by: string): Promise<Result<void, Failure>>
  interrupt(session: Session): Promise<void>
  /** Ends the agent's process; the session can be resumed. */
  stop(session: Session): Promise<void>
  setModel(session: Session, model: string): Promise<Result<void, Failure>>
  setMode(session: Session, mode: PermissionMode): Promise<Result<void, Failure>>
  isRunning(id: SessionId): boolean
  /** True while an agent waits for this answer itself. */
  isHeld(id: InboxId): boolean
  /** Delivers an answer that no agent waits for: says it, resuming the session where nothing runs. */
  settle(session: Session, item: InboxItem, isRecorded?: boolean): Promise<void>
  stopAll(): Promise<void>
}

interface Words {
  readonly text: string
  readonly by: string
  /** What the app says of an answer, and the events written in one go with it, before it. */
  readonly before?: readonly SessionEvent[]
}

/** Creates the conductor of all sessions. */
export function createConductor(deps: ConductorDeps): Conductor {
  const write = async (session: Session, ...events: SessionEvent[]) => {
    const written = await session.append(...events)
    if (written.ok) return written
    // An agent whose doings cannot be written down must not go on.
    deps.notify({ level: 'error', source: 'sessions', message: written.error.message })
    await runs.stop(session.id)
    return written
  }

  const held = new Set<InboxId>()
  const runs = createRuns({ ...deps, held, write })

  const handOver = async (session: Session, promptId: string, text: string) => {
    const run = await runs.running(session)
    const sent = run.ok ? await run.value.send({ promptId, text }) : run
    // When the app closes, the prompt stays as it is: the next start says that the agent has stopped.
    if (!sent.ok && !runs.isClosing()) await write(session, failedTurn(sent.error))
  }

  const prompt = async (session: Session, words: Words) => {
    const { text, by, before } = words
    const promptId = deps.newId()
    const origin = before ? { origin: 'answer' as const } : {}
    const prompted = { kind: 'prompted', promptId, text, by, ...origin } as const
    const written = await write(session, ...(before ?? []), prompted)
    if (!written.ok) return written
    await session.flush()
    // The prompt is safe on disk; what becomes of it is told by events, not by this call.
    void handOver(session, promptId, text).catch((error: unknown) =>
      deps.logger.error('prompt not handed over', { session: session.id, error }),
    )
    return ok(undefined)
  }

  const settle = async (session: Session, item: InboxItem, isRecorded = false) => {
    // What is answered while the app closes is taken up at the next start.
    if (item.state.status !== 'answered' || runs.isClosing()) return
    if (!isRecorded && !(await recordAnswer(deps.bouncer, item))) {
      const { message } = failure(sessionErrors, 'session.answer-unrecorded')
      deps.notify({ level: 'error', source: 'sessions', message })
      return
    }
    const { answer, by } = item.state
    const note = answer.kind === 'deny' ? answer.note : undefined
    const answered = answeredBy(item, outcomeOf(answer.kind), { by, note })
    // One write: an answer that is noted has also been said.
    const said = await prompt(session, {
      text: lateAnswerPrompt(item.body, answer),
      by,
      before: [answered],
    })
    // An allowance stays undelivered: it is the one-use grant for the call that comes again.
    const isGrant = answer.kind === 'allow' && item.body.kind === 'approval'
    if (said.ok && !isGrant) await deps.inbox.markDelivered(item.id)
  }

  return {
    prompt: (session, text, by) => prompt(session, { text, by }),
    settle,
    stop: (session) => runs.stop(session.id),
    stopAll: () => runs.stopAll(),
    isRunning: (id) => runs.isRunning(id),
    isHeld: (id) => held.has(id),
    interrupt: async (session) => runs.now(session.id)?.interrupt(),
    async setModel(session, model) {
      const set = await runs.now(session.id)?.setModel(model)
      if (set && !set.ok) return set
      if (session.record().summary.model === model) return ok(undefined)
      return write(session, { kind: 'model-changed', model })
    },
    async setMode(session, mode) {
      const set = await runs.now(session.id)?.setMode(mode)
      if (set && !set.ok) return set
      if (session.record().summary.mode === mode) return ok(undefined)
      return write(session, { kind: 'mode-changed', mode })
    },
  }
}

function failedTurn({ code, message }: Failure): SessionEvent {
  const nothing = { usage: null, costUsd: null, durationMs: 0 }
  return { kind: 'turn-ended', outcome: 'failed', failure: { code, message }, ...nothing }
}
