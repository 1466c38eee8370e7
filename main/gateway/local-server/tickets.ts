import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Secret, secret } from '../../../shared/kit/secret.ts'
import type { Clock } from '../../kit/clock.ts'

/** How long a ticket can be exchanged, in milliseconds. */
export const ticketLifeMs = 60_000
const mostTickets = 64
const secretBytes = 32

/** Tickets buy the token, the token opens the socket; both are known to this process alone. */
export interface Tickets {
  /** A new ticket: 64 hexadecimal digits, good once and for a minute. */
  mint(): Secret
  /** The session token for a good ticket; null otherwise. */
  redeem(ticket: unknown): Secret | null
  isToken(candidate: unknown): boolean
}

const digest = (value: string) => createHash('sha256').update(value).digest()
const fresh = () => secret(randomBytes(secretBytes).toString('hex'))
const isHex = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

/** Creates the token of this start; digests of equal length are compared in constant time. */
export function createTickets(clock: Clock): Tickets {
  const token = fresh()
  const tokenDigest = digest(token.expose())
  let open: { readonly digest: Buffer; readonly endsAt: number }[] = []

  return {
    mint() {
      const ticket = fresh()
      const endsAt = clock.elapsed() + ticketLifeMs
      open = [...open, { digest: digest(ticket.expose()), endsAt }].slice(-mostTickets)
      return ticket
    },
    redeem(ticket) {
      const now = clock.elapsed()
      open = open.filter(({ endsAt }) => now < endsAt)
      if (!isHex(ticket)) return null
      const offered = digest(ticket)
      const isGood = open.map((known) => timingSafeEqual(known.digest, offered))
      open = open.filter((_known, at) => !isGood[at])
      return isGood.includes(true) ? token : null
    },
    isToken: (candidate) => isHex(candidate) && timingSafeEqual(digest(candidate), tokenDigest),
  }
}
