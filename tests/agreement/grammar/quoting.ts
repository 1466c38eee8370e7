import { RECORDERS } from '../programs.ts'
import { type Generation, several } from './generation.ts'

/** A plain value: a program, a program with arguments, an argument, a number. */
export function value(generation: Generation): string {
  const { random } = generation
  const kind = random.below(10)
  if (kind < 5) return random.pick(RECORDERS)
  if (kind < 7) return `${random.pick(RECORDERS)} ${argument(generation)}`
  return argument(generation)
}

/** A plain argument. */
export function argument({ random }: Generation): string {
  return random.pick(['1', '2', '0', 'one', 'two', '-n', '-rf', 'a b', 'k=v', 'x:y', 'two.txt', ''])
}

/** Writes text so that the shell reads exactly it, in one of the ways there are. */
export function quote(generation: Generation, text: string): string {
  const { random } = generation
  if (random.chance(0.35) && /^[\w./:=-]+$/.test(text) && !/^[\w]+=/.test(text)) return text
  if (text === '') return random.pick(["''", '""', "$''"])
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const size = random.chance(0.5) ? text.length : 1 + random.below(text.length - at)
    pieces.push(quotePiece(generation, text.slice(at, at + size)))
    at += size
  }
  const glue = random.chance(0.05) && !generation.oneLine ? '\\\n' : ''
  return pieces.join(glue)
}

function quotePiece(generation: Generation, text: string): string {
  const { random } = generation
  switch (random.below(6)) {
    case 0:
      return `"${text.replace(/[$`"\\]/g, '\\$&')}"`
    case 1:
      return `$'${[...text].map((char) => ansi(generation, char)).join('')}'`
    case 2:
      return text.includes('\n') ? single(text) : text.replace(/[^\w./:-]/g, '\\$&')
    case 3:
      return `$"${text.replace(/[$`"\\]/g, '\\$&')}"`
    default:
      return single(text)
  }
}

/** Single quotes around text. */
export function single(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function ansi({ random }: Generation, char: string): string {
  const code = char.charCodeAt(0)
  const hex = code.toString(16).padStart(2, '0')
  switch (random.below(6)) {
    case 0:
      return `\\x${hex}`
    case 1:
      return `\\${code.toString(8).padStart(3, '0')}`
    case 2:
      return `\\u00${hex}`
    default:
      return /[\\']/.test(char) ? `\\${char}` : char
  }
}

/** Several plain words with spaces between, quoted or not. */
export function plainWords(generation: Generation): string {
  return several(generation, { least: 0, most: 3 }, (inner) => quote(inner, value(inner))).join(' ')
}
