import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { brand } from '../../../shared/brand.ts'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import type { Clock } from '../clock.ts'
import { systemCode } from '../system-code.ts'
import { type Meter, startMeter } from './meter.ts'
import {
  noSecret,
  notUnderstood,
  offlineRefusal,
  proxyRefusal,
  refuse,
  refuseTunnel,
  unreachable,
} from './refusals.ts'
import { openTunnel } from './tunnel.ts'
import { type UpstreamProxy, upstreamFor } from './way-out.ts'

/** A forward proxy on the loopback for one agent: every connection through it stands in the ledger. */
export interface AgentDoor {
  /** `http://name:secret@127.0.0.1:<port>`; worth nothing after `close`. */
  readonly url: string
  /** Ends what runs through it; new ones are taken as before. */
  cut(): void
  close(): Promise<void>
}

/** What a door needs. */
export interface AgentDoorDeps {
  /** Whose connections these are, for the ledger; null where no session's agent makes them. */
  readonly session: string | null
  /** For the ledger; `agent` when absent. */
  readonly purpose?: string
  record(entry: EgressEntry): void
  offline(): boolean
  readonly clock: Clock
  /** Where the person's own proxy is read from; no proxy when absent. */
  readonly proxyEnv?: NodeJS.ProcessEnv
}

/** Of one connection (RFC 9110 §7.6.1), or meant for us. */
const notForwarded = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization'],
  ...['proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
])

/** Opens a door on a free port of the loopback. */
export async function openAgentDoor(deps: AgentDoorDeps): Promise<AgentDoor> {
  const secret = randomBytes(32).toString('base64url')
  /** How to end what runs. */
  const running = new Set<() => void>()
  const holdsSecret = proofOf(secret)

  /** Begins a connection: measured, in the list of what runs, or refused and recorded. */
  const begin = (target: URL) => {
    const { clock, session, purpose = 'agent' } = deps
    const meter = startMeter({
      ...{ clock, url: target, purpose },
      ...(session === null ? {} : { session }),
      record: (entry) => deps.record(entry),
    })
    if (deps.offline()) {
      meter.end('offline')
      return { refusal: offlineRefusal }
    }
    const upstream = upstreamFor(target, deps.proxyEnv)
    if (upstream === 'unusable') {
      meter.end('failed')
      return { refusal: proxyRefusal }
    }
    const stop = new AbortController()
    const end = () => {
      meter.end('aborted')
      stop.abort()
    }
    running.add(end)
    const over = () => void running.delete(end)
    return { refusal: null, meter, signal: stop.signal, over, upstream }
  }

  const server = createServer({ requestTimeout: 0 }, (incoming, response) => {
    const target = plainTarget(incoming.url)
    if (!holdsSecret(incoming.headers)) return refuse(incoming, response, noSecret)
    if (!target) return refuse(incoming, response, notUnderstood)
    const begun = begin(target)
    if (begun.refusal !== null) return refuse(incoming, response, begun.refusal)
    void forward({ incoming, response, target, ...begun }).finally(begun.over)
  })
  server.on('connect', (incoming, socket, head) => {
    socket.on('error', () => socket.destroy())
    const target = tunnelTarget(incoming.url)
    if (!holdsSecret(incoming.headers)) return refuseTunnel(socket, noSecret)
    if (!target) return refuseTunnel(socket, notUnderstood)
    const begun = begin(target)
    if (begun.refusal !== null) return refuseTunnel(socket, begun.refusal)
    void tunnel({ socket, head, target, ...begun }).finally(begun.over)
  })
  server.on('clientError', (_error, socket) => socket.destroy())

  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address) resolve(address.port)
      else reject(new Error('the door has no port'))
    })
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const cut = () => {
    for (const end of [...running]) end()
  }
  return {
    url: `http://${brand.command}:${secret}@127.0.0.1:${port}`,
    cut,
    close: () =>
      new Promise((resolve) => {
        cut()
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Compares what a caller shows with the secret; equal lengths, so that nothing is told about it. */
function proofOf(secret: string): (headers: IncomingHttpHeaders) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const wanted = digest(`${brand.command}:${secret}`)
  return (headers) => {
    const shown = /^Basic ([\w+/=-]+)$/i.exec(headers['proxy-authorization'] ?? '')?.[1] ?? ''
    return timingSafeEqual(digest(Buffer.from(shown, 'base64').toString()), wanted)
  }
}

/** The address of a request in absolute form; null for anything else. */
function plainTarget(url = ''): URL | null {
  if (!/^http:\/\//i.test(url) || !URL.canParse(url)) return null
  const target = new URL(url)
  return target.hostname === '' ? null : target
}

/** The host and port that a tunnel leads to; null when none are named. */
function tunnelTarget(url = ''): URL | null {
  if (!/^(?:\[[\da-f:.]+\]|[\w.-]+):[1-9]\d{0,4}$/i.test(url)) return null
  // With the scheme of most tunnels, so that the proxy of the environment is found.
  const address = `https://${url}`
  return URL.canParse(address) ? new URL(address) : null
}

interface Way {
  readonly target: URL
  readonly upstream: UpstreamProxy | null
  readonly meter: Meter
  readonly signal: AbortSignal
}

async function tunnel(
  parts: Way & { readonly socket: Duplex; readonly head: Buffer },
): Promise<void> {
  const { socket, head, target, meter, signal } = parts
  const way = await openTunnel(parts)
  if ('cause' in way) {
    meter.end('failed')
    refuseTunnel(socket, unreachable(target, way.cause))
    return
  }
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
  if (head.length > 0) way.write(head)
  try {
    const both = [pipeline(socket, way, { signal }), pipeline(way, socket, { signal })]
    await Promise.all(both)
    meter.end('answered')
  } catch {
    // Either end went without a word, as programs do that are done with a connection.
    meter.end(way.bytesRead > 0 ? 'answered' : 'cut')
    way.destroy()
    socket.destroy()
  }
}

async function forward(
  parts: Way & { readonly incoming: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { incoming, response, target, upstream, meter, signal } = parts
  try {
    // Also what a header makes impossible to ask ends this connection alone.
    const outgoing = ask(parts)
    outgoing.on('socket', (socket) => meter.watch(socket))
    response.on('close', () => outgoing.destroy())
    incoming.on('error', () => outgoing.destroy())
    incoming.pipe(outgoing)
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve)
      outgoing.on('error', reject)
    })
    response.writeHead(answer.statusCode ?? 502, forwarded(answer.headers))
    response.flushHeaders()
    await pipeline(answer, response, { signal })
    meter.end('answered')
  } catch (error) {
    meter.end(response.headersSent ? 'cut' : 'failed')
    if (response.headersSent || response.destroyed) response.destroy()
    else refuse(incoming, response, unreachable(upstream?.url ?? target, systemCode(error)))
  }
}

function ask({ incoming, target, upstream, signal }: Parameters<typeof forward>[0]) {
  const { method = 'GET' } = incoming
  const headers = { ...forwarded(incoming.headers), host: target.host }
  const options = { method, signal, agent: false as const }
  if (upstream === null) return request(target, { ...options, headers })
  const { url } = upstream
  const through = { ...options, path: target.href, headers: { ...headers, ...upstream.headers } }
  const where = {
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
  }
  return (url.protocol === 'https:' ? tlsRequest : request)({ ...where, ...through })
}

function forwarded(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/\s*,\s*/))
  const kept: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !notForwarded.has(name) && !named.has(name)) kept[name] = value
  }
  return kept
}
