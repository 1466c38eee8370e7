import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { type Failure, failure } from '../../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import { type SessionErrorCode, sessionErrors } from '../../../../shared/sessions/errors.ts'
import type { AgentStatus } from '../../../../shared/sessions/model.ts'
import type { ProgramOutput } from '../../../kit/spawn.ts'
import type { DriverParts } from './deps.ts'
import { agentEnvironment } from './environment.ts'
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

  const run = async (command: string, args: readonly string[], timeoutMs: number) => {
    const env = { ...agentEnvironment(deps.baseEnv, null), ...deps.extraEnv }
    // A neutral folder: settings of a project must not have a say in what is asked here.
    return deps.spawn.run({ command, args, cwd: tmpdir(), env, timeoutMs })
  }

  const askVersion = async (path: string): Promise<Result<string, string>> => {
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

  const isOnOldNode = async (): Promise<boolean> => {
    const asked = await run('node', ['--version'], VERSION_TIMEOUT_MS)
    const major = asked.ok ? /^v(\d+)\./.exec(asked.value.stdout)?.[1] : undefined
    return major !== undefined && Number(major) < FIRST_NODE_MAJOR
  }

  const judge = async (found: Extract<FoundCli, { status: 'found' }>): Promise<Finding> => {
    const { path } = found
    const asked = await askVersion(found.realPath)
    if (!asked.ok) return unusable('broken', 'agent.broken', { path, cause: asked.error })
    const version = asked.value
    const { oldest } = claudeVersions
    if (!isOlder(version, oldest)) return { state: 'ready', path, version }
    const code = (await isOnOldNode()) ? 'agent.old-on-node-20' : 'agent.old'
    return unusable('old', code, { path, version, oldest, command: installCommand })
  }

  const find = async (workspace: string | null): Promise<Finding> => {
    const configuredPath = deps.configuredPath()
    const found = await findCli({ configuredPath, environment: deps.baseEnv, workspace })
    if (found.status === 'found') return judge(found)
    return found.status === 'missing'
      ? unusable('missing', 'agent.missing', { command: installCommand })
      : unusable('inside-workspace', 'agent.inside-workspace', { path: found.path })
  }

  const askLogin = async (path: string): Promise<AgentStatus['login']> => {
    const asked = await run(path, ['auth', 'status'], LOGIN_TIMEOUT_MS)
    return asked.ok ? loginOf(asked.value.stdout) : 'unknown'
  }

  return {
    async status(workspace) {
      const { state, path, version, ...rest } = await find(workspace)
      const isReady = state === 'ready'
      const isInstalledHere = state === 'broken' || state === 'inside-workspace'
      return {
        kind: 'claude-code',
        state,
        version,
        path,
        login: isReady && path ? await askLogin(path) : 'unknown',
        advice: 'failure' in rest ? rest.failure.message : '',
        command: isReady || isInstalledHere ? null : installCommand,
      }
    },
    async usable(workspace) {
      const found = await find(workspace)
      if (found.state !== 'ready') return err(found.failure)
      return ok({ path: found.path, version: found.version })
    },
  }
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
