import { expect, test } from 'vitest'
import { contract, type EventName, type PayloadOf } from '../../shared/contract.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import {
  type AppEvent,
  type AppState,
  isAppEvent,
  midnightBefore,
  reduceApp,
  stateOf,
} from './app-state.ts'

const noon = new Date(2026, 10, 21, 12).getTime()
const start = stateOf(seedOf('busy', 'dark').snapshot, noon)

function after<N extends EventName>(name: N, payload: PayloadOf<N>, state = start): AppState {
  return reduceApp(state, { name, payload } as AppEvent)
}

test('every event of the contract is known', () => {
  const names = Object.entries(contract).flatMap(([name, { type }]) =>
    type === 'event' ? [name] : [],
  )
  expect(names.length).toBeGreaterThan(8)
  for (const name of names) expect(isAppEvent({ name, payload: {} }), name).toBe(true)
  expect(isAppEvent({ name: 'moon.rose', payload: {} })).toBe(false)
  expect(isAppEvent({ name: 'toString', payload: {} })).toBe(false)
})

test('a notice comes once and goes', () => {
  const notice = { id: 'n', at: 1, level: 'info', source: 'settings', message: 'm' } as const
  const twice = after('app.noticed', notice, after('app.noticed', notice))
  expect(twice.notices).toEqual([notice])
  expect(after('app.noticeDismissed', { id: 'n' }, twice).notices).toEqual([])
})

test('a session is replaced in its place, a new one added, a removed one takes its questions along', () => {
  const [first] = start.sessions
  if (!first) throw new Error('the seed is empty')
  const renamed = after('sessions.changed', { ...first, title: 'Other' })
  expect(renamed.sessions[0]?.title).toBe('Other')
  expect(renamed.sessions).toHaveLength(start.sessions.length)
  const added = after('sessions.changed', { ...first, id: 'x' as typeof first.id })
  expect(added.sessions).toHaveLength(start.sessions.length + 1)
  const removed = after('sessions.removed', { sessionId: first.id })
  expect(removed.sessions.some(({ id }) => id === first.id)).toBe(false)
  expect(removed.inbox.some(({ sessionId }) => sessionId === first.id)).toBe(false)
})

test('an answered question replaces the waiting one', () => {
  const [item] = start.inbox
  if (!item) throw new Error('the seed is empty')
  const state = { status: 'withdrawn', why: 'turn ended', at: noon } as const
  const next = after('inbox.changed', { ...item, state })
  expect(next.inbox.find(({ id }) => id === item.id)?.state).toEqual(state)
  expect(next.inbox).toHaveLength(start.inbox.length)
})

test('settings, credentials and the state of the record are taken over', () => {
  const settings = { ...start.settings, theme: 'light' } as const
  expect(after('settings.changed', settings).settings.theme).toBe('light')
  const key = {
    name: 'anthropic-api-key',
    status: 'stored',
    where: 'keychain',
    detail: '',
    storedAt: 1,
    usedAt: null,
  } as const
  expect(after('credentials.changed', key).credentials).toEqual([key])
  const audit = { writing: 'failing', problem: 'ENOSPC', lastEntry: 3, report: null } as const
  expect(after('audit.statusChanged', audit).audit).toEqual(audit)
})

test('an appended entry moves the end of the record, an older one does not move it back', () => {
  const entry = (n: number): PayloadOf<'audit.appended'> => ({
    entry: { v: 1, n, at: noon, prev: '', kind: 'chain', event: 'started', detail: '' },
  })
  expect(after('audit.appended', entry(18_205)).audit.lastEntry).toBe(18_205)
  expect(after('audit.appended', entry(2)).audit.lastEntry).toBe(18_204)
})

test('what was sent adds up within a day and starts anew after midnight', () => {
  const sent = (at: number): PayloadOf<'egress.recorded'> => ({
    at,
    purpose: 'model-api',
    host: 'h',
    port: 443,
    bytesOut: 100,
    bytesIn: 0,
    outcome: 'answered',
    durationMs: 1,
  })
  expect(after('egress.recorded', sent(noon)).sentToday).toEqual({
    bytesOut: start.sentToday.bytesOut + 100,
    connections: start.sentToday.connections + 1,
  })
  const tomorrow = noon + 24 * 3_600_000
  const next = after('egress.recorded', sent(tomorrow))
  expect(next.sentToday).toEqual({ bytesOut: 100, connections: 1 })
  expect(next.sentDay).toBe(midnightBefore(tomorrow))
  expect(after('egress.recorded', sent(noon), next)).toBe(next)
})

test('a judged call changes nothing of the house, and no event changes the state it is laid over', () => {
  const before = JSON.stringify(start)
  const judged = after('bouncer.decided', {
    sessionId: 's1' as PayloadOf<'bouncer.decided'>['sessionId'],
    callId: 'c' as PayloadOf<'bouncer.decided'>['callId'],
    decision: 'allow',
    layer: 'pattern',
    entry: 1,
  })
  expect(judged).toBe(start)
  expect(JSON.stringify(start)).toBe(before)
})
