import { expect, test } from 'vitest'
import { readDecisions, readMoment } from './read-arguments.ts'

test.each([
  ['2d', 10 * 86_400_000, 8 * 86_400_000],
  ['2026-11-01', 0, Date.UTC(2026, 10, 1)],
  ['2026-11-01T10:30Z', 0, Date.UTC(2026, 10, 1, 10, 30)],
  ['2024-02-29', 0, Date.UTC(2024, 1, 29)],
])('%s is a moment', (text, now, at) => {
  expect(readMoment(text, now)).toBe(at)
})

test.each(['yesterday', '2026-99-99', '2026-02-31', '2026-02-28T25:00', '', '-3d', '12345d'])(
  '“%s” is none',
  (text) => {
    expect(readMoment(text, 0)).toBeNull()
  },
)

test.each([
  ['deny,ask', ['deny', 'ask']],
  ['allow', ['allow']],
  ['deny,deny', ['deny']],
])('%s names decisions', (text, decisions) => {
  expect(readDecisions(text)).toEqual(decisions)
})

test.each(['deny,maybe', '', 'deny,', 'Deny'])('“%s” names something else', (text) => {
  expect(readDecisions(text)).toBeNull()
})
