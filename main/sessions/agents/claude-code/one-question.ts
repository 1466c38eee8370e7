import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { brand } from '../../../../shared/brand.ts'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import { leash } from '../../../kit/leash.ts'
import { createSpawn, type Program } from '../../../kit/spawn.ts'
import { createCliCheck } from './check-cli.ts'
import type { ClaudeCodeDeps, DriverParts } from './deps.ts'
import { agentEnvironment } from './environment.ts'

/** A question for the program alone: no tools, no project, no conversation that stays. */
export interface OneQuestion {
  /** Fixed words; they stand on the command line and show in `ps`. */
  readonly system: string
  /** Everything else; it goes in by the standard input. */
  readonly data: string
  readonly model: string
  readonly signal: AbortSignal
  /** By this the ledger names the connections of the program. */
  readonly purpose: string
}

/** Why there is no answer. */
export type NoAnswer =
  | 'offline'
  | 'unreachable'
  | 'timed-out'
  | 'unusable'
  | 'not-set-up'
  | 'not-logged-in'

const mostBytes = 256 * 1024

/** What the program prints at the end (`--output-format json`). */
const resultSchema = z.object({
  type: z.literal('result'),
  subtype: z.literal('success'),
  is_error: z.literal(false),
  num_turns: z.literal(1),
  result: z.string(),
})

/**
 * Asks the person's own program one question. It starts in an empty folder, with no tool, no settings
 * of anybody, no hook, no MCP server and no memory file, and is ended with the question.
 */
export function createOneQuestion(
  given: ClaudeCodeDeps,
): (question: OneQuestion) => Promise<Result<string, NoAnswer>> {
  const deps: DriverParts = { ...given, spawn: given.spawn ?? createSpawn() }
  const check = createCliCheck(deps)
  return async (question) => {
    const cli = await check.usable(null)
    if (!cli.ok) return err('not-set-up')
    const folder = await mkdtemp(join(tmpdir(), `${brand.command}-question-`))
    const door = await deps.egress.openDoor(null, question.purpose)
    try {
      const env = { ...agentEnvironment(deps.baseEnv, null, door.url), ...deps.extraEnv }
      const started = await deps.spawn.start({
        ...{ command: cli.value.path, args: questionArguments(question), cwd: folder, env },
      })
      if (!started.ok) return err('unreachable')
      const held = await leash(deps.spawn, started.value.pid)
      return await answerOf(started.value, question).finally(held.release)
    } finally {
      await door.close()
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** Nothing of the data is among them; the model is written as one word, so that it cannot be an option. */
export function questionArguments({
  system,
  model,
}: Pick<OneQuestion, 'system' | 'model'>): string[] {
  return [
    ...['-p', '--output-format', 'json', '--max-turns', '1', '--no-session-persistence'],
    ...['--tools', '', '--setting-sources', '', '--strict-mcp-config', '--disable-slash-commands'],
    ...['--settings', JSON.stringify({ disableAllHooks: true })],
    ...[`--model=${model}`, `--system-prompt=${system}`],
  ]
}

async function answerOf(
  program: Program,
  { data, signal }: OneQuestion,
): Promise<Result<string, NoAnswer>> {
  const kill = () => program.signal('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  if (signal.aborted) kill()
  program.stderr.resume()
  program.stdin.end(data)
  try {
    const printed = await outputOf(program.stdout, kill)
    const { code } = await program.exited
    if (signal.aborted) return err('timed-out')
    if (printed === null) return err('unusable')
    return readResult(printed, code)
  } finally {
    signal.removeEventListener('abort', kill)
  }
}

/** Null for more than an answer can have. */
async function outputOf(stdout: Readable, kill: () => void): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stdout) {
    const bytes = Buffer.from(part)
    size += bytes.length
    if (size > mostBytes) {
      kill()
      return null
    }
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}

const troubleSchema = z.object({
  type: z.literal('result'),
  is_error: z.literal(true),
  result: z.string(),
})

/** The program says so in the words that it has for people; a login that ended reads alike. */
function isNotLoggedIn(value: unknown): boolean {
  const read = troubleSchema.safeParse(value)
  return read.success && /\bnot logged in\b|\brun \/login\b/i.test(read.data.result)
}

function readResult(printed: string, code: number | null): Result<string, NoAnswer> {
  let value: unknown
  try {
    value = JSON.parse(printed)
  } catch {
    return err(code === 0 ? 'unusable' : 'unreachable')
  }
  const read = resultSchema.safeParse(value)
  if (isNotLoggedIn(value)) return err('not-logged-in')
  if (read.success) return ok(read.data.result)
  // It reports trouble with its service as a result of its own kind.
  return err(code === 0 ? 'unusable' : 'unreachable')
}
