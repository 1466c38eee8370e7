/** A piece of source text: code as it is, or the inside of a string. */
interface Piece {
  readonly kind: 'code' | 'string'
  readonly text: string
  readonly at: number
  /** For strings: the quote that opened it. */
  readonly quote: string
}

type Comments = 'slash' | 'hash'

/** Splits source text into code and strings and drops comments; one pass, wrong only in odd corners. */
function piecesOf(text: string, comments: Comments): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  let at = 0
  const flush = (end: number): void => {
    if (end > from) pieces.push({ kind: 'code', text: text.slice(from, end), at: from, quote: '' })
  }
  while (at < text.length) {
    const end = commentEnd(text, at, comments)
    const quote = end > at ? '' : quoteAt(text, at)
    if (end === at && quote === '') {
      at++
      continue
    }
    flush(at)
    if (quote !== '') {
      const start = at + quote.length
      const stop = stringEnd(text, start, quote)
      if (!isDocumentation(text, at, quote))
        pieces.push({ kind: 'string', text: text.slice(start, stop), at: start, quote })
      at = Math.min(text.length, stop + quote.length)
    } else at = end
    from = at
  }
  flush(text.length)
  return pieces
}

/** Where a comment that starts here ends; the same place when none does. */
function commentEnd(text: string, at: number, comments: Comments): number {
  const char = text[at]
  if (comments === 'hash') {
    const starts = char === '#' && (at === 0 || /\s/.test(text[at - 1] ?? ''))
    return starts ? lineEnd(text, at) : at
  }
  if (char !== '/') return at
  if (text[at + 1] === '/' && text[at - 1] !== ':') return lineEnd(text, at)
  if (text[at + 1] !== '*') return at
  const end = text.indexOf('*/', at + 2)
  return end < 0 ? text.length : end + 2
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function quoteAt(text: string, at: number): string {
  const char = text[at] ?? ''
  if (char !== '"' && char !== "'" && char !== '`') return ''
  return char !== '`' && text.startsWith(char.repeat(3), at) ? char.repeat(3) : char
}

function stringEnd(text: string, start: number, quote: string): number {
  const endsWithLine = quote === '"' || quote === "'"
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (endsWithLine && char === '\n') return at
    else if (char === quote[0] && text.startsWith(quote, at)) return at
  }
  return text.length
}

/** A text that stands alone on its line is documentation. */
function isDocumentation(text: string, at: number, quote: string): boolean {
  if (quote.length !== 3) return false
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  return line.trim() === ''
}

const CALL_INSIDE = /\w\s{0,4}\(\s{0,4}["'`\\]/

/** Source text without comments, and without strings that hold code: what they say, nobody does. */
export function executedCode(text: string, language: string): string {
  const comments: Comments = /^(?:node|php|rust|gradle)$/.test(language) ? 'slash' : 'hash'
  return piecesOf(text, comments)
    .map(({ kind, text: part, quote }) => {
      if (kind === 'code') return part
      return quote + (CALL_INSIDE.test(part) ? '' : part) + quote
    })
    .join('')
}

/** Strings of a source text that could be commands, those side by side in one call also as one. */
export function commandStrings(
  text: string,
  comments: Comments,
): { readonly text: string; readonly at: number }[] {
  const found: { text: string; at: number }[] = []
  let words: string[] = []
  const flush = (): void => {
    if (words.length > 1) found.push({ text: words.join(' '), at: -1 })
    words = []
  }
  for (const piece of piecesOf(text, comments)) {
    if (piece.kind === 'string') {
      words.push(piece.text)
      if (/\s|\|/.test(piece.text)) found.push({ text: piece.text, at: piece.at })
    } else if (!/^[\s,()[\]&.]*(?:\.?args?\s*\(\s*&?\[?\s*)?$/.test(piece.text)) flush()
  }
  flush()
  return found
}
