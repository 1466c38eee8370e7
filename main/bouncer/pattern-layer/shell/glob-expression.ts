const PIECE = /\\.|\[[!^]?\]?[^\]]*\]|\[|\*|\?|./gs

/** The source of a regular expression for a shell pattern, or null when it is too long or odd. */
export function globExpression(pattern: string, shortest: boolean): string | null {
  if (pattern.length > 80 || (pattern.match(/\*/g)?.length ?? 0) > 1) return null
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
  if (piece.length > 1) {
    const body = piece.slice(1, -1).replace(/^!/, '^').replace(/[\\[]/g, '\\$&')
    return `[${body}]`
  }
  return literal(piece)
}

function literal(piece: string): string {
  return piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
