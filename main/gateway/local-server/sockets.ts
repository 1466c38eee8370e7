import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Logger } from '../../kit/logger.ts'
import type { Connection } from '../connection.ts'
import type { Outlet } from '../outlet.ts'
import type { AllowList } from './allow-list.ts'
import { newErrorId } from './answer.ts'
import { createOutlets, type Line } from './outlets.ts'
import { parseFrame } from './parse-frame.ts'
import { type Proof, proofIn, tokenOfHello, windowOfHello } from './proof.ts'
import type { Tickets } from './tickets.ts'

/** Codes with which this server closes a socket. */
export const closeCodes = {
  goingAway: 1001,
  noText: 1003,
  overflow: 1013,
  notAFrame: 4400,
  refused: 4401,
  silent: 4408,
} as const

/** Limits of the sockets; times in milliseconds. */
export interface SocketLimits {
  /** From the open socket to a good first frame. */
  readonly helloMs: number
  /** Sockets without a good first frame yet. */
  readonly mostUnproven: number
  readonly mostFrameBytes: number
  /** A socket with more than this untaken is cut. */
  readonly mostWaitingBytes: number
  readonly pingEveryMs: number
  /** How long the closing handshake may take when the server stops. */
  readonly drainMs: number
}

/** What the sockets are built from. */
export interface SocketsDeps {
  readonly allowList: AllowList
  readonly tickets: Tickets
  readonly logger: Logger
  readonly limits: SocketLimits
  /** `windowId`: by which the page tells itself from others; null for a program. */
  readonly connect: (outlet: Outlet, windowId: string | null) => Connection
}

/** The socket side of the local server. */
export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Tells every client that the server goes, waits for their leave, then cuts. */
  stop(): Promise<void>
}

/** Opens the socket door; a socket does nothing before it has shown the token. */
export function createSockets(deps: SocketsDeps): Sockets {
  const { allowList, tickets, logger, limits, connect } = deps
  const maxPayload = limits.mostFrameBytes
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false })
  const unproven = new Set<WebSocket>()
  const stopBeating = beat(server, limits.pingEveryMs)

  const outletOf = createOutlets(limits.mostWaitingBytes)

  const serve = (line: Line, windowId: string | null) => {
    const connection = connect(outletOf(line), windowId)
    line.socket.on('close', () => connection.close())
    return (frame: unknown) => {
      if (!connection.receive(frame)) line.socket.close(closeCodes.notAFrame)
    }
  }

  /** Waits for the first frame, which must hold the token. */
  const greet = (socket: WebSocket, proven: (windowId: string | null) => void) => {
    unproven.add(socket)
    const timer = setTimeout(() => socket.close(closeCodes.silent), limits.helloMs)
    const settle = () => {
      clearTimeout(timer)
      unproven.delete(socket)
    }
    socket.on('close', settle)
    return (frame: unknown) => {
      settle()
      if (tickets.isToken(tokenOfHello(frame))) {
        proven(windowOfHello(frame))
        return
      }
      logger.warn('socket refused', { why: 'token' })
      socket.close(closeCodes.refused)
    }
  }

  const opened = (line: Line, isProven: boolean) => {
    const { socket } = line
    let take = isProven
      ? serve(line, null)
      : greet(socket, (windowId) => {
          take = serve(line, windowId)
        })
    socket.on('error', (error) => logger.info('socket failed', { error: error.message }))
    socket.on('message', (data, isBinary) => {
      if (socket.readyState !== socket.OPEN) return
      if (isBinary || !Buffer.isBuffer(data)) socket.close(closeCodes.noText)
      else take(parseFrame(data))
    })
  }

  const refusalOf = (request: IncomingMessage, proof: Proof) => {
    const { url, headersDistinct: headers } = request
    const refusal = allowList.refuse({ url, headers }, { originOptional: proof.isGood })
    if (refusal) return { status: '403 Forbidden', why: refusal }
    if (proof.isGiven && !proof.isGood) return { status: '401 Unauthorized', why: 'token' }
    if (url !== '/ws') return { status: '404 Not Found', why: 'path' }
    const isFull = !proof.isGood && unproven.size >= limits.mostUnproven
    return isFull ? { status: '503 Service Unavailable', why: 'too many unproven' } : null
  }

  return {
    upgrade(request, socket, head) {
      const proof = proofIn(request, tickets)
      const refusal = refusalOf(request, proof)
      if (refusal) {
        const errorId = newErrorId()
        logger.warn('socket refused', { errorId, why: refusal.why })
        refuseUpgrade(socket, refusal.status, errorId)
      } else {
        server.handleUpgrade(request, socket, head, (opening) => {
          server.emit('connection', opening, request)
          opened({ socket: opening, stream: socket }, proof.isGood)
        })
      }
    },
    async stop() {
      stopBeating()
      const leaving = [...server.clients]
      await Promise.all(leaving.map((socket) => takeLeave(socket, limits.drainMs)))
      server.close()
    },
  }
}

/** Cuts sockets whose other side has vanished without a word, such as through a tunnel. */
function beat(server: WebSocketServer, everyMs: number): () => void {
  const silent = new WeakSet<WebSocket>()
  server.on('connection', (socket) => socket.on('pong', () => silent.delete(socket)))
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate()
      silent.add(socket)
      socket.ping()
    }
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

function refuseUpgrade(socket: Duplex, status: string, errorId: string): void {
  const body = JSON.stringify({ errorId })
  // A client that has gone cannot be told; the socket is destroyed either way.
  socket.on('error', () => socket.destroy())
  socket.once('finish', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
}

function takeLeave(socket: WebSocket, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), drainMs)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.close(closeCodes.goingAway)
  })
}
