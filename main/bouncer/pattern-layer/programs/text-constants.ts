import { isKnown, UNKNOWN } from '../scene.ts'

const MAX = 64 * 1024

/** Resolves backslash escapes as `echo -e` and `printf` do. */
export function resolveEscapes(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(ESCAPE, resolveEscape)
}

const ESCAPE = /\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,4}|.)/gs

function resolveEscape(sequence: string): string {
  const body = sequence.slice(1)
  if (/^[xuU][0-9a-fA-F]/.test(body)) return codePoint(Number.parseInt(body.slice(1), 16))
  if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8) & 255)
  return ESCAPES[body] ?? sequence
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '',
  b: '',
  c: '',
  e: '\u001B',
  '\\': '\\',
}

function codePoint(value: number): string {
  return value > 0 && value < 0x110000 ? String.fromCodePoint(value) : ''
}

/** What `printf` prints for a format and arguments, unknown where a conversion is not plain. */
export function formatPrintf(args: readonly string[]): string {
  const [format, ...values] = args[0] === '--' ? args.slice(1) : args
  if (format === undefined) return ''
  if (/%[-+ #0]*\*|%[-+ #0]*\d*\.\*/.test(format)) return UNKNOWN
  const conversions = (format.match(/%[^%]/g) ?? []).length
  const rounds =
    conversions === 0 ? 1 : Math.min(64, Math.max(1, Math.ceil(values.length / conversions)))
  let out = ''
  let next = 0
  for (let round = 0; round < rounds && out.length < MAX; round++) {
    out += resolveEscapes(format).replace(
      /%(?:%|([-+ #0]*)(\d*)(?:\.(\d+))?([a-zA-Z]))/g,
      (...[whole, flags = '', width, most, kind]: (string | undefined)[]) => {
        if (kind === undefined) return whole === '%%' ? '%' : (whole ?? '')
        const value = values[next++] ?? ''
        return sized(convert(kind, value), { kind, flags, width, most })
      },
    )
  }
  return out
}

/** Text cut and filled up as the digits of a conversion say. */
function sized(
  text: string,
  by: {
    readonly kind: string
    readonly flags: string
    readonly width: string | undefined
    readonly most: string | undefined
  },
): string {
  const cut = by.most !== undefined && by.kind === 's' ? text.slice(0, Number(by.most)) : text
  const width = Math.min(Number(by.width || 0), 64)
  if (cut.length >= width || !isKnown(cut)) return cut
  if (by.flags.includes('-')) return cut.padEnd(width)
  return cut.padStart(width, by.flags.includes('0') && by.kind !== 's' ? '0' : ' ')
}

function convert(kind: string, value: string): string {
  switch (kind) {
    case 's':
      return value
    case 'q':
      return /^[\w@%+./ "$&'()*;<>?[\]`{|}\\-]+$/.test(value)
        ? value.replace(/[^\w@%+./-]/g, '\\$&')
        : UNKNOWN
    case 'b':
      return resolveEscapes(value)
    case 'c':
      return value.slice(0, 1)
    case 'd':
    case 'i':
      return /^-?\d+$/.test(value) ? value : UNKNOWN
    case 'x':
    case 'X':
    case 'o':
      return /^\d+$/.test(value) ? Number(value).toString(kind === 'o' ? 8 : 16) : UNKNOWN
    default:
      return UNKNOWN
  }
}

/** Decodes base64 text, or null when it holds anything unknown. */
export function decodeBase64(text: string): string | null {
  if (!isKnown(text)) return null
  const clean = text.replace(/\s+/g, '')
  if (clean.length > MAX || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(clean)) return null
  return Buffer.from(clean, 'base64').toString('utf8')
}

/** Decodes base32 text, or null when it holds anything else. */
export function decodeBase32(text: string): string | null {
  const clean = text.replace(/[\s=]+/g, '').toUpperCase()
  if (clean.length > MAX || !/^[A-Z2-7]*$/.test(clean)) return null
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const char of clean) {
    held = (held << 5) | BASE32.indexOf(char)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 255)
    held &= (1 << bits) - 1
  }
  return Buffer.from(bytes).toString('utf8')
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Decodes hexadecimal text, or null. */
export function decodeHex(text: string): string | null {
  const clean = text.replace(/\s+|0x|\\x/g, '')
  return /^(?:[0-9a-fA-F]{2})*$/.test(clean) && clean.length <= MAX
    ? Buffer.from(clean, 'hex').toString('utf8')
    : null
}

/** Reverses each line. */
export function reverseLines(text: string): string {
  return text
    .split('\n')
    .map((line) => [...line].reverse().join(''))
    .join('\n')
}

/** Translates characters as `tr FROM TO` does; ranges and a few classes are understood. */
export function translate(text: string, from: string, to: string): string | null {
  const source = expandSet(from)
  const target = expandSet(to)
  if (source === null || target === null || target.length === 0) return null
  const map = new Map<string, string>()
  source.forEach((char, at) => {
    map.set(char, target[Math.min(at, target.length - 1)] ?? char)
  })
  return [...text].map((char) => map.get(char) ?? char).join('')
}

/** Removes characters as `tr -d SET` does. */
export function removeCharacters(text: string, set: string): string | null {
  const drop = expandSet(set)
  return drop ? [...text].filter((char) => !drop.includes(char)).join('') : null
}

const CLASSES: Readonly<Record<string, string>> = {
  '[:upper:]': 'A-Z',
  '[:lower:]': 'a-z',
  '[:digit:]': '0-9',
  '[:space:]': ' \\t\\n',
  '[:alpha:]': 'A-Za-z',
}

function expandSet(set: string): string[] | null {
  let text = set
  for (const [name, body] of Object.entries(CLASSES)) text = text.replaceAll(name, body)
  if (text.includes('[:') || !isKnown(text)) return null
  text = resolveEscapes(text)
  const out: string[] = []
  for (const range of text.match(/.-.|./gs) ?? []) {
    if (out.length > MAX_SET) break
    out.push(...charactersOf(range))
  }
  return out
}

const MAX_SET = 512

function charactersOf(range: string): string[] {
  if (range.length < 3) return [...range]
  const start = range.charCodeAt(0)
  const count = Math.min(MAX_SET, Math.max(0, range.charCodeAt(2) - start + 1))
  return Array.from({ length: count }, (_, at) => String.fromCharCode(start + at))
}
