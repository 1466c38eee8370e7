const BASE64 = /^[A-Za-z0-9+/_-]{16,}={0,2}$/
const HEX = /^(?:[0-9a-f]{2}){10,}$/i
const BASE32 = /^[A-Z2-7]{24,}=*$/i

/**
 * Whether a word is text in disguise: base64 or hex that decodes to readable characters. Hashes, ids and keys of
 * media decode to noise and pass. A word too long to be an id counts as well.
 */
export function carriesEncodedText(word: string): boolean {
  const text = word.slice(0, 2000)
  if (HEX.test(text)) return isReadable(Buffer.from(text, 'hex'))
  if (!BASE64.test(text)) return false
  if (/^[a-z]+(?:[-_/][a-z]+)*$/i.test(text) && !/[a-z][A-Z]{2,}[a-z]|[A-Z][a-z][A-Z]/.test(text))
    return false
  if (isReadable(Buffer.from(text, 'base64'))) return true
  return text.length > 200 || (BASE32.test(text) && text.length >= 48 && /[2-7]/.test(text))
}

/** Almost every byte is a printable character, which noise of this length never is. */
function isReadable(bytes: Buffer): boolean {
  if (bytes.length < 9) return false
  let odd = 0
  for (const byte of bytes) {
    if (byte !== 9 && byte !== 10 && byte !== 13 && (byte < 32 || byte > 126)) odd++
  }
  return odd * 20 <= bytes.length
}
