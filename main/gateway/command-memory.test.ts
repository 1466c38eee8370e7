import { expect, test } from 'vitest'
import type { CommandId } from '../../shared/kit/ids.ts'
import type { Outcome } from '../../shared/rpc/frames.ts'
import { createCommandMemory } from './command-memory.ts'

const caller = { wire: 'ipc', role: 'owner', name: 'window' } as const
const key = (number: number) => ({
  caller,
  id: `c${number}` as CommandId,
  procedure: 'sessions.send',
  input: { text: 'x' },
})
const done: Outcome = { ok: true, value: 1 }

test('forgets the least recently used command first and keeps at most as many as told', async () => {
  const memory = createCommandMemory(3)
  let runs = 0
  const run = async () => {
    runs += 1
    return done
  }
  for (const number of [1, 2, 3]) await memory.once(key(number), run)
  await memory.once(key(1), run)
  await memory.once(key(4), run)
  expect(runs).toBe(4)
  await memory.once(key(1), run)
  expect(runs).toBe(4)
  await memory.once(key(2), run)
  expect(runs).toBe(5)
})

test('never forgets a command that still runs', async () => {
  const memory = createCommandMemory(1)
  const gate = Promise.withResolvers<Outcome>()
  let runs = 0
  const slow = () => {
    runs += 1
    return gate.promise
  }
  const first = memory.once(key(1), slow)
  for (const number of [2, 3, 4]) await memory.once(key(number), async () => done)
  expect(memory.once(key(1), slow)).toBe(first)
  gate.resolve(done)
  await first
  expect(runs).toBe(1)
})
