import { readFileSync } from 'node:fs'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import {
  answerOf,
  locate,
  newId,
  type RequestBody,
  type Scripts,
  type Step,
  tokens,
} from './messages-api-script.ts'
import { playTurn } from './messages-api-stream.ts'

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: RequestBody
  readonly script: string | null
  readonly turn: number
}

/** How the stand-in behaves. */
export interface MessagesApiOptions {
  readonly scripts?: Scripts
  /** What a prompt without a marker gets. */
  readonly fallback?: readonly Step[]
  /** 0 takes a free one. */
  readonly port?: number
  onRequest?(request: SeenRequest): void
}

/** A running stand-in. */
export interface MessagesApi {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly requests: readonly SeenRequest[]
  close(): Promise<void>
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
}

/** What needs no script: a look at the address, and the list of models, which a revoked key does not get. */
function sendSmall(
  response: ServerResponse,
  asked: { method: string; path: string | undefined; key: string | string[] | undefined },
): void {
  const { method, path, key } = asked
  if (method === 'HEAD') response.writeHead(200).end()
  else if (method !== 'GET' || path !== '/v1/models') sendError(response, 404)
  else if (!key || String(key).includes('revoked')) sendError(response, 401)
  else sendJson(response, { data: [] })
}

/** Starts a scripted stand-in for the Messages API on the loopback. */
export async function startMessagesApi(options: MessagesApiOptions = {}): Promise<MessagesApi> {
  const requests: SeenRequest[] = []
  const tries = new Map<string, number>()
  const sockets = new Set<Socket>()
  const { scripts = {}, fallback = [{ text: 'ok' }] } = options

  const stepsOf = (name: string | null, turn: number, body: RequestBody): readonly Step[] => {
    const turns = (name === null ? undefined : scripts[name]) ?? [fallback]
    const steps = turns[Math.min(turn, turns.length - 1)] ?? fallback
    return typeof steps === 'function' ? steps(body, turn) : steps
  }
  /** The step that fails this try, if one does; the same turn is counted over all its tries. */
  const failing = (key: string, steps: readonly Step[]) => {
    const step = steps.find(({ status }) => status !== undefined)
    if (!step) return null
    const count = (tries.get(key) ?? 0) + 1
    tries.set(key, count)
    return count <= (step.times ?? Number.POSITIVE_INFINITY) ? step : null
  }

  const messages = async (response: ServerResponse, body: RequestBody) => {
    const { name, turn } = locate(body.messages ?? [])
    const steps = stepsOf(name, turn, body)
    const failed = failing(`${name}/${turn}`, steps)
    if (failed) return sendError(response, failed.status ?? 500, failed)
    if (steps.some(({ hang }) => hang === 'accept')) return
    if (body.stream) return playTurn(response, steps, body)
    sendJson(response, answerOf(steps, body))
  }

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request
    const body = await readBody(request)
    const { name, turn } = locate(body.messages ?? [])
    const seen = { method, url, headers, body, script: name, turn }
    requests.push(seen)
    options.onRequest?.(seen)
    const path = url.split('?', 1)[0]
    if (method === 'POST' && path === '/v1/messages') return messages(response, body)
    if (method === 'POST' && path === '/v1/messages/count_tokens') {
      const size = JSON.stringify(body.messages ?? []).length
      return sendJson(response, { input_tokens: tokens(size) })
    }
    sendSmall(response, { method, path, key: headers['x-api-key'] })
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendError(response, 500, { message: String(error) })
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the stand-in has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const text = Buffer.concat(parts).toString('utf8')
  return text === '' ? {} : JSON.parse(text)
}

function sendError(response: ServerResponse, status: number, step: Step = {}): void {
  const type = step.type ?? ERROR_TYPES[status] ?? 'api_error'
  const message = step.message ?? `scripted ${status}`
  const headers = { 'content-type': 'application/json', 'request-id': newId('req') }
  response.writeHead(status, { ...headers, ...step.headers })
  response.end(JSON.stringify({ type: 'error', error: { type, message } }))
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json', 'request-id': newId('req') })
  response.end(JSON.stringify(value))
}

// By hand: node tests/fakes/messages-api.ts [PORT] [SCRIPTS.json]
if (import.meta.main) {
  const [port = '0', file] = process.argv.slice(2)
  const scripts = file ? JSON.parse(readFileSync(file, 'utf8')) : { hello: [[{ text: 'Hello.' }]] }
  const print = ({ method, url, script, turn }: SeenRequest) =>
    process.stdout.write(`${method} ${url} ${script ?? '-'} ${turn}\n`)
  const api = await startMessagesApi({ scripts, port: Number(port), onRequest: print })
  process.stdout.write(`${api.url}\n`)
}
