/** Why an address of a server for AI review cannot be kept. */
export type AiAddressFault = 'no-address' | 'carries-login' | 'not-encrypted'

/** Looks at the address of a server for AI review, up to its version; null where it can be kept. */
export function aiAddressFault(address: string): AiAddressFault | null {
  if (!URL.canParse(address)) return 'no-address'
  const { protocol, username, password, search, hash } = new URL(address)
  if (protocol !== 'https:' && protocol !== 'http:') return 'no-address'
  if (username + password + search + hash !== '') return 'carries-login'
  return protocol === 'https:' || isOnThisMachine(address) ? null : 'not-encrypted'
}

const loopback = /^https?:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d+)?(?:\/|$)/

/** Whether an address is on this machine, so that asking it sends nothing away. */
export function isOnThisMachine(address: string): boolean {
  return URL.canParse(address) && loopback.test(new URL(address).href)
}
