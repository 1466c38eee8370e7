import { expect, test } from 'vitest'
import { areaOf, routeOf } from './routes.ts'

const cases: readonly [string, string, unknown][] = [
  ['/', '', { kind: 'home' }],
  ['/index.html', '', { kind: 'home' }],
  ['/new', '?workspace=%2Fcode%2Fa', { kind: 'new-session', workspace: '/code/a' }],
  ['/new', '', { kind: 'new-session', workspace: null }],
  ['/session/a.b:c', '?question=1', { kind: 'session', sessionId: 'a.b:c' }],
  ['/session', '', { kind: 'missing' }],
  [
    '/terminal',
    '?folder=%2Fcode',
    { kind: 'terminal', terminalId: null, folder: '/code', question: null },
  ],
  [
    '/terminal/t1',
    '?question=q',
    { kind: 'terminal', terminalId: 't1', folder: null, question: 'q' },
  ],
  ['/session/a/b', '', { kind: 'missing' }],
  ['/bouncer', '?rule=delete.x', { kind: 'bouncer', rule: 'delete.x' }],
  ['/bouncer', '?rule=grant.1', { kind: 'grants' }],
  ['/bouncer/grants', '', { kind: 'grants' }],
  ['/bouncer/copies', '', { kind: 'copies' }],
  ['/bouncer/ai', '', { kind: 'ai-review' }],
  ['/bouncer/yours', '', { kind: 'own-rules' }],
  ['/bouncer/ring', '', { kind: 'ring' }],
  ['/bouncer/scorecard', '', { kind: 'scorecard' }],
  ['/audit', '', { kind: 'audit' }],
  ['/settings', '', { kind: 'settings', section: 'appearance' }],
  ['/settings/privacy', '', { kind: 'settings', section: 'privacy' }],
  ['/settings/moon', '', { kind: 'missing' }],
  ['/moon', '', { kind: 'missing' }],
]

test.each(cases)('%s%s', (path, search, route) => {
  expect(routeOf(path, search)).toEqual(route)
})

test('the settings belong to no area, a missing page to the sessions', () => {
  expect(areaOf({ kind: 'settings', section: 'agent' })).toBeNull()
  expect(areaOf({ kind: 'missing' })).toBe('sessions')
  expect(areaOf({ kind: 'audit' })).toBe('audit')
})
