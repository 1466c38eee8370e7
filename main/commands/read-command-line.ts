import { parseArgs } from 'node:util'
import { brand } from '../../shared/brand.ts'
import { type Command, type Flag, flagsOf, type Operand, spoken } from './command.ts'
import { flagText } from './help-text.ts'
import { nearest } from './nearest.ts'

/** What a command line asks for. */
export type CommandLine =
  | {
      readonly kind: 'run'
      readonly command: Command
      readonly operands: readonly string[]
      readonly flags: ReadonlyMap<string, string | true>
    }
  /** Help on everything, or on the commands that begin with the words. */
  | { readonly kind: 'help'; readonly words: readonly string[]; readonly isJson: boolean }
  | { readonly kind: 'version'; readonly isJson: boolean }
  /** Not understood: the mistake as a sentence, and the words whose help fits. */
  | {
      readonly kind: 'mistake'
      readonly message: string
      readonly words: readonly string[]
      /** No such command, rather than one that is not whole. */
      readonly isUnknown: boolean
      readonly isJson: boolean
    }

/** Words and flags, before it is known whose they are. */
interface Typed {
  readonly words: readonly string[]
  /** Words before `--`, behind which nothing names a command. */
  readonly naming: number
  readonly flags: readonly TypedFlag[]
}

interface TypedFlag {
  readonly name: string
  readonly typed: string
  readonly value: string | undefined
  readonly isInline: boolean
}

const globalFlags: readonly Flag[] = [
  { name: 'help', does: '' },
  { name: 'version', does: '' },
  { name: 'json', does: '' },
]

function split(args: readonly string[], flags: readonly Flag[]): Typed {
  const options = Object.fromEntries(
    flags.map(({ name, placeholder }) => [
      name,
      {
        type: placeholder === undefined ? ('boolean' as const) : ('string' as const),
        ...(name === 'help' ? { short: 'h' } : {}),
      },
    ]),
  )
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const end = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? args.length
  const positionals = tokens.filter((token) => token.kind === 'positional')
  return {
    words: positionals.map(({ value }) => value),
    naming: positionals.filter(({ index }) => index < end).length,
    flags: tokens
      .filter((token) => token.kind === 'option')
      .map(({ name, rawName, value, inlineValue }) => ({
        ...{ name, typed: rawName, value },
        isInline: inlineValue === true,
      })),
  }
}

/** The command whose words stand first; the longest one. */
function find(table: readonly Command[], { words, naming }: Typed): Command | null {
  const fitting = table.filter(
    (command) =>
      command.words.length <= naming && command.words.every((word, at) => words[at] === word),
  )
  return fitting.sort((a, b) => b.words.length - a.words.length)[0] ?? null
}

/** Understands a command line by the table; pure. */
export function readCommandLine(table: readonly Command[], args: readonly string[]): CommandLine {
  const line = understand(table, args)
  // Also where it stands in the place of a value that was forgotten.
  const end = args.indexOf('--')
  const isJson = (end < 0 ? args : args.slice(0, end)).some((arg) => /^--json(=|$)/.test(arg))
  return line.kind === 'mistake' ? { ...line, isJson } : line
}

type Understood =
  | Exclude<CommandLine, { kind: 'mistake' }>
  | Omit<Extract<CommandLine, { kind: 'mistake' }>, 'isJson'>

function understand(table: readonly Command[], args: readonly string[]): Understood {
  const typed = split(args, [...table.flatMap(({ flags }) => flags), ...globalFlags])
  const has = (name: string) => typed.flags.some((flag) => flag.name === name)
  const isJson = has('json')
  const command = find(table, typed)
  const asked = typed.words.slice(0, typed.naming)
  if (asked[0] === 'help') return help(table, asked.slice(1), isJson)
  if (has('help')) return help(table, command?.words ?? asked, isJson)
  if (command) return readCall(command, typed)
  if (has('version') && asked.length === 0) return { kind: 'version', isJson }
  return unknown(table, asked)
}

function help(table: readonly Command[], words: readonly string[], isJson: boolean): Understood {
  const isKnown = table.some((command) => words.every((word, at) => command.words[at] === word))
  return isKnown ? { kind: 'help', words, isJson } : unknown(table, words)
}

function unknown(table: readonly Command[], words: readonly string[]): Understood {
  const [group] = words
  const isUnknown = false
  if (group === undefined) {
    return { kind: 'mistake', message: 'Which command?', words: [], isUnknown }
  }
  const isGroup = table.some((command) => command.words[0] === group)
  if (isGroup && words.length === 1) {
    return { kind: 'mistake', message: `Which ${group} command?`, words, isUnknown }
  }
  const said = words.slice(0, 2).join(' ')
  const near = isGroup ? nearestIn(table, group, words[1] ?? '') : nearest(said, table.map(spoken))
  const hint = near === null ? '' : ` Nearest: ${brand.command} ${near}`
  const message = `There is no command “${said}”.${hint}`
  return { kind: 'mistake', message, words: isGroup ? [group] : [], isUnknown: true }
}

function nearestIn(table: readonly Command[], group: string, said: string): string | null {
  const inGroup = table.filter((command) => command.words[0] === group)
  const near = nearest(
    said,
    inGroup.map(({ words }) => words.slice(1).join(' ')),
  )
  return near === null ? null : `${group} ${near}`
}

function readCall(command: Command, typed: Typed): Understood {
  const { words } = command
  const operands = typed.words.slice(words.length)
  const flags = new Map(typed.flags.map(({ name, value }) => [name, value ?? true] as const))
  const message =
    firstOf(typed.flags, (flag) => flagMistake(command, flag)) ??
    operandMistake(command, operands) ??
    command.refuse?.({
      operands,
      has: (name) => flags.has(name),
      text: (name) => textIn(flags, name),
    }) ??
    neededMistake(command, flags)
  if (message !== null) return { kind: 'mistake', message, words, isUnknown: false }
  return { kind: 'run', command, operands, flags }
}

/** The value of a flag that takes one. */
export function textIn(flags: ReadonlyMap<string, string | true>, name: string) {
  const value = flags.get(name)
  return typeof value === 'string' ? value : undefined
}

function firstOf<T>(all: readonly T[], look: (one: T) => string | null): string | null {
  for (const one of all) {
    const found = look(one)
    if (found !== null) return found
  }
  return null
}

function flagMistake(command: Command, given: TypedFlag): string | null {
  const flags = flagsOf(command)
  const flag = flags.find(({ name }) => name === given.name)
  if (!flag) {
    const near = nearest(
      given.name,
      flags.map(({ name }) => name),
    )
    const hint = near === null ? '' : ` Nearest: --${near}`
    return `${given.typed} does not belong to this command.${hint}`
  }
  if (flag.placeholder === undefined) {
    return given.isInline ? `${given.typed} takes no value.` : null
  }
  const isMissing = !given.value || (given.value.startsWith('-') && !given.isInline)
  if (isMissing) return `${given.typed} needs a value: ${given.typed} ${flag.placeholder}.`
  if (flag.values && !flag.values.includes(given.value ?? '')) {
    return `${given.typed} takes ${either(flag.values)}, not “${given.value}”.`
  }
  return null
}

function neededMistake(command: Command, given: ReadonlyMap<string, unknown>): string | null {
  const missing = command.flags.find(({ name, isNeeded }) => isNeeded && !given.has(name))
  return missing ? `${spoken(command)} needs ${flagText(missing)}.` : null
}

function operandMistake({ operands = [] }: Command, given: readonly string[]): string | null {
  const takesMany = operands.some(({ count }) => count === 'many')
  const stray = given[operands.length]
  if (stray !== undefined && !takesMany) return `“${stray}” does not belong here.`
  for (const [at, operand] of operands.entries()) {
    const mistake = wordMistake(operand, given[at])
    if (mistake !== null) return mistake
  }
  return null
}

function wordMistake({ name, count, values }: Operand, word: string | undefined): string | null {
  if (word === undefined) {
    return count === 'one' ? `This command needs ${values ? either(values) : name}.` : null
  }
  if (word === '') return `${name} is empty.`
  if (!values || values.includes(word)) return null
  const near = nearest(word, values)
  return `${name} is ${either(values)}, not “${word}”.${near === null ? '' : ` Nearest: ${near}`}`
}

function either(values: readonly string[]): string {
  return values.length === 1
    ? (values[0] ?? '')
    : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}
