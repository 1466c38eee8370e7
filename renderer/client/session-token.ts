import { brand } from '../../shared/brand.ts'

const key = `${brand.appId}.session-token`
const offerKey = `${brand.appId}.session-offer`

/** What buys the token: the ticket, and a claim by which the same tab may ask for the answer again. */
export interface Offer {
  readonly ticket: string
  readonly claim: string
}

/** The page's own surroundings, handed in so that tests need no browser. */
export interface PageSurroundings {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState'>
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** 64 fresh random hexadecimal digits. */
  readonly newClaim: () => string
  /** Exchanges the ticket; resolves to null when it is refused, rejects when nobody answers. */
  readonly exchange: (offer: Offer) => Promise<string | null>
}

/** Takes the single-use ticket out of the address, so that it stands in no history; null when there is none. */
export function takeTicket({ location, history }: PageSurroundings): string | null {
  const ticket = /^#ticket=([0-9a-f]+)$/i.exec(location.hash)?.[1] ?? null
  if (ticket !== null) history.replaceState(null, '', `${location.pathname}${location.search}`)
  return ticket
}

/** The offer this tab has not heard the answer to; an address with a fresh ticket makes a new one. */
function takeOffer(page: PageSurroundings): Offer | null {
  const fresh = takeTicket(page)
  if (fresh !== null) page.storage.setItem(offerKey, `${fresh} ${page.newClaim()}`)
  const [ticket, claim] = page.storage.getItem(offerKey)?.split(' ') ?? []
  return ticket && claim ? { ticket, claim } : null
}

/** Yields the token of this tab: the one a ticket buys, else the one kept; null when there is neither. */
export async function obtainToken(page: PageSurroundings): Promise<string | null> {
  const offer = takeOffer(page)
  const bought = offer === null ? null : await page.exchange(offer)
  if (bought !== null) page.storage.setItem(key, bought)
  page.storage.removeItem(offerKey)
  return bought ?? page.storage.getItem(key)
}

/** Drops a token that the server no longer knows. */
export function forgetToken(page: PageSurroundings): void {
  page.storage.removeItem(key)
}

/** Asks the server this page came from for a token. */
export async function exchangeTicket(offer: Offer): Promise<string | null> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(offer),
  })
  if (!response.ok) return null
  const body: unknown = await response.json()
  const isToken = typeof body === 'object' && body !== null && 'token' in body
  return isToken && typeof body.token === 'string' ? body.token : null
}

/** A claim from the browser's own source of randomness. */
export function newClaim(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
