import { brand } from '../../shared/brand.ts'

const key = `${brand.appId}.session-token`

/** The page's own surroundings, handed in so that tests need no browser. */
export interface PageSurroundings {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState'>
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Exchanges the ticket; resolves to null when it is refused, rejects when nobody answers. */
  readonly exchange: (ticket: string) => Promise<string | null>
}

/** Takes the single-use ticket out of the address, so that it stands in no history; null when there is none. */
export function takeTicket({ location, history }: PageSurroundings): string | null {
  const ticket = /^#ticket=([0-9a-f]+)$/i.exec(location.hash)?.[1] ?? null
  if (ticket !== null) history.replaceState(null, '', `${location.pathname}${location.search}`)
  return ticket
}

/** Yields the token of this tab: the one a fresh ticket buys, else the one kept; null when there is neither. */
export async function obtainToken(page: PageSurroundings): Promise<string | null> {
  const ticket = takeTicket(page)
  const bought = ticket === null ? null : await page.exchange(ticket)
  if (bought !== null) page.storage.setItem(key, bought)
  return bought ?? page.storage.getItem(key)
}

/** Drops a token that the server no longer knows. */
export function forgetToken(page: PageSurroundings): void {
  page.storage.removeItem(key)
}

/** Asks the server this page came from for a token. */
export async function exchangeTicket(ticket: string): Promise<string | null> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  })
  if (!response.ok) return null
  const body: unknown = await response.json()
  const isToken = typeof body === 'object' && body !== null && 'token' in body
  return isToken && typeof body.token === 'string' ? body.token : null
}
