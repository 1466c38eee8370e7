/** A value in a JSON text with its place, in UTF-16 code units; strings and numbers are `plain`. */
export type JsonSpan =
  | { readonly kind: 'plain'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'array'
      readonly start: number
      readonly end: number
      readonly items: readonly JsonSpan[]
    }
  | {
      readonly kind: 'object'
      readonly start: number
      readonly end: number
      readonly members: readonly JsonMember[]
    }

/** A member of an object: its name as it is meant, where that begins, and its value. */
export interface JsonMember {
  readonly name: string
  readonly start: number
  readonly value: JsonSpan
}

/** Nested deeper than any settings file. */
const mostDepth = 200
const gap = /[ \t\r\n]*/y
const text = /"(?:[^"\\]|\\.)*"/sy
const plain = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/sy

/** Places of everything in a text that `JSON.parse` takes; throws for one that it does not take or that is nested too deep. */
export function jsonSpans(source: string): JsonSpan {
  JSON.parse(source)
  let at = 0
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const [found = ''] = pattern.exec(source) ?? []
    at += found.length
    return found
  }
  const take = (char: string): boolean => {
    match(gap)
    if (source[at] !== char) return false
    at++
    return true
  }

  const items = (depth: number): JsonSpan[] => {
    const found: JsonSpan[] = []
    if (take(']')) return found
    do found.push(value(depth))
    while (take(','))
    take(']')
    return found
  }
  const member = (depth: number): JsonMember => {
    match(gap)
    const start = at
    const name: unknown = JSON.parse(match(text))
    take(':')
    return { name: String(name), start, value: value(depth) }
  }
  const members = (depth: number): JsonMember[] => {
    const found: JsonMember[] = []
    if (take('}')) return found
    do found.push(member(depth))
    while (take(','))
    take('}')
    return found
  }
  const value = (depth: number): JsonSpan => {
    if (depth > mostDepth) throw new SyntaxError('it is nested too deep')
    match(gap)
    const start = at
    if (take('{')) return { kind: 'object', start, members: members(depth + 1), end: at }
    if (take('[')) return { kind: 'array', start, items: items(depth + 1), end: at }
    match(plain)
    return { kind: 'plain', start, end: at }
  }
  return value(0)
}

/** The value of a name; as `JSON.parse` does, the last one counts where a name stands twice. */
export function memberNamed(span: JsonSpan, name: string): JsonMember | undefined {
  return span.kind === 'object'
    ? span.members.findLast((member) => member.name === name)
    : undefined
}
