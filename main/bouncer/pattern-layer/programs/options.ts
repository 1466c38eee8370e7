import type { Field } from '../scene.ts'

/** Arguments of a program, split into options and operands. */
export interface Options {
  /** Whether one of the options stands there; long ones also by an unambiguous beginning. */
  has(this: Options, ...names: readonly string[]): boolean
  /** The value of the first of these options that has one. */
  value(this: Options, ...names: readonly string[]): Field | undefined
  values(this: Options, ...names: readonly string[]): readonly Field[]
  readonly operands: readonly Field[]
  /** The same without one option. */
  without(name: string): Options
  /** The same as if only options stood there. */
  withoutOperands(): Options
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
  return new ReadOptions(seen, operands, firstOperand)
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

/** Options as they stood; asked by name, long ones also by an unambiguous beginning. */
class ReadOptions implements Options {
  readonly operands: readonly Field[]
  readonly firstOperand: number
  private readonly seen: readonly Seen[]

  constructor(seen: readonly Seen[], operands: readonly Field[], firstOperand: number) {
    this.seen = seen
    this.operands = operands
    this.firstOperand = operands.length > 0 ? firstOperand : -1
  }

  without(name: string): Options {
    const seen = this.seen.filter((option) => option.name !== name)
    return new ReadOptions(seen, this.operands, this.firstOperand)
  }

  withoutOperands(): Options {
    return new ReadOptions(this.seen, [], -1)
  }

  has(...names: readonly string[]): boolean {
    for (const option of this.seen) if (isNamed(option, names)) return true
    return false
  }

  value(...names: readonly string[]): Field | undefined {
    for (const option of this.seen) {
      if (option.value && isNamed(option, names)) return option.value
    }
    return undefined
  }

  values(...names: readonly string[]): readonly Field[] {
    const found: Field[] = []
    for (const option of this.seen) {
      if (option.value && isNamed(option, names)) found.push(option.value)
    }
    return found
  }
}

function isNamed({ name: own, long }: Seen, names: readonly string[]): boolean {
  for (const name of names) {
    if (name === own || (long && name.length > 1 && name.startsWith(own))) return true
  }
  return false
}
