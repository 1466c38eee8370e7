import { uptime } from 'node:os'
import type { Grants, Policies, TerminalGuard } from '../bouncer/index.ts'
import type { Foundations } from './foundations.ts'
import { createClockWatch } from './watch-clock.ts'

/** How often the house is looked over, in milliseconds: what goes wrong is told within a second. */
const lookEveryMs = 500

/** What is looked at without anybody calling. */
export interface Watched {
  readonly grants: Pick<Grants, 'dropEnded'>
  readonly policies: Pick<Policies, 'look'>
  readonly terminalGuard: Pick<TerminalGuard, 'watch'>
}

/** Tells of a clock that was set, rules that broke and a guard that was taken out; a look that fails is logged, and the others go on. */
export function watchHouse(
  { clock, notify, logger }: Pick<Foundations, 'clock' | 'notify' | 'logger'>,
  { grants, policies, terminalGuard }: Watched,
): { close(): Promise<void> } {
  const sinceStart = () => uptime() * 1_000
  const lookAtClock = createClockWatch({ now: clock.now, sinceStart, notify })
  const looks = [lookAtClock, grants.dropEnded, policies.look, terminalGuard.watch]
  let running: Promise<void> | null = null
  const lookAll = async () => {
    for (const look of looks) {
      try {
        await look()
      } catch (error) {
        logger.error('the house could not be looked over', { error })
      }
    }
    running = null
  }
  const timer = setInterval(() => {
    running ??= lookAll()
  }, lookEveryMs).unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
