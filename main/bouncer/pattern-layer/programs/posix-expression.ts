/** Longest expression and most repetitions that are tried, so that matching stays cheap. */
const MAX_SOURCE = 120
const MAX_REPEATS = 2

const PIECE = /(?:\\x[0-9a-fA-F]{2})+|\\[\s\S]|\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|\{\d*,?\d*\}|[\s\S]/g

/**
 * The expression of a POSIX pattern, basic as `sed` reads it or extended as `awk` and `[[ =~ ]]` do;
 * null when it is long, repeats much or holds what is not understood.
 */
export function posixExpression(
  source: string,
  options: { readonly extended: boolean; readonly flags?: string },
): RegExp | null {
  if (source.length > MAX_SOURCE) return null
  const pieces = source.match(PIECE) ?? []
  const parts = pieces.map(options.extended ? extendedPart : basicPart)
  if (parts.includes(null) || parts.filter(repeats).length > MAX_REPEATS) return null
  if (parts.some((part, at) => repeats(part) && parts[at - 1] === ')')) return null
  const built = parts.join('')
  try {
    return new RegExp(built, options.flags ?? '')
  } catch {
    return null
  }
}

function repeats(part: string | null): boolean {
  return part === '*' || part === '+'
}

function extendedPart(piece: string): string | null {
  if (/^\{\d*,?\d*\}$/.test(piece)) return null
  if (/^[*+?()|^$.]$/.test(piece)) return piece
  return commonPart(piece)
}

/** In basic expressions `( ) + ? |` act behind a backslash and stand for themselves without one. */
function basicPart(piece: string): string | null {
  if (/^\\[()+?|]$/.test(piece)) return piece.slice(1)
  if (/^\{\d*,?\d*\}$/.test(piece)) return `\\${piece.slice(0, -1)}\\}`
  if (/^[*^$.]$/.test(piece)) return piece
  return commonPart(piece)
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-/:-@\\[-`{-~',
}

function commonPart(piece: string): string | null {
  if (piece.startsWith('\\x')) {
    return literal(Buffer.from(piece.replace(/\\x/g, ''), 'hex').toString('utf8'))
  }
  if (piece.startsWith('\\')) return escaped(piece.slice(1))
  if (piece.startsWith('[') && piece.length > 1) return bracket(piece)
  return literal(piece)
}

function escaped(char: string): string | null {
  if (/^[ntsSwWb]$/.test(char)) return `\\${char}`
  return /^\w$/.test(char) ? null : literal(char)
}

function bracket(piece: string): string | null {
  const negated = piece.startsWith('[^')
  const body = piece
    .slice(negated ? 2 : 1, -1)
    .replace(/[\\[\]^](?!:)/g, '\\$&')
    .replace(/\[:(\w+):\\?\]?/g, (_whole, name: string) => CLASSES[name] ?? '')
  return `[${negated ? '^' : ''}${body}]`
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
