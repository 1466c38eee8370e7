import { setTimeout as wait } from 'node:timers/promises'

/** What ends a command before its end, and the exit codes that shells know for it. */
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** A command that a signal ends in order. */
export interface StopSignals {
  readonly signal: AbortSignal
  /** The exit code of the signal that came; null where none came. */
  code(): number | null
  /** Resolves with that code once a signal comes. */
  readonly came: Promise<number>
  /** Lets signals end the process again as they do by themselves. */
  release(): void
}

/** From now on a signal is told instead of ending the process; a second one ends it at once. */
export function catchStopSignals(): StopSignals {
  const stop = new AbortController()
  const came = Promise.withResolvers<number>()
  let code: number | null = null
  const taken = Object.entries(codes).map(([name, itsCode]) => {
    const take = () => {
      if (code !== null) process.exit(itsCode)
      code = itsCode
      stop.abort()
      came.resolve(itsCode)
    }
    process.on(name, take)
    return [name, take] as const
  })
  return {
    signal: stop.signal,
    code: () => code,
    came: came.promise,
    release() {
      for (const [name, take] of taken) process.off(name, take)
    },
  }
}

/** A start that goes on when it was told to stop is given this long, in milliseconds. */
const startMs = 5_000

/** Resolves with the exit code of a signal that a start did not heed in time. */
export async function lateStart({ came }: StopSignals): Promise<number> {
  const code = await came
  await wait(startMs, null, { ref: false })
  return code
}
