import type { Socket } from 'node:net'
import { systemCode } from '../system-code.ts'
import type { Meter } from './meter.ts'
import { connectTo, type UpstreamProxy } from './way-out.ts'

/** Why a tunnel could not be opened, as a status line for whoever asked. */
export interface TunnelRefusal {
  readonly status: number
  readonly cause: string
}

const connectMs = 30_000
const mostHeadBytes = 16 * 1024

/** Opens a way to a host, through the proxy of the environment where there is one; bytes are counted from the start. */
export async function openTunnel(parts: {
  readonly target: URL
  readonly upstream: UpstreamProxy | null
  readonly meter: Meter
  readonly signal: AbortSignal
}): Promise<Socket | TunnelRefusal> {
  const { target, upstream, meter, signal } = parts
  // A tunnel's own protocol is its ends' affair: to the host itself it is a bare connection.
  const socket = connectTo(upstream?.url ?? new URL(`http://${authority(target)}`))
  meter.watch(socket)
  const giveUp = () => socket.destroy(Object.assign(new Error('given up'), { code: 'ABORTED' }))
  signal.addEventListener('abort', giveUp)
  try {
    await opened(socket, upstream?.url.protocol === 'https:' ? 'secureConnect' : 'connect')
    if (upstream) await askProxy(socket, target, upstream)
    socket.setTimeout(0)
    return socket
  } catch (error) {
    socket.destroy()
    return { status: 502, cause: systemCode(error) }
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** `host:port`, the port always written. */
export function authority(target: URL): string {
  return `${target.hostname}:${target.port || (target.protocol === 'https:' ? 443 : 80)}`
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.setTimeout(connectMs, () =>
      socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
    )
    socket.once(event, () => {
      socket.off('error', reject)
      resolve()
    })
  })
}

async function askProxy(socket: Socket, target: URL, { headers }: UpstreamProxy): Promise<void> {
  const host = authority(target)
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`)
  socket.write(`CONNECT ${host} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  const { status, rest } = await readHead(socket)
  if (status < 200 || status > 299) {
    throw Object.assign(new Error('refused by the proxy'), { code: `PROXY_${status}` })
  }
  if (rest.length > 0) socket.unshift(rest)
}

/** Reads up to the empty line after the head of an answer, and what came behind it. */
function readHead(socket: Socket): Promise<{ status: number; rest: Buffer }> {
  return new Promise((resolve, reject) => {
    let read = Buffer.alloc(0)
    const stop = () => {
      socket.off('data', take)
      socket.off('error', fail)
      socket.off('close', closed)
    }
    const fail = (error: Error) => {
      stop()
      reject(error)
    }
    const closed = () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))
    const take = (bytes: Buffer) => {
      read = Buffer.concat([read, bytes])
      const end = read.indexOf('\r\n\r\n')
      if (end < 0 && read.length < mostHeadBytes) return
      stop()
      socket.pause()
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(read.toString('latin1', 0, 20))?.[1]
      if (end < 0 || status === undefined)
        fail(Object.assign(new Error('no head'), { code: 'EPROTO' }))
      else resolve({ status: Number(status), rest: read.subarray(end + 4) })
    }
    socket.on('data', take)
    socket.on('error', fail)
    socket.on('close', closed)
  })
}
