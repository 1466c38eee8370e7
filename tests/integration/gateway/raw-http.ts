import { connect } from 'node:net'

const patienceMs = 5_000

/** Ends what `rawHttp` gives back when the server let the connection be until our patience ended. */
export const heldOpen = '(held open)'

/** Writes the bytes to the port and resolves with what came back until the other side was done, or `untilMs` passed. */
export function rawHttp(
  port: number,
  request: string | Buffer,
  untilMs: number = patienceMs,
): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: '127.0.0.1', port })
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(Buffer.concat(chunks).toString('latin1'))
    }
    const timer = setTimeout(() => {
      chunks.push(Buffer.from(heldOpen))
      end()
    }, untilMs)
    socket.on('connect', () => socket.write(request))
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      // An accepted socket stays open: its answer is all there is to wait for.
      if (chunk.toString('latin1').startsWith('HTTP/1.1 101')) end()
    })
    socket.on('end', end)
    socket.on('close', end)
    socket.on('error', end)
  })
}

/** The status of a raw answer; 0 when the connection was cut without one. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
}

/** The bytes of a request: request line, header lines, body. */
export function requestBytes(start: string, lines: readonly string[], body = ''): string {
  const all = [start, ...lines, 'Connection: close']
  if (body) all.push('Content-Type: application/json', `Content-Length: ${body.length}`)
  return `${all.join('\r\n')}\r\n\r\n${body}`
}

/** Header lines that ask for a socket. */
export const upgradeLines = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]
