import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { secret } from '../../../../shared/kit/secret.ts'
import { systemClock } from '../../../kit/clock.ts'
import { createEgress, type Egress } from '../../../kit/egress/index.ts'
import { type KeyProxy, startKeyProxy } from './key-proxy.ts'

const KEY = 'sk-ant-proxy-canary'
const seen: { request: IncomingMessage; body: string }[] = []
let upstream: Server
let egress: Egress
let proxy: KeyProxy
let isOffline = false

beforeEach(async () => {
  seen.length = 0
  isOffline = false
  upstream = createServer(async (incoming, response) => {
    seen.push({ request: incoming, body: await text(incoming) })
    response.writeHead(202, {
      'content-type': 'text/event-stream',
      'x-kept': 'yes',
      'set-cookie': 'tracking=1',
      connection: 'x-hop',
      'x-hop': 'no',
    })
    response.write('first ')
    response.end('second')
  })
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done))
  egress = createEgress({ clock: systemClock, record() {}, offline: () => isOffline })
  proxy = await startKeyProxy({ egress, apiKey: secret(KEY), upstream: urlOf(upstream) })
})
afterEach(async () => {
  await proxy.close()
  egress.close()
  upstream.closeAllConnections()
  await new Promise((done) => upstream.close(done))
})

function urlOf(server: Server): string {
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

function ask({ method = 'POST', path = '/v1/messages', headers = {}, body = '{}' }: Asked = {}) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; body: string }>(
    (resolve, reject) => {
      const asked = request(proxy.url + path, {
        method,
        headers: { authorization: `Bearer ${proxy.ticket}`, ...headers },
      })
      asked.on('error', reject)
      asked.on('response', async (response) => {
        const { statusCode: status = 0 } = response
        resolve({ status, headers: response.headers, body: await text(response) })
      })
      asked.end(method === 'POST' ? body : undefined)
    },
  )
}

describe('the key proxy', () => {
  it('puts the key in the place of the ticket and streams the answer back', async () => {
    const headers = { 'anthropic-beta': 'b', cookie: 'c=1', connection: 'x-mine', 'x-mine': 'hop' }
    const answer = await ask({ path: '/v1/messages?beta=true', headers, body: '{"hello":1}' })
    expect(answer).toMatchObject({ status: 202, body: 'first second' })
    expect(answer.headers).toMatchObject({ 'x-kept': 'yes' })
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect(answer.headers).not.toHaveProperty('x-hop')
    const [forwarded] = seen
    expect(forwarded?.body).toBe('{"hello":1}')
    expect(forwarded?.request.url).toBe('/v1/messages?beta=true')
    expect(forwarded?.request.headers).toMatchObject({ 'x-api-key': KEY, 'anthropic-beta': 'b' })
    for (const name of ['authorization', 'cookie', 'x-mine']) {
      expect(forwarded?.request.headers).not.toHaveProperty(name)
    }
  })

  it('takes the ticket as an API key too, but never passes a key of the asker on', async () => {
    const headers = { authorization: '', 'x-api-key': proxy.ticket }
    expect((await ask({ headers })).status).toBe(202)
    expect(seen[0]?.request.headers['x-api-key']).toBe(KEY)
  })

  it('carries 5 MB in one request', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(5_000_000) })
    expect((await ask({ body })).status).toBe(202)
    expect(seen[0]?.body).toHaveLength(body.length)
  })

  it.each<{ name: string; asked: Asked; status: number }>([
    { name: 'no ticket', asked: { headers: { authorization: '' } }, status: 401 },
    { name: 'a wrong ticket', asked: { headers: { authorization: 'Bearer x' } }, status: 401 },
    { name: 'the ticket as Basic', asked: { headers: { authorization: 'Basic x' } }, status: 401 },
    { name: 'another host', asked: { headers: { host: 'evil.example' } }, status: 403 },
    { name: 'localhost by name', asked: { headers: { host: 'localhost:1' } }, status: 403 },
    {
      name: 'a page of a browser',
      asked: { headers: { origin: 'http://127.0.0.1' } },
      status: 403,
    },
    { name: 'files', asked: { path: '/v1/files' }, status: 404 },
    { name: 'a path above', asked: { path: '/v1/messages/../files' }, status: 404 },
    { name: 'a model above', asked: { method: 'GET', path: '/v1/models/..' }, status: 404 },
    { name: 'an encoded path', asked: { path: '/v1/messages/%2e%2e/files' }, status: 404 },
    { name: 'a whole address', asked: { path: '//evil.example/v1/messages' }, status: 404 },
    { name: 'batches', asked: { path: '/v1/messages/batches' }, status: 404 },
    { name: 'deleting', asked: { method: 'DELETE' }, status: 404 },
    { name: 'reading messages', asked: { method: 'GET' }, status: 404 },
  ])('turns $name away', async ({ asked, status }) => {
    const answer = await ask(asked)
    expect(answer.status).toBe(status)
    expect(answer.headers['x-should-retry']).toBe('false')
    expect(answer.body).not.toContain(KEY)
    expect(seen).toEqual([])
  })

  it.each([
    { method: 'POST', path: '/v1/messages/count_tokens' },
    { method: 'GET', path: '/v1/models' },
    { method: 'GET', path: '/v1/models/claude-opus-5-5' },
  ])('forwards $method $path', async (asked) => {
    expect((await ask(asked)).status).toBe(202)
  })

  it('says that it is offline, and that trying again is of no use', async () => {
    isOffline = true
    const answer = await ask()
    expect(answer).toMatchObject({ status: 503, headers: { 'x-should-retry': 'false' } })
    expect(answer.body).toContain('Offline mode is on')
  })

  it('says that the service cannot be reached, without its address or the key', async () => {
    upstream.closeAllConnections()
    await new Promise((done) => upstream.close(done))
    const answer = await ask()
    expect(answer).toMatchObject({ status: 502, headers: { 'x-should-retry': 'true' } })
    expect(answer.body).toContain('ECONNREFUSED')
    expect(answer.body).not.toContain('127.0.0.1')
    expect(answer.body).not.toContain(KEY)
  })

  it('has another ticket each time', async () => {
    const other = await startKeyProxy({ egress, apiKey: secret(KEY), upstream: urlOf(upstream) })
    await other.close()
    expect(other.ticket).not.toBe(proxy.ticket)
    expect(Buffer.from(other.ticket, 'base64url')).toHaveLength(32)
  })
})
