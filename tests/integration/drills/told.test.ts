import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import { measureMachine } from './machine-lag.ts'
import { toldWhy } from './told.ts'

beforeAll(async () => {
  await measureMachine()
})

it('lets pass what is told at once', async () => {
  expect(await toldWhy('at once', performance.now(), () => 'told')).toBe('told')
})

it.each([3_000, 14_000])('fails for what is told after %i ms', async (ms) => {
  const told = toldWhy('late', performance.now() - ms, () => 'told')
  await expect(told).rejects.toThrow(/late: told after \d+ ms/)
})

it('never counts more lag than time, and none of the time before', async () => {
  const machine = await measureMachine()
  const since = performance.now()
  await wait(500)
  expect(machine.lagMs(since)).toBeLessThan(performance.now() - since)
  expect(machine.lagMs(performance.now())).toBe(0)
})
