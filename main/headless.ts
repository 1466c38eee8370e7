import { parseArgs } from 'node:util'
import { brand } from '../shared/brand.ts'

const usage = `${brand.command}: ${brand.desktopName} without its window

  ${brand.command} serve [--port N] [--home DIR] [--no-open]
      Serves the app to the browser on this machine and prints its address.
  ${brand.command} bouncer judge --jsonl
      Reads calls from the input, one JSON object a line, and prints a verdict for each.
  ${brand.command} bouncer explain [--policy FILE] [--home DIR] -- COMMAND
  ${brand.command} bouncer explain --jsonl [--policy FILE] [--home DIR]
      Prints how a command, or each call read from the input, is judged in this folder: what is
      read, its effects, the rules of every layer and which one won. FILE adds rules of your own.
  ${brand.command} audit verify [FILE] [--home DIR]
      Checks the record of decisions, or one file of it.
  ${brand.command} telemetry on|off|status [--json] [--home DIR]
      Answers both telemetry questions with yes or no, or says how they stand and why. Off deletes
      what waits to be sent; it works while the app runs, too.
  ${brand.command} help
  ${brand.command} --version

Exit codes: 0 done (whatever the decision), 1 failed, not intact, or a row or FILE that cannot be
read, 2 not understood,
130 or 143 stopped by a second Ctrl-C or signal.
`

/** A command line that is not understood, with the sentence that names the mistake. */
class UsageError extends Error {}

type Flags = { readonly [name: string]: string | boolean | undefined }
interface CommandLine {
  readonly words: readonly string[]
  readonly flags: Flags
}

function readCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        home: { type: 'string' },
        'no-open': { type: 'boolean' },
        json: { type: 'boolean' },
        jsonl: { type: 'boolean' },
        policy: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    })
    return { words: positionals, flags: values }
  } catch (error) {
    // Node's first sentence names the mistake; what follows explains positional arguments.
    const [sentence] = error instanceof Error ? error.message.split(/\.\s|\n/) : []
    throw new UsageError(`${sentence}.`, { cause: error })
  }
}

function allowOnly(flags: Flags, allowed: readonly string[]): void {
  const stray = Object.keys(flags).find((name) => !allowed.includes(name))
  if (stray) throw new UsageError(`--${stray} does not belong to this command.`)
}

function readPort(text: Flags[string]): number {
  if (text === undefined) return 0
  if (typeof text === 'string' && /^\d{1,5}$/.test(text) && Number(text) <= 65_535) {
    return Number(text)
  }
  throw new UsageError(`--port takes a number from 0 to 65535, not “${text}”.`)
}

async function readHome(text: Flags[string]): Promise<string> {
  if (text === '') throw new UsageError('--home needs a folder.')
  const { homeFolder } = await import('./os/node/places.ts')
  return homeFolder(typeof text === 'string' ? text : undefined)
}

const write = (text: string) => process.stdout.write(text)

async function runServe({ words, flags }: CommandLine): Promise<number> {
  allowOnly(flags, ['port', 'home', 'no-open'])
  if (words.length > 1) throw new UsageError(`“${words[1]}” does not belong here.`)
  const port = readPort(flags.port)
  const home = await readHome(flags.home)
  const { serve } = await import('./serve.ts')
  return serve({ home, port, opensBrowser: flags['no-open'] !== true })
}

async function runJudge({ words, flags }: CommandLine): Promise<number> {
  allowOnly(flags, ['jsonl'])
  if (words.length > 2) throw new UsageError(`“${words[2]}” does not belong here.`)
  if (flags.jsonl !== true) throw new UsageError('bouncer judge needs --jsonl.')
  const { judgeJsonLines } = await import('./bouncer/index.ts')
  process.stdin.setEncoding('utf8')
  const input: AsyncIterable<string> = process.stdin
  return judgeJsonLines(input, (line) => write(`${line}\n`))
}

async function runExplain({ words, flags }: CommandLine): Promise<number> {
  allowOnly(flags, ['jsonl', 'policy', 'home'])
  const { policy } = flags
  if (policy === '') throw new UsageError('--policy needs a file.')
  const command = words.slice(2)
  const readsRows = flags.jsonl === true
  if (readsRows === command.length > 0) {
    throw new UsageError('bouncer explain needs either -- COMMAND or --jsonl.')
  }
  const { explainCommand } = await import('./explain-command.ts')
  process.stdin.setEncoding('utf8')
  return explainCommand({
    words: command,
    input: readsRows ? process.stdin : null,
    home: await readHome(flags.home),
    ...(typeof policy === 'string' ? { policyFile: policy } : {}),
    write,
  })
}

async function runVerify({ words, flags }: CommandLine): Promise<number> {
  allowOnly(flags, ['home'])
  const [, , file, stray] = words
  if (stray !== undefined) throw new UsageError(`“${stray}” does not belong here.`)
  const { verifyRecord } = await import('./verify-record.ts')
  const home = await readHome(flags.home)
  return verifyRecord({ ...(file === undefined ? {} : { file }), home, write })
}

async function runTelemetry({ words, flags }: CommandLine): Promise<number> {
  allowOnly(flags, ['home', 'json'])
  const [, action, stray] = words
  if (stray !== undefined) throw new UsageError(`“${stray}” does not belong here.`)
  if (action !== 'on' && action !== 'off' && action !== 'status') {
    throw new UsageError('telemetry needs on, off or status.')
  }
  const { telemetryCommand } = await import('./telemetry-command.ts')
  const home = await readHome(flags.home)
  return telemetryCommand({ home, action, isJson: flags.json === true, write })
}

function run(line: CommandLine): number | Promise<number> {
  const [first, second] = line.words
  if (line.flags.help === true || first === 'help') {
    write(usage)
    return 0
  }
  if (line.flags.version === true) {
    write(`${brand.version}\n`)
    return 0
  }
  if (first === 'serve') return runServe(line)
  if (first === 'bouncer' && second === 'judge') return runJudge(line)
  if (first === 'bouncer' && second === 'explain') return runExplain(line)
  if (first === 'audit' && second === 'verify') return runVerify(line)
  if (first === 'telemetry') return runTelemetry(line)
  const said = line.words.slice(0, 2).join(' ')
  throw new UsageError(said ? `There is no command “${said}”.` : 'Which command?')
}

try {
  process.exitCode = await run(readCommandLine(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n\n${usage}`)
  process.exitCode = 2
}
