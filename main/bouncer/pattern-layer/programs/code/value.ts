import { TAINT } from '../../findings.ts'
import { type Field, isKnown, UNKNOWN } from '../../scene.ts'
import type { Token } from './tokens.ts'

/** What an expression of inline code stands for, as far as it can be computed. */
export interface Value {
  /** Text or number as text; null when unknown. */
  readonly text: string | null
  readonly taint: number
  /** A path with `*`, as listings of folders answer. */
  readonly glob?: boolean
  /** Dotted name of something that is not a value: a module, a function, a variable never set. */
  readonly ref?: string | undefined
  /** What stands before the last dot. */
  readonly receiver?: Value | undefined
  /** Name behind the last dot of something that has a value. */
  readonly method?: string
  /** Elements of a list. */
  readonly items?: readonly Value[]
  /** Few values of which it is one. */
  readonly choices?: readonly Value[]
  readonly props?: ReadonlyMap<string, Value>
  readonly body?: Body
  /** A regular expression as written. */
  readonly pattern?: string
  /** What a file of the project holds. */
  readonly project?: boolean
  /** Where a connection goes to, or an object that stands for a request. */
  readonly host?: string
}

/** A function or block written in the code. */
export interface Body {
  readonly name: string
  readonly params: readonly string[]
  readonly from: number
  readonly to: number
  /** An expression whose value is the result. */
  readonly isExpression: boolean
  /** The tokens it is written in. */
  readonly tokens: readonly Token[]
  readonly code: string
  calls: number
}

/** Arguments of a call. */
export interface Arguments {
  readonly list: readonly Value[]
  readonly named: ReadonlyMap<string, Value>
}

/** Nothing is known of it, and nothing came from anywhere. */
export const NOTHING: Value = { text: null, taint: TAINT.none }

/** Text known in full. */
export function textValue(text: string, taint: number = TAINT.none): Value {
  return { text, taint }
}

/** Unknown text that came from somewhere. */
export function unknownValue(taint: number): Value {
  return taint === TAINT.none ? NOTHING : { text: null, taint }
}

/** A list of values, with what flows into any of them. */
export function listValue(items: readonly Value[]): Value {
  return { text: null, taint: taintOf(items), items }
}

/** Everything that flows into one of the values. */
export function taintOf(values: Iterable<Value>): number {
  let taint: number = TAINT.none
  for (const value of values) taint |= value.taint
  return taint
}

/** Text with a mark where something is unknown. */
export function textOf(value: Value): string {
  return value.text ?? UNKNOWN
}

/** Whether a value is text without any unknown part. */
export function isPlainText(value: Value): value is Value & { readonly text: string } {
  return value.text !== null && isKnown(value.text)
}

/** The value as an argument or path. */
export function fieldOf(value: Value): Field {
  return { text: textOf(value), glob: value.glob === true, taint: value.taint }
}

const MAX_TEXT = 16 * 1024

/** Two texts one after the other. */
export function concatenate(left: Value, right: Value): Value {
  const taint = left.taint | right.taint
  if (left.choices || right.choices) return distribute(left, right)
  if (left.items && right.items) return listValue([...left.items, ...right.items])
  if (left.text === null && right.text === null) return unknownValue(taint)
  const text = textOf(left) + textOf(right)
  const glob = left.glob === true || right.glob === true
  return text.length > MAX_TEXT ? unknownValue(taint) : { text, taint, ...(glob ? { glob } : {}) }
}

/** Every left value before every right one, as far as they are few. */
function distribute(left: Value, right: Value): Value {
  const results: Value[] = []
  for (const first of choicesOf(left)) {
    for (const second of choicesOf(right)) {
      if (results.length < MAX_CHOICES) results.push(concatenate(first, second))
    }
  }
  return oneOf(results)
}

const MAX_CHOICES = 16

/** One of several values. */
export function oneOf(values: readonly Value[]): Value {
  const [first] = values
  if (!first) return NOTHING
  if (values.length === 1) return first
  return { text: null, taint: taintOf(values), choices: values.slice(0, MAX_CHOICES) }
}

/** The values one may be. */
export function choicesOf(value: Value): readonly Value[] {
  return value.choices ?? [value]
}

/** The values that a loop over it visits. */
export function elementsOf(value: Value): readonly Value[] {
  if (value.items) return value.items.slice(0, 64)
  if (value.choices) return value.choices.flatMap((choice) => elementsOf(choice)).slice(0, 64)
  if (value.glob) return [value]
  return [unknownValue(value.taint)]
}

/** Joins parts of a path. */
export function joinPath(parts: readonly Value[]): Value {
  let joined: Value | null = null
  for (const part of parts) {
    if (joined === null || part.text?.startsWith('/')) joined = part
    else if (part.text !== '' && part.text !== '.') joined = withPart(joined, part)
  }
  return joined ?? textValue('.')
}

function withPart(path: Value, part: Value): Value {
  if (path.text === '') return part
  return concatenate(path.text?.endsWith('/') ? path : concatenate(path, SLASH), part)
}

const SLASH = textValue('/')

/** Everything that flows into a call. */
export function everything(call: Arguments): number {
  let taint = taintOf(call.list) | taintOf(call.named.values())
  for (const value of call.list) if (value.props) taint |= taintOf(value.props.values())
  return taint
}

/** A named argument, or a property of an object among the arguments. */
export function optionOf(call: Arguments, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const value =
      call.named.get(name) ?? call.list.find((item) => item.props?.has(name))?.props?.get(name)
    if (value) return value
  }
  return undefined
}

/** The first argument, or the one of that name. */
export function firstOf(call: Arguments, ...names: readonly string[]): Value {
  return call.list[0] ?? optionOf(call, ...names) ?? NOTHING
}
