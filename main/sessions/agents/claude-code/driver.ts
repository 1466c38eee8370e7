import { stat } from 'node:fs/promises'
import { failure } from '../../../../shared/kit/failure.ts'
import { err, ok } from '../../../../shared/kit/result.ts'
import { sessionErrors } from '../../../../shared/sessions/errors.ts'
import type { AgentDoor } from '../../../kit/egress/index.ts'
import { createProcessTree } from '../../../kit/process-tree.ts'
import { createSpawn } from '../../../kit/spawn.ts'
import type { AgentDriver, AgentRun, AgentStart } from '../agent.ts'
import { createCliCheck, type UsableCli } from './check-cli.ts'
import type { ClaudeCodeDeps, DriverParts } from './deps.ts'
import { type KeyProxy, startKeyProxy } from './key-proxy.ts'
import { ringFolders } from './ring-folders.ts'
import { type RunParts, startRun } from './run.ts'

const UPSTREAM = 'https://api.anthropic.com'

/** Drives the person's own Claude Code over its control protocol; the gate sees every call first. */
export function createClaudeCodeDriver(given: ClaudeCodeDeps): AgentDriver {
  const deps: DriverParts = { ...given, spawn: given.spawn ?? createSpawn() }
  const cli = createCliCheck(deps)
  const tree = createProcessTree(deps.spawn)
  /** Exact totals of sessions this app has run; after a restart the program is asked. */
  const totals = new Map<string, () => number | null>()

  const launch = async (start: AgentStart, usable: UsableCli, ways: Ways) => {
    const parts = { deps, tree, start, cli: usable, ...ways }
    const fresh: RunParts = {
      ...parts,
      session: { id: start.resume ?? start.sessionId, isResume: false },
      totalCostUsd: 0,
    }
    if (start.resume === null) return startRun(fresh)
    const resumed = await startRun({
      ...parts,
      session: { id: start.resume, isResume: true },
      totalCostUsd: totals.get(start.resume)?.() ?? null,
    })
    // A session that ended before its first turn was kept has nothing to resume: it begins.
    return !resumed.ok && resumed.error.kind === 'unknown-session' ? startRun(fresh) : resumed
  }

  return {
    kind: 'claude-code',
    check: (workspace) => cli.status(workspace),
    folders: (needs) => ringFolders({ ...deps.baseEnv, ...deps.extraEnv }, needs),
    async start(start) {
      if (!(await isFolder(start.cwd))) {
        return err(failure(sessionErrors, 'session.workspace-missing', { path: start.cwd }))
      }
      const usable = await cli.usable(start.cwd)
      if (!usable.ok) return usable
      const ways = await waysFor(start, deps)
      const started = await launch(start, usable.value, ways)
      if (!started.ok) {
        await closeWays(ways)
        return err(started.error.failure)
      }
      const { run, totalCostUsd } = started.value
      totals.set(run.agentSessionId, totalCostUsd)
      return ok(withWays(run, ways))
    },
  }
}

/** How a program gets out: to the model with the person's key, and to everything else. */
interface Ways {
  readonly proxy: KeyProxy | null
  readonly door: AgentDoor
}

async function waysFor(start: AgentStart, deps: DriverParts): Promise<Ways> {
  const { egress, upstream = UPSTREAM } = deps
  const { apiKey } = start
  const proxy = apiKey === null ? null : await startKeyProxy({ egress, apiKey, upstream })
  return { proxy, door: await egress.openDoor(start.session) }
}

async function closeWays({ proxy, door }: Ways): Promise<void> {
  await Promise.all([proxy?.close(), door.close()])
}

/** The ways out end with their process, before anybody hears that the process has ended. */
function withWays(run: AgentRun, ways: Ways): AgentRun {
  const exited = run.exited.then(async (exit) => {
    await closeWays(ways)
    return exit
  })
  return {
    ...run,
    exited,
    async stop() {
      await run.stop()
      await exited
    },
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // Gone or unreadable: either way the program cannot work in it.
    return false
  }
}
