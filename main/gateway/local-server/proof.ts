import type { IncomingMessage } from 'node:http'
import { readWindowId } from '../../../shared/app/client-names.ts'
import type { Tickets } from './tickets.ts'

/** What a request for a socket shows in its headers. */
export interface Proof {
  readonly isGiven: boolean
  readonly isGood: boolean
}

/** Reads the one `Authorization: Bearer` header; programs without a page show the token there. */
export function proofIn(request: IncomingMessage, tickets: Tickets): Proof {
  const given = request.headersDistinct.authorization
  if (!given) return { isGiven: false, isGood: false }
  const token = given.length === 1 ? /^Bearer (\S+)$/.exec(given[0] ?? '')?.[1] : undefined
  return { isGiven: true, isGood: tickets.isToken(token) }
}

/** The id of a page in its first frame `{kind: 'hello', token, window}`; null without one. */
export function windowOfHello(frame: unknown): string | null {
  const hasWindow = typeof frame === 'object' && frame !== null && 'window' in frame
  return hasWindow ? readWindowId(frame.window) : null
}

/** The token in a socket's first frame `{kind: 'hello', token}`; pages show it there. */
export function tokenOfHello(frame: unknown): unknown {
  const isHello =
    typeof frame === 'object' && frame !== null && 'kind' in frame && frame.kind === 'hello'
  return isHello && 'token' in frame ? frame.token : undefined
}
