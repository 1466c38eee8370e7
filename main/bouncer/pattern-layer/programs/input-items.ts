import { isKnown, UNKNOWN } from '../scene.ts'

/** How a program cuts its input into arguments. */
export interface Cutting {
  /** Text between items; blanks, with quotes and backslashes understood, when absent. */
  readonly delimiter?: string | undefined
  /** One item a line, without the blanks before it. */
  readonly lines: boolean
}

/** The arguments `xargs` finds in text; one unknown argument where it would complain or cannot be read. */
export function cutInput(text: string, by: Cutting): string[] {
  if (by.delimiter !== undefined) {
    const items = text.split(by.delimiter)
    if (items.at(-1) === '') items.pop()
    return items
  }
  if (!/['"\\]/.test(text) || !isKnown(text)) {
    const plainItems = by.lines
      ? text.split('\n').map((line) => line.trimStart())
      : text.split(/\s+/)
    return plainItems.filter((item) => item !== '')
  }
  return cutQuoted(text, by.lines) ?? [UNKNOWN]
}

const PIECE = /\\([\s\S])|'([^'\n]*)'|"([^"\n]*)"|([ \t]+)|(\n+)|[^\\'"\s]+|([\s\S])/g

function cutQuoted(text: string, lines: boolean): string[] | null {
  const pieces = [...text.matchAll(PIECE)]
  if (pieces.some((piece) => piece[6] !== undefined)) return null
  const items: string[] = []
  let item: string | null = null
  for (const piece of pieces) {
    if (!endsItem(piece, lines)) item = grown(item, piece)
    else if (item !== null) {
      items.push(item)
      item = null
    }
  }
  return item === null ? items : [...items, item]
}

/** Blanks before the first character of an item do not count. */
function grown(item: string | null, piece: RegExpExecArray): string | null {
  const [whole, escaped, single, double, blanks] = piece
  if (item === null && blanks !== undefined) return null
  return (item ?? '') + (escaped ?? single ?? double ?? whole)
}

function endsItem([, , , , blanks, breaks]: RegExpExecArray, lines: boolean): boolean {
  return breaks !== undefined || (blanks !== undefined && !lines)
}

/** Items in groups of at most a number; all together when it is none. */
export function groupItems<T>(items: readonly T[], size: number): T[][] {
  if (!(size >= 1) || items.length === 0) return [[...items]]
  const groups: T[][] = []
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size))
  return groups
}
