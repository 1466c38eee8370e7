import type { InputOf } from '../../shared/contract.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import { failure } from '../../shared/kit/failure.ts'
import { type SessionId, sessionIdSchema } from '../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { sessionErrors } from '../../shared/sessions/errors.ts'
import type { Purse, SessionSummary, Unanswered } from '../../shared/sessions/model.ts'
import type { RingLevel } from '../../shared/sessions/ring.ts'
import { settingsFor } from '../../shared/settings/model.ts'
import type { Workspace } from '../../shared/workspace/model.ts'
import type { Caller, Handler, HandlersOf } from '../kit/handlers.ts'
import { systemCode } from '../kit/system-code.ts'
import type { Conductor } from './conductor.ts'
import { ringHandlers } from './ring-handlers.ts'
import { isHeldOffline } from './runs.ts'
import type { Session } from './session.ts'
import type { SessionRecord } from './session-state.ts'
import type { SessionsDeps } from './sessions-deps.ts'
import type { Shelf } from './shelf.ts'

/** What the procedures of sessions work on. */
export interface HandlerDeps extends SessionsDeps {
  readonly shelf: Shelf
  readonly conductor: Conductor
  find(id: SessionId): Promise<Result<Session, Failure>>
  present(record: SessionRecord): Promise<SessionSummary>
  list(): Promise<readonly SessionSummary[]>
  /** Removes a session with its questions and tells of it. */
  remove(id: SessionId): Promise<unknown>
}

/** The procedures of sessions. */
export function createSessionHandlers(deps: HandlerDeps): HandlersOf<'sessions'> {
  const { conductor, find, present } = deps

  /** Does something with a session and answers with its list row. */
  const on =
    <I extends { readonly sessionId: SessionId }>(
      work: (session: Session, input: I, caller: Caller) => Promise<Result<void, Failure> | void>,
    ) =>
    async (input: I, caller: Caller): Promise<Result<SessionSummary, Failure>> => {
      const session = await find(input.sessionId)
      if (!session.ok) return session
      const done = await work(session.value, input, caller)
      return done && !done.ok ? done : ok(await present(session.value.record()))
    }

  return {
    'sessions.list': async () => ok({ sessions: [...(await deps.list())] }),
    'sessions.read': async ({ sessionId, before, limit }) => {
      const session = await find(sessionId)
      if (!session.ok) return session
      // Clients follow the stream from `lastSeq` on: the page must hold everything up to it.
      const { lastSeq } = session.value.record().summary
      const range = { before: before ?? lastSeq + 1, limit }
      const { epoch, events } = await session.value.read(range)
      const firstSeq = events[0]?.seq ?? 0
      return ok({ epoch, events: [...events], firstSeq, lastSeq })
    },
    'sessions.unheld': async () => {
      const all = deps.shelf.records().map(({ summary }) => summary)
      const unheld = all.filter(({ id, purse }) => purse === 'own-login' && conductor.isRunning(id))
      return ok({ sessions: unheld.map(({ id, title }) => ({ id, title })) })
    },
    'sessions.start': startHandler(deps),
    'sessions.send': on<InputOf<'sessions.send'>>((session, input, caller) =>
      conductor.prompt(session, input.text, caller.name),
    ),
    'sessions.interrupt': on((session) => conductor.interrupt(session)),
    'sessions.stop': on((session) => conductor.stop(session)),
    'sessions.setModel': on<InputOf<'sessions.setModel'>>((session, { model }) =>
      conductor.setModel(session, model),
    ),
    'sessions.setMode': on<InputOf<'sessions.setMode'>>((session, { mode }) =>
      conductor.setMode(session, mode),
    ),
    'sessions.setRing': on(changeRing),
    'sessions.setUnanswered': on(changeUnanswered),
    ...ringHandlers(deps),
    'sessions.rename': on<InputOf<'sessions.rename'>>((session, { title }) =>
      session.append({ kind: 'renamed', title }),
    ),
    'sessions.markRead': on(async (session) =>
      session.record().summary.unread ? session.append({ kind: 'seen' }) : ok(undefined),
    ),
    'sessions.remove': async ({ sessionId }) => {
      const session = await find(sessionId)
      if (!session.ok) return session
      await conductor.stop(session.value)
      await deps.remove(sessionId)
      return ok({ sessionId })
    },
    'sessions.checkAgent': async ({ agent, workspace }) => {
      const driver = deps.drivers.find(({ kind }) => kind === agent)
      if (!driver) throw new Error(`no driver for ${agent}`)
      return ok(await driver.check(workspace || null))
    },
  }
}

async function changeRing(
  session: Session,
  { ring }: InputOf<'sessions.setRing'>,
  { name: by }: Caller,
): Promise<Result<void, Failure>> {
  if (session.record().summary.ring === ring) return ok(undefined)
  return session.append({ kind: 'ring-changed', ring, by })
}

async function changeUnanswered(
  session: Session,
  { unanswered }: InputOf<'sessions.setUnanswered'>,
  { name: by }: Caller,
): Promise<Result<void, Failure>> {
  if (session.record().summary.unanswered === unanswered) return ok(undefined)
  return session.append({ kind: 'attendance-changed', unanswered, by })
}

function startHandler(deps: HandlerDeps): Handler<'sessions.start'> {
  return async (input, caller) => {
    const workspace = await workspaceFor(input, deps)
    if (!workspace.ok) return workspace
    const made = await madeSession(input, workspace.value, deps)
    if (!made.ok) {
      if (input.agent === 'rehearsal') await deps.removeScratch(workspace.value)
      return made
    }
    const session = made.value
    const prompted = await deps.conductor.prompt(session, input.prompt, caller.name)
    return prompted.ok ? ok(await deps.present(session.record())) : prompted
  }
}

/** A session that stands in its journal; nothing of it stays where it cannot be written. */
async function madeSession(
  input: InputOf<'sessions.start'>,
  workspace: string,
  deps: HandlerDeps,
): Promise<Result<Session, Failure>> {
  const settings = settingsFor(deps.settings.get(), workspace)
  const purse = purseOf(input.agent, settings.purse)
  if (isHeldOffline(purse, deps)) return err(failure(sessionErrors, 'agent.offline'))
  const made = await newSession(deps)
  if (!made.ok) return made
  const session = made.value
  deps.bouncer.begin(session.id)
  const created = await session.append({
    kind: 'created',
    agent: input.agent,
    workspace,
    title: titleOf(input.prompt),
    model: input.model || settings.model || null,
    mode: input.mode ?? settings.mode,
    purse,
    ring: ringOf(input, settings.ring),
    unanswered: unansweredOf(input, settings.unansweredMinutes),
  })
  if (created.ok) return made
  await deps.shelf.remove(session.id)
  return created
}

/** A rehearsal is there to be watched. */
function unansweredOf(
  { agent, unanswered }: InputOf<'sessions.start'>,
  usual: Unanswered,
): Unanswered {
  if (agent === 'rehearsal') return null
  return unanswered === undefined ? usual : unanswered
}

async function newSession({ shelf, newId }: HandlerDeps): Promise<Result<Session, Failure>> {
  return begun(() => shelf.create(sessionIdSchema.parse(newId())))
}

/** A disk that takes nothing more is no flaw of ours. */
async function begun<T>(work: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await work())
  } catch (error) {
    const cause = systemCode(error)
    if (!/^E[A-Z]+$/.test(cause)) throw error
    return err(failure(sessionErrors, 'session.not-begun', { cause }))
  }
}

/** The rehearsal starts no program that a ring could hold. */
function ringOf({ agent, ring }: InputOf<'sessions.start'>, usual: RingLevel): RingLevel {
  return agent === 'rehearsal' ? 'off' : (ring ?? usual)
}

function purseOf(agent: InputOf<'sessions.start'>['agent'], purse: 'own-login' | 'api-key'): Purse {
  return agent === 'rehearsal' ? 'none' : purse
}

async function decidedFolder(
  { workspace }: InputOf<'sessions.start'>,
  { workspaces }: HandlerDeps,
): Promise<Result<Workspace, Failure>> {
  const found = await workspaces.inspect(workspace)
  if (!found.ok) return found
  const { trust } = found.value
  return trust === 'undecided' || trust === 'changed'
    ? err(failure(sessionErrors, 'session.untrusted'))
    : found
}

async function workspaceFor(
  input: InputOf<'sessions.start'>,
  deps: HandlerDeps,
): Promise<Result<string, Failure>> {
  if (input.agent === 'rehearsal') return begun(() => deps.makeScratch())
  const found = await decidedFolder(input, deps)
  if (!found.ok) return found
  const driver = deps.drivers.find(({ kind }) => kind === input.agent)
  const status = await driver?.check(found.value.path)
  if (status && status.state !== 'ready') {
    const code = `agent.${status.state}`
    return err({ code, message: status.advice, retry: 'check-agent-again' })
  }
  // Looking at the agent takes a while, in which trust may have been withdrawn.
  const still = await decidedFolder(input, deps)
  if (!still.ok) return still
  await deps.workspaces.opened(still.value)
  return ok(still.value.path)
}

/** The first line of a prompt, cut at a word; sessions are named by it until the person renames them. */
export function titleOf(prompt: string): string {
  const line = prompt.trim().split('\n', 1)[0] ?? ''
  if (line.length <= 80) return line
  const cut = line.slice(0, 79)
  return `${cut.slice(0, Math.max(40, cut.lastIndexOf(' ')))}…`
}
