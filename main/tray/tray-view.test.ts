import { expect, test } from 'vitest'
import type { InboxItem } from '../../shared/inbox/model.ts'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import { type TrayGround, trayView } from './tray-view.ts'

const session = (id: string, more: Partial<SessionSummary> = {}) =>
  ({ id, title: `Task ${id}`, state: 'idle', ...more }) as SessionSummary
const question = (id: string, more: Partial<InboxItem> = {}) =>
  ({
    ...{ id, sessionId: 's1', setAsideUntil: null, state: { status: 'waiting' } },
    body: { kind: 'approval', call: { tool: 'Bash', input: { command: 'rm -rf secret-plan' } } },
    ...more,
  }) as InboxItem
const ground = (more: Partial<TrayGround> = {}): TrayGround => ({
  sessions: [session('s1')],
  inbox: [],
  audit: { writing: 'ok', lastEntry: 3, report: null },
  ...more,
})
const labels = (view: ReturnType<typeof trayView>) =>
  view.groups.map((group) => group.map(({ label }) => label))

test('says that nothing waits, and leads to the app', () => {
  const view = trayView(ground(), 0)
  expect(view).toMatchObject({ state: 'quiet', tooltip: 'Mstro' })
  expect(labels(view)).toEqual([
    ['Nothing waits for you'],
    ['Open Mstro', 'Settings', 'Quit Mstro'],
  ])
})

test('names what waits by its tool and session, never by its command, and leads to the card', () => {
  const view = trayView(ground({ inbox: [question('q1')] }), 0)
  expect(view).toMatchObject({ state: 'waiting', tooltip: 'Mstro: 1 waiting for you' })
  expect(view.groups[0]).toEqual([
    { label: '1 waiting for you', leadsTo: null },
    { label: 'May it use Bash? (Task s1)', leadsTo: { page: '/session/s1?question=q1' } },
  ])
  expect(JSON.stringify(view)).not.toContain('secret-plan')
})

test('what is set aside or settled waits for nobody; it comes back by the clock', () => {
  const settled = { status: 'withdrawn', why: '', at: 1 } as const
  const inbox = [question('q1', { setAsideUntil: 50 }), question('q2', { state: settled })]
  expect(trayView(ground({ inbox }), 10).state).toBe('quiet')
  expect(trayView(ground({ inbox }), 50).state).toBe('waiting')
})

test('says how many agents an end would stop', () => {
  const sessions = [session('s1', { state: 'working' }), session('s2', { state: 'starting' })]
  const view = trayView(ground({ sessions }), 0)
  expect(view).toMatchObject({ state: 'working', tooltip: 'Mstro: 2 at work' })
  expect(labels(view).at(-1)?.at(-1)).toBe('Quit Mstro (stops 2 agents)')
})

test('a record that is not written or does not hold comes before everything', () => {
  const audit = { writing: 'failing', problem: 'ENOSPC', lastEntry: 3, report: null } as const
  const view = trayView(ground({ audit, inbox: [question('q1')] }), 0)
  expect(view.state).toBe('trouble')
  expect(view.groups[0]).toEqual([
    { label: 'The record needs a look', leadsTo: { page: '/settings/record' } },
  ])
})

test('titles stay one short line without characters that steer, and long lists are cut', () => {
  const title = `\u202eevil\n\u001b[2J${'long '.repeat(40)}`
  const sessions = [session('s1', { title })]
  const inbox = Array.from({ length: 20 }, (_none, at) => question(`q${at}`))
  const [waiting = []] = trayView(ground({ sessions, inbox }), 0).groups
  expect(waiting).toHaveLength(10)
  expect(waiting.at(-1)?.label).toBe('and 12 more')
  for (const { label } of waiting) {
    expect(label).not.toMatch(/\p{C}/u)
    expect(label.length).toBeLessThan(100)
  }
})
