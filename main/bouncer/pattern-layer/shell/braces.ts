import { numberRange } from './brace-ranges.ts'

const MAX_RESULTS = 128
/** Characters that one word may cost to read, so that many braces that stay open are not read over and over. */
const MAX_STEPS = 100_000

/** Expands `{a,b}` and `{1..3}` as bash does before anything else; null when there is too much or it is not known. */
export function expandBraces(text: string): string[] | null {
  const reading: Reading = { text, left: MAX_STEPS }
  const found = expand(reading, 0, text.length)
  return reading.left < 0 ? null : found
}

interface Reading {
  readonly text: string
  left: number
}

/** All words that a piece of text stands for. */
function expand(reading: Reading, from: number, to: number): string[] | null {
  const { text } = reading
  let results = ['']
  let at = from
  for (;;) {
    const group = nextGroup(reading, at, to)
    if (!group) return joined(results, [text.slice(at, to)])
    const items = itemsOf(reading, group)
    if (!items) return null
    const next = joined(results, items, text.slice(at, group.open))
    if (!next) return null
    results = next
    at = group.close + 1
  }
}

/** Every result with every item behind it; null when there are too many. */
function joined(
  results: readonly string[],
  items: readonly string[],
  between = '',
): string[] | null {
  if (results.length * items.length > MAX_RESULTS) return null
  return results.flatMap((result) => items.map((item) => result + between + item))
}

interface Group {
  readonly open: number
  readonly close: number
}

/** The next braces that hold a comma or two dots. */
function nextGroup(reading: Reading, from: number, to: number): Group | null {
  // An empty pair at the start of a word opens nothing.
  const isEmpty =
    reading.text[from] === '{' &&
    /^(?:\}|$)/.test(reading.text.slice(from + 1, Math.min(from + 2, to)))
  let open = find(reading, { from: isEmpty ? from + 1 : from, to, char: '{' })
  while (open >= 0) {
    const close = find(reading, { from: open + 1, to, char: '}' })
    if (close >= 0) return { open, close }
    open = find(reading, { from: open + 1, to, char: '{' })
  }
  return null
}

/** What the braces stand for; as they are written when that is nothing. */
function itemsOf(reading: Reading, { open, close }: Group): string[] | null {
  const body = reading.text.slice(open + 1, close)
  if (!/,/.test(body.replace(/\\./gs, ''))) {
    const range = numberRange(body, MAX_RESULTS)
    return range === undefined ? [reading.text.slice(open, close + 1)] : range
  }
  const items: string[] = []
  let at = open + 1
  while (at <= close) {
    const comma = find(reading, { from: at, to: close, char: ',' })
    const end = comma < 0 ? close : comma
    const found = expand(reading, at, end)
    if (!found || items.length + found.length > MAX_RESULTS) return null
    items.push(...found)
    at = end + 1
  }
  return items
}

interface Search {
  readonly from: number
  readonly to: number
  readonly char: '{' | '}' | ','
}

/** Where a character stands that no quote, substitution or inner brace holds; -1 when it does not. */
function find(reading: Reading, { from, to, char }: Search): number {
  const { text } = reading
  let depth = 0
  let splits = char !== '}'
  for (let at = from; at < to && reading.left >= 0; at++) {
    reading.left--
    const end = skipped(reading, at, to)
    if (end === at && depth === 0) {
      if (splits && text[at] === char) return at
      splits ||= isSplit(text, at)
    }
    depth += change(text, { at, end, depth })
    at = end
  }
  return -1
}

/** By how much braces nest deeper from here on. */
function change(
  text: string,
  { at, end, depth }: { readonly at: number; readonly end: number; readonly depth: number },
): number {
  if (text[at] === '$' && text[at + 1] === '{') return 1
  if (end > at) return 0
  if (text[at] === '{') return 1
  return text[at] === '}' && depth > 0 ? -1 : 0
}

/** A comma, or two dots that do not end the braces. */
function isSplit(text: string, at: number): boolean {
  if (text[at] === ',') return true
  return text[at] === '.' && text[at + 1] === '.' && text[at + 2] !== '}'
}

/** The last character of what is quoted, guarded or substituted from here on; `at` itself when nothing is. */
function skipped(reading: Reading, at: number, to: number): number {
  const { text } = reading
  const char = text[at] ?? ''
  if (char === '\\') return at + 1
  if (QUOTES.includes(char)) return endOfQuote(reading, at, to)
  const next = text[at + 1]
  if (char === '$' && next === '{') return at + 1
  const opens = next === '(' && (char === '$' || char === '<' || char === '>')
  return opens ? endOfSubstitution(reading, at + 2, to) : at
}

const QUOTES = '\'"`'

function endOfQuote(reading: Reading, open: number, to: number): number {
  const { text } = reading
  const quote = text[open]
  let at = open + 1
  for (; at < to && reading.left >= 0 && text[at] !== quote; at++) {
    reading.left--
    if (text[at] === '\\' && quote !== "'") at++
    else if (quote === '"' && text[at] === '$' && text[at + 1] === '(') {
      at = endOfSubstitution(reading, at + 2, to)
    }
  }
  return at
}

function endOfSubstitution(reading: Reading, from: number, to: number): number {
  const { text } = reading
  let depth = 1
  for (let at = from; at < to && reading.left >= 0; at++) {
    reading.left--
    const char = text[at] ?? ''
    if (char === '\\') at++
    else if (QUOTES.includes(char)) at = endOfQuote(reading, at, to)
    else depth += PARENTHESES[char] ?? 0
    if (depth === 0) return at
  }
  return to
}

const PARENTHESES: Readonly<Record<string, number>> = { '(': 1, ')': -1 }
