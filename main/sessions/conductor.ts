import type { InboxItem } from '../../shared/inbox/model.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { SessionId } from '../../shared/kit/ids.ts'
import { ok, type Result } from '../../shared/kit/result.ts'
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
  /** Delivers an answer that came when no agent was there to take it. */
  settle(session: Session, item: InboxItem): Promise<void>
  stopAll(): Promise<void>
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

  const runs = createRuns({ ...deps, write })

  const handOver = async (session: Session, promptId: string, text: string) => {
    const run = await runs.running(session)
    const sent = run.ok ? await run.value.send({ promptId, text }) : run
    if (!sent.ok) await write(session, failedTurn(sent.error))
  }

  const prompt = async (session: Session, text: string, by: string) => {
    const promptId = deps.newId()
    const written = await write(session, { kind: 'prompted', promptId, text, by })
    if (!written.ok) return written
    await session.flush()
    // The prompt is safe on disk; what becomes of it is told by events, not by this call.
    void handOver(session, promptId, text).catch((error: unknown) =>
      deps.logger.error('prompt not handed over', { session: session.id, error }),
    )
    return ok(undefined)
  }

  const settle = async (session: Session, item: InboxItem) => {
    if (item.state.status !== 'answered' || !(await recordAnswer(deps.bouncer, item))) return
    const { answer, by } = item.state
    const note = answer.kind === 'deny' ? answer.note : undefined
    await write(session, answeredBy(item, outcomeOf(answer.kind), { by, note }))
    // An allowance stays undelivered: it is the one-use grant for the call that comes again.
    const isGrant = answer.kind === 'allow' && item.body.kind === 'approval'
    if (!isGrant) await deps.inbox.markDelivered(item.id)
    const words = lateAnswerPrompt(item)
    if (words) await prompt(session, words, by)
  }

  return {
    prompt,
    settle,
    stop: (session) => runs.stop(session.id),
    stopAll: () => runs.stopAll(),
    isRunning: (id) => runs.isRunning(id),
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
  const failure = { code, message }
  const nothing = { usage: null, costUsd: null, durationMs: 0 }
  return { kind: 'turn-ended', outcome: 'failed', failure, ...nothing }
}
