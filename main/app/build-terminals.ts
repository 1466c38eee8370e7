import { randomUUID } from 'node:crypto'
import { terminalSessionId } from '../../shared/bouncer/terminal-guard.ts'
import { sessionIdSchema } from '../../shared/kit/ids.ts'
import { ok } from '../../shared/kit/result.ts'
import type { TerminalGuard } from '../bouncer/index.ts'
import { createSpawn } from '../kit/spawn.ts'
import type { createInteractiveClaude } from '../sessions/index.ts'
import { createTerminals, type Terminals, type Workspaces } from '../workspace/index.ts'
import type { Foundations } from './foundations.ts'
import type { Ports } from './ports.ts'

/** What terminals take from other features. */
export interface TerminalPieces {
  readonly workspaces: Workspaces
  readonly guard: Pick<TerminalGuard, 'settingsForRun'>
  readonly claude: ReturnType<typeof createInteractiveClaude>
}

/** Builds terminals; an agent in one is started only with the guard in force for that start. */
export function buildTerminals(
  ports: Ports,
  base: Foundations,
  { workspaces, guard, claude }: TerminalPieces,
): Terminals {
  return createTerminals({
    ...{
      ...base,
      workspaces,
      environment: ports.environment,
      pty: ports.pty,
      spawn: createSpawn(),
    },
    async guardedAgent({ terminalId, folder, isTrusted }) {
      const settings = await guard.settingsForRun(terminalId)
      if (!settings.ok) return settings
      const agentSessionId = randomUUID()
      const session = sessionIdSchema.parse(terminalSessionId(agentSessionId))
      const prepared = await claude.prepare({
        ...{ folder, isTrusted, agentSessionId, session, settings: settings.value },
      })
      return prepared.ok ? ok({ ...prepared.value, session }) : prepared
    },
  })
}
