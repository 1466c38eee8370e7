import { brand } from '../../shared/brand.ts'
import { plainText } from '../kit/plain-text.ts'
import { systemCode } from '../kit/system-code.ts'
import { homeFolder } from '../os/node/places.ts'
import { type Call, type Command, spoken } from './command.ts'
import { commandTable } from './command-table.ts'
import { helpData, helpText, usageLine } from './help-text.ts'
import { type CommandLine, readCommandLine, textIn } from './read-command-line.ts'
import { refuseUnreadable, refuseWith } from './tell.ts'

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

type Mistake = Extract<CommandLine, { kind: 'mistake' }>

function complain(table: readonly Command[], line: Mistake): 2 {
  const { message, words } = line
  const help = [brand.command, 'help', ...words].join(' ')
  const only = table.find((command) => spoken(command) === words.join(' '))
  if (line.isJson) {
    const usage = only ? usageLine(only) : null
    write(json({ ok: false, code: 'command.usage', message, todo: `Run \`${help}\`.`, usage }))
    return 2
  }
  process.stderr.write(plainText(`${message}\n${adviceOn(table, line, { help, only })}`))
  return 2
}

function adviceOn(
  table: readonly Command[],
  { words, isUnknown }: Mistake,
  { help, only }: { readonly help: string; readonly only: Command | undefined },
): string {
  if (isUnknown && words.length === 0) return `\`${help}\` lists all commands.\n`
  if (only) return `Usage: ${usageLine(only)}\n\`${help}\` says more.\n`
  return `\n${helpText(table, words)}`
}

/** What completion scripts ask for; no command of its own, so that help and completion stay short. */
const hidden = '__complete'

async function complete([what = '', flag, home]: readonly string[]): Promise<0> {
  const { completeWords } = await import('./complete.ts')
  write(await completeWords(what, homeFolder(flag === '--home' ? home : undefined)))
  return 0
}

/** A flaw of ours is told as every failure is; its stack helps whoever can read it. */
function tellFlaw(call: Call, error: unknown): 1 {
  if (isShut(call.home, error)) return refuseUnreadable(call, call.home, error)
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  if (!call.isJson && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return refuseWith(call, 'command.flaw', { cause })
}

/** True where the system does not let this account into the home, or it is no folder. */
function isShut(home: string, error: unknown): boolean {
  if (!(error instanceof Error) || !('path' in error)) return false
  return /^E(?:ACCES|PERM|NOTDIR)$/.test(systemCode(error)) && String(error.path).startsWith(home)
}

/** Does what a command line asks for and resolves with the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const table = commandTable
  if (args[0] === hidden) return complete(args.slice(1))
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
    case 'run': {
      const call = callOf(line)
      return line.command.run(call).catch((error: unknown) => tellFlaw(call, error))
    }
  }
}
