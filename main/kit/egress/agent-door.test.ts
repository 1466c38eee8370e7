import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import {
  connect,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import { systemClock } from '../clock.ts'
import { type AgentDoor, createEgress, type Egress } from './index.ts'

const open = new Set<Server | TcpServer>()
let egress: Egress
let door: AgentDoor
let ledger: EgressEntry[]
let isOffline: boolean

afterEach(async () => {
  await door.close()
  egress.close()
  for (const server of open) {
    if ('closeAllConnections' in server) server.closeAllConnections()
    server.close()
  }
  open.clear()
})

async function portOf(server: Server | TcpServer): Promise<number> {
  open.add(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

async function openDoor(proxyEnv: NodeJS.ProcessEnv = {}): Promise<void> {
  ledger = []
  isOffline = false
  const record = (entry: EgressEntry) => void ledger.push(entry)
  egress = createEgress({ clock: systemClock, offline: () => isOffline, record, proxyEnv })
  door = await egress.openDoor('a-session')
}

/** Sends back what comes, in capitals. */
const echoPort = () =>
  portOf(
    createTcpServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.on('data', (bytes) => socket.write(String(bytes).toUpperCase()))
      socket.on('end', () => socket.end())
    }),
  )

const proof = (url = new URL(door.url)) =>
  `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`

interface Tunnel {
  readonly status: number
  readonly head: string
  readonly socket: Socket
}

/** Asks the door for a tunnel, as a program with that proxy does. */
async function connectTo(target: string, authorization: string | null = proof()): Promise<Tunnel> {
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
  socket.on('error', () => socket.destroy())
  const shown = authorization === null ? '' : `Proxy-Authorization: ${authorization}\r\n`
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${shown}\r\n`)
  let head = ''
  while (!head.includes('\r\n\r\n')) {
    const [bytes] = (await once(socket, 'data')) as [Buffer]
    head += String(bytes)
  }
  return { status: Number(/^HTTP\/1.1 (\d+)/.exec(head)?.[1]), head, socket }
}

async function say(socket: Socket, words: string): Promise<string> {
  socket.write(words)
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  return String(bytes)
}

/** Asks in absolute form. */
function get(
  address: string,
  headers: Record<string, string> = { 'proxy-authorization': proof() },
) {
  const { port } = new URL(door.url)
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: address, headers }, (response) => {
      void text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

const entries = (count: number) =>
  vi.waitFor(() => {
    expect(ledger).toHaveLength(count)
    return ledger
  })

describe('an agent’s way out', () => {
  it('is tunnelled, and the ledger has host, port, bytes and whose it was', async () => {
    await openDoor()
    const port = await echoPort()
    const { status, socket } = await connectTo(`127.0.0.1:${port}`)
    expect(status).toBe(200)
    expect(await say(socket, 'hello')).toBe('HELLO')
    socket.end()
    const [entry] = await entries(1)
    expect(entry).toMatchObject({ purpose: 'agent', session: 'a-session', host: '127.0.0.1', port })
    expect(entry).toMatchObject({ bytesOut: 5, bytesIn: 5, outcome: 'answered' })
  })

  it('of a program that this app asks itself is recorded with that purpose and no session', async () => {
    await openDoor()
    await door.close()
    door = await egress.openDoor(null, 'ai-review')
    const port = await portOf(createServer((_asked, answer) => void answer.end('here')))
    expect(await get(`http://127.0.0.1:${port}/`)).toEqual({ status: 200, body: 'here' })
    const [entry] = await entries(1)
    expect(entry).toMatchObject({ purpose: 'ai-review', port })
    expect(entry?.session).toBeUndefined()
  })

  it('takes plain requests in absolute form and hands on nothing of ours', async () => {
    await openDoor()
    const seen: unknown[] = []
    const port = await portOf(
      createServer((asked, answer) => {
        seen.push(asked.url, asked.headers.host, asked.headers['proxy-authorization'])
        answer.end('answered')
      }),
    )
    expect(await get(`http://127.0.0.1:${port}/a?b=c`)).toEqual({ status: 200, body: 'answered' })
    expect(seen).toEqual(['/a?b=c', `127.0.0.1:${port}`, undefined])
    expect(await entries(1)).toMatchObject([{ purpose: 'agent', port, outcome: 'answered' }])
  })

  it.each([
    ['nothing', null],
    ['a wrong secret', `Basic ${Buffer.from('mstro:wrong').toString('base64')}`],
    ['another scheme', 'Bearer x'],
  ])('is refused to who shows %s', async (_what, shown) => {
    await openDoor()
    const port = await echoPort()
    const { status, head } = await connectTo(`127.0.0.1:${port}`, shown)
    expect(status).toBe(407)
    expect(head).toMatch(/proxy-authenticate: basic/i)
    const headers = shown === null ? {} : { 'proxy-authorization': shown }
    expect((await get(`http://127.0.0.1:${port}/`, headers)).status).toBe(407)
    expect(ledger).toEqual([])
  })

  it('leads to hosts alone', async () => {
    await openDoor()
    for (const target of ['/etc/passwd', 'host', 'host:0', 'host:70000', 'user@host:1']) {
      expect((await connectTo(target)).status).toBe(400)
    }
    expect((await get('/session')).status).toBe(400)
    expect((await get('ftp://127.0.0.1/')).status).toBe(400)
    expect(ledger).toEqual([])
  })

  it('names what cannot be reached', async () => {
    await openDoor()
    const port = await echoPort()
    for (const server of open) server.close()
    const { status, head } = await connectTo(`127.0.0.1:${port}`)
    expect(status).toBe(502)
    expect(head).toContain('ECONNREFUSED')
    expect((await get(`http://127.0.0.1:${port}/`)).body).toContain('ECONNREFUSED')
    expect(await entries(2)).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }])
  })

  it('ends with its session', async () => {
    await openDoor()
    const { socket } = await connectTo(`127.0.0.1:${await echoPort()}`)
    await say(socket, 'x')
    const ended = once(socket, 'close')
    await door.close()
    await ended
    expect(await entries(1)).toMatchObject([{ outcome: 'aborted' }])
    await expect(connectTo('127.0.0.1:1')).rejects.toThrow()
  })
})

describe('in offline mode', () => {
  it('nothing goes out, the reason is told, and the ledger says refused', async () => {
    await openDoor()
    isOffline = true
    let connections = 0
    const port = await portOf(createTcpServer(() => void connections++))
    const { status, head } = await connectTo(`127.0.0.1:${port}`)
    expect(status).toBe(503)
    expect(head).toContain('Offline mode of')
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 503 })
    expect(connections).toBe(0)
    expect(ledger).toMatchObject([{ outcome: 'offline' }, { outcome: 'offline' }])
    expect(ledger[0]).toMatchObject({ bytesOut: 0, bytesIn: 0 })
  })

  it('what runs is ended when it begins', async () => {
    await openDoor()
    const { socket } = await connectTo(`127.0.0.1:${await echoPort()}`)
    await say(socket, 'x')
    const ended = once(socket, 'close')
    isOffline = true
    egress.cut()
    await ended
    expect(await entries(1)).toMatchObject([{ outcome: 'aborted', bytesOut: 1 }])
    isOffline = false
    expect((await connectTo(`127.0.0.1:${await echoPort()}`)).status).toBe(200)
  })
})

describe('where the person has a proxy of their own', () => {
  /** A proxy that leads every tunnel and request to one port, and notes what it was asked. */
  async function companyProxy(to: number) {
    const asked: string[] = []
    const server = createServer((incoming, answer) => {
      asked.push(`${incoming.url} ${incoming.headers['proxy-authorization']}`)
      answer.end('from the proxy')
    })
    server.on('connect', (incoming, socket) => {
      asked.push(`${incoming.url} ${incoming.headers['proxy-authorization']}`)
      const way = connect(to, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        socket.pipe(way).pipe(socket)
      })
      for (const end of [way, socket]) end.on('error', () => way.destroy())
    })
    return { asked, port: await portOf(server) }
  }
  const basic = `Basic ${Buffer.from('me:pass').toString('base64')}`

  it('it is asked, with their name and password and never with our secret', async () => {
    const { asked, port } = await companyProxy(await echoPort())
    const proxy = `http://me:pass@127.0.0.1:${port}`
    await openDoor({ HTTPS_PROXY: proxy, http_proxy: proxy })
    const { status, socket } = await connectTo('api.service.example:443')
    expect(status).toBe(200)
    expect(await say(socket, 'hello')).toBe('HELLO')
    socket.end()
    expect(await get('http://plain.service.example/x')).toMatchObject({ body: 'from the proxy' })
    expect(asked).toEqual([
      `api.service.example:443 ${basic}`,
      `http://plain.service.example/x ${basic}`,
    ])
    const hosts = (await entries(2)).map(({ host }) => host).sort()
    expect(hosts).toEqual(['api.service.example', 'plain.service.example'])
  })

  it('hosts they except and this machine are reached without it', async () => {
    const port = await echoPort()
    const company = await companyProxy(port)
    const HTTPS_PROXY = `http://127.0.0.1:${company.port}`
    await openDoor({ HTTPS_PROXY, NO_PROXY: 'intra.invalid,.corp.invalid:8443' })
    expect((await connectTo(`127.0.0.1:${port}`)).status).toBe(200)
    // Nobody answers to these names, which shows that the proxy was passed by.
    for (const target of ['intra.invalid:443', 'git.intra.invalid:22', 'x.corp.invalid:8443']) {
      expect((await connectTo(target)).status).toBe(502)
    }
    expect(company.asked).toEqual([])
    expect((await connectTo('x.corp.invalid:443')).status).toBe(200)
  })

  it('its refusal is told', async () => {
    const server = createServer()
    server.on('connect', (_asked, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'))
    await openDoor({ HTTPS_PROXY: `http://127.0.0.1:${await portOf(server)}` })
    const { status, head } = await connectTo('api.service.example:443')
    expect([status, head]).toEqual([502, expect.stringContaining('PROXY_403')])
    expect(await entries(1)).toMatchObject([{ outcome: 'failed' }])
  })
})
