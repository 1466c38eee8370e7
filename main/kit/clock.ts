/** The time, handed in so that tests can move it. */
export interface Clock {
  /** Milliseconds since the epoch; may jump. */
  now(): number
  /** Milliseconds from a fixed start; never goes back. */
  elapsed(): number
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() }
