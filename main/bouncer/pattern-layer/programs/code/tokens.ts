import { resolveEscapes } from '../text-constants.ts'
import type { Dialect } from './dialects.ts'

/** One token of inline code. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'command' | 'pattern' | 'newline' | 'operator'
  /** Name, operator or number as written; the value of a string, escapes resolved. */
  readonly text: string
  /** A string that holds expressions of the language. */
  readonly interpolates: boolean
  readonly start: number
  readonly end: number
}

/** Inline code as tokens, comments and blanks dropped. */
export interface Tokens {
  readonly list: readonly Token[]
  /** A string never ends or a character fits nowhere: strings and code may be confused. */
  readonly broken: boolean
}

const GROUP = { space: 1, comment: 2, string: 3, name: 4, number: 5, newline: 6, operator: 7 }
const MAX_TOKENS = 8000

interface Reader {
  readonly code: string
  readonly dialect: Dialect
  readonly list: Token[]
  broken: boolean
  depth: number
}

/** Splits code into tokens; linear in its length. */
export function tokenise(code: string, dialect: Dialect): Tokens {
  const reader: Reader = { code, dialect, list: [], broken: false, depth: 0 }
  const pattern = dialect.token
  let at = 0
  while (at < code.length && reader.list.length < MAX_TOKENS) {
    const special = readSpecial(reader, at)
    if (special > at) {
      at = special
      continue
    }
    pattern.lastIndex = at
    const match = pattern.exec(code)
    if (!match) break
    addToken(reader, match, at)
    at = pattern.lastIndex
  }
  return { list: reader.list, broken: reader.broken || at < code.length }
}

function addToken(reader: Reader, match: RegExpExecArray, start: number): void {
  const text = match[0]
  const end = start + text.length
  if (match[GROUP.space] !== undefined || match[GROUP.comment] !== undefined) return
  if (match[GROUP.string] !== undefined) addString(reader, text, start)
  else if (match[GROUP.name] !== undefined) push(reader, 'name', { text, start, end })
  else if (match[GROUP.number] !== undefined) push(reader, 'number', { text, start, end })
  else if (match[GROUP.newline] !== undefined) addNewline(reader, start)
  else {
    if (match[GROUP.operator] === undefined) reader.broken = true
    reader.depth += DEPTH[text] ?? 0
    push(reader, 'operator', { text, start, end })
  }
}

const DEPTH: Readonly<Record<string, number>> = { '(': 1, '[': 1, ')': -1, ']': -1 }

function push(
  reader: Reader,
  kind: Token['kind'],
  at: {
    readonly text: string
    readonly start: number
    readonly end: number
    readonly interpolates?: boolean
  },
): void {
  const { text, start, end } = at
  reader.list.push({ kind, text, start, end, interpolates: at.interpolates ?? false })
}

/** A line ends a statement only outside brackets. */
function addNewline(reader: Reader, start: number): void {
  if (reader.depth > 0 || reader.list.at(-1)?.kind === 'newline') return
  push(reader, 'newline', { text: '\n', start, end: start + 1 })
}

function addString(reader: Reader, text: string, start: number): void {
  const { dialect } = reader
  const prefix = /^[a-zA-Z]*/.exec(text)?.[0].toLowerCase() ?? ''
  const rest = text.slice(prefix.length)
  const quote = /^(?:'''|"""|\[\[|['"`])/.exec(rest)?.[0] ?? ''
  const close = quote === '[[' ? ']]' : quote
  if (rest.length < quote.length + close.length || !rest.endsWith(close)) reader.broken = true
  const body = rest.slice(quote.length, rest.endsWith(close) ? -close.length : undefined)
  const isRaw = prefix.includes('r') || quote === '[[' || (quote === "'" && dialect.backticksRun)
  push(reader, quote === '`' && dialect.backticksRun ? 'command' : 'string', {
    text: isRaw ? body.replace(/\\(['\\])/g, '$1') : unescaped(body),
    start,
    end: start + text.length,
    interpolates: prefix.includes('f') || dialect.interpolates?.test(rest) === true,
  })
}

/** Backslash escapes of strings; `\u{41}` and a continued line are known too. */
function unescaped(body: string): string {
  if (!body.includes('\\')) return body
  const plain = body.replace(/\\\r?\n/g, '').replace(/\\([xu])\{([\da-fA-F]{1,6})\}/g, bracedEscape)
  return resolveEscapes(plain.replace(/\\(["'`$@#/ ])/g, '$1'))
}

function bracedEscape(whole: string, _kind: string, digits: string): string {
  const value = Number.parseInt(digits, 16)
  return value > 0 && value < 0x110000 ? String.fromCodePoint(value) : whole
}

/** Patterns between slashes and the quoting operators of perl and ruby. */
function readSpecial(reader: Reader, at: number): number {
  const { dialect, code } = reader
  if (!dialect.slashPatterns) return at
  const char = code.charCodeAt(at)
  if (char === 47) return valueMayStart(reader) ? readPattern(reader, at) : at
  if (dialect.name === 'perl' && IS_QUOTE_LETTER[char]) return readPerlQuote(reader, at)
  if (dialect.name !== 'ruby' || !valueMayStart(reader)) return at
  if (char === 37) return readRubyQuote(reader, at)
  return char === 58 ? readSymbol(reader, at) : at
}

const IS_QUOTE_LETTER: Readonly<Record<number, boolean>> = Object.fromEntries(
  [...'qmsty'].map((letter) => [letter.charCodeAt(0), true]),
)

const BEFORE_VALUE =
  /^(?:return|typeof|in|of|case|do|else|and|or|not|if|unless|when|while|until|then|puts|print|p|split|grep|x|await|yield)$/

function valueMayStart(reader: Reader): boolean {
  const before = reader.list.at(-1)
  if (!before) return true
  if (before.kind === 'operator') return !/^[)\]}]$/.test(before.text)
  if (before.kind === 'name') {
    if (BEFORE_VALUE.test(before.text)) return true
    const spaced = reader.code.charCodeAt(before.end) === 32
    return reader.dialect.bareCalls && spaced && !before.text.startsWith('$')
  }
  return before.kind === 'newline'
}

const SLASHED = /\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.){0,200}\]){1,400}\/[a-z]*/y

function readPattern(reader: Reader, at: number): number {
  SLASHED.lastIndex = at
  const match = SLASHED.exec(reader.code)
  if (!match) return at
  push(reader, 'pattern', { text: match[0], start: at, end: SLASHED.lastIndex })
  return SLASHED.lastIndex
}

const PERL_QUOTE = /(qq|qw|qx|qr|tr|[qmsy])\s*([^\w\s,;=)>])/y
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' }

function readPerlQuote(reader: Reader, at: number): number {
  const { code } = reader
  const before = code[at - 1] ?? ' '
  if (/[\w$@%>{-]/.test(before)) return at
  PERL_QUOTE.lastIndex = at
  const match = PERL_QUOTE.exec(code)
  if (!match) return at
  const [whole, operator = '', open = ''] = match
  const first = bodyEnd(code, at + whole.length, open)
  const body = code.slice(at + whole.length, first)
  if (first >= code.length) reader.broken = true
  if (/^(?:s|tr|y)$/.test(operator)) {
    return readReplacement(reader, { at, open, first, runs: operator === 's' })
  }
  push(reader, QUOTE_KINDS[operator] ?? 'pattern', {
    text: operator === 'q' ? body : unescaped(body),
    start: at,
    end: first + 1,
    interpolates: operator !== 'q' && open !== "'",
  })
  return first + 1
}

const QUOTE_KINDS: Readonly<Record<string, Token['kind']>> = {
  q: 'string',
  qq: 'string',
  qw: 'string',
  qx: 'command',
}

/** The second half of `s/…/…/` is text, or code when the flag `e` stands behind it. */
function readReplacement(
  reader: Reader,
  from: {
    readonly at: number
    readonly open: string
    readonly first: number
    readonly runs: boolean
  },
): number {
  const { code } = reader
  let start = from.first + 1
  let open = from.open
  if (CLOSING[open]) {
    while (/\s/.test(code[start] ?? '')) start++
    open = code[start] ?? ''
    start++
  }
  const end = bodyEnd(code, start, open)
  const flags = /^[a-z]*/.exec(code.slice(end + 1, end + 12))?.[0] ?? ''
  push(reader, 'pattern', { text: 's', start: from.at, end: end + 1 })
  if (from.runs && flags.includes('e')) {
    const inner = tokenise(code.slice(start, end), reader.dialect)
    push(reader, 'operator', { text: ';', start, end: start })
    reader.list.push(...inner.list)
    push(reader, 'operator', { text: ';', start: end, end })
  }
  return end + 1 + flags.length
}

/** Offset of the character that closes a quote; brackets nest. */
function bodyEnd(code: string, from: number, open: string): number {
  const close = CLOSING[open] ?? open
  let depth = 1
  for (let at = from; at < code.length; at++) {
    const char = code[at]
    if (char === '\\') at++
    else if (char === close) {
      depth--
      if (depth === 0) return at
    } else if (char === open) depth++
  }
  return code.length
}

const RUBY_QUOTE = /%([wWiIqQxr]?)([[({<|!/])/y

function readRubyQuote(reader: Reader, at: number): number {
  RUBY_QUOTE.lastIndex = at
  const match = RUBY_QUOTE.exec(reader.code)
  if (!match) return at
  const [whole, letter = '', open = ''] = match
  const end = bodyEnd(reader.code, at + whole.length, open)
  if (end >= reader.code.length) reader.broken = true
  push(reader, letter === 'x' ? 'command' : 'string', {
    text: reader.code.slice(at + whole.length, end),
    start: at,
    end: end + 1,
    interpolates: !/[wiq]/.test(letter),
  })
  return end + 1
}

const SYMBOL = /:([A-Za-z_]\w*[?!]?)/y

function readSymbol(reader: Reader, at: number): number {
  SYMBOL.lastIndex = at
  const match = SYMBOL.exec(reader.code)
  if (!match) return at
  push(reader, 'string', { text: match[1] ?? '', start: at, end: SYMBOL.lastIndex })
  return SYMBOL.lastIndex
}
