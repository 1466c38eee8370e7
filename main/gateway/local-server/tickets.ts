import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Secret, secret } from '../../../shared/kit/secret.ts'
import type { Clock } from '../../kit/clock.ts'

/** How long a ticket can be exchanged, in milliseconds. */
export const ticketLifeMs = 60_000
const mostTickets = 64
const secretBytes = 32

/** Tickets buy the token, the token opens the socket; both are known to this process alone. */
export interface Tickets {
  /** A new ticket: 64 hexadecimal digits, good for one redeemer and for a minute. */
  mint(): Secret
  /**
   * The session token for a good ticket; null otherwise. Whoever shows the claim (64 hexadecimal
   * digits) that a ticket was first redeemed with gets the same answer again, since a page that is
   * reloaded may never have seen the first one.
   */
  redeem(ticket: unknown, claim?: unknown): Secret | null
  isToken(candidate: unknown): boolean
}

const digest = (value: string) => createHash('sha256').update(value).digest()
const fresh = () => secret(randomBytes(secretBytes).toString('hex'))
const isHex = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

interface OpenTicket {
  readonly digest: Buffer
  readonly endsAt: number
  /** The digest of the claim it was redeemed with; null while nobody did. */
  readonly claimDigest: Buffer | null
}

const mayRedeem = (ticket: OpenTicket, claimDigest: Buffer | null) =>
  ticket.claimDigest === null ||
  (claimDigest !== null && timingSafeEqual(ticket.claimDigest, claimDigest))

/** Creates the token of this start; digests of equal length are compared in constant time. */
export function createTickets(clock: Clock): Tickets {
  const token = fresh()
  const tokenDigest = digest(token.expose())
  let open: readonly OpenTicket[] = []

  return {
    mint() {
      const ticket = fresh()
      const endsAt = clock.elapsed() + ticketLifeMs
      const minted = { digest: digest(ticket.expose()), endsAt, claimDigest: null }
      open = [...open, minted].slice(-mostTickets)
      return ticket
    },
    redeem(ticket, claim) {
      const now = clock.elapsed()
      open = open.filter(({ endsAt }) => now < endsAt)
      if (!isHex(ticket)) return null
      const offered = digest(ticket)
      const claimDigest = isHex(claim) ? digest(claim) : null
      const [known] = open.filter((one) => timingSafeEqual(one.digest, offered))
      if (!known || !mayRedeem(known, claimDigest)) return null
      const others = open.filter((one) => one !== known)
      open = claimDigest === null ? others : [...others, { ...known, claimDigest }]
      return token
    },
    isToken: (candidate) => isHex(candidate) && timingSafeEqual(digest(candidate), tokenDigest),
  }
}
