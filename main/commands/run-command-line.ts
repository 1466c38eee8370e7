import { brand } from '../../shared/brand.ts'
import { homeFolder } from '../os/node/places.ts'
import { type Call, type Command, spoken } from './command.ts'
import { commandTable } from './command-table.ts'
import { helpData, helpText, usageLine } from './help-text.ts'
import { type CommandLine, readCommandLine, textIn } from './read-command-line.ts'

/** Like a shell's own programs that SIGPIPE ends. */
const nobodyReads = 141

/** Ends quietly once nobody reads the output; with `stays` the work goes on without it. */
function whenNobodyReads(isStaying: () => boolean): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      if (!isStaying()) process.exit(nobodyReads)
    })
  }
}

const write = (text: string) => void process.stdout.write(text)
const json = (value: object) => `${JSON.stringify(value)}\n`

function callOf(line: Extract<CommandLine, { kind: 'run' }>): Call {
  const { flags, operands } = line
  return {
    operands,
    has: (name) => flags.has(name),
    text: (name) => textIn(flags, name),
    home: homeFolder(textIn(flags, 'home')),
    isJson: flags.has('json'),
    write,
  }
}

function complain(table: readonly Command[], line: Extract<CommandLine, { kind: 'mistake' }>): 2 {
  const { message, words } = line
  process.stderr.write(`${message}\n${adviceOn(table, words, line.isUnknown)}`)
  return 2
}

function adviceOn(table: readonly Command[], words: readonly string[], isUnknown: boolean): string {
  const help = [brand.command, 'help', ...words].join(' ')
  if (isUnknown && words.length === 0) return `\`${help}\` lists all commands.\n`
  const only = table.find((command) => spoken(command) === words.join(' '))
  if (only) return `Usage: ${usageLine(only)}\n\`${help}\` says more.\n`
  return `\n${helpText(table, words)}`
}

/** Does what a command line asks for and resolves with the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const table = commandTable
  const line = readCommandLine(table, args)
  whenNobodyReads(() => line.kind === 'run' && spoken(line.command) === 'serve')
  switch (line.kind) {
    case 'mistake':
      return complain(table, line)
    case 'help':
      write(line.isJson ? json(helpData(table, line.words)) : helpText(table, line.words))
      return 0
    case 'version':
      write(line.isJson ? json({ ok: true, version: brand.version }) : `${brand.version}\n`)
      return 0
    case 'run':
      return line.command.run(callOf(line))
  }
}
