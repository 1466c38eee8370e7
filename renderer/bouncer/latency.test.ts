import { expect, test } from 'vitest'
import { upperMs, withinMs } from './latency.ts'

test('the share is found at the upper end of its place', () => {
  const latencies = [0, 0, 0, 50, 49, 0, 0, 1]
  expect(withinMs(latencies, 0.5)).toBe(upperMs(3))
  expect(withinMs(latencies, 0.99)).toBe(upperMs(4))
  expect(withinMs(latencies, 1)).toBe(upperMs(7))
  expect(upperMs(3)).toBeCloseTo(0.002)
  expect(withinMs([0, 0], 0.5)).toBeNull()
})
