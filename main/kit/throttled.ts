import type { Clock } from './clock.ts'

/** Progress is told this often at most, in milliseconds. */
const tellEveryMs = 200

/** Passes progress on at most five times a second, beginning a fifth of a second after now; what comes between is dropped. */
export function throttled<T>(clock: Clock, tell: (progress: T) => void): (progress: T) => void {
  let last = clock.elapsed()
  return (progress) => {
    if (clock.elapsed() - last < tellEveryMs) return
    last = clock.elapsed()
    tell(progress)
  }
}
