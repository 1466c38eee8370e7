import { tmpdir } from 'node:os'
import type { Failure } from '../../../../shared/kit/failure.ts'
import { ok, type Result } from '../../../../shared/kit/result.ts'
import type { Purse } from '../../../../shared/workspace/terminal-model.ts'
import { createSpawn } from '../../../kit/spawn.ts'
import { createCliCheck } from './check-cli.ts'
import type { ClaudeCodeDeps, DriverParts } from './deps.ts'
import { agentEnvironment, noWayOut } from './environment.ts'
import { isObject } from './json-line.ts'

/** The program as a person runs it, in a terminal of ours. */
export interface InteractiveClaude {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Who pays, as the program itself says; never rejects. */
  readonly purse: Promise<Purse>
  /** Closes its way out. */
  close(): Promise<void>
}

/** What one start needs to know. */
export interface InteractiveStart {
  readonly folder: string
  /** Whether the folder's own agent settings may apply. */
  readonly isTrusted: boolean
  /** The program's own id of the conversation. */
  readonly agentSessionId: string
  /** The app's id of it, for the ledger of connections. */
  readonly session: string
  /** Settings of ours that outrank the person's and the project's, without any secret: they show in `ps`. */
  readonly settings: Readonly<Record<string, unknown>>
}

const loginMs = 10_000

/** Prepares the person's own `claude` for a terminal: found and checked as for sessions, with its own login and no key of ours. */
export function createInteractiveClaude(given: ClaudeCodeDeps) {
  const deps: DriverParts = { ...given, spawn: given.spawn ?? createSpawn() }
  const cli = createCliCheck(deps)
  const environmentFor = (folder: string, wayOut: string) => ({
    ...agentEnvironment(deps.baseEnv, folder, wayOut),
    COLORTERM: 'truecolor',
    ...deps.extraEnv,
  })
  return {
    async prepare(start: InteractiveStart): Promise<Result<InteractiveClaude, Failure>> {
      const { folder, isTrusted, agentSessionId, settings } = start
      const usable = await cli.usable(folder)
      if (!usable.ok) return usable
      const door = await deps.egress.openDoor(start.session)
      const { path: command } = usable.value
      return ok({
        command,
        args: [
          `--session-id=${agentSessionId}`,
          ...(isTrusted ? [] : ['--setting-sources', 'user', '--strict-mcp-config']),
          ...['--settings', JSON.stringify(settings)],
        ],
        env: environmentFor(folder, door.url),
        purse: askPurse(deps, command, environmentFor(folder, noWayOut)),
        close: () => door.close(),
      })
    },
  }
}

async function askPurse(
  { spawn }: DriverParts,
  command: string,
  env: Readonly<Record<string, string>>,
): Promise<Purse> {
  const request = { command, args: ['auth', 'status'], cwd: tmpdir(), env, timeoutMs: loginMs }
  const asked = await spawn.run(request)
  return asked.ok ? purseOf(asked.value.stdout) : { kind: 'unknown' }
}

/** Reads what `claude auth status` prints; anything it may come to print otherwise is unknown. */
export function purseOf(printed: string): Purse {
  const status = parsed(printed)
  if (!isObject(status) || typeof status.loggedIn !== 'boolean') return { kind: 'unknown' }
  const { loggedIn, authMethod, subscriptionType, apiKeySource, apiProvider } = status
  if (!loggedIn) return { kind: 'none' }
  if (typeof apiKeySource === 'string' || authMethod === 'api_key') {
    return { kind: 'api-key', source: wordOf(apiKeySource) }
  }
  if (typeof apiProvider === 'string' && apiProvider !== 'firstParty') {
    return { kind: 'other', method: wordOf(apiProvider) ?? '' }
  }
  if (authMethod === 'claude.ai' || typeof subscriptionType === 'string') {
    return { kind: 'subscription', plan: wordOf(subscriptionType) }
  }
  const method = wordOf(authMethod)
  return method === null ? { kind: 'unknown' } : { kind: 'other', method }
}

/** A short word of the program, which is shown to the person; null for anything longer. */
function wordOf(value: unknown): string | null {
  return typeof value === 'string' && /^[\w .@/-]{1,60}$/.test(value) ? value : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Prose of another version: it cannot be told then.
    return null
  }
}
