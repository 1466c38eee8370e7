import { afterEach, describe, expect, test } from 'vitest'
import { ok } from '../../../shared/kit/result.ts'
import type { ServerFrame } from '../../../shared/rpc/frames.ts'
import { openServer } from './open-server.ts'
import { createSmallApp, sessionTopic } from './small-app.ts'
import { openWsClient } from './ws-client.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function open(options: Parameters<typeof openServer>[0] = {}) {
  const server = await openServer(options)
  ends.push(() => server.stop())
  const token = await server.token()
  return { server, token, connect: () => openWsClient(server, token) }
}

const numbers = (frames: readonly ServerFrame[]) =>
  frames.flatMap((frame): (number | 'reset')[] => {
    if (frame.kind === 'event') return [frame.seq]
    return frame.kind === 'reset' ? ['reset'] : []
  })

describe('the first frame', () => {
  test('with the token opens the door; a reload uses the token again', async () => {
    const { connect } = await open()
    for (const id of ['1', '2']) {
      const client = await connect()
      expect(await client.call('sessions.list', {}, id)).toEqual({
        ok: true,
        value: { sessions: [] },
      })
      client.socket.close()
    }
  })

  test.each([
    ['another token', { kind: 'hello', token: '0'.repeat(64) }],
    ['no token', { kind: 'hello' }],
    ['a list of tokens', { kind: 'hello', token: ['0'.repeat(64)] }],
    ['a call', { kind: 'call', id: '1', procedure: 'sessions.list', input: {} }],
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['null', 'null'],
  ])('with %s closes it for good', async (_name, hello) => {
    const { server } = await open()
    const client = await openWsClient(server, '', hello)
    client.write({ kind: 'call', id: '2', procedure: 'sessions.list', input: {} })
    expect(await client.closed).toBe(4401)
    expect(client.frames).toEqual([])
    expect(server.app.ran).toEqual([])
  })

  test('must come within its time', async () => {
    const { server } = await open({ limits: { helloMs: 100 } })
    const client = await openWsClient(server, '', null)
    expect(await client.closed).toBe(4408)
  })

  test('is waited for at a bounded number of sockets', async () => {
    const { server, connect } = await open({ limits: { mostUnproven: 2 } })
    await openWsClient(server, '', null)
    await openWsClient(server, '', null)
    const third = await openWsClient(server, '', null)
    expect(await third.closed).toBe(1006)
    const [first] = await Promise.all([connect()])
    expect(await first.closed).toBe(1006)
  })
})

describe('streams', () => {
  test('a reconnecting client gets exactly what it missed', async () => {
    const { server, connect } = await open()
    const { appFeed } = server.app
    const publish = () => appFeed.publish('app.noticeDismissed', { id: 'n' })
    publish()
    const first = await connect()
    const { cursor } = appFeed
    first.write({ kind: 'subscribe', topic: 'app', after: cursor() })
    await first.call('sessions.list', {}, '1')
    publish()
    publish()
    await first.until((frames) => numbers(frames).length === 2)
    first.socket.terminate()
    for (let missed = 0; missed < 5; missed += 1) publish()
    const second = await connect()
    second.write({ kind: 'subscribe', topic: 'app', after: { epoch: 'app-1', seq: 3 } })
    await second.until((frames) => numbers(frames).length === 5)
    publish()
    await second.until((frames) => numbers(frames).length === 6)
    expect(numbers(first.frames)).toEqual([2, 3])
    expect(numbers(second.frames)).toEqual([4, 5, 6, 7, 8, 9])
  })

  test.each([
    ['too long ago', { epoch: 'app-1', seq: 1 }],
    ['another epoch', { epoch: 'app-0', seq: 1_500 }],
    ['the future', { epoch: 'app-1', seq: 9_999 }],
  ])('a cursor of %s is reset, and nothing follows', async (_name, after) => {
    const { server, connect } = await open()
    const publish = () => server.app.appFeed.publish('app.noticeDismissed', { id: 'n' })
    for (let number = 0; number < 1_500; number += 1) publish()
    const client = await connect()
    client.write({ kind: 'subscribe', topic: 'app', after })
    await client.until((frames) => numbers(frames).length > 0)
    publish()
    await client.call('sessions.list', {}, '1')
    expect(numbers(client.frames)).toEqual(['reset'])
  })

  test('a topic that does not exist is reset', async () => {
    const { connect } = await open()
    const client = await connect()
    client.write({ kind: 'subscribe', topic: 'session/none', after: null })
    await client.until((frames) => numbers(frames).length > 0)
    expect(client.frames).toEqual([{ kind: 'reset', topic: 'session/none', epoch: '' }])
  })

  test('events of every length arrive whole', async () => {
    const { server, connect } = await open()
    const client = await connect()
    client.write({ kind: 'subscribe', topic: sessionTopic, after: null })
    await client.call('sessions.list', {}, '1')
    const around = [0, 125, 126, 65_535, 65_536].flatMap((length) =>
      // A frame is some 100 bytes longer than its payload.
      Array.from({ length: 60 }, (_one, less) => Math.max(0, length - 70 - less)),
    )
    const payloads = [
      ...around.map((length) => 'x'.repeat(length)),
      'ü€😀'.repeat(50),
      'x'.repeat(2e6),
    ]
    for (const payload of payloads) server.app.sessionFeed.publish('sessions.appended', payload)
    await client.until((frames) => numbers(frames).length === payloads.length)
    const got = client.frames.flatMap((frame) => (frame.kind === 'event' ? [frame.payload] : []))
    expect(got).toEqual(payloads)
  })

  test('after unsubscribing nothing more comes', async () => {
    const { server, connect } = await open()
    const client = await connect()
    client.write({ kind: 'subscribe', topic: sessionTopic, after: null })
    await client.call('sessions.list', {}, '1')
    server.app.sessionFeed.publish('sessions.appended', 1)
    await client.until((frames) => numbers(frames).length === 1)
    client.write({ kind: 'unsubscribe', topic: sessionTopic })
    await client.call('sessions.list', {}, '2')
    server.app.sessionFeed.publish('sessions.appended', 2)
    await client.call('sessions.list', {}, '3')
    expect(numbers(client.frames)).toEqual([1])
  })

  test('an event that nobody declared keeps its number and loses its contents', async () => {
    const { server, connect } = await open()
    const client = await connect()
    client.write({ kind: 'subscribe', topic: 'app', after: null })
    await client.call('sessions.list', {}, '1')
    server.app.appFeed.publish('made.up', { secret: 1 })
    server.app.appFeed.publish('app.noticeDismissed', { id: 'n' })
    await client.until((frames) => numbers(frames).length === 2)
    expect(client.frames.filter(({ kind }) => kind === 'event')).toMatchObject([
      { seq: 1, name: 'rpc.withheld', payload: null },
      { seq: 2, name: 'app.noticeDismissed', payload: { id: 'n' } },
    ])
  })

  test('a client that does not read is reset instead of filling the memory', async () => {
    const mostWaitingBytes = 256 * 1024
    const { server, connect } = await open({ limits: { connection: { mostWaitingBytes } } })
    const [slow, quick] = [await connect(), await connect()]
    for (const client of [slow, quick]) {
      client.write({ kind: 'subscribe', topic: sessionTopic, after: null })
      await client.call('sessions.list', {}, '1')
    }
    slow.socket.pause()
    const before = process.memoryUsage().arrayBuffers
    const total = 4_000
    for (let number = 0; number < total; number += 1) {
      server.app.sessionFeed.publish('sessions.appended', 'x'.repeat(8_000))
      if (number % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await quick.until((frames) => numbers(frames).length === total)
    // 32 MB went by; what the slow client holds is bounded by its limit and what the system buffers.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
    slow.socket.resume()
    await slow.until((frames) => numbers(frames).includes('reset'))
    const got = numbers(slow.frames)
    expect(got.at(-1)).toBe('reset')
    expect(got.length).toBeLessThan(total)
    expect(got.slice(0, -1)).toEqual(got.slice(0, -1).map((_seq, at) => at + 1))
    const { cursor } = server.app.sessionFeed
    slow.write({ kind: 'subscribe', topic: sessionTopic, after: cursor() })
    await slow.call('sessions.list', {}, '2')
    server.app.sessionFeed.publish('sessions.appended', 'after')
    await slow.until((frames) => numbers(frames).at(-1) === total + 1)
  })
})

describe('calls', () => {
  test('a call repeated on the next connection takes effect once', async () => {
    let removed = 0
    const app = createSmallApp({
      'sessions.remove': async ({ sessionId }) => {
        removed += 1
        return ok({ sessionId })
      },
    })
    const { connect } = await open({ app })
    const first = await connect()
    const answered = await first.call('sessions.remove', { sessionId: 's1' }, 'c1')
    first.socket.terminate()
    const second = await connect()
    expect(await second.call('sessions.remove', { sessionId: 's1' }, 'c1')).toEqual(answered)
    expect(removed).toBe(1)
  })

  test('more open calls than a client may have are refused by themselves', async () => {
    const gate = Promise.withResolvers<void>()
    const app = createSmallApp({
      'sessions.list': async () => {
        await gate.promise
        return ok({ sessions: [] })
      },
    })
    const { connect } = await open({ app, limits: { connection: { mostOpenCalls: 2 } } })
    const client = await connect()
    for (const id of ['1', '2', '3']) {
      client.write({ kind: 'call', id, procedure: 'sessions.list', input: {} })
    }
    await client.until((frames) => frames.length === 1)
    expect(client.frames).toMatchObject([
      { id: '3', outcome: { ok: false, error: { code: 'rpc.busy' } } },
    ])
    gate.resolve()
    await client.until((frames) => frames.length === 3)
  })

  test('a frame longer than allowed closes the socket', async () => {
    const { connect } = await open({ limits: { mostFrameBytes: 10_000 } })
    const client = await connect()
    client.write({ kind: 'call', id: '1', procedure: 'sessions.list', input: 'x'.repeat(20_000) })
    expect(await client.closed).toBe(1009)
  })
})
