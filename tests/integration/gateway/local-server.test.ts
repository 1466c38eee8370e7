import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../../main/kit/clock.ts'
import { openServer } from './open-server.ts'
import { heldOpen, rawHttp, requestBytes, statusOf } from './raw-http.ts'
import { openWsClient } from './ws-client.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function open(options: Parameters<typeof openServer>[0] = {}) {
  const server = await openServer(options)
  ends.push(() => server.stop())
  return server
}

const offer = (server: { origin: string }, body: object, headers: object = {}) =>
  fetch(`${server.origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin, ...headers },
    body: JSON.stringify(body),
  })

const exchange = (server: { origin: string }, ticket: unknown, headers: object = {}) =>
  offer(server, { ticket }, headers)

describe('tickets', () => {
  test('a ticket stands in the fragment and buys the token once', async () => {
    const server = await open()
    const address = server.mintAddress().expose()
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#ticket=[0-9a-f]{64}$/)
    const ticket = address.replace(/^.*=/, '')
    const first = await exchange(server, ticket)
    expect(await first.json()).toEqual({ token: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect((await exchange(server, ticket)).status).toBe(401)
  })

  test('only who shows the claim of the first exchange hears its answer again', async () => {
    const server = await open()
    const [ticket, claim, other] = [server.ticket(), 'a'.repeat(64), 'b'.repeat(64)]
    const first = await (await offer(server, { ticket, claim })).json()
    expect(await (await offer(server, { ticket, claim })).json()).toEqual(first)
    for (const wrong of [undefined, '', 'a', other, [claim], { length: 64 }]) {
      expect((await offer(server, { ticket, claim: wrong })).status).toBe(401)
    }
    expect((await offer(server, { ticket, claim })).status).toBe(200)
  })

  test('every window gets a ticket of its own, all buy the same token of this start', async () => {
    const server = await open()
    const tokens = [await server.token(), await server.token()]
    expect(tokens[0]).toBe(tokens[1])
    const other = await open()
    expect(await other.token()).not.toBe(tokens[0])
    expect((await exchange(other, server.ticket())).status).toBe(401)
  })

  test('a ticket ends after a minute', async () => {
    let elapsed = 0
    const clock: Clock = { now: () => 0, elapsed: () => elapsed }
    const server = await open({ clock })
    const [early, late] = [server.ticket(), server.ticket()]
    elapsed = 59_999
    expect((await exchange(server, early)).status).toBe(200)
    elapsed = 60_000
    expect((await exchange(server, late)).status).toBe(401)
  })

  test.each([undefined, null, '', 0, [], {}, 'x'.repeat(64), '0'.repeat(64), { length: 64 }])(
    'refuses %j as ticket',
    async (ticket) => {
      const server = await open()
      server.ticket()
      expect((await exchange(server, ticket)).status).toBe(401)
    },
  )

  test('nothing of a ticket or token reaches the log', async () => {
    const server = await open()
    const ticket = server.ticket()
    const token = await server.token()
    await exchange(server, ticket)
    await exchange(server, ticket)
    await fetch(`${server.origin}/?ticket=${ticket}`)
    const log = server.app.log.join('\n')
    expect(log).toContain('no such ticket')
    expect(log).not.toContain(ticket)
    expect(log).not.toContain(token)
  })
})

describe('another server on this machine', () => {
  test('sees neither cookie nor token nor ticket, whatever page of ours was open before', async () => {
    const server = await open()
    const seen: string[] = []
    const other: Server = createServer((request, response) => {
      seen.push(`${request.url} ${JSON.stringify(request.headers)}`)
      response.end()
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()))
    ends.push(() => new Promise((resolve) => other.close(resolve)))
    const { port } = other.address() as AddressInfo
    const answers = [
      await fetch(server.origin),
      await exchange(server, server.ticket()),
      await fetch(`${server.origin}/health`),
    ]
    // Cookies are shared by all ports of a host, so that setting none is the whole protection.
    for (const answer of answers) expect(answer.headers.has('set-cookie')).toBe(false)
    const token = await server.token()
    await fetch(`http://127.0.0.1:${port}/`)
    expect(seen).toHaveLength(1)
    expect(seen.join()).not.toMatch(/cookie|ticket/i)
    expect(seen.join()).not.toContain(token)
  })
})

describe('pages', () => {
  test('every answer carries the strict headers', async () => {
    const server = await open()
    for (const path of ['/', '/session/1', '/assets/index-abc123.js', '/nothing.js', '/health']) {
      const { headers } = await fetch(server.origin + path)
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.has('access-control-allow-origin')).toBe(false)
    }
  })

  test('files with a hash are kept for good, the page never', async () => {
    const server = await open()
    const cache = async (path: string) =>
      (await fetch(server.origin + path)).headers.get('cache-control')
    expect(await cache('/assets/index-abc123.js')).toContain('immutable')
    expect(await cache('/')).toBe('no-store')
  })

  test('addresses of the app lead to the page, missing files to nothing', async () => {
    const server = await open()
    const get = async (path: string) => (await fetch(server.origin + path)).status
    expect(await (await fetch(`${server.origin}/session/a:b.c?q=1`)).text()).toContain('<title>')
    expect(await get('/assets/missing-1.js')).toBe(404)
    expect(await get('/settings/appearance')).toBe(200)
  })

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/%252e%252e/secret.txt',
    '/.//..//secret.txt',
    '/secret.txt\0.js',
    '/etc/passwd.txt',
    '/assets',
    '/%',
    '/assets/%00.js',
    '/__proto__',
    '/constructor.js',
  ])('“%s” leads out of nothing', async (path) => {
    const server = await open()
    const head = [`Host: 127.0.0.1:${server.port}`]
    const answer = await rawHttp(server.port, requestBytes(`GET ${path} HTTP/1.1`, head))
    expect(answer).not.toContain('outside the page')
    expect(answer).not.toContain('root:')
    expect([200, 400, 404]).toContain(statusOf(answer))
    if (statusOf(answer) === 200) expect(answer).toContain('<title>page</title>')
  })

  test('the health page says only that it is alive', async () => {
    const server = await open()
    const answer = await fetch(`${server.origin}/health`)
    expect(await answer.json()).toEqual({ status: 'alive' })
    const told = [...answer.headers.keys()].join()
    expect(told).not.toMatch(/server|powered|version/)
  })

  test('HEAD is GET without a body', async () => {
    const server = await open()
    const answer = await fetch(`${server.origin}/`, { method: 'HEAD' })
    expect(answer.headers.get('content-length')).toBe('34')
    expect(await answer.text()).toBe('')
  })
})

describe('refusals', () => {
  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])('refuses %s', async (method) => {
    const server = await open()
    const answer = await fetch(`${server.origin}/`, { method, headers: { origin: server.origin } })
    expect(answer.status).toBe(405)
  })

  test('an error is an id whose reason stands in the log alone', async () => {
    const server = await open()
    const answer = await exchange(server, 'wrong')
    const body = (await answer.json()) as { errorId: string }
    expect(Object.keys(body)).toEqual(['errorId'])
    expect(server.app.log.join('\n')).toContain(body.errorId)
  })

  test('a flaw behind the door is an id as well', async () => {
    const pageFiles = { find: () => Promise.reject(new Error('secret detail')) }
    const server = await open({ pageFiles })
    const answer = await fetch(server.origin)
    expect(answer.status).toBe(500)
    const text = await answer.text()
    expect(text).not.toContain('secret')
    expect(server.app.log.join('\n')).toContain('secret detail')
  })

  test('a body longer than any ticket, or of another kind, is not read', async () => {
    const server = await open()
    const long = await exchange(server, 'x'.repeat(2_000))
    expect(long.status).toBe(413)
    const kinds = ['text/plain', 'application/x-www-form-urlencoded']
    for (const kind of kinds) {
      const answer = await exchange(server, server.ticket(), { 'content-type': kind })
      expect(answer.status).toBe(415)
    }
    expect((await fetch(server.origin)).status).toBe(200)
  })

  test('too many headers are refused', async () => {
    const server = await open()
    const lines = [`Host: 127.0.0.1:${server.port}`, `X-Long: ${'x'.repeat(20_000)}`]
    const answer = await rawHttp(server.port, requestBytes('GET / HTTP/1.1', lines))
    expect([400, 431]).toContain(statusOf(answer))
  })

  test('whoever sends headers or a body too slowly is cut', async () => {
    const server = await open({ limits: { headersMs: 200, requestMs: 400 } })
    const host = `Host: 127.0.0.1:${server.port}\r\n`
    const slowHeaders = await rawHttp(server.port, `GET / HTTP/1.1\r\n${host}X: `, 10_000)
    expect(slowHeaders).not.toContain(heldOpen)
    expect(statusOf(slowHeaders)).not.toBe(200)
    const start = `POST /session HTTP/1.1\r\n${host}Origin: ${server.origin}\r\n`
    const rest = 'Content-Type: application/json\r\nContent-Length: 90\r\n\r\n{"ticket":'
    const slowBody = await rawHttp(server.port, start + rest, 10_000)
    expect(slowBody).not.toContain(heldOpen)
    expect(statusOf(slowBody)).not.toBe(200)
    expect((await fetch(server.origin)).status).toBe(200)
  })
})

describe('start and end', () => {
  test('listens on 127.0.0.1 alone', async () => {
    const server = await open()
    const reach = (host: string) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port: server.port })
        socket.setTimeout(2_000, () => resolve(false))
        socket.on('connect', () => resolve(true))
        socket.on('error', () => resolve(false))
        socket.on('close', () => socket.destroy())
      })
    expect(await reach('127.0.0.1')).toBe(true)
    expect(await reach('127.0.0.2')).toBe(false)
    expect(await reach('::1')).toBe(false)
  })

  test('a port in use is a sentence that says what to do', async () => {
    const server = await open()
    const second = openServer({ port: server.port })
    await expect(second).rejects.toThrow(/Port \d+ is used by another program.*--port/)
  })

  test('stopping takes nothing new and ends within its bound although a client holds on', async () => {
    const server = await openServer({ limits: { drainMs: 200 } })
    const token = await server.token()
    const [polite, deaf] = [await openWsClient(server, token), await openWsClient(server, token)]
    await polite.call('sessions.list', {}, '1')
    deaf.socket.pause()
    const idle = connect({ host: '127.0.0.1', port: server.port })
    await new Promise((resolve) => idle.once('connect', resolve))
    await server.stop()
    expect(await polite.closed).toBe(1001)
    deaf.socket.terminate()
    await expect(fetch(server.origin)).rejects.toThrow('fetch failed')
    idle.destroy()
  })
})
