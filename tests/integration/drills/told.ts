import { expect } from 'vitest'
import { until } from '../app/until.ts'
import { measureMachine } from './machine-lag.ts'

/** What the drills ask for, in milliseconds of a machine that has them to give. */
const targetMs = 1_000

/**
 * Waits until the page was told why, counted from `sinceMs` (of `performance.now`), and returns what was
 * told. Fails when that took longer than a second and the time that the machine gave to nobody meanwhile.
 */
export async function toldWhy<T>(
  fault: string,
  sinceMs: number,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  const machine = await measureMachine()
  const told = await until(`the page to be told of: ${fault}`, look)
  const ms = Math.round(performance.now() - sinceMs)
  const lagMs = Math.round(machine.lagMs(sinceMs))
  process.stdout.write(`drill: ${fault}: told after ${ms} ms (lag of the machine ${lagMs} ms)\n`)
  expect(ms - lagMs, `${fault}: told after ${ms} ms, lag ${lagMs} ms`).toBeLessThan(targetMs)
  return told
}
