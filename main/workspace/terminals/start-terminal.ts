import { randomBytes } from 'node:crypto'
import { brand } from '../../../shared/brand.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { Workspace } from '../../../shared/workspace/model.ts'
import { terminalErrors } from '../../../shared/workspace/terminal-errors.ts'
import {
  type Purse,
  type TerminalId,
  type TerminalRun,
  type TerminalSize,
  terminalIdSchema,
} from '../../../shared/workspace/terminal-model.ts'
import type { Announce } from '../../kit/announce.ts'
import type { Clock } from '../../kit/clock.ts'
import { leash } from '../../kit/leash.ts'
import { createProcessTree } from '../../kit/process-tree.ts'
import type { PtyPort } from '../../kit/pty.ts'
import type { Spawn } from '../../kit/spawn.ts'
import { loginShell, shellEnvironment } from './shell.ts'
import { createTerminal, type OpenTerminal } from './terminal.ts'

/** A program with its guard, ready to be started in a terminal. */
export interface GuardedAgent {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly session: SessionId
  readonly purse: Promise<Purse>
  /** Closes its ways out. */
  close(): Promise<void>
}

/** What terminals need from the house. */
export interface TerminalsDeps {
  /** Absent where the host has none. */
  readonly pty?: PtyPort | undefined
  readonly spawn: Spawn
  readonly clock: Clock
  readonly newId: () => string
  readonly announce: Announce
  readonly environment: NodeJS.ProcessEnv
  readonly workspaces: {
    inspect(path: string): Promise<Result<Workspace, Failure>>
    opened(workspace: Workspace): Promise<void>
  }
  /** The agent's program with the guard in force for this start; a failure says why it is not. */
  guardedAgent(wanted: {
    readonly terminalId: TerminalId
    readonly folder: string
    readonly isTrusted: boolean
  }): Promise<Result<GuardedAgent, Failure>>
  /** Characters of output kept for each; absent means a million. */
  readonly keptCharacters?: number
}

/** What was asked for. */
export type WantedTerminal = TerminalSize & { readonly folder: string; readonly run: TerminalRun }

const defaultKept = 1_000_000
const noPty = 'it was built without them'

/** Why no terminal can be opened here; null where it can. */
export async function whyNoTerminals({ pty }: Pick<TerminalsDeps, 'pty'>): Promise<string | null> {
  return pty === undefined ? noPty : pty.whyNot()
}

/** What is started in a terminal, and what to do when it has ended. */
interface Start {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly agent: GuardedAgent | null
}

/** Starts a shell, or an agent under its guard, in a folder that is decided about. */
export async function startTerminal(
  deps: TerminalsDeps,
  { wanted, onChanged }: { readonly wanted: WantedTerminal; onChanged(): void },
): Promise<Result<OpenTerminal, Failure>> {
  const { pty, spawn, clock } = deps
  const { run, cols, rows } = wanted
  const found = await decidedFolder(deps, wanted.folder)
  if (!found.ok) return found
  const { path: folder, trust } = found.value
  const cause = await whyNoTerminals(deps)
  if (pty === undefined || cause !== null) {
    return err(failure(terminalErrors, 'terminal.unavailable', { cause: cause ?? noPty }))
  }
  const id = terminalIdSchema.parse(deps.newId())
  const prepared = await startOf(deps, { id, run, folder, isTrusted: trust === 'trusted' })
  if (!prepared.ok) return prepared
  const { command, args, env, agent } = prepared.value
  // Looking at the agent takes a while, in which trust may have been withdrawn.
  const still = await decidedFolder(deps, folder, trust)
  if (!still.ok) {
    await agent?.close()
    return still
  }
  await deps.workspaces.opened(still.value)
  const mark = `${brand.command.toUpperCase()}_RUN=${randomBytes(16).toString('hex')}`
  const [name = '', value = ''] = mark.split('=')
  // Only an agent is marked: what a person detaches from their shell on purpose is theirs.
  const marked = agent === null ? env : { ...env, [name]: value }
  const started = await pty.open({ command, args, env: marked, cwd: folder, cols, rows })
  if (!started.ok) {
    await agent?.close()
    const slots = { program: command, cause: started.error }
    return err(failure(terminalErrors, 'terminal.not-started', slots))
  }
  // At once: what it prints before is lost.
  const terminal = createTerminal({
    ...{ id, folder, run, program: command, size: { cols, rows }, clock, onChanged },
    ...{ pty: started.value, tree: createProcessTree(spawn) },
    search: { rootPid: started.value.pid, variable: mark },
    leash: leash(spawn, started.value.pid),
    epoch: deps.newId(),
    keptCharacters: deps.keptCharacters ?? defaultKept,
    onEnded: async () => agent?.close(),
  })
  void agent?.purse.then((purse) => terminal.paidBy(purse))
  return ok(terminal)
}

/** A folder that the person decided about, and where it is named, as they had decided. */
async function decidedFolder(
  { workspaces }: TerminalsDeps,
  wanted: string,
  before?: Workspace['trust'],
): Promise<Result<Workspace, Failure>> {
  const found = await workspaces.inspect(wanted)
  if (!found.ok) return found
  const { path, trust } = found.value
  const isDecided = trust === 'trusted' || trust === 'limited'
  return isDecided && trust === (before ?? trust)
    ? found
    : err(failure(terminalErrors, 'terminal.undecided', { path }))
}

async function startOf(
  deps: TerminalsDeps,
  wanted: {
    readonly id: TerminalId
    readonly run: TerminalRun
    readonly folder: string
    readonly isTrusted: boolean
  },
): Promise<Result<Start, Failure>> {
  const { id: terminalId, run, folder, isTrusted } = wanted
  if (run === 'shell') {
    const env = shellEnvironment(deps.environment)
    return ok({ ...loginShell(deps.environment), env, agent: null })
  }
  const agent = await deps.guardedAgent({ terminalId, folder, isTrusted })
  if (!agent.ok) return agent
  const { command, args, env } = agent.value
  return ok({ command, args, env, agent: agent.value })
}
