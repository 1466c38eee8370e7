/** Stands for text of any length that could not be computed. */
const UNKNOWN = '\uFFFC'
/** A token that is any text, and one that is any text without a slash. */
const ANY = '**'
const WITHIN = '*'

/** Steps of comparing that one decision may still cost; below zero nothing is sure any more. */
export interface Meter {
  left: number
}

/** A text cut into characters and wildcards. */
export type Tokens = readonly string[]

/** The tokens of a text in which no character is special. */
export function literalTokens(text: string): Tokens {
  return [...text]
}

/** The tokens of a text with `*`, `?` and sets such as `[ab]`, which count as any one character. */
export function globTokens(text: string, kind: 'path' | 'text'): Tokens {
  return (text.match(/\*{1,2}|\[[^\]]*\]|[\s\S]/gu) ?? []).map((part) => {
    if (part === UNKNOWN || part === '**') return ANY
    if (part === '*') return kind === 'text' ? ANY : WITHIN
    return part.length > 1 && part.startsWith('[') ? '?' : part
  })
}

/**
 * Whether two texts with wildcards can stand for the same text. Walks a table of one text against the
 * other row by row, so the cost is the product of the lengths, which is taken from the meter first.
 * True when the meter is empty.
 */
export function overlap(left: Tokens, right: Tokens, meter: Meter): boolean {
  if (!mayBegin(left, right) || !mayEnd(left, right)) return false
  meter.left -= left.length * right.length
  if (meter.left < 0) return true
  let row = firstRow(right)
  for (const one of left) row = nextRow(row, one, right)
  return row.at(-1) === true
}

/** Compares what stands before the first wildcard of either. */
function mayBegin(left: Tokens, right: Tokens): boolean {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    if (isWild(left[at]) || isWild(right[at])) return true
    if (left[at] !== right[at]) return false
  }
  return true
}

/** Compares what stands behind the last wildcard of either. */
function mayEnd(left: Tokens, right: Tokens): boolean {
  const length = Math.min(left.length, right.length)
  for (let back = 1; back <= length; back++) {
    const [one, other] = [left.at(-back), right.at(-back)]
    if (isWild(one) || isWild(other)) return true
    if (one !== other) return false
  }
  return true
}

function isWild(token: string | undefined): boolean {
  return token === ANY || token === WITHIN || token === '?'
}

function isSpan(token: string): boolean {
  return token === ANY || token === WITHIN
}

function firstRow(tokens: Tokens): boolean[] {
  const row = [true]
  for (const token of tokens) row.push(row.at(-1) === true && isSpan(token))
  return row
}

function nextRow(row: readonly boolean[], one: string, right: Tokens): boolean[] {
  const next = [isSpan(one) && row[0] === true]
  for (let at = 0; at < right.length; at++) {
    const other = right[at] ?? ''
    const both = row[at] === true && isSame(one, other)
    next.push(
      both ||
        spans(one, other, { empty: row[at + 1], more: next[at] }) ||
        spans(other, one, { empty: next[at], more: row[at + 1] }),
    )
  }
  return next
}

/** A span stands for nothing, or swallows the other token. */
function spans(
  span: string,
  token: string,
  reached: { readonly empty: boolean | undefined; readonly more: boolean | undefined },
): boolean {
  if (!isSpan(span)) return false
  if (reached.empty === true) return true
  return reached.more === true && (span === ANY || token !== '/')
}

function isSame(one: string, other: string): boolean {
  if (isSpan(one) || isSpan(other)) return false
  if (one === '?' || other === '?') return (one === '?' ? other : one) !== '/'
  return one === other
}
