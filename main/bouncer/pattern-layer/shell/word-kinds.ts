import type { Word, WordPart } from 'unbash'

const SPECIAL = new Uint8Array(128)
for (const char of '$`"\'\\*?[{~<>(') SPECIAL[char.charCodeAt(0)] = 1

/** Whether a word stands for itself; a table is much faster here than an expression. */
export function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (SPECIAL[text.charCodeAt(at)] === 1) return false
  }
  return true
}

/** Whether a part depends on the scene. */
export function isDynamic(part: WordPart): boolean {
  return (
    part.type === 'SimpleExpansion' ||
    part.type === 'ParameterExpansion' ||
    part.type === 'CommandExpansion' ||
    part.type === 'ArithmeticExpansion' ||
    part.type === 'ProcessSubstitution'
  )
}

/** A home folder is read only where a slash ends its name before anything quoted or computed. */
export function holdsTilde(text: string): boolean {
  return text.includes('~') && text.includes('/') && !text.includes('\\')
}

/** Whether a part stands for several fields even between double quotes. */
export function isAllArguments(part: WordPart | undefined): boolean {
  if (part?.type === 'SimpleExpansion') return part.text === '$@'
  if (part?.type !== 'ParameterExpansion' || part.prefix === '#') return false
  return part.index ? part.index.text === '@' : part.parameter === '@' && part.prefix !== '!'
}

/** Whether braces may stand in a word that the shell expands before anything else. */
export function mayHoldBraces({ text, parts }: Word): boolean {
  if (!text.includes('{') || !(text.includes(',') || text.includes('..'))) return false
  return parts?.some(isOpen) ?? true
}

function isOpen(part: WordPart): boolean {
  switch (part.type) {
    case 'BraceExpansion':
      return true
    case 'Literal':
      return part.text.includes('{')
    case 'ParameterExpansion':
      return holdsLoneBrace(part.text)
    case 'DoubleQuoted':
      // To braces a quote ends where the next one stands, also within a parameter.
      return part.text.indexOf('"', 1) < part.text.length - 1 && holdsLoneBrace(part.text)
    default:
      return false
  }
}

function holdsLoneBrace(text: string): boolean {
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    if (text[at - 1] !== '$') return true
  }
  return false
}
