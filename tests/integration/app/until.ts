import { setTimeout as wait } from 'node:timers/promises'

/** Longest wait for anything in these tests, in milliseconds. */
export const patienceMs = 20_000

/** Looks again and again until something is there; throws after `patienceMs`. */
export async function until<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  for (const end = performance.now() + patienceMs; performance.now() < end; ) {
    const found = await look()
    if (found) return found
    await wait(5)
  }
  throw new Error(`waited in vain for ${what}`)
}

/** Resolves with what `promise` resolves with; throws after `patienceMs`. */
export async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  const stop = new AbortController()
  const late = wait(patienceMs, null, { signal: stop.signal }).then(
    () => {
      throw new Error(`waited in vain for ${what}`)
    },
    () => new Promise<never>(() => undefined),
  )
  try {
    return await Promise.race([promise, late])
  } finally {
    stop.abort()
  }
}
