import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { type Failure, failure } from '../../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import { type SessionErrorCode, sessionErrors } from '../../../../shared/sessions/errors.ts'
import type { AgentStatus } from '../../../../shared/sessions/model.ts'
import type { ProgramOutput } from '../../../kit/spawn.ts'
import type { DriverParts } from './deps.ts'
import { agentEnvironment, noWayOut } from './environment.ts'
import { type FoundCli, findCli } from './find-cli.ts'
import { isObject } from './json-line.ts'
import { claudeVersions, FIRST_NODE_MAJOR, installCommand, isOlder } from './versions.ts'

/** A program that can be started. */
export interface UsableCli {
  readonly path: string
  readonly version: string
}

/** Looks at the installed program without ever running it inside the workspace. */
export interface CliCheck {
  status(workspace: string | null): Promise<AgentStatus>
  usable(workspace: string | null): Promise<Result<UsableCli, Failure>>
}

type State = AgentStatus['state']
type Finding =
  | ({ readonly state: 'ready' } & UsableCli)
  | {
      readonly state: Exclude<State, 'ready'>
      readonly path: string | null
      readonly version: string | null
      readonly failure: Failure
    }

const VERSION_TIMEOUT_MS = 15_000
const LOGIN_TIMEOUT_MS = 10_000

/** Checks the program; a version is asked once for each file as it stands. */
export function createCliCheck(deps: DriverParts): CliCheck {
  const versions = new Map<string, string>()

  /** In a neutral folder and with a PATH that leads around the project: neither may have a say here. */
  const runIn = (workspace: string | null): Run => {
    const env = { ...agentEnvironment(deps.baseEnv, workspace, noWayOut), ...deps.extraEnv }
    return (command, args, timeoutMs) =>
      deps.spawn.run({ command, args, cwd: tmpdir(), env, timeoutMs })
  }

  const askVersion = async (path: string, run: Run): Promise<Result<string, string>> => {
    const { size, mtimeMs } = await stat(path)
    const key = `${path}\0${size}\0${mtimeMs}`
    const known = versions.get(key)
    if (known) return ok(known)
    const asked = await run(path, ['--version'], VERSION_TIMEOUT_MS)
    if (!asked.ok) return asked
    const version = /^(\d+\.\d+\.\d+)\b/.exec(asked.value.stdout.trim())?.[1]
    if (asked.value.code !== 0 || !version) return err(whyNoVersion(asked.value))
    versions.set(key, version)
    return ok(version)
  }

  const judge = async (
    { path, realPath }: Extract<FoundCli, { status: 'found' }>,
    run: Run,
  ): Promise<Finding> => {
    const asked = await askVersion(realPath, run)
    if (!asked.ok) return unusable('broken', 'agent.broken', { path, cause: asked.error })
    const version = asked.value
    const { oldest } = claudeVersions
    if (!isOlder(version, oldest)) return { state: 'ready', path, version }
    const code = (await isOnOldNode(run)) ? 'agent.old-on-node-20' : 'agent.old'
    return unusable('old', code, { path, version, oldest, command: installCommand })
  }

  const find = async (workspace: string | null): Promise<Finding> => {
    const configuredPath = deps.configuredPath()
    const found = await findCli({ configuredPath, environment: deps.baseEnv, workspace })
    if (found.status === 'found') return judge(found, runIn(workspace))
    if (found.status === 'inside-workspace') {
      return unusable('inside-workspace', 'agent.inside-workspace', { path: found.path })
    }
    return configuredPath === null
      ? unusable('missing', 'agent.missing', { command: installCommand })
      : unusable('broken', 'agent.not-at-path', { path: configuredPath })
  }

  return {
    async status(workspace) {
      const found = await find(workspace)
      const { state, path, version } = found
      const kind = 'claude-code'
      if (found.state === 'ready') {
        const login = await askLogin(found.path, runIn(workspace))
        return { kind, state, version, path, login, advice: '', command: null }
      }
      // Installing again helps who has none or an old one; the others have another problem.
      const command = state === 'missing' || state === 'old' ? installCommand : null
      const advice = found.failure.message
      return { kind, state, version, path, login: 'unknown', advice, command }
    },
    async usable(workspace) {
      const found = await find(workspace)
      if (found.state !== 'ready') return err(found.failure)
      return ok({ path: found.path, version: found.version })
    },
  }
}

type Run = (
  command: string,
  args: readonly string[],
  timeoutMs: number,
) => Promise<Result<ProgramOutput, string>>

/** Whether the Node that npm runs on is so old that npm picks an old program. */
async function isOnOldNode(run: Run): Promise<boolean> {
  const asked = await run('node', ['--version'], VERSION_TIMEOUT_MS)
  const major = asked.ok ? /^v(\d+)\./.exec(asked.value.stdout)?.[1] : undefined
  return major !== undefined && Number(major) < FIRST_NODE_MAJOR
}

async function askLogin(path: string, run: Run): Promise<AgentStatus['login']> {
  const asked = await run(path, ['auth', 'status'], LOGIN_TIMEOUT_MS)
  return asked.ok ? loginOf(asked.value.stdout) : 'unknown'
}

function unusable(
  state: Exclude<State, 'ready'>,
  code: SessionErrorCode,
  slots: Readonly<Record<string, string>>,
): Finding {
  const { path = null, version = null } = slots
  return { state, path, version, failure: failure(sessionErrors, code, slots) }
}

function whyNoVersion(output: ProgramOutput): string {
  if (output.timedOut) return `no answer within ${VERSION_TIMEOUT_MS / 1000} s`
  const said = (output.stderr || output.stdout).trim().split('\n')[0]?.slice(0, 200)
  if (said) return said
  return output.signal ? `ended by ${output.signal}` : `exit code ${output.code}`
}

function loginOf(printed: string): AgentStatus['login'] {
  try {
    const status: unknown = JSON.parse(printed)
    if (!isObject(status) || typeof status.loggedIn !== 'boolean') return 'unknown'
    return status.loggedIn ? 'yes' : 'no'
  } catch {
    // An older or newer program may print prose; then it cannot be told.
    return 'unknown'
  }
}
