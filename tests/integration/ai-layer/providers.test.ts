import { afterEach, describe, expect, test, vi } from 'vitest'
import type { AiSettings } from '../../../main/bouncer/ai-layer/chosen-provider.ts'
import {
  type ModelServer,
  type Reply,
  startModelServer,
  type WireQuestion,
} from '../../fakes/model-server.ts'
import { type AiHouse, answerOnWire, canaryKey, openAiHouse, seenOnWire } from './ai-house.ts'

const push = 'git push origin main'

let server: ModelServer | null = null
let house: AiHouse | null = null

afterEach(async () => {
  vi.useRealTimers()
  house?.close()
  await server?.close()
})

type Kind = 'anthropic' | 'local'

async function open(
  kind: Kind,
  reply: (question: WireQuestion) => Reply | Promise<Reply>,
  more: Partial<Parameters<typeof openAiHouse>[0]> = {},
): Promise<{ readonly house: AiHouse; readonly server: ModelServer }> {
  const started = await startModelServer(reply)
  server = started
  const settings: Partial<AiSettings> = {
    ...{ aiProvider: kind, aiModel: 'large', aiFirstModel: 'small' },
    aiAddress: `${started.url}/v1`,
  }
  const opened = openAiHouse({ settings, upstream: started.url, ...more })
  house = opened
  return { house: opened, server: started }
}

const kinds = ['anthropic', 'local'] as const

describe.each(kinds)('%s', (kind) => {
  test('is asked by two small questions and allows', async () => {
    const { house, server } = await open(kind, (question) => ({
      text: answerOnWire(question, 'allow'),
    }))
    const verdict = await house.review(push)
    expect(verdict).toMatchObject({ decision: 'allow', layer: 'ai' })
    expect(verdict.ai).toMatchObject({
      ...{ provider: kind, model: 'small', stage: 1, outcome: 'allowed', said: 'allow' },
      ...{ cited: ['git.push', 'e1'], cached: false },
    })
    expect(server.questions.map(({ model }) => model)).toEqual(['small', 'small'])
    expect(house.ledger.map(({ purpose, outcome }) => [purpose, outcome])).toEqual([
      ['ai-review', 'answered'],
      ['ai-review', 'answered'],
    ])
  })

  test('thinks where the small one escalates, and may deny', async () => {
    const { house, server } = await open(kind, (question) => ({
      text: answerOnWire(question, seenOnWire(question).stage === 1 ? 'ask' : 'deny'),
    }))
    const verdict = await house.review(push)
    expect(verdict).toMatchObject({ decision: 'deny', layer: 'ai' })
    expect(verdict.ai).toMatchObject({ model: 'large', stage: 2, outcome: 'denied' })
    expect(verdict.reason).toMatch(/git\.push.*Find another way/)
    expect(server.questions.map(({ model }) => model).sort()).toEqual([
      'large',
      'large',
      'large',
      'small',
      'small',
    ])
  })

  test('gets nothing but the person’s words, the project, effects, rules and the call’s own text', async () => {
    const { house, server } = await open(kind, (question) => ({
      text: answerOnWire(question, 'ask'),
    }))
    await house.review(`${push} # key sk-ant-api03-aaaaaaaaaaaaaaaa`)
    const [first] = server.questions
    if (!first) throw new Error('nothing was asked')
    const outer = JSON.parse(first.data)
    const [key = '', ...others] = Object.keys(outer)
    expect(others).toEqual([])
    expect(Object.keys(outer[key]).sort()).toEqual([
      'effects',
      'person',
      'project',
      'rules',
      'text',
      'tool',
    ])
    for (const { raw } of server.questions) {
      expect(raw).not.toContain('The agent says')
      expect(raw).not.toContain('aaaaaaaaaaaaaaaa')
    }
  })

  const troubles: readonly (readonly [string, Reply, string])[] = [
    ['a broken connection', { trouble: 'reset' }, 'unreachable'],
    ['an answer that is cut', { trouble: 'cut' }, 'unreachable'],
    ['500', { status: 500 }, 'unreachable'],
    ['529', { status: 529 }, 'unreachable'],
    ['429', { status: 429 }, 'unreachable'],
    ['401', { status: 401 }, 'refused'],
    ['404', { status: 404 }, 'refused'],
    [
      'a redirect, which is not followed',
      { status: 302, headers: { location: '/elsewhere' } },
      'refused',
    ],
    ['a page', { body: '<html></html>', type: 'text/html' }, 'unusable'],
    ['no JSON', { body: 'nonsense' }, 'unusable'],
    ['another shape', { body: '{"choices":[],"content":[]}' }, 'unusable'],
    ['a text that is cut', { finish: 'length', text: '{"key"' }, 'unusable'],
    ['an answer of 400 kB', { trouble: 'huge' }, 'unusable'],
    ['prose', { text: 'Sure, this looks fine to me.' }, 'unusable'],
    ['prose that ends in an answer', { text: 'Fine.\n{"decision":"allow"}' }, 'unusable'],
  ]
  test.each(troubles)(
    'leaves the question to the person after %s',
    async (_what, reply, outcome) => {
      const { house } = await open(kind, () => reply)
      const verdict = await house.review(push)
      expect(verdict).toMatchObject({ decision: 'ask', layer: 'pattern', ai: { outcome } })
    },
  )

  test.each(['hang', 'drip'] as const)('gives up on a server that does %s', async (trouble) => {
    const { house } = await open(kind, () => ({ trouble }))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const judged = house.review(push)
    await vi.advanceTimersByTimeAsync(8_500)
    expect(await judged).toMatchObject({ decision: 'ask', ai: { outcome: 'timed-out' } })
  })

  test('is left alone after three failures, tried once, and asked again', async () => {
    let isWell = false
    let elapsedMs = 0
    const clock = { now: () => elapsedMs, elapsed: () => elapsedMs }
    const { house, server } = await open(
      kind,
      (question) => (isWell ? { text: answerOnWire(question, 'allow') } : { status: 401 }),
      { deps: { clock } },
    )
    for (let at = 0; at < 3; at++) await house.review(push)
    expect(house.notices).toHaveLength(1)
    const before = server.questions.length
    expect((await house.review(push)).ai?.outcome).toBe('paused')
    expect(server.questions).toHaveLength(before)
    expect(house.ai.status().breaker).toMatchObject({ status: 'open', failures: 3 })
    elapsedMs += 30_000
    expect((await house.review(push)).ai?.outcome).toBe('refused')
    expect((await house.review(push)).ai?.outcome).toBe('paused')
    elapsedMs += 60_000
    isWell = true
    expect((await house.review(push)).ai?.outcome).toBe('allowed')
    expect(house.ai.status().breaker.status).toBe('closed')
  })
})

describe('the key', () => {
  test('goes to the service alone, in its header', async () => {
    const { house, server } = await open('anthropic', (question) => ({
      text: answerOnWire(question, 'allow'),
    }))
    const verdict = await house.review(push)
    expect(server.questions[0]?.headers['x-api-key']).toBe(canaryKey)
    const all = [verdict, house.ledger, house.notices, house.ai.status()]
    expect(JSON.stringify(all)).not.toContain(canaryKey)
    for (const { raw, path } of server.questions) expect(raw + path).not.toContain(canaryKey)
  })

  test('is not sent to a server of the person', async () => {
    const { house, server } = await open('local', (question) => ({
      text: answerOnWire(question, 'allow'),
    }))
    await house.review(push)
    expect(JSON.stringify(server.questions)).not.toContain(canaryKey)
  })

  test('that is missing leaves the question to the person, and is no failure of the service', async () => {
    const { house, server } = await open('anthropic', () => ({ status: 500 }), { hasKey: false })
    for (let at = 0; at < 4; at++) {
      expect((await house.review(push)).ai?.outcome).toBe('no-key')
    }
    expect(server.questions).toEqual([])
    expect(house.ai.status().breaker.status).toBe('closed')
  })
})

describe('offline', () => {
  test('a service elsewhere is not asked', async () => {
    const { house, server } = await open('anthropic', () => ({ status: 500 }))
    house.isOffline = true
    const verdict = await house.review(push)
    expect(verdict).toMatchObject({ decision: 'ask', ai: { outcome: 'offline' } })
    expect(server.questions).toEqual([])
    expect(house.ledger).toEqual([])
  })

  test('a server on this machine still is', async () => {
    const { house } = await open('local', (question) => ({ text: answerOnWire(question, 'allow') }))
    house.isOffline = true
    expect((await house.review(push)).decision).toBe('allow')
  })

  test.each([
    ['http://127.0.0.1.example.net/v1', 'offline'],
    ['https://10.0.0.8/v1', 'offline'],
    ['http://localhost.example.net/v1', 'offline'],
    ['http://user@127.0.0.1@example.net/v1', 'offline'],
  ])('%s is elsewhere', async (aiAddress, outcome) => {
    const opened = openAiHouse({ settings: { aiProvider: 'local', aiModel: 'm', aiAddress } })
    house = opened
    opened.isOffline = true
    expect((await opened.review(push)).ai?.outcome).toBe(outcome)
    expect(opened.ledger).toEqual([])
  })
})

test('off, nobody is asked and nothing is noted', async () => {
  const { house, server } = await open('local', () => ({ status: 500 }))
  house.settings = { ...house.settings, aiProvider: 'off' }
  const verdict = await house.review(push)
  expect(verdict.decision).toBe('ask')
  expect(verdict.ai).toBeUndefined()
  expect(server.questions).toEqual([])
})

test('switched off while a model thinks, its answer counts no more', async () => {
  const { house } = await open('local', async (question) => {
    if (house) house.settings = { ...house.settings, aiProvider: 'off' }
    return { text: answerOnWire(question, 'allow') }
  })
  const verdict = await house.review(push)
  expect(verdict.decision).toBe('ask')
})

test('an address that is neither https nor this machine is never asked', async () => {
  const opened = openAiHouse({
    settings: { aiProvider: 'local', aiModel: 'm', aiAddress: 'http://192.168.7.7/v1' },
  })
  house = opened
  expect((await opened.review(push)).ai?.outcome).toBe('not-set-up')
  expect(opened.ledger).toEqual([])
})
