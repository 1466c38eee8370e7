import { expect } from 'vitest'
import { until } from '../app/until.ts'

/** What the drills ask for, in milliseconds; on a busy machine it is printed, not enforced. */
const targetMs = 1_000
/** No drill may come near this, however busy the machine. */
const mostMs = 15_000

/** Waits until the page was told why, counted from `sinceMs` (of `performance.now`), prints the time and returns what was told. */
export async function toldWhy<T>(
  fault: string,
  sinceMs: number,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  const told = await until(`the page to be told of: ${fault}`, look)
  const ms = Math.round(performance.now() - sinceMs)
  process.stdout.write(`drill: ${fault}: told after ${ms} ms${ms > targetMs ? ' (late)' : ''}\n`)
  expect(ms).toBeLessThan(mostMs)
  return told
}
