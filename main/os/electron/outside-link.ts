const mostCharacters = 2_048

/** The address a person may be sent to in the system's browser; null for everything that is no plain https link. */
export function outsideLink(address: string): string | null {
  if (address.length > mostCharacters || !URL.canParse(address)) return null
  const { protocol, username, password, hostname, href } = new URL(address)
  const isPlain = protocol === 'https:' && username === '' && password === '' && hostname !== ''
  return isPlain ? href : null
}
