import { brand } from '../../shared/brand.ts'
import { type Command, type Flag, flagsOf, type Operand, spoken } from './command.ts'

const width = 88

/** What the codes mean that every command ends with. */
export const exitCodes = [
  { code: 0, means: 'done, whatever was decided or found' },
  { code: 1, means: 'failed, not intact, or something given could not be read' },
  { code: 2, means: 'the command line was not understood' },
  { code: 3, means: 'the record holds, and says that an end of it was found unconfirmed' },
  { code: 130, means: 'stopped by Ctrl-C before its end (143: by a signal)' },
  { code: 141, means: 'nobody reads its output any more' },
] as const

function operandText({ name, count, values }: Operand): string {
  const shown = values ? values.join('|') : name
  if (count === 'many') return `[-- ${shown} …]`
  return count === 'one' ? shown : `[${shown}]`
}

/** How a flag is typed. */
export function flagText({ name, placeholder, values }: Flag): string {
  if (placeholder === undefined) return `--${name}`
  return `--${name} ${values ? values.join('|') : placeholder}`
}

/** How a command is typed, on one line. */
export function usageLine(command: Command): string {
  const operands = (command.operands ?? []).map(operandText)
  const needed = command.flags.filter(({ isNeeded }) => isNeeded).map(flagText)
  const others = command.flags.filter(({ isNeeded }) => !isNeeded)
  const flags = [...needed, ...others.map((flag) => `[${flagText(flag)}]`)]
  return [brand.command, ...command.words, ...flags, ...operands].join(' ')
}

function wrapped(text: string, indent: string): string {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    if (line.length + word.length > width && line.trim() !== '') {
      lines.push(line.trimEnd())
      line = indent
    }
    line += `${word} `
  }
  return [...lines, line.trimEnd()].join('\n')
}

function listText(commands: readonly Command[]): string {
  return commands
    .map((command) => `  ${brand.command} ${spoken(command)}\n${wrapped(command.does, '      ')}`)
    .join('\n')
}

function codesText(): string {
  return exitCodes.map(({ code, means }) => `  ${String(code).padEnd(5)}${means}`).join('\n')
}

function commandHelp(command: Command): string {
  const flags = flagsOf(command)
  const wide = Math.max(...flags.map((flag) => flagText(flag).length))
  const parts = [
    wrapped(usageLine(command), ''),
    wrapped(command.does, '  '),
    ...(command.more ? [wrapped(command.more, '  ')] : []),
    flags.map((flag) => `  ${flagText(flag).padEnd(wide + 2)}${flag.does}`).join('\n'),
    ...(command.gives ? [`With --json it prints:\n${wrapped(command.gives, '  ')}`] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

/** Help on everything, on the commands of a group, or on one command. */
export function helpText(table: readonly Command[], words: readonly string[]): string {
  const named = table.filter((command) => words.every((word, at) => command.words[at] === word))
  const [only] = named
  if (only && named.length === 1 && words.length > 0) return commandHelp(only)
  const title =
    words.length === 0
      ? `${brand.command}: ${brand.desktopName} without its window\n\n`
      : `${brand.command} ${words.join(' ')}\n\n`
  const more = [
    `\`${brand.command} help COMMAND\` says more about one; \`${brand.command} --version\` prints the version.`,
    'With --json a command prints one JSON object, "ok" first: true with what its help names, or false with "code", "message" and "todo", also where the command line was not understood.',
  ].join('\n')
  return `${title}${listText(named)}\n\n${more}\n\nExit codes:\n${codesText()}\n`
}

/** The same as data, for `--json`. */
export function helpData(table: readonly Command[], words: readonly string[]): object {
  const named = table.filter((command) => words.every((word, at) => command.words[at] === word))
  return {
    ok: true,
    commands: named.map((command) => ({
      words: command.words,
      usage: usageLine(command),
      does: command.does,
      flags: flagsOf(command).map(({ name, placeholder, values, does }) => ({
        ...{ name, does },
        placeholder: placeholder ?? null,
        values: values ?? null,
      })),
    })),
    exitCodes,
  }
}
