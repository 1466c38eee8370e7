import { type Failure, failure } from '../../shared/kit/failure.ts'
import type { InboxId, SessionId } from '../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import { sessionErrors } from '../../shared/sessions/errors.ts'
import type { Purse, SessionEvent } from '../../shared/sessions/model.ts'
import type { CredentialRead } from '../credentials/index.ts'
import type { AgentDriver, AgentExit, AgentRun } from './agents/agent.ts'
import { createGate } from './gate.ts'
import type { RingEntrance } from './ring/index.ts'
import type { Session } from './session.ts'
import type { ConductorDeps } from './sessions-deps.ts'

/** The agents that run now, at most one a session. */
export interface Runs {
  /** The running agent of a session, started or resumed where there is none. */
  running(session: Session): Promise<Result<AgentRun, Failure>>
  now(id: SessionId): AgentRun | null
  isRunning(id: SessionId): boolean
  /** True once `stopAll` was called: nothing starts any more. */
  isClosing(): boolean
  /** Ends a session's agent; resolves when nothing of it is left. */
  stop(id: SessionId): Promise<void>
  stopAll(): Promise<void>
}

/** What runs need besides the conductor's own needs: a writer that stops the agent when the disk fails. */
export interface RunsDeps extends ConductorDeps {
  /** Questions whose answer goes straight to an agent. */
  readonly held: Set<InboxId>
  write(session: Session, ...events: SessionEvent[]): Promise<unknown>
}

interface Live {
  readonly run: AgentRun
  /** Resolves when the end of the run is in the journal. */
  readonly closed: Promise<void>
  isEnding: boolean
}

/** Creates an empty set of runs. */
export function createRuns(deps: RunsDeps): Runs {
  const live = new Map<SessionId, Live>()
  const starting = new Map<SessionId, Starting>()
  /** Who asked for a run and has none yet. */
  const wanted = new Map<symbol, SessionId>()
  let isClosing = false

  const noteExit = async (session: Session, exit: AgentExit) => {
    const { code, signal, expected, failure: why } = exit
    try {
      await session.append({ kind: 'agent-exited', code, signal, expected, failure: why })
      await session.flush()
    } catch (error) {
      deps.logger.error('end of an agent not flushed', { session: session.id, error })
    }
  }

  const watch = (session: Session, run: AgentRun) => {
    const closed = run.exited.then(async (exit) => {
      await noteExit(session, exit)
      if (live.get(session.id)?.run === run) live.delete(session.id)
    })
    live.set(session.id, { run, closed, isEnding: false })
  }

  const start = async (
    session: Session,
    signal: AbortSignal,
  ): Promise<Result<AgentRun, Failure>> => {
    const isEnding = () => live.get(session.id)?.isEnding ?? false
    const begun = await startAgent(session, deps, { isEnding, signal })
    if (begun.ok) watch(session, begun.value)
    return begun
  }

  const end = async (one: Live) => {
    one.isEnding = true
    await one.run.stop()
    await one.closed
  }

  const running = async (session: Session): Promise<Result<AgentRun, Failure>> => {
    const one = live.get(session.id)
    const { workspace } = session.record().summary
    if (!(await deps.workspaces.exists(workspace))) return err(missing(workspace))
    if (one && !one.isEnding && !(await hasExited(one.run))) return ok(one.run)
    await one?.closed
    const before = starting.get(session.id)
    if (before) return before.run
    if (isClosing) return err(failure(sessionErrors, 'agent.died', { cause: 'the app closes' }))
    const unwanted = new AbortController()
    const run = start(session, unwanted.signal).finally(() => starting.delete(session.id))
    starting.set(session.id, { run, unwanted })
    return run
  }

  return {
    async running(session) {
      // From the first moment, so that nothing is erased under a start that looks around first.
      const request = Symbol(session.id)
      wanted.set(request, session.id)
      try {
        return await running(session)
      } finally {
        wanted.delete(request)
      }
    },
    now: (id) => live.get(id)?.run ?? null,
    isRunning: (id) => live.has(id) || starting.has(id) || [...wanted.values()].includes(id),
    isClosing: () => isClosing,
    async stop(id) {
      const begun = await giveUp(starting.get(id))
      const one = live.get(id)
      if (one) await end(one)
      else if (begun?.ok) await begun.value.stop()
    },
    async stopAll() {
      isClosing = true
      await Promise.all([...starting.values()].map(giveUp))
      await Promise.all([...live.values()].map(end))
    },
  }
}

interface Starting {
  readonly run: Promise<Result<AgentRun, Failure>>
  readonly unwanted: AbortController
}

/** Waits for the end of a start that nobody wants any more. */
async function giveUp(begun: Starting | undefined) {
  begun?.unwanted.abort()
  return begun?.run
}

async function hasExited(run: AgentRun): Promise<boolean> {
  const still = Symbol('still running')
  return (await Promise.race([run.exited, Promise.resolve(still)])) !== still
}

async function startAgent(
  session: Session,
  deps: RunsDeps,
  life: { isEnding(): boolean; readonly signal: AbortSignal },
): Promise<Result<AgentRun, Failure>> {
  const prepared = await prepare(session, deps)
  if (!prepared.ok) return prepared
  const { driver, trusted, apiKey, ring } = prepared.value
  const { summary, resumable } = session.record()
  const { workspace, model, mode } = summary
  const workspaceExists = () => deps.workspaces.exists(workspace)
  return driver.start({
    session: session.id,
    sessionId: deps.newId(),
    resume: resumable,
    cwd: workspace,
    ...{ model, mode, trusted, apiKey, ring },
    gate: createGate({ ...deps, session, workspace, workspaceExists, isEnding: life.isEnding }),
    signal: life.signal,
    onEvent: (event) => {
      deps.write(session, event).catch((error: unknown) => {
        deps.logger.error('event not written', { session: session.id, kind: event.kind, error })
      })
    },
  })
}

function missing(workspace: string): Failure {
  return failure(sessionErrors, 'session.workspace-missing', { path: workspace })
}

interface Prepared {
  readonly driver: AgentDriver
  readonly trusted: boolean
  readonly apiKey: Secret | null
  readonly ring: RingEntrance | null
}

/** True in offline mode for an agent that goes out by itself: its program may pass our door by. */
export function isHeldOffline(
  purse: Purse,
  { settings }: Pick<ConductorDeps, 'settings'>,
): boolean {
  return purse === 'own-login' && settings.get().offline
}

/** Everything that must hold before an agent may start in a session's folder. */
async function prepare(session: Session, deps: ConductorDeps): Promise<Result<Prepared, Failure>> {
  const { agent, workspace, purse, ring: level } = session.record().summary
  if (isHeldOffline(purse, deps)) return err(failure(sessionErrors, 'agent.offline'))
  const driver = deps.drivers.find(({ kind }) => kind === agent)
  if (!driver) throw new Error(`no driver for ${agent}`)
  if (agent === 'rehearsal') return ok({ driver, trusted: false, apiKey: null, ring: null })
  const folder = await deps.workspaces.inspect(workspace)
  if (!folder.ok) return folder
  if (folder.value.trust === 'undecided' || folder.value.trust === 'changed') {
    return err(failure(sessionErrors, 'session.untrusted'))
  }
  const trusted = folder.value.trust === 'trusted'
  const entrance = level === 'ring' ? await deps.ring.entrance(workspace) : ok(null)
  if (!entrance.ok) return entrance
  const ring = entrance.value
  if (purse !== 'api-key') return ok({ driver, trusted, apiKey: null, ring })
  const apiKey = await deps.credentials.read('anthropic-api-key')
  if (apiKey.status === 'ok') return ok({ driver, trusted, apiKey: apiKey.value, ring })
  return err(withoutKey(apiKey))
}

const keyErrors = {
  missing: 'agent.key-missing',
  'keychain-locked': 'agent.key-locked',
  'file-closed': 'agent.key-closed',
  unreachable: 'agent.key-unreachable',
} as const

/** A start waits for nothing: it fails with what the person has to open, and sending again tries anew. */
function withoutKey(read: Exclude<CredentialRead, { status: 'ok' }>): Failure {
  const cause = read.status === 'unreachable' ? read.detail : ''
  return failure(sessionErrors, keyErrors[read.status], { cause })
}
