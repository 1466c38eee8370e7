import { expect, test } from 'vitest'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { matchingRules } from './rule-order.ts'

const { rules } = seedOf('busy', 'dark')
const ids = (text: string) => matchingRules(rules, text).map(({ id }) => id)

test('strictest first, by name within', () => {
  expect(ids('').slice(0, 5)).toEqual([
    'delete.outside-project',
    'execute.download',
    'guard.settings',
    'payout.frozen',
    'delete.untracked',
  ])
})

test('every word must occur, in name or reason, in any case', () => {
  expect(ids('DELETE git')).toEqual(['delete.untracked'])
  expect(ids('delete moon')).toEqual([])
})
