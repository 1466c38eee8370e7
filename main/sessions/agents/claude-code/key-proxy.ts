import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Secret } from '../../../../shared/kit/secret.ts'
import type { Egress, EgressFailure } from '../../../kit/egress/index.ts'

/** A loopback address that pays with the person's key for whoever holds the ticket. */
export interface KeyProxy {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  readonly url: string
  /** The only thing the agent's program gets to know; worth nothing after `close`. */
  readonly ticket: string
  close(): Promise<void>
}

/** What the proxy needs. */
export interface KeyProxyDeps {
  readonly egress: Egress
  readonly apiKey: Secret
  /** Origin of the real service. */
  readonly upstream: string
}

/** What Claude Code needs of the service; anything else is refused. */
const ALLOWED: readonly { readonly method: string; readonly path: RegExp }[] = [
  { method: 'POST', path: /^\/v1\/messages$/ },
  { method: 'POST', path: /^\/v1\/messages\/count_tokens$/ },
  { method: 'GET', path: /^\/v1\/models(\/\w[\w.:-]*)?$/ },
]

/** Headers that belong to one connection (RFC 9110 §7.6.1), and those the proxy sets itself. */
const NOT_FORWARDED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'authorization',
  'x-api-key',
  'cookie',
  'set-cookie',
  'expect',
])

/** The program itself gives up after 10 minutes; the proxy only ends what nobody waits for. */
const IDLE_TIMEOUT_MS = 11 * 60_000

/** Starts the proxy on a free port of the loopback. */
export async function startKeyProxy(deps: KeyProxyDeps): Promise<KeyProxy> {
  const ticket = randomBytes(32).toString('base64url')
  const server = createServer({ requestTimeout: IDLE_TIMEOUT_MS }, (request, response) => {
    void serve(request, response)
  })
  let host = ''

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refusalOf(request, { host, ticket })
    if (refusal) {
      request.resume()
      fail(response, refusal)
      return
    }
    await forward(request, response)
  }

  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const answer = await deps.egress.request({
      purpose: 'model',
      url: deps.upstream + (request.url ?? '/'),
      method: request.method ?? 'GET',
      headers: { ...forwarded(request.headers), 'x-api-key': deps.apiKey.expose() },
      body: request.method === 'POST' ? request : null,
      signal: gone.signal,
      idleTimeoutMs: IDLE_TIMEOUT_MS,
    })
    if (!answer.ok) {
      fail(response, refusalFor(answer.error))
      return
    }
    try {
      response.writeHead(answer.value.status, forwarded(answer.value.headers))
      response.flushHeaders()
      await pipeline(answer.value.body, response)
    } catch {
      // An answer that is none, or either side cut the stream: the other one is closed, which is all there is to say.
      answer.value.body.destroy()
      response.destroy()
    }
  }

  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address) resolve(address.port)
      else reject(new Error('the key proxy has no port'))
    })
  })
  host = `127.0.0.1:${port}`
  return {
    url: `http://${host}`,
    ticket,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Refusal {
  readonly status: number
  readonly type: string
  readonly message: string
  /** Whether trying again can help. */
  readonly mayRetry: boolean
}

function refusalOf(
  request: IncomingMessage,
  expected: { readonly host: string; readonly ticket: string },
): Refusal | null {
  if (request.headers.host !== expected.host || request.headers.origin !== undefined) {
    return refuse(403, 'permission_error', 'This address serves one program only.')
  }
  if (!holdsTicket(request.headers, expected.ticket)) {
    return refuse(401, 'authentication_error', 'This address needs its ticket.')
  }
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  const isAllowed = ALLOWED.some((rule) => rule.method === request.method && rule.path.test(path))
  return isAllowed ? null : refuse(404, 'not_found_error', 'Not forwarded.')
}

function refuse(status: number, type: string, message: string): Refusal {
  return { status, type, message, mayRetry: false }
}

function refusalFor(failure: EgressFailure): Refusal {
  if (failure.kind === 'offline') return refuse(503, 'api_error', 'Offline mode is on.')
  const message = `The model service could not be reached (${failure.cause}).`
  return { status: 502, type: 'api_error', message, mayRetry: failure.kind === 'unreachable' }
}

function holdsTicket(headers: IncomingHttpHeaders, ticket: string): boolean {
  const shown = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? headers['x-api-key']
  if (typeof shown !== 'string') return false
  // Equal lengths, so that the comparison tells nothing about the ticket.
  return timingSafeEqual(digest(shown), digest(ticket))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function forwarded(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/\s*,\s*/))
  const kept: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !NOT_FORWARDED.has(name) && !named.has(name)) kept[name] = value
  }
  return kept
}

function fail(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const { type, message } = refusal
  response.writeHead(refusal.status, {
    'content-type': 'application/json',
    'x-should-retry': String(refusal.mayRetry),
    connection: 'close',
  })
  response.end(JSON.stringify({ type: 'error', error: { type, message } }))
}
