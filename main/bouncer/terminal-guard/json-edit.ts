import type { JsonMember, JsonSpan } from './json-spans.ts'

/** How a JSON text is laid out, so that what is added looks like what is there. */
export interface JsonLayout {
  /** One step of indentation; null where all stands on one line. */
  readonly unit: string | null
  readonly newline: string
}

type Holder = Extract<JsonSpan, { kind: 'array' | 'object' }>

/** The layout of a text by the first member of its outermost object; two spaces where it has none. */
export function layoutOf(source: string, root: JsonSpan): JsonLayout {
  const newline = source.includes('\r\n') ? '\r\n' : '\n'
  const first = root.kind === 'object' ? root.members[0] : undefined
  if (!first) return { unit: '  ', newline }
  const before = source.slice(root.start + 1, first.start)
  const unit = before.includes('\n') ? before.slice(before.lastIndexOf('\n') + 1) : null
  return { unit, newline }
}

/** Adds a value to an array, or a member to an object, behind all others; `depth` counts the holders around it. */
export function appended(
  source: string,
  holder: Holder,
  added: {
    readonly name?: string
    readonly value: unknown
    readonly depth: number
    readonly layout: JsonLayout
  },
): string {
  const { layout, depth } = added
  const { unit, newline } = layout
  const name = added.name === undefined ? '' : `${JSON.stringify(added.name)}:${gapAfterName(unit)}`
  const text = name + written(added.value, depth + 1, layout)
  const last = partsOf(holder).at(-1)
  const inner = unit === null ? '' : newline + unit.repeat(depth + 1)
  if (last) {
    const gap = unit === null ? ' ' : inner
    return `${source.slice(0, last.end)},${gap}${text}${source.slice(last.end)}`
  }
  const outer = unit === null ? '' : newline + unit.repeat(depth)
  const [open, close] = [source[holder.start], source[holder.end - 1]]
  return `${source.slice(0, holder.start)}${open}${inner}${text}${outer}${close}${source.slice(holder.end)}`
}

const gapAfterName = (unit: string | null) => (unit === null ? '' : ' ')

function written(value: unknown, depth: number, { unit, newline }: JsonLayout): string {
  if (unit === null) return JSON.stringify(value)
  const lines = JSON.stringify(value, null, unit).split('\n')
  return lines.join(newline + unit.repeat(depth))
}

/** Takes one part out of an array or an object, with its comma and the gap before it. */
export function withoutPart(source: string, holder: Holder, index: number): string {
  const parts = partsOf(holder)
  const part = parts[index]
  if (!part) return source
  const before = parts[index - 1]
  if (before) return source.slice(0, before.end) + source.slice(part.end)
  const after = parts[index + 1]
  if (after) return source.slice(0, part.start) + source.slice(after.start)
  return `${source.slice(0, holder.start + 1)}${source.slice(holder.end - 1)}`
}

interface Part {
  readonly start: number
  readonly end: number
}

function partsOf(holder: Holder): Part[] {
  return holder.kind === 'array' ? [...holder.items] : holder.members.map(partOf)
}

function partOf({ start, value }: JsonMember): Part {
  return { start, end: value.end }
}
