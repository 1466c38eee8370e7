import type { Field } from '../scene.ts'

/** Arguments of a program, split into options and operands. */
export interface Options {
  /** Whether one of the options stands there; long ones also by an unambiguous beginning. */
  has(...names: readonly string[]): boolean
  /** The value of the first of these options that has one. */
  value(...names: readonly string[]): Field | undefined
  values(...names: readonly string[]): readonly Field[]
  readonly operands: readonly Field[]
  /** Index in the arguments of the first operand, or -1. */
  readonly firstOperand: number
}

/** How a program reads its arguments. */
export interface OptionSpec {
  /** Options that take a value: single letters, or long names without dashes. */
  readonly valued?: ReadonlySet<string>
  /** Options may be long with one dash (`-delete`), so letters are not split. */
  readonly singleDash?: boolean
  /** Everything after the first operand belongs to another program. */
  readonly stopAtOperand?: boolean
}

interface Seen {
  readonly name: string
  readonly long: boolean
  readonly value: Field | undefined
}

const LISTS = new Map<string, ReadonlySet<string>>()

/** The set of options that take a value, from a readable list; the same list gives the same set. */
export function valued(list: string): ReadonlySet<string> {
  let set = LISTS.get(list)
  if (!set) {
    set = new Set(list.split(' '))
    LISTS.set(list, set)
  }
  return set
}

const NONE: ReadonlySet<string> = new Set()

/** Splits arguments into options and operands the way getopt does. */
export function readOptions(args: readonly Field[], spec: OptionSpec = {}): Options {
  const seen: Seen[] = []
  const operands: Field[] = []
  let firstOperand = -1
  for (let at = 0; at < args.length; at++) {
    const field = args[at] as Field
    if (isOption(field.text)) {
      at += readOption(seen, { field, next: args[at + 1] }, spec)
      continue
    }
    const from = field.text === '--' ? at + 1 : at
    if (firstOperand < 0) firstOperand = from
    if (from > at || spec.stopAtOperand) {
      operands.push(...args.slice(from))
      break
    }
    operands.push(field)
  }
  return { ...lookups(seen), operands, firstOperand: operands.length > 0 ? firstOperand : -1 }
}

function isOption(text: string): boolean {
  return text.length > 1 && text.charCodeAt(0) === 45 && text !== '--'
}

/** Reads one option; answers how many further arguments it took. */
function readOption(seen: Seen[], at: Place, spec: OptionSpec): number {
  return at.field.text.startsWith('--') || spec.singleDash
    ? readLong(seen, at, spec.valued ?? NONE)
    : readLetters(seen, at, spec.valued ?? NONE)
}

interface Place {
  readonly field: Field
  readonly next: Field | undefined
}

function readLong(seen: Seen[], at: Place, takes: ReadonlySet<string>): number {
  const { text, glob, taint } = at.field
  const equals = text.indexOf('=')
  const name = text.slice(text.startsWith('--') ? 2 : 1, equals < 0 ? undefined : equals)
  const own = equals < 0 ? undefined : { text: text.slice(equals + 1), glob, taint }
  const takesNext = own === undefined && takes.has(name)
  seen.push({ name, long: true, value: takesNext ? at.next : own })
  return takesNext ? 1 : 0
}

function readLetters(seen: Seen[], at: Place, takes: ReadonlySet<string>): number {
  const { text, glob, taint } = at.field
  for (let letter = 1; letter < text.length; letter++) {
    const name = text[letter] ?? ''
    if (!takes.has(name)) {
      seen.push({ name, long: false, value: undefined })
      continue
    }
    const rest = text.slice(letter + 1)
    const own = rest === '' ? at.next : { text: rest.replace(/^=/, ''), glob, taint }
    seen.push({ name, long: false, value: own })
    return rest === '' ? 1 : 0
  }
  return 0
}

function lookups(seen: readonly Seen[]): Pick<Options, 'has' | 'value' | 'values'> {
  const matches = (option: Seen, names: readonly string[]): boolean =>
    names.some(
      (name) =>
        name === option.name || (option.long && name.length > 1 && name.startsWith(option.name)),
    )
  return {
    has: (...names) => seen.some((option) => matches(option, names)),
    value: (...names) => seen.find((option) => option.value && matches(option, names))?.value,
    values: (...names) =>
      seen.flatMap((option) => (option.value && matches(option, names) ? [option.value] : [])),
  }
}
