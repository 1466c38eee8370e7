import { expect, test } from 'vitest'
import type { StreamFrame } from '../../shared/rpc/frames.ts'
import { defaultSettings } from '../../shared/settings/model.ts'
import { createObserver, waitBucket } from './observe.ts'

const observe = () => createObserver({ settings: defaultSettings, inbox: [], sessions: [] })
const frame = (name: string, payload: unknown): StreamFrame => ({
  ...{ kind: 'event', topic: 'app', epoch: 'e', seq: 1, name, payload },
})
const session = (state: string) => frame('sessions.changed', { id: 's', agent: 'rehearsal', state })

test('a session is counted once when it begins, and each turn when it ends', () => {
  const observer = observe()
  const counts = [
    'starting',
    'working',
    'waiting',
    'working',
    'finished',
    'idle',
    'working',
    'broke',
  ]
    .flatMap((state) => observer.countsOf(session(state)))
    .map(({ event, properties }) => `${event} ${Object.values(properties).join(' ')}`)
  expect(counts).toEqual([
    'session started rehearsal',
    'turn ended rehearsal finished',
    'turn ended rehearsal broke',
  ])
})

test('an answer is counted once, whatever follows; a withdrawn question is not', () => {
  const observer = observe()
  const item = (id: string, state: object) =>
    frame('inbox.changed', { id, body: { kind: 'plan' }, createdAt: 1_000, state })
  const answered = { status: 'answered', answer: { kind: 'deny', note: 'secret' }, at: 62_000 }
  expect(observer.countsOf(item('a', { status: 'waiting' }))).toEqual([])
  expect(observer.countsOf(item('a', answered))).toEqual([
    {
      event: 'question answered',
      properties: { kind: 'plan', answer: 'deny', waited: 'under 10 min' },
    },
  ])
  expect(observer.countsOf(item('a', { ...answered, delivered: true }))).toEqual([])
  expect(observer.countsOf(item('b', { status: 'withdrawn', at: 2 }))).toEqual([])
})

test('a setting is counted by its name, never by its value', () => {
  const observer = observe()
  const changed = { ...defaultSettings, claudePath: '/home/noor/claude', welcomed: true }
  expect(observer.countsOf(frame('settings.changed', changed))).toEqual([
    { event: 'setting switched', properties: { setting: 'claudePath' } },
  ])
  expect(observer.countsOf(frame('settings.changed', changed))).toEqual([])
})

test('everything else makes no count', () => {
  const names = ['app.noticed', 'audit.appended', 'bouncer.decided', 'sessions.removed']
  const observer = observe()
  for (const name of names) expect(observer.countsOf(frame(name, { sessionId: 's' }))).toEqual([])
  expect(observer.countsOf({ kind: 'reset', topic: 'app', epoch: 'e' })).toEqual([])
})

test.each([
  [0, 'under 10 s'],
  [9_999, 'under 10 s'],
  [10_000, 'under 1 min'],
  [3_599_999, 'under 1 h'],
  [3_600_000, 'longer'],
])('%i ms is %s', (ms, words) => {
  expect(waitBucket(ms)).toBe(words)
})
