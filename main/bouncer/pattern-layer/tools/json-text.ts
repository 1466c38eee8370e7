/** JSON as editors write it: comments and commas at the end are ignored; undefined when it cannot be read. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return readLoose(text)
  }
}

function readLoose(text: string): unknown {
  try {
    return JSON.parse(withoutComments(text).replace(/,(?=\s{0,200}[}\]])/g, ''))
  } catch {
    return undefined
  }
}

/** Blanks comments outside of strings; one pass. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (part) =>
    part[0] === '"' ? part : ' ',
  )
}

/** A text value somewhere in JSON, with the keys that lead to it. */
export interface Leaf {
  readonly keys: readonly string[]
  readonly text: string
}

const MAX_LEAVES = 2000

/** All text values of parsed JSON in order; lists of texts also count as one joined by blanks. */
export function leavesOf(value: unknown): Leaf[] {
  const found: Leaf[] = []
  collect(value, [], found)
  return found
}

function collect(value: unknown, keys: readonly string[], found: Leaf[]): void {
  if (found.length >= MAX_LEAVES || keys.length > 24) return
  if (typeof value === 'string') found.push({ keys, text: value })
  else if (Array.isArray(value)) collectList(value as readonly unknown[], keys, found)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) collect(item, [...keys, key], found)
  }
}

function collectList(items: readonly unknown[], keys: readonly string[], found: Leaf[]): void {
  if (items.length > 1 && items.every((item) => typeof item === 'string')) {
    found.push({ keys, text: items.join(' ') })
  }
  for (const item of items) collect(item, [...keys, ''], found)
}

/** Pairs of key and text in a fragment of JSON that cannot be parsed as a whole. */
export function looseLeaves(text: string): Leaf[] {
  const found: Leaf[] = []
  for (const match of text.matchAll(/"([^"\\\n]{1,120})"\s{0,20}:\s{0,20}"((?:[^"\\\n]|\\.)*)"/g)) {
    if (found.length >= MAX_LEAVES) break
    found.push({ keys: [match[1] ?? ''], text: unescapeJson(match[2] ?? '') })
  }
  return found
}

function unescapeJson(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return text
  }
}
