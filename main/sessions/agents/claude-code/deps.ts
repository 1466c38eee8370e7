import type { Clock } from '../../../kit/clock.ts'
import type { Egress } from '../../../kit/egress/index.ts'
import type { Logger } from '../../../kit/logger.ts'
import type { Spawn } from '../../../kit/spawn.ts'

/** Where the driver writes what only a developer needs. */
export type DriverLog = Pick<Logger, 'info' | 'warn' | 'error'>

/** What the driver of Claude Code needs. */
export interface ClaudeCodeDeps {
  /** How programs are started; `createSpawn()` when absent. */
  readonly spawn?: Spawn
  readonly egress: Egress
  readonly clock: Clock
  readonly logger: DriverLog
  /** The program the person chose in the settings; null to look for it. */
  configuredPath(): string | null
  /** Our own environment; the program gets an allow-list of it. */
  readonly baseEnv: NodeJS.ProcessEnv
  /** Where the key proxy forwards to; the real service unless a test says otherwise. */
  readonly upstream?: string
  /** Variables for the program that come last, for tests. */
  readonly extraEnv?: Readonly<Record<string, string>>
  /** How long a verdict may take before the call is denied, in milliseconds (30,000). */
  readonly judgeTimeoutMs?: number
}

/** The same with nothing left open. */
export type DriverParts = ClaudeCodeDeps & { readonly spawn: Spawn }
