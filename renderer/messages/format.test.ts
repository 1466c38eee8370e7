import { expect, test } from 'vitest'
import {
  formatAge,
  formatBytes,
  formatClock,
  formatDay,
  formatDollars,
  formatDuration,
  formatMoment,
  formatNumber,
} from './format.ts'

const now = new Date(2026, 10, 20, 10, 44, 31).getTime()
const minute = 60_000
const hour = 60 * minute

test('ages get coarser', () => {
  const ages = [0, 2 * minute, 59 * minute, hour, 23 * hour].map((age) => formatAge(now - age, now))
  expect(ages).toEqual(['now', '2 min', '59 min', '1 h', '23 h'])
  expect(formatAge(now - 48 * hour, now)).toBe('Wed')
  expect(formatAge(now - 30 * 24 * hour, now)).toBe('21 Oct')
  expect(formatAge(now - 400 * 24 * hour, now)).toBe('16 Oct 2025')
  expect(formatAge(now + minute, now)).toBe('now')
})

test('durations have a unit each', () => {
  const spans = [0, 3, 100, 8_400, 14_900, 124_000, 120_000, 11_100_000].map(formatDuration)
  expect(spans).toEqual([
    '0 s',
    '3 ms',
    '0.1 s',
    '8.4 s',
    '14 s',
    '2 min 4 s',
    '2 min',
    '3 h 5 min',
  ])
})

test('sizes are decimal', () => {
  const sizes = [0, 999, 1_000, 214_000, 1_450_000, 39_000_000, 2_000_000_000].map(formatBytes)
  expect(sizes).toEqual(['0 B', '999 B', '1 kB', '214 kB', '1.5 MB', '39 MB', '2 GB'])
})

test('moments say the day only when it is not today', () => {
  expect(formatMoment(now, now)).toBe('10:44:31')
  expect(formatMoment(now - 24 * hour, now)).toBe('Thu 10:44')
  expect(formatMoment(now - 30 * 24 * hour, now)).toBe('21 Oct 10:44')
  expect(formatClock(now)).toBe('10:44')
  expect(formatDay(now)).toBe('20 Nov 2026')
})

test('numbers and amounts', () => {
  expect(formatNumber(18_204)).toBe('18,204')
  expect(formatDollars(1.84)).toBe('$1.84')
})
