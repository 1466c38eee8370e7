import type { Clock } from '../../kit/clock.ts'

/** How the breaker stands; `untilMs` counts from now. */
export type BreakerState =
  | { readonly status: 'closed'; readonly failures: number }
  | { readonly status: 'open'; readonly failures: number; readonly forMs: number }
  | { readonly status: 'trying'; readonly failures: number }

/** Leaves a provider alone after failures in a row, and lets one call try it afterwards. */
export interface Breaker {
  /** Whether a call may go out now; a yes while it is open is the one try. */
  enter(): boolean
  succeeded(): void
  failed(): void
  /** The call that was let in ended without an answer about the provider. */
  left(): void
  state(): BreakerState
  reset(): void
}

const limit = 3
const firstPauseMs = 30_000
const longestPauseMs = 300_000

/** Who hears of a breaker. */
export interface BreakerEars {
  /** Each time it opens. */
  onOpened(failures: number): void
  /** Whenever it is closed again. */
  onClosed?(): void
}

/** Creates a closed breaker. */
export function createBreaker(clock: Clock, { onOpened, onClosed }: BreakerEars): Breaker {
  let failures = 0
  let openedAt = 0
  let pauseMs = 0
  let isTrying = false

  const close = () => {
    const wasOpen = pauseMs > 0
    failures = 0
    pauseMs = 0
    isTrying = false
    if (wasOpen) onClosed?.()
  }
  const remainingMs = () => Math.max(0, openedAt + pauseMs - clock.elapsed())
  return {
    enter() {
      if (pauseMs === 0) return true
      if (isTrying || remainingMs() > 0) return false
      isTrying = true
      return true
    },
    succeeded: close,
    failed() {
      failures += 1
      isTrying = false
      if (failures < limit) return
      openedAt = clock.elapsed()
      pauseMs = Math.min(longestPauseMs, pauseMs === 0 ? firstPauseMs : pauseMs * 2)
      onOpened(failures)
    },
    left() {
      isTrying = false
    },
    state() {
      if (pauseMs === 0) return { status: 'closed', failures }
      if (isTrying) return { status: 'trying', failures }
      return { status: 'open', failures, forMs: Math.round(remainingMs()) }
    },
    reset: close,
  }
}
