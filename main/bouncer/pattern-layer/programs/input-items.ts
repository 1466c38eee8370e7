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
  if (!isKnown(text)) return [UNKNOWN]
  if (by.delimiter !== undefined) {
    const items = text.split(by.delimiter)
    if (items.at(-1) === '') items.pop()
    return items
  }
  if (!/['"\\]/.test(text)) {
    const plainItems = by.lines ? text.split('\n').map((line) => line.trimStart()) : text.split(/\s+/)
    return plainItems.filter((item) => item !== '')
  }
  return cutQuoted(text, by.lines) ?? [UNKNOWN]
}

const PIECE = /\\([\s\S])|'([^'\n]*)'|"([^"\n]*)"|([ \t]+)|(\n+)|([^\\'"\s]+)|([\s\S])/g

function cutQuoted(text: string, lines: boolean): string[] | null {
  const items: string[] = []
  let item: string | null = null
  for (const [, escaped, single, double, blanks, breaks, plain, odd] of text.matchAll(PIECE)) {
    if (odd !== undefined) return null
    const ends = breaks !== undefined || (blanks !== undefined && !lines)
    if (ends) {
      if (item !== null) items.push(item)
      item = null
    } else if (blanks === undefined || item !== null) {
      item = (item ?? '') + (escaped ?? single ?? double ?? blanks ?? plain ?? '')
    }
  }
  if (item !== null) items.push(item)
  return items
}

/** Items in groups of at most a number; all together when it is none. */
export function groupItems<T>(items: readonly T[], size: number): T[][] {
  if (!(size >= 1) || items.length === 0) return [[...items]]
  const groups: T[][] = []
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size))
  return groups
}
