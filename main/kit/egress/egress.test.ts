import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import { systemClock } from '../clock.ts'
import { createEgress, type Egress, type EgressRequest } from './index.ts'

const servers: Server[] = []
let egress: Egress
afterEach(() => {
  egress.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

function open(more: { offline?: boolean; proxyEnv?: NodeJS.ProcessEnv } = {}) {
  const ledger: EgressEntry[] = []
  const { offline = false, ...rest } = more
  const record = (entry: EgressEntry) => void ledger.push(entry)
  egress = createEgress({ clock: systemClock, offline: () => offline, record, ...rest })
  return ledger
}

const ask = (url: string, more: Partial<EgressRequest> = {}) =>
  egress.request({
    purpose: 'test',
    method: 'GET',
    headers: {},
    body: null,
    idleTimeoutMs: 5_000,
    url,
    ...more,
  })

/** Waits until the ledger has an entry. */
async function entryOf(ledger: readonly EgressEntry[]): Promise<EgressEntry> {
  for (let at = 0; at < 100; at++) {
    const [entry] = ledger
    if (entry) return entry
    await new Promise((done) => setTimeout(done, 20))
  }
  throw new Error('nothing recorded')
}

describe('the egress door', () => {
  it('streams both ways and records where and how much, not what', async () => {
    const ledger = open()
    const url = await serve((request, response) => {
      response.writeHead(201, { 'x-kind': 'echo' })
      void text(request).then((said) => response.end(`you said ${said}`))
    })
    const answered = await ask(`${url}/path?secret=1`, {
      method: 'POST',
      body: Readable.from(['hel', 'lo']),
    })
    if (!answered.ok) throw new Error(answered.error.cause)
    expect(answered.value.status).toBe(201)
    expect(answered.value.headers['x-kind']).toBe('echo')
    expect(await text(answered.value.body)).toBe('you said hello')
    const entry = await entryOf(ledger)
    expect(entry).toMatchObject({
      purpose: 'test',
      host: '127.0.0.1',
      port: Number(new URL(url).port),
      outcome: 'answered',
    })
    expect(entry.bytesOut).toBeGreaterThan(50)
    expect(entry.bytesIn).toBeGreaterThan(14)
    expect(JSON.stringify(entry)).not.toContain('secret')
  })

  it('counts each exchange of a kept connection for itself', async () => {
    const ledger = open()
    const url = await serve((_request, response) => void response.end('x'.repeat(1_000)))
    for (let at = 0; at < 3; at++) {
      const answered = await ask(url)
      if (answered.ok) await text(answered.value.body)
    }
    expect(ledger).toHaveLength(3)
    for (const { bytesIn } of ledger) {
      expect(bytesIn).toBeGreaterThan(1_000)
      expect(bytesIn).toBeLessThan(2_000)
    }
  })

  it('lets through offline what is said to stay here and does, and nothing that only says so', async () => {
    open({ offline: true })
    const url = await serve((_request, response) => void response.end('here'))
    const here = await ask(url, { staysHere: true })
    expect(here.ok && here.value.status).toBe(200)
    if (here.ok) here.value.body.resume()
    const elsewhere = await ask('https://service.invalid/', { staysHere: true })
    expect(elsewhere).toMatchObject({ ok: false, error: { kind: 'offline' } })
  })

  it('makes no connection offline', async () => {
    const ledger = open({ offline: true })
    let wasReached = false
    const url = await serve((_request, response) => {
      wasReached = true
      response.end()
    })
    expect(await ask(url)).toEqual({
      ok: false,
      error: { kind: 'offline', cause: 'offline mode' },
    })
    expect(wasReached).toBe(false)
    expect(ledger).toMatchObject([{ outcome: 'offline', bytesOut: 0, bytesIn: 0 }])
  })

  it.each(['http://192.0.2.1/', 'http://127.0.0.1.evil.example/', 'ftp://127.0.0.1/'])(
    'refuses %s without encryption',
    async (url) => {
      open()
      expect(await ask(url)).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
    },
  )

  it('names an unreachable host by the code of the system', async () => {
    const ledger = open()
    expect(await ask('http://127.0.0.1:9/')).toEqual({
      ok: false,
      error: { kind: 'unreachable', cause: 'ECONNREFUSED' },
    })
    expect(ledger).toMatchObject([{ outcome: 'failed', port: 9 }])
  })

  it('gives up on a host that says nothing', async () => {
    const ledger = open()
    const url = await serve(() => {})
    expect(await ask(url, { idleTimeoutMs: 100 })).toEqual({
      ok: false,
      error: { kind: 'unreachable', cause: 'ETIMEDOUT' },
    })
    expect(ledger).toMatchObject([{ outcome: 'failed' }])
  })

  it('records an answer that was cut', async () => {
    const ledger = open()
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.socket?.destroy())
    })
    const answered = await ask(url)
    if (!answered.ok) throw new Error(answered.error.cause)
    await expect(text(answered.value.body)).rejects.toThrow()
    expect(await entryOf(ledger)).toMatchObject({ outcome: 'cut' })
  })

  it('ends when the asker gives up', async () => {
    const ledger = open()
    const url = await serve(() => {})
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    expect(await ask(url, { signal: controller.signal })).toMatchObject({
      error: { kind: 'aborted' },
    })
    expect(ledger).toMatchObject([{ outcome: 'aborted' }])
  })

  it('follows no redirect', async () => {
    open()
    const url = await serve((_request, response) => {
      response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
    })
    const answered = await ask(url)
    expect(answered).toMatchObject({ ok: true, value: { status: 302 } })
  })

  it('goes through the proxy of the company for encrypted connections', async () => {
    const tunnels: string[] = []
    const proxy = await serve(() => {})
    servers[0]?.on('connect', (request, socket) => {
      tunnels.push(request.url ?? '')
      const upstream = connect(9, '127.0.0.1')
      upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
      socket.on('error', () => upstream.destroy())
    })
    open({ proxyEnv: { HTTPS_PROXY: proxy } })
    const answered = await ask('https://api.service.example/v1')
    expect(answered.ok).toBe(false)
    expect(tunnels).toEqual(['api.service.example:443'])
  })
})
