import type { WordPart } from 'unbash'
import { TAINT } from '../findings.ts'
import { pathLines } from '../programs/path-lists.ts'
import { type Field, isKnown, plain, UNKNOWN } from '../scene.ts'
import { SPACES, splitByIfs } from './variables.ts'

/** Longest text that expansions may build, so that doubling a variable stays cheap. */
export const MAX_COMPUTED = 4096
const MAX_FIELDS = 256

/** A field while it grows, and those that are done. */
export interface Builder {
  readonly fields: Field[]
  text: string
  glob: boolean
  taint: number
  /** Something was quoted or written, so an empty field still counts. */
  started: boolean
  /** Holds the result of an expansion. */
  computed: boolean
  /** Holds names that a program lists. */
  listed: boolean
  /** Nothing else stands in the word. */
  readonly alone: boolean
}

/** Adds the fields of a word; one right after a substitution goes on with the word before it. */
export function addFields(list: Field[], fields: readonly Field[], attached: boolean): void {
  if (!attached) {
    list.push(...fields)
    return
  }
  const last = list.pop() ?? plain('')
  const [first = plain(''), ...rest] = fields
  const { text, glob, taint } = first
  list.push({ text: last.text + text, glob: last.glob || glob, taint: last.taint | taint }, ...rest)
}

/** Starts with no field. */
export function createBuilder(alone = false): Builder {
  return {
    fields: [],
    text: '',
    glob: false,
    taint: 0,
    started: false,
    computed: false,
    listed: false,
    alone,
  }
}

/** Whether one part is the whole word. */
export function isAlone(parts: readonly WordPart[]): boolean {
  const [part, ...others] = parts
  if (!part || others.length > 0) return false
  return part.type !== 'DoubleQuoted' || part.parts.length === 1
}

/** Names that a program lists make no sense as a piece of a word. */
export function asPiece(builder: Builder, field: Field): Field {
  if (builder.alone || isKnown(field.text)) return field
  return (pathLines(field.text)?.length ?? 0) > 1 ? { ...field, text: UNKNOWN } : field
}

/** Adds text that nothing splits. */
export function appendWhole(builder: Builder, field: Field): void {
  builder.text += field.text
  if (field.text !== '') builder.started = true
  if (field.listed) builder.listed = true
  if (field.glob || /[*?[]/.test(field.text)) builder.glob = true
}

/** Adds text that the separators split into fields. */
export function appendSplit(builder: Builder, field: Field, separators: string): void {
  const { text } = field
  if (!includesAny(text, separators)) {
    appendWhole(builder, field)
    return
  }
  const begun = builder.started || builder.text !== ''
  const other = otherAt(text, separators)
  if (!begun && builder.fields.length > 0 && other >= 0) {
    // Whether this ends another field hangs on what ended the last one.
    appendWhole(builder, { ...field, text: UNKNOWN })
    return
  }
  if (/[ \t\n]/.test(text.charAt(0)) && separators.includes(text.charAt(0))) {
    finishField(builder)
    builder.taint |= field.taint
  }
  const listed = !isKnown(text) && pathLines(text) !== null
  // Blanks before another separator belong to it, where they end what was begun.
  const rest = begun && other > 0 ? text.slice(other + 1) : text
  splitByIfs(rest, separators).forEach((piece, at) => {
    if (at > 0) finishField(builder)
    if (listed) builder.listed = true
    builder.taint |= field.taint
    builder.text += piece
    builder.started = true
    if (field.glob || /[*?[]/.test(piece)) builder.glob = true
  })
  if (separators.includes(text.charAt(text.length - 1))) finishField(builder)
}

/** Where a separator that is no blank stands at the start, blanks before it set aside; -1 when none does. */
function otherAt(text: string, separators: string): number {
  if (separators === SPACES) return -1
  let at = 0
  while (/[ \t\n]/.test(text.charAt(at)) && separators.includes(text.charAt(at))) at++
  return at < text.length && separators.includes(text.charAt(at)) ? at : -1
}

function includesAny(text: string, separators: string): boolean {
  for (let at = 0; at < text.length; at++) if (separators.includes(text.charAt(at))) return true
  return false
}

/** All that was built as one text; where it is not split, several arguments stand with blanks between. */
export function asOne(builder: Builder): Field {
  const { fields, text, glob, taint } = builder
  const whole = fields.length === 0 ? text : [...fields.map((each) => each.text), text].join(' ')
  return {
    text: whole.length > MAX_COMPUTED && builder.computed ? UNKNOWN : whole,
    glob: glob || fields.some((each) => each.glob),
    taint: fields.reduce((all, each) => all | each.taint, taint),
  }
}

/** Ends the field at hand. */
export function finishField(builder: Builder): void {
  if (builder.text.length > MAX_COMPUTED && builder.computed) builder.text = UNKNOWN
  if (builder.started || builder.text !== '') {
    if (builder.fields.length < MAX_FIELDS) {
      const { text, glob, taint } = builder
      builder.fields.push(
        builder.listed ? { text, glob, taint, listed: true } : { text, glob, taint },
      )
    }
  }
  builder.text = ''
  builder.glob = false
  builder.taint = TAINT.none
  builder.started = false
  builder.computed = false
  builder.listed = false
}
