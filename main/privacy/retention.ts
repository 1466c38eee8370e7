import type { Retained } from '../../shared/privacy/model.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { Logger } from '../kit/logger.ts'
import type { PrivacyStore } from './privacy-state.ts'

const dayMs = 24 * 3_600_000
/** A machine that slept is looked at again within this time. */
const lookEveryMs = 3_600_000

/** Lets every part remove what is older than it keeps, at the start and once a day. */
export interface Retention {
  run(): Promise<void>
  /** Looks from now on whether a day has passed. */
  begin(): void
  end(): void
}

/** What retention needs from the house. */
export interface RetentionDeps {
  readonly owners: readonly DataOwner[]
  readonly store: PrivacyStore
  readonly clock: Clock
  readonly logger: Logger
  /** Default one hour; tests look more often. */
  readonly lookEveryMs?: number
}

/** Creates the retention; nothing runs yet. */
export function createRetention(deps: RetentionDeps): Retention {
  const { owners, store, clock, logger } = deps
  let lastAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | null = null

  const runOne = async (owner: DataOwner, at: number): Promise<Retained[]> => {
    try {
      const removed = await owner.retain(at)
      if (removed.length === 0) return []
      logger.info('retention', { owner: owner.name, files: removed.length })
      const bytes = removed.reduce((sum, one) => sum + one.bytes, 0)
      return [{ at, owner: owner.name, items: removed.length, bytes }]
    } catch (error) {
      // A full disk must not keep the app from starting: what is too old goes at a later run.
      logger.error('retention failed', { owner: owner.name, error })
      return []
    }
  }

  const run = async () => {
    const at = Math.trunc(clock.now())
    lastAt = at
    const lines: Retained[] = []
    for (const owner of owners) lines.push(...(await runOne(owner, at)))
    if (lines.length === 0) return
    const noted = await store.noteRetained(lines)
    if (!noted.ok) logger.warn('retention not noted', { cause: noted.error })
  }

  return {
    run,
    begin() {
      timer ??= setInterval(() => {
        // A clock that was set back must not stop it either.
        if (Math.abs(clock.now() - lastAt) >= dayMs) void run()
      }, deps.lookEveryMs ?? lookEveryMs).unref()
    },
    end() {
      if (timer) clearInterval(timer)
      timer = null
    },
  }
}
