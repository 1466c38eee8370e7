import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { browserName, browserWindowName } from '../../../shared/app/client-names.ts'
import { startErrors } from '../../../shared/app/errors.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { type Secret, secret } from '../../../shared/kit/secret.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Feeds } from '../../kit/feed.ts'
import type { Caller } from '../../kit/handlers.ts'
import type { Logger } from '../../kit/logger.ts'
import type { PageFiles } from '../../kit/page-files.ts'
import { systemCode } from '../../kit/system-code.ts'
import { type ConnectionLimits, createConnection } from '../connection.ts'
import type { Dispatch } from '../dispatch.ts'
import { createAllowList } from './allow-list.ts'
import { createRequests } from './requests.ts'
import { createSockets, type SocketLimits, type Sockets } from './sockets.ts'
import { createTickets } from './tickets.ts'

const loopback = '127.0.0.1'
/** Windows are told from each other by the id that each says of itself; all of them are the person's. */
function callerOf(windowId: string | null): Caller {
  const name = windowId === null ? browserName : browserWindowName(windowId)
  return { wire: 'websocket', role: 'owner', name }
}

/** Limits of the whole server. */
export interface LocalServerLimits extends SocketLimits {
  readonly connection: Partial<ConnectionLimits>
  /** From the first byte of a request to the last of its headers, in milliseconds. */
  readonly headersMs: number
  /** For a whole request, in milliseconds. */
  readonly requestMs: number
  /** Connections at once. */
  readonly mostConnections: number
}

const defaultLimits: LocalServerLimits = {
  helloMs: 5_000,
  mostUnproven: 256,
  mostFrameBytes: 4 * 1024 * 1024,
  mostWaitingBytes: 64 * 1024 * 1024,
  pingEveryMs: 30_000,
  drainMs: 2_000,
  connection: {},
  headersMs: 5_000,
  requestMs: 10_000,
  mostConnections: 4_096,
}

/** What the local server is built from. */
export interface LocalServerDeps {
  readonly dispatch: Dispatch
  readonly feeds: Feeds
  readonly logger: Logger
  readonly clock: Clock
  readonly pageFiles: PageFiles
  /** 0 or absent: any free port. */
  readonly port?: number
  readonly limits?: Partial<LocalServerLimits>
}

/** The running server. */
export interface LocalServer {
  readonly port: number
  /** A fresh address for one window; its fragment is a ticket, good once and for a minute. */
  mintAddress(): Secret
  /** Takes nothing new, tells clients, waits a bounded time, then cuts. */
  stop(): Promise<void>
}

/** Listens on 127.0.0.1 only; fails with a sentence when the port cannot be had. */
export async function startLocalServer(
  deps: LocalServerDeps,
): Promise<Result<LocalServer, Failure>> {
  const { clock, logger } = deps
  const limits = { ...defaultLimits, ...deps.limits }
  const tickets = createTickets(clock)
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.headersMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    maxHeaderSize: 16 * 1024,
  })
  server.maxConnections = limits.mostConnections
  server.timeout = limits.requestMs

  const wanted = deps.port ?? 0
  const listening = await listen(server, wanted)
  if (!listening.ok) return err(sentenceFor(listening.error, wanted))
  const port = listening.value

  const allowList = createAllowList(port)
  const sockets = createSockets({
    ...{ allowList, tickets, logger, limits },
    connect: (outlet, windowId) =>
      createConnection({
        ...{ ...deps, caller: callerOf(windowId) },
        ...{ outlet, limits: limits.connection },
      }),
  })
  server.on('request', createRequests({ allowList, tickets, logger, pageFiles: deps.pageFiles }))
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))
  server.on('clientError', (error, socket) => {
    logger.info('request unreadable', { error: error.message })
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
    else socket.destroy()
  })
  return ok({
    port,
    mintAddress: () => secret(`http://${loopback}:${port}/#ticket=${tickets.mint().expose()}`),
    stop: () => stop(server, sockets),
  })
}

function listen(server: Server, port: number): Promise<Result<number, string>> {
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve(err(systemCode(error)))
    server.once('error', failed)
    server.listen({ host: loopback, port, exclusive: true }, () => {
      server.off('error', failed)
      const address = server.address() as AddressInfo
      resolve(ok(address.port))
    })
  })
}

function sentenceFor(code: string, port: number): Failure {
  if (code === 'EADDRINUSE') return failure(startErrors, 'start.port-in-use', { port })
  if (code === 'EACCES') return failure(startErrors, 'start.port-forbidden', { port })
  return failure(startErrors, 'start.cannot-listen', { cause: code })
}

async function stop(server: Server, sockets: Sockets): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  await sockets.stop()
  server.closeAllConnections()
  await closed
}
