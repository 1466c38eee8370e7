const PIECE = /\\.|\[[!^]?\]?(?:\[:\w+:\]|[^\]])*\]|\[|\*|\?|./gs

/** The source of a regular expression for a shell pattern, or null when it is too long or odd. */
export function globExpression(pattern: string, shortest: boolean): string | null {
  if (pattern.length > 80 || (pattern.match(/\*/g)?.length ?? 0) > 1) return null
  // Where extended patterns are switched on, an operator before a parenthesis makes a group.
  if (/[?*+@!]\(/.test(pattern)) return null
  const source = pattern.replace(PIECE, (piece) => pieceExpression(piece, shortest))
  try {
    new RegExp(source)
    return source
  } catch {
    return null
  }
}

function pieceExpression(piece: string, shortest: boolean): string {
  if (piece === '*') return shortest ? '.*?' : '.*'
  if (piece === '?') return '.'
  if (piece.startsWith('\\') && piece.length === 2) return literal(piece.slice(1))
  return piece.length > 1 ? bracketExpression(piece.slice(1, -1)) : literal(piece)
}

const CLASS = /\[:(\w+):\]/g

/** An unbalanced group stands for what cannot be said here, so that the whole is unknown. */
const ODD = '('

function bracketExpression(body: string): string {
  const negated = /^[!^]/.test(body)
  const rest = negated ? body.slice(1) : body
  const classes = [...rest.matchAll(CLASS)].map(([, name = '']) => CLASSES[name])
  if (classes.includes(undefined) || /\\|\[[.=]/.test(rest)) return ODD
  const chars = rest
    .replace(CLASS, '')
    .replace(/[[\]^]/g, '\\$&')
    .replace(/^-|-$/g, '\\-')
  return `[${negated ? '^' : ''}${chars}${classes.join('')}]`
}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
}

function literal(piece: string): string {
  return piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
