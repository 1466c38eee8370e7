import { describe, expect, test, vi } from 'vitest'
import { contract } from '../../shared/contract.ts'
import type { CommandId } from '../../shared/kit/ids.ts'
import { err, ok } from '../../shared/kit/result.ts'
import { createSmallApp } from '../../tests/integration/gateway/small-app.ts'
import type { Caller } from '../kit/handlers.ts'

const owner: Caller = { wire: 'websocket', role: 'owner', name: 'the browser' }
const id = (text: string) => text as CommandId
const remove = (commandId: string, sessionId = 's1') => ({
  id: id(commandId),
  procedure: 'sessions.remove',
  input: { sessionId },
})

describe('rights', () => {
  test.each([
    ['a wire that is not listed', { wire: 'relay' }, 'settings.get'],
    ['a wire beyond the default', { wire: 'websocket' }, 'workspace.pickFolder'],
    ['a role too weak', { role: 'view' }, 'inbox.answer'],
    ['a role too weak for the owner’s', { role: 'drive' }, 'settings.change'],
  ] as const)('refuses %s before anything runs', async (_name, part, procedure) => {
    const app = createSmallApp()
    const call = { id: id('1'), procedure, input: {} }
    const outcome = await app.dispatch(call, { ...owner, ...part })
    expect(outcome).toMatchObject({ ok: false, error: { code: 'rpc.not-allowed' } })
    expect(app.ran).toEqual([])
  })

  test.each(['nothing.here', '__proto__', 'constructor', 'toString', 'sessions.changed', ''])(
    'does not know “%s”',
    async (procedure) => {
      const app = createSmallApp()
      const outcome = await app.dispatch({ id: id('1'), procedure, input: {} }, owner)
      expect(outcome).toMatchObject({ ok: false, error: { code: 'rpc.unknown' } })
      expect(app.ran).toEqual([])
    },
  )

  test('passes the caller on', async () => {
    const handler = vi.fn(async () => ok({ items: [] }))
    const app = createSmallApp({ 'inbox.list': handler })
    await app.dispatch({ id: id('1'), procedure: 'inbox.list', input: {} }, owner)
    expect(handler).toHaveBeenCalledWith({}, owner)
  })
})

describe('validation', () => {
  test('names the place and not the contents', async () => {
    const app = createSmallApp()
    const input = { name: 'anthropic-api-key', secret: ['sk-ant-very-secret'] }
    const outcome = await app.dispatch(
      { id: id('1'), procedure: 'credentials.store', input },
      owner,
    )
    expect(outcome).toMatchObject({ ok: false, error: { code: 'rpc.invalid' } })
    const told = JSON.stringify(outcome)
    expect(told).toContain('input.secret')
    expect(told).not.toContain('very-secret')
    expect(app.ran).toEqual([])
  })

  test('lets keys through that the contract names and nothing else', async () => {
    const handler = vi.fn(async () => ok({ sessionId: 's1' as never }))
    const app = createSmallApp({ 'sessions.remove': handler })
    const input = JSON.parse('{"sessionId":"s1","__proto__":{"isAdmin":true},"extra":1}')
    await app.dispatch({ id: id('1'), procedure: 'sessions.remove', input }, owner)
    expect(handler).toHaveBeenCalledWith({ sessionId: 's1' }, owner)
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
  })

  test.each([undefined, null, 1, 'x', [], () => 1])('refuses %s as input', async (input) => {
    const app = createSmallApp()
    const outcome = await app.dispatch({ id: id('1'), procedure: 'sessions.remove', input }, owner)
    expect(outcome).toMatchObject({ ok: false, error: { code: 'rpc.invalid' } })
  })
})

describe('once per command id', () => {
  test('a repeat returns the same outcome and does nothing', async () => {
    const app = createSmallApp()
    const first = await app.dispatch(remove('c1'), owner)
    const second = await app.dispatch(remove('c1'), owner)
    expect(second).toBe(first)
    expect(app.ran).toEqual(['sessions.remove'])
  })

  test('a repeat while the first still runs waits for it', async () => {
    const gate = Promise.withResolvers<void>()
    const app = createSmallApp({
      'sessions.remove': async ({ sessionId }) => {
        await gate.promise
        return ok({ sessionId })
      },
    })
    const both = Promise.all([app.dispatch(remove('c1'), owner), app.dispatch(remove('c1'), owner)])
    gate.resolve()
    const [first, second] = await both
    expect(second).toBe(first)
    expect(app.ran).toEqual(['sessions.remove'])
  })

  test('an expected failure is remembered too', async () => {
    const failure = { code: 'session.unknown', message: 'gone', retry: 'none' } as const
    const app = createSmallApp({ 'sessions.remove': async () => err(failure) })
    await app.dispatch(remove('c1'), owner)
    const repeated = await app.dispatch(remove('c1'), owner)
    expect(repeated).toEqual({ ok: false, error: failure })
    expect(app.ran).toHaveLength(1)
  })

  test('the same id for another command is refused', async () => {
    const app = createSmallApp()
    await app.dispatch(remove('c1', 's1'), owner)
    const other = await app.dispatch(remove('c1', 's2'), owner)
    expect(other).toMatchObject({ ok: false, error: { code: 'rpc.id-reused' } })
    expect(app.ran).toHaveLength(1)
  })

  test('ids of different wires do not meet', async () => {
    const app = createSmallApp()
    await app.dispatch(remove('c1'), owner)
    await app.dispatch(remove('c1'), { ...owner, wire: 'ipc' })
    expect(app.ran).toHaveLength(2)
  })

  test('queries are not remembered', async () => {
    const app = createSmallApp()
    const call = { id: id('q1'), procedure: 'inbox.list', input: {} }
    await app.dispatch(call, owner)
    await app.dispatch(call, owner)
    expect(app.ran).toHaveLength(2)
  })
})

describe('what nobody expected', () => {
  const thrown = new Error('secret path /home/a/.ssh and a stack')

  test.each([
    ['a throw', () => Promise.reject(thrown)],
    [
      'a synchronous throw',
      () => {
        throw thrown
      },
    ],
    ['an answer of the wrong shape', async () => ok({ sessionId: 7 as never })],
  ])('%s becomes an incident whose details stay in the log', async (_name, handler) => {
    const app = createSmallApp({ 'sessions.remove': handler })
    const outcome = await app.dispatch(remove('c1'), owner)
    expect(outcome).toMatchObject({ ok: false, error: { code: 'internal' } })
    const incidentId = outcome.ok ? '' : (outcome.error.incidentId ?? '')
    expect(incidentId).toMatch(/^[0-9a-f]{12}$/)
    expect(outcome.ok ? '' : outcome.error.message).toContain(incidentId)
    expect(JSON.stringify(outcome)).not.toMatch(/ssh|at .*\.ts|zod/i)
    expect(app.log.join('\n')).toContain(incidentId)
  })

  test('a repeat of a command that threw is told the same incident', async () => {
    const app = createSmallApp({ 'sessions.remove': () => Promise.reject(thrown) })
    const first = await app.dispatch(remove('c1'), owner)
    expect(await app.dispatch(remove('c1'), owner)).toBe(first)
    expect(app.ran).toHaveLength(1)
  })
})

test('every procedure of the contract is found under its own name', async () => {
  const app = createSmallApp()
  for (const [name, declared] of Object.entries(contract)) {
    if (declared.type !== 'procedure') continue
    const outcome = await app.dispatch(
      { id: id('1'), procedure: name, input: 0 },
      { ...owner, wire: 'ipc' },
    )
    expect(outcome, name).toMatchObject({ ok: false, error: { code: 'rpc.invalid' } })
  }
})
