import { isKnown, UNKNOWN } from '../scene.ts'

const MAX = 64 * 1024

/** Resolves backslash escapes as `echo -e` and `printf` do. */
export function unescape(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|0?([0-7]{1,3})|(.))/gs,
    (whole, x?: string, u?: string, long?: string, octal?: string, plain?: string) => {
      const hex = x ?? u ?? long
      if (hex !== undefined) return codePoint(Number.parseInt(hex, 16))
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255)
      return ESCAPES[plain ?? ''] ?? whole
    },
  )
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
  const conversions = (format.match(/%[^%]/g) ?? []).length
  const rounds =
    conversions === 0 ? 1 : Math.min(64, Math.max(1, Math.ceil(values.length / conversions)))
  let out = ''
  let next = 0
  for (let round = 0; round < rounds && out.length < MAX; round++) {
    out += unescape(format).replace(
      /%(?:%|[-+ #0]*\d*(?:\.\d+)?([a-zA-Z]))/g,
      (whole, kind?: string) => {
        if (kind === undefined) return whole === '%%' ? '%' : whole
        const value = values[next++] ?? ''
        return convert(kind, value)
      },
    )
  }
  return out
}

function convert(kind: string, value: string): string {
  if (kind === 's' || kind === 'q') return value
  if (kind === 'b') return unescape(value)
  if (kind === 'c') return value.slice(0, 1)
  if (kind === 'd' || kind === 'i') return /^-?\d+$/.test(value) ? value : UNKNOWN
  if ((kind === 'x' || kind === 'o' || kind === 'X') && /^\d+$/.test(value)) {
    return Number(value).toString(kind === 'o' ? 8 : 16)
  }
  return UNKNOWN
}

/** Decodes base64 text, or null when it holds anything unknown. */
export function decodeBase64(text: string): string | null {
  if (!isKnown(text)) return null
  const clean = text.replace(/\s+/g, '')
  if (clean.length > MAX || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(clean)) return null
  return Buffer.from(clean, 'base64').toString('utf8')
}

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
  text = unescape(text)
  const out: string[] = []
  for (let at = 0; at < text.length && out.length < 512; at++) {
    const start = text.charCodeAt(at)
    const end = text[at + 1] === '-' ? text.charCodeAt(at + 2) : Number.NaN
    if (Number.isNaN(end)) {
      out.push(text[at] ?? '')
      continue
    }
    for (let code = start; code <= end && out.length < 512; code++)
      out.push(String.fromCharCode(code))
    at += 2
  }
  return out
}
