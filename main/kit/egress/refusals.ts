import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { brand } from '../../../shared/brand.ts'

const offlineWords = `Offline mode of ${brand.name} is on. Nothing was sent.`

/** Why nothing goes through a door, as an answer of a proxy. */
export interface Refusal {
  readonly status: number
  readonly reason: string
  readonly text: string
}

/** Who asks does not hold the secret of the door. */
export const noSecret: Refusal = {
  status: 407,
  reason: 'Proxy Authentication Required',
  text: 'This address serves one agent only.',
}
/** What is asked for is no address that a proxy leads to. */
export const notUnderstood: Refusal = {
  status: 400,
  reason: 'Bad Request',
  text: 'This proxy takes CONNECT host:port and http:// addresses.',
}
/** The person has switched offline mode on. */
export const offlineRefusal: Refusal = { status: 503, reason: 'Offline mode', text: offlineWords }

/** The person's environment names a proxy that nobody here can speak to. */
export const proxyRefusal: Refusal = {
  status: 502,
  reason: 'Proxy not usable',
  text: `The proxy that the environment of ${brand.name} names cannot be used: it takes http:// and https:// ones. Nothing was sent.`,
}

/** The host, or the proxy before it, did not answer. */
export function unreachable(target: URL, cause: string): Refusal {
  const text = `${target.hostname} could not be reached (${cause}).`
  return { status: 502, reason: 'Bad Gateway', text }
}

function headOf({ status, reason, text }: Refusal): Record<string, string> {
  const head = { 'content-type': 'text/plain', connection: 'close', 'x-should-retry': 'false' }
  const length = { 'content-length': String(Buffer.byteLength(text)) }
  const who = { 'proxy-authenticate': `Basic realm="${brand.command}"` }
  return { ...head, ...length, ...(status === 407 ? who : {}), 'x-reason': reason }
}

/** Answers a request with a refusal. */
export function refuse(
  incoming: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
): void {
  incoming.resume()
  response.writeHead(refusal.status, refusal.reason, headOf(refusal))
  response.end(refusal.text)
}

/** Answers a CONNECT with a refusal. */
export function refuseTunnel(socket: Duplex, refusal: Refusal): void {
  const lines = Object.entries(headOf(refusal)).map(([name, value]) => `${name}: ${value}`)
  const head = `HTTP/1.1 ${refusal.status} ${refusal.reason}\r\n${lines.join('\r\n')}\r\n\r\n`
  socket.end(`${head}${refusal.text}`)
}
