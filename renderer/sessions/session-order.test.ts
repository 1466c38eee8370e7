import { expect, test } from 'vitest'
import { session } from '../../tests/fixtures/ui-app/seeds.ts'
import { sessionOrder, shownSessions } from './session-order.ts'

test('a long project shows its newest, and whatever is alive, unread or open', () => {
  const many = Array.from({ length: 30 }, (_, at) => session(`s${at}`, { createdAt: -at }))
  const alive = session('alive', { state: 'working' })
  const unread = session('unread', { unread: true })
  const shown = shownSessions([...many, alive, unread], 's20').map(({ id }) => id)
  expect(shown).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's20', 'alive', 'unread'])
})

test('keys walk the sessions in the order of the list', () => {
  const list = [
    session('old', { workspace: '/a', createdAt: 1 }),
    session('other', { workspace: '/b', createdAt: 2 }),
    session('new', { workspace: '/a', createdAt: 3 }),
  ]
  expect(sessionOrder(list)).toEqual(['new', 'old', 'other'])
})
