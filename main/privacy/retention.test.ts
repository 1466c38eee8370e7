import { expect, it, vi } from 'vitest'
import { ok } from '../../shared/kit/result.ts'
import type { Retained } from '../../shared/privacy/model.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import { silentLogger } from '../kit/silent-logger.ts'
import type { PrivacyStore } from './privacy-state.ts'
import { createRetention } from './retention.ts'

const dayMs = 24 * 3_600_000

function stage() {
  let now = 1_000 * dayMs
  const noted: Retained[] = []
  const runs: number[] = []
  const store = {
    noteRetained: async (lines: readonly Retained[]) => {
      noted.push(...lines)
      return ok(undefined)
    },
  } as Partial<PrivacyStore> as PrivacyStore
  const owner = (name: string, retain: DataOwner['retain']): DataOwner => ({
    ...{ name, retain, erase: async () => [] },
    async *export() {},
  })
  const owners = [
    owner('broken', () => Promise.reject(new Error('disk'))),
    owner('aged', async (at) => {
      runs.push(at)
      return [{ path: 'a', bytes: 7 }]
    }),
  ]
  const clock = { now: () => now, elapsed: () => now }
  const retention = createRetention({ owners, store, clock, logger: silentLogger, lookEveryMs: 10 })
  return { retention, noted, runs, pass: (ms: number) => (now += ms) }
}

it('runs once a day, notes what went, and one part that fails hurts no other', async () => {
  const { retention, noted, runs, pass } = stage()
  await retention.run()
  expect(noted).toMatchObject([{ owner: 'aged', items: 1, bytes: 7 }])
  retention.begin()
  pass(dayMs - 1)
  await new Promise((done) => setTimeout(done, 60))
  expect(runs).toHaveLength(1)
  pass(2)
  await vi.waitFor(() => expect(runs).toHaveLength(2), { timeout: 5_000 })
  retention.end()
})
