import { describe, expect, it } from 'vitest'
import type { Effect, Verdict } from '../../../shared/bouncer/model.ts'
import { failureVerdict } from '../failure-verdict.ts'
import { callOf, hookAnswer, projectRoot, readHookRequest } from './hook-request.ts'

const input = {
  hook_event_name: 'PreToolUse',
  session_id: '6f9c1c1e-5a0f',
  tool_use_id: 'toolu_1',
  tool_name: 'Bash',
  tool_input: { command: 'ls' },
  cwd: '/home/noor/code/shop/src',
  agent_id: 'a1',
  unknown: 1,
}
const read = (more: object, request: object = {}) =>
  readHookRequest(
    JSON.stringify({ v: 1, key: 'k', project: null, input: { ...input, ...more }, ...request }),
  )

describe('a line of the hook', () => {
  it('becomes a call in a session of a terminal', () => {
    const request = read({})
    if (!request?.input) throw new Error('not read')
    const where = { root: '/home/noor/code/shop', home: '/home/noor' }
    expect(callOf({ input: request.input }, null, where)).toEqual({
      id: 'toolu_1',
      sessionId: 'terminal:6f9c1c1e-5a0f',
      tool: 'Bash',
      input: { command: 'ls' },
      cwd: '/home/noor/code/shop/src',
      workspace: '/home/noor/code/shop',
      home: '/home/noor',
      agentId: 'a1',
    })
  })

  it('becomes a call of the app’s own session where the app runs the agent', () => {
    const request = read({})
    if (!request?.input) throw new Error('not read')
    const own = { sessionId: 's1' as never, workspace: '/w' }
    const call = callOf({ input: request.input }, own, { root: '/other', home: '/home/noor' })
    expect(call).toMatchObject({ sessionId: 's1', workspace: '/w' })
  })

  it.each([
    { tool_input: 'ls' },
    { tool_input: [] },
    { tool_name: '' },
    { tool_use_id: '' },
    { session_id: 'a/b' },
    { session_id: undefined },
    { cwd: 'relative' },
    { hook_event_name: 'PostToolUse' },
  ])('is no call with %j', (more) => {
    expect(read(more)).toMatchObject({ key: 'k', input: null })
  })

  it('is the start of a conversation in a terminal of the app', () => {
    const request = read({ hook_event_name: 'SessionStart' }, { terminal: 't1' })
    expect(request).toMatchObject({
      ...{ terminal: 't1', input: null, ran: null, question: null },
      started: { session_id: '6f9c1c1e-5a0f' },
    })
  })

  it('is a question that the program asks', () => {
    const { question, input: call } = read({ hook_event_name: 'PermissionRequest' }) ?? {}
    expect(call).toBe(null)
    expect(question).toMatchObject({ tool_name: 'Bash', tool_input: { command: 'ls' } })
  })

  it.each(['', 'x', '[]', 'null', '{"v":2}'])('is nothing: %j', (line) => {
    expect(readHookRequest(line)).toBe(null)
  })
})

describe('the project of a terminal', () => {
  const home = '/home/noor'
  const rootOf = (start: string, ...repositories: string[]) =>
    projectRoot(start, home, async (path) => repositories.some((one) => path === `${one}/.git`))

  it.each([
    ['/home/noor/code/shop/src/a', ['/home/noor/code/shop'], '/home/noor/code/shop'],
    [
      '/home/noor/code/shop/lib',
      ['/home/noor/code/shop', '/home/noor/code/shop/lib'],
      '/home/noor/code/shop/lib',
    ],
    ['/home/noor/notes', [], '/home/noor/notes'],
    ['/home/noor/notes', ['/home/noor'], '/home/noor/notes'],
    ['/home/noor/notes', ['/home'], '/home/noor/notes'],
    ['/home/noor', ['/home/noor'], null],
    ['/home', [], null],
    ['/srv/app/x', ['/srv/app'], '/srv/app'],
    ['/', [], null],
  ])('of %s with repositories %j is %s', async (start, repositories, root) => {
    expect(await rootOf(start, ...repositories)).toBe(root)
  })
})

describe('the answer to a verdict', () => {
  const verdict = (decision: Verdict['decision'], effects: Verdict['effects'] = []): Verdict => ({
    ...failureVerdict('x'),
    ...{ decision, effects, reason: 'why' },
  })
  const answer = (given: Verdict, more: object) => {
    const request = read(more)
    if (!request?.input) throw new Error('not read')
    return hookAnswer(given, request.input).decision
  }
  const reads: Effect = { kind: 'read', paths: [], spans: [] }
  const writes: Effect = { kind: 'write', paths: [], spans: [] }

  interface Told {
    readonly given: Verdict
    readonly more: object
    readonly told: string
  }
  it.each<Told>([
    { given: verdict('allow', [writes]), more: {}, told: 'allow' },
    { given: verdict('deny'), more: {}, told: 'deny' },
    { given: verdict('ask'), more: {}, told: 'ask' },
    { given: verdict('allow', [reads]), more: { permission_mode: 'plan' }, told: 'allow' },
    { given: verdict('allow', [reads, writes]), more: { permission_mode: 'plan' }, told: 'ask' },
    { given: verdict('deny', [writes]), more: { permission_mode: 'plan' }, told: 'deny' },
    { given: verdict('allow'), more: { tool_name: 'ExitPlanMode' }, told: 'ask' },
    { given: verdict('allow'), more: { tool_name: 'AskUserQuestion' }, told: 'ask' },
    { given: verdict('deny'), more: { tool_name: 'AskUserQuestion' }, told: 'deny' },
    {
      given: verdict('allow', [writes]),
      more: { permission_mode: 'bypassPermissions' },
      told: 'allow',
    },
  ])('$given.decision with $more is told as $told', ({ given, more, told }) => {
    expect(answer(given, more)).toBe(told)
  })
})
