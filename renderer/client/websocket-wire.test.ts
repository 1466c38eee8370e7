// @vitest-environment node

import { afterEach, expect, test, vi } from 'vitest'
import { type AddressInfo, type WebSocket as Peer, WebSocketServer } from 'ws'
import type { CommandId } from '../../shared/kit/ids.ts'
import type { Cursor, StreamFrame } from '../../shared/rpc/frames.ts'
import { createWebSocketWire } from './websocket-wire.ts'
import type { Wire } from './wire.ts'

interface Frame {
  readonly kind: string
  readonly id?: string
  readonly token?: string
  readonly after?: Cursor | null
}

const open: { close(): void }[] = []

afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

/** A real server that keeps what it reads, connection by connection. */
async function serve() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const visits: { readonly peer: Peer; readonly frames: Frame[] }[] = []
  server.on('connection', (peer) => {
    const frames: Frame[] = []
    visits.push({ peer, frames })
    peer.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame))
  })
  await new Promise((resolve) => server.once('listening', resolve))
  open.push({
    close() {
      for (const peer of server.clients) peer.terminate()
      server.close()
    },
  })
  const { port } = server.address() as AddressInfo
  return { url: `ws://127.0.0.1:${port}/ws`, visits }
}

function wireTo(url: string, options: { token?: string | null; patienceMs?: number } = {}) {
  const onRefused = vi.fn()
  const wire = createWebSocketWire({
    url,
    token: async () => (options.token === undefined ? 'secret' : options.token),
    onRefused,
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  })
  open.push(wire)
  return { wire, onRefused }
}

const id = (text: string) => text as CommandId
const online = (wire: Wire) => vi.waitFor(() => expect(wire.status().status).toBe('online'))
const result = (of: string, value: unknown) =>
  JSON.stringify({ kind: 'result', id: of, outcome: { ok: true, value } })

test('the token is the first frame, and answers find their calls', async () => {
  const { url, visits } = await serve()
  const { wire } = wireTo(url)
  const first = wire.call('app.snapshot', {}, id('a'))
  const second = wire.call('settings.get', {}, id('b'))
  await vi.waitFor(() => expect(visits[0]?.frames).toHaveLength(3))
  expect(visits[0]?.frames[0]).toEqual({ kind: 'hello', token: 'secret' })
  visits[0]?.peer.send(result('b', 2))
  visits[0]?.peer.send(result('a', 1))
  expect(await Promise.all([first, second])).toEqual([
    { ok: true, value: 1 },
    { ok: true, value: 2 },
  ])
})

test('after a cut the open call is written again under its id, and streams go on from their place', async () => {
  const { url, visits } = await serve()
  const { wire } = wireTo(url)
  let cursor: Cursor = { epoch: 'e', seq: 7 }
  const frames: StreamFrame[] = []
  wire.subscribe(
    'app',
    () => cursor,
    (frame) => frames.push(frame),
  )
  const answer = wire.call('sessions.send', { text: 'go' }, id('same'))
  await vi.waitFor(() => expect(visits[0]?.frames).toHaveLength(3))
  cursor = { epoch: 'e', seq: 9 }
  visits[0]?.peer.terminate()
  await vi.waitFor(() => expect(visits[1]?.frames).toHaveLength(3))
  const [hello, subscribe, call] = visits[1]?.frames ?? []
  expect(hello?.kind).toBe('hello')
  expect(subscribe).toMatchObject({ kind: 'subscribe', after: { epoch: 'e', seq: 9 } })
  expect(call).toMatchObject({ kind: 'call', id: 'same' })
  const event = { kind: 'event', topic: 'app', epoch: 'e', seq: 10, name: 'n', payload: 1 }
  visits[1]?.peer.send(JSON.stringify(event))
  visits[1]?.peer.send(result('same', 'done'))
  expect(await answer).toEqual({ ok: true, value: 'done' })
  expect(frames).toEqual([event])
})

test('a refused token ends the tries and fails what waits', async () => {
  const { url, visits } = await serve()
  const { wire, onRefused } = wireTo(url)
  const answer = wire.call('app.snapshot', {}, id('a'))
  await vi.waitFor(() => expect(visits[0]?.frames.length).toBeGreaterThan(0))
  visits[0]?.peer.close(4401)
  expect(await answer).toMatchObject({ ok: false, error: { code: 'client.cut-off' } })
  expect(wire.status()).toEqual({ status: 'refused' })
  expect(onRefused).toHaveBeenCalledOnce()
  expect(await wire.call('app.snapshot', {}, id('b'))).toMatchObject({
    error: { code: 'client.not-sent' },
  })
})

test('without a token nothing is opened', async () => {
  const { url, visits } = await serve()
  const { wire, onRefused } = wireTo(url, { token: null })
  await vi.waitFor(() => expect(wire.status().status).toBe('refused'))
  expect(visits).toHaveLength(0)
  expect(onRefused).toHaveBeenCalledOnce()
})

test('a frame that the server cannot read is not written again', async () => {
  const { url, visits } = await serve()
  const { wire } = wireTo(url)
  const answer = wire.call('sessions.send', { text: 'too long' }, id('a'))
  await vi.waitFor(() => expect(visits[0]?.frames).toHaveLength(2))
  visits[0]?.peer.close(1009)
  expect(await answer).toMatchObject({ ok: false, error: { code: 'client.cut-off' } })
  await vi.waitFor(() => expect(visits[1]?.frames).toHaveLength(1))
})

test('a call that finds no app is told so after the patience is over, and says that nothing was sent', async () => {
  const { wire } = wireTo('ws://127.0.0.1:9/ws', { patienceMs: 20 })
  expect(await wire.call('app.snapshot', {}, id('a'))).toMatchObject({
    ok: false,
    error: { code: 'client.not-sent' },
  })
  await vi.waitFor(() => expect(wire.status().status).toBe('offline'))
})

test('a topic has one subscriber, and leaving tells the server', async () => {
  const { url, visits } = await serve()
  const { wire } = wireTo(url)
  await online(wire)
  const leave = wire.subscribe(
    'app',
    () => null,
    () => undefined,
  )
  expect(() =>
    wire.subscribe(
      'app',
      () => null,
      () => undefined,
    ),
  ).toThrow('subscriber')
  leave()
  leave()
  await vi.waitFor(() =>
    expect(visits[0]?.frames.map(({ kind }) => kind)).toEqual([
      'hello',
      'subscribe',
      'unsubscribe',
    ]),
  )
})
