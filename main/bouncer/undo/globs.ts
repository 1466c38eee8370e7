/** A pattern of paths as the shell and `find` use them, split where names are no longer plain. */
export interface PathPattern {
  /** Absolute folder that holds everything the pattern can match. */
  readonly folder: string
  /** Whether what it matches may lie deeper than right in the folder. */
  readonly isDeep: boolean
  /** Whether a name is matched by the last part. */
  matches(name: string): boolean
}

const SPECIAL = /[*?[{\\]/

/** Reads a pattern; it may match more than the program would take, never less. */
export function readPattern(pattern: string): PathPattern {
  const parts = pattern.split('/')
  const first = parts.findIndex((part) => SPECIAL.test(part))
  if (first < 0) {
    const name = parts.at(-1) ?? ''
    return {
      folder: parts.slice(0, -1).join('/') || '/',
      isDeep: false,
      matches: (one) => one === name,
    }
  }
  const folder = parts.slice(0, first).join('/') || '/'
  // Many stars mean no more than one, and cost much more.
  const last = (parts.at(-1) ?? '*').replace(/\*+/g, '*')
  // A plain name behind a pattern of folders, as in `*/dist`.
  const form = toRegExp(last)
  const isDeep = parts.length - first > 1
  // The shell leaves hidden names out, `find` does not.
  const hidden = isDeep || last.startsWith('.')
  return { folder, isDeep, matches: (name) => form.test(name) && (hidden || name[0] !== '.') }
}

function toRegExp(part: string): RegExp {
  let source = ''
  for (let at = 0; at < part.length; ) {
    const piece = pieceAt(part, at)
    source += piece.source
    at += piece.length
  }
  return new RegExp(`^${source}$`, 's')
}

interface Piece {
  readonly source: string
  /** Characters of the pattern that it stands for. */
  readonly length: number
}

function pieceAt(part: string, at: number): Piece {
  const char = part[at] ?? ''
  if (char === '*') return { source: '.*', length: 1 }
  if (char === '?') return { source: '.', length: 1 }
  if (char === '\\' && at + 1 < part.length)
    return { source: escaped(part[at + 1] ?? ''), length: 2 }
  return bracketAt(part, at) ?? { source: escaped(char), length: 1 }
}

function bracketAt(part: string, at: number): Piece | null {
  const char = part[at]
  const close = part.indexOf(char === '[' ? ']' : '}', at + 1)
  if ((char !== '[' && char !== '{') || close <= at + 1) return null
  const inner = part.slice(at + 1, close)
  const length = close + 1 - at
  if (char === '[') return { source: classOf(inner), length }
  const choices = inner.split(',').map((one) => toRegExp(one).source.slice(1, -1))
  return { source: `(?:${choices.join('|')})`, length }
}

/** A class that cannot be read matches any character. */
function classOf(inner: string): string {
  const negated = /^[!^]/.test(inner)
  const body = (negated ? inner.slice(1) : inner).replace(/[\\\]^]/g, '\\$&')
  try {
    return new RegExp(`[${negated ? '^' : ''}${body}]`).source
  } catch (error) {
    if (error instanceof SyntaxError) return '.'
    throw error
  }
}

function escaped(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}
