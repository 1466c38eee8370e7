const longestTitle = 80

/** A title that a program chose, as data: one line, no controls or direction marks, bounded. */
export function shownTitle(title: string): string {
  const plain = title.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '·').trim()
  return plain.length > longestTitle ? `${plain.slice(0, longestTitle - 1)}…` : plain
}

/** Pieces of typed or pasted text as the app takes them, none cut inside a character. */
export function piecesOf(text: string, most = 16_384): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + most)
    const last = text.charCodeAt(end - 1)
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces
}

/** True for an address that may be offered to be opened: https, without a name or password in it. */
export function isPlainAddress(address: string): boolean {
  if (address.length > 2_048 || !URL.canParse(address)) return false
  const { protocol, username, password } = new URL(address)
  return protocol === 'https:' && username === '' && password === ''
}
