import { randomBytes } from 'node:crypto'
import { brand } from '../../../../shared/brand.ts'
import { type Failure, failure } from '../../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import { sessionErrors } from '../../../../shared/sessions/errors.ts'
import type { AgentDoor } from '../../../kit/egress/index.ts'
import { leash } from '../../../kit/leash.ts'
import type { ProcessTree, TreeSearch } from '../../../kit/process-tree.ts'
import type { Program, ProgramExit } from '../../../kit/spawn.ts'
import type { AgentExit, AgentRun, AgentStart } from '../agent.ts'
import type { UsableCli } from './check-cli.ts'
import { type Conversation, createConversation } from './conversation.ts'
import type { DriverParts } from './deps.ts'
import { agentEnvironment } from './environment.ts'
import { textAt } from './json-line.ts'
import type { KeyProxy } from './key-proxy.ts'
import { launchArguments } from './launch.ts'
import { createLineDecoder, encodeLine } from './line-codec.ts'
import { stopProgram, sweepOrphans } from './stop-program.ts'
import { throughRing } from './through-ring.ts'
import { installCommand } from './versions.ts'

/** One process of Claude Code: what it is started with. */
export interface RunParts {
  readonly deps: DriverParts
  readonly tree: ProcessTree
  readonly start: AgentStart
  readonly cli: UsableCli
  /** Set when the person's key pays. */
  readonly proxy: KeyProxy | null
  /** The way out of the program and its tools. */
  readonly door: AgentDoor
  /** The program's session id and whether it has that conversation on disk. */
  readonly session: { readonly id: string; readonly isResume: boolean }
  /** The session's total before this process; null to ask the program. */
  readonly totalCostUsd: number | null
}

/** A started process, and its session's total cost as far as it is known. */
export interface StartedRun {
  readonly run: AgentRun
  readonly totalCostUsd: () => number | null
}

/** Why a process did not get to work; `unknown-session` when it has no such conversation. */
export interface StartFailure {
  readonly kind: 'unknown-session' | 'failed'
  readonly failure: Failure
}

const STDERR_CHARACTERS = 4_000
const GARBAGE_NOTICE_MS = 500

/** Starts a process and hands it over only after it has confirmed the gate. */
export async function startRun(parts: RunParts): Promise<Result<StartedRun, StartFailure>> {
  const { deps, start, cli, tree } = parts
  const mark = randomBytes(16).toString('hex')
  const variable = `${brand.command.toUpperCase()}_RUN`
  const plain = {
    command: cli.path,
    args: launchArguments({
      sessionId: parts.session.id,
      isResume: parts.session.isResume,
      model: start.model,
      mode: start.mode,
      trusted: start.trusted,
      settings: settingsFor(parts.proxy),
      isRinged: start.ring !== null,
    }),
    cwd: start.cwd,
    env: { ...environmentFor(parts), [variable]: mark },
  }
  const ringed = await throughRing(plain, { ...start, isPaidByKey: parts.proxy !== null })
  if (!ringed.ok) return failed(ringed.error)
  const started = await deps.spawn.start(ringed.value.request)
  if (!started.ok) return failed(notStarted(parts, started.error))
  const program = started.value
  const search: TreeSearch = { rootPid: program.pid, variable: `${variable}=${mark}` }
  const conversation = createConversation({
    deps,
    start,
    write: (line) => void program.stdin.write(encodeLine(line)),
  })
  const pipes = readPipes({ program, conversation, deps })
  const life = watchLife({ program, conversation, tree, search, pipes })
  const held = await leash(deps.spawn, program.pid)
  void life.exited.then(held.release)

  const reply = await withEnd(start.signal, life.stop, () => conversation.initialize())
  if (!reply.ok) {
    await life.stop()
    deps.logger.warn('agent did not initialize', { cause: reply.error, stderr: pipes.printed() })
    return err(whyNotReady(parts, pipes.printed(), reply.error))
  }
  if (reply.value.hooks_applied !== true || reply.value.hook_on_failure_supported !== true) {
    await life.stop()
    const slots = { version: cli.version, command: installCommand }
    return failed(failure(sessionErrors, 'agent.unguarded', slots))
  }
  const isFresh = !parts.session.isResume
  const known = isFresh ? 0 : (parts.totalCostUsd ?? (await conversation.askTotalCost()))
  conversation.open(
    {
      kind: 'agent-started',
      version: textAt(reply.value, 'claude_code_version') ?? cli.version,
      agentSessionId: parts.session.id,
      resumed: parts.session.isResume,
      model: start.model,
      ring: ringed.value.view,
    },
    known,
  )
  const { send, interrupt, setModel, setMode } = conversation
  const { stop, exited } = life
  const run = { agentSessionId: parts.session.id, send, interrupt, setModel, setMode, stop, exited }
  return ok({ run, totalCostUsd: conversation.totalCostUsd })
}

function whyNotReady(parts: RunParts, printed: string, said: string) {
  const { start, session } = parts
  const isUnknown = session.isResume && /no conversation found/i.test(printed)
  return {
    kind: isUnknown ? 'unknown-session' : 'failed',
    failure: start.signal.aborted
      ? failure(sessionErrors, 'agent.stopped-at-start')
      : notStarted(parts, firstLine(printed) || said),
  } satisfies StartFailure
}

/** Does the work, and calls `end` at once when the signal aborts meanwhile. */
async function withEnd<T>(
  signal: AbortSignal,
  end: () => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  const onAbort = () => void end()
  signal.addEventListener('abort', onAbort)
  if (signal.aborted) onAbort()
  try {
    return await work()
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** The person's own settings must not lead a paid session away from the proxy; the ticket is not in here. */
function settingsFor(proxy: KeyProxy | null): Record<string, unknown> | null {
  return proxy && { env: { ANTHROPIC_BASE_URL: proxy.url } }
}

function environmentFor({ deps, start, proxy, door }: RunParts): Record<string, string> {
  const environment = agentEnvironment(deps.baseEnv, start.cwd, door.url)
  const paid = proxy && {
    ANTHROPIC_BASE_URL: proxy.url,
    ANTHROPIC_AUTH_TOKEN: proxy.ticket,
  }
  return { ...environment, ...paid, ...deps.extraEnv }
}

interface Pipes {
  /** What the program wrote to stderr last. */
  printed(): string
  /** Tells what is still untold. */
  end(): void
}

/** Feeds the conversation with what the program prints. */
function readPipes(parts: {
  readonly program: Program
  readonly conversation: Conversation
  readonly deps: DriverParts
}): Pipes {
  const { program, conversation, deps } = parts
  let garbage = 0
  let notice: NodeJS.Timeout | undefined
  let printed = ''
  const tell = () => {
    const { code, message } = failure(sessionErrors, 'agent.garbage', { count: garbage })
    conversation.notice({ kind: 'noticed', level: 'warning', code, message })
    notice = undefined
  }
  const decoder = createLineDecoder({
    onObject: (line) => conversation.take(line),
    onGarbage(start) {
      deps.logger.warn('agent printed no protocol', { start })
      // Told once, a moment after the first, with what has come until then.
      if (++garbage === 1) notice = setTimeout(tell, GARBAGE_NOTICE_MS)
    },
  })
  program.stdout.on('data', (bytes: Buffer) => decoder.push(bytes))
  program.stdout.on('end', () => decoder.end())
  program.stderr.setEncoding('utf8')
  program.stderr.on('data', (text: string) => {
    printed = (printed + text).slice(-STDERR_CHARACTERS)
  })
  return {
    printed: () => printed,
    end() {
      if (!notice) return
      clearTimeout(notice)
      tell()
    },
  }
}

/** Follows the process to its end and leaves nothing of it behind. */
function watchLife(parts: {
  readonly program: Program
  readonly conversation: Conversation
  readonly tree: ProcessTree
  readonly search: TreeSearch
  readonly pipes: Pipes
}): { stop(): Promise<void>; readonly exited: Promise<AgentExit> } {
  const { program, conversation, tree, search, pipes } = parts
  let stopping: Promise<void> | null = null
  const exited = program.exited.then(async (exit): Promise<AgentExit> => {
    const expected = stopping !== null
    const died = failure(sessionErrors, 'agent.died', { cause: causeOf(exit, pipes.printed()) })
    pipes.end()
    conversation.close(died)
    await sweepOrphans({ tree, search })
    return { ...exit, expected, failure: expected ? null : died }
  })
  const interrupt = () => conversation.interrupt()
  const stop = async () => {
    stopping ??= stopProgram({ program, tree, search, interrupt })
    await stopping
    await exited
  }
  return { stop, exited }
}

function causeOf(exit: ProgramExit, printed: string): string {
  const how = exit.signal ? `ended by ${exit.signal}` : `exit code ${exit.code}`
  const said = firstLine(printed)
  return said ? `${how}: ${said}` : how
}

function firstLine(printed: string): string {
  return printed.trim().split('\n')[0]?.slice(0, 200) ?? ''
}

/** Bubblewrap's own complaints begin with its name; a program that is gone cannot even complain. */
function notStarted({ cli, start }: RunParts, cause: string): Failure {
  const isRing = start.ring !== null && /^bwrap: |^sandbox-exec: |^ENOENT$|^EACCES$/.test(cause)
  return isRing
    ? failure(sessionErrors, 'ring.broke', { cause })
    : failure(sessionErrors, 'agent.broken', { path: cli.path, cause })
}

function failed(why: Failure): Result<never, StartFailure> {
  return err({ kind: 'failed', failure: why })
}
