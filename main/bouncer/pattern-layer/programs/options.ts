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
    const { text } = field
    if (text === '--') {
      if (firstOperand < 0 && at + 1 < args.length) firstOperand = at + 1
      operands.push(...args.slice(at + 1))
      break
    }
    if (text.length < 2 || text.charCodeAt(0) !== 45) {
      if (firstOperand < 0) firstOperand = at
      if (spec.stopAtOperand) {
        operands.push(...args.slice(at))
        break
      }
      operands.push(field)
      continue
    }
    at += readOption(seen, { field, next: args[at + 1] }, spec)
  }
  return { ...lookups(seen), operands, firstOperand }
}

/** Reads one option; answers how many further arguments it took. */
function readOption(
  seen: Seen[],
  at: { readonly field: Field; readonly next: Field | undefined },
  spec: OptionSpec,
): number {
  const { text, taint } = at.field
  const takes = spec.valued ?? NONE
  const isLong = text.startsWith('--')
  if (isLong || spec.singleDash) {
    const equals = text.indexOf('=')
    const name = text.slice(isLong ? 2 : 1, equals < 0 ? undefined : equals)
    const own =
      equals < 0 ? undefined : { text: text.slice(equals + 1), glob: at.field.glob, taint }
    const takesNext = own === undefined && takes.has(name)
    seen.push({ name, long: true, value: own ?? (takesNext ? at.next : undefined) })
    return takesNext ? 1 : 0
  }
  for (let letter = 1; letter < text.length; letter++) {
    const name = text[letter] as string
    if (!takes.has(name)) {
      seen.push({ name, long: false, value: undefined })
      continue
    }
    const rest = text.slice(letter + 1)
    const own = rest === '' ? at.next : { text: rest.replace(/^=/, ''), glob: at.field.glob, taint }
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
