import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFlow } from './flow.ts'

let said: string[]
beforeEach(() => {
  vi.useFakeTimers()
  said = []
})
afterEach(() => vi.useRealTimers())

const flow = () =>
  createFlow({
    ...{ mostAhead: 100, patienceMs: 1_000 },
    pause: () => said.push('pause'),
    resume: () => said.push('resume'),
  })

test('waits for the quickest page and goes on when it has drawn most of it', () => {
  const one = flow()
  one.viewers(2)
  one.printed(101)
  one.drawn(40)
  expect(said).toEqual(['pause'])
  one.drawn(20)
  one.drawn(90)
  expect(said).toEqual(['pause', 'resume'])
})

test('waits for nobody without a page, and for no page that hangs', () => {
  const one = flow()
  one.printed(1_000)
  one.viewers(1)
  one.printed(1_050)
  expect(said).toEqual([])
  one.printed(1_101)
  vi.advanceTimersByTime(900)
  one.drawn(1_001)
  vi.advanceTimersByTime(900)
  expect(said).toEqual(['pause'])
  vi.advanceTimersByTime(200)
  one.printed(9_000)
  expect(said).toEqual(['pause', 'resume'])
  one.drawn(1_002)
  expect(said).toEqual(['pause', 'resume', 'pause'])
  one.viewers(0)
  expect(said.at(-1)).toBe('resume')
})

test('owes a page that comes first nothing of before', () => {
  const one = flow()
  one.printed(5_000)
  one.viewers(1)
  one.printed(5_090)
  expect(said).toEqual([])
})
