import { expect, test } from 'vitest'
import { findSettings } from './find-settings.ts'

const names = (question: string) => findSettings(question).map(({ name }) => name)

test.each([
  ['dark', ['theme']],
  ['light', ['theme']],
  ['licence', ['licences']],
  ['license', ['licences']],
  ['retention', ['keep-record', 'keep-sessions', 'keep-ledger', 'keep-log', 'keep-leftovers']],
  ['days', ['keep-record', 'keep-sessions', 'keep-ledger', 'keep-log', 'keep-leftovers']],
  ['audit', ['keep-record', 'verify-record', 'kept']],
  ['delete', ['erase-all', 'forget', 'kept']],
  ['consent', ['telemetry-errors', 'telemetry-usage', 'consent']],
  ['cache', ['kept', 'keep-caches']],
  ['sentry', ['telemetry-errors']],
  ['contact', ['responsible']],
  ['processor', ['recipients']],
  ['acknowledge', ['acknowledge']],
  ['default', ['reset-all']],
  ['offline', ['offline']],
  ['terminal', ['command']],
  ['project', ['folders']],
])('%s leads to its rows', (question, expected) => {
  expect(names(question)).toEqual(expect.arrayContaining(expected))
})

test('a word of the title comes before a synonym, a synonym before a description', () => {
  expect(names('theme')[0]).toBe('theme')
  expect(names('acknowledge')[0]).toBe('acknowledge')
  expect(names('telemetry log')[0]).toBeUndefined()
  expect(names('log')[0]).toBe('keep-log')
})

test('words match from their beginning, never in the middle of another word', () => {
  expect(names('age')).toEqual(expect.arrayContaining(['keep-log', 'policy-text']))
  // “storage”, “manage”, “usage” and “language” end like it.
  expect(names('age')).not.toContain('telemetry-usage')
  expect(names('age')).not.toContain('theme')
  expect(names('ark')).toEqual([])
  expect(names('the')).toContain('theme')
})

test('every word must have a place, in any order and case', () => {
  expect(names('DARK theme')).toEqual(['theme'])
  expect(names('theme desktop')).toEqual(['theme'])
  expect(names('dark moon')).toEqual([])
  expect(names('pays model')).toContain('purse')
  expect(names('  ')).toEqual([])
  expect(names('__proto__')).toEqual([])
})
