import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { testedProgram } from '../../fixtures/tested-program.ts'
import { until, within } from './until.ts'
import { type AppClient, type Door, enter, openClient } from './ws-client.ts'

const started = new Set<ChildProcess>()

/** Ends what a failed test has left running; for `afterEach`. */
export async function endAllApps(): Promise<void> {
  const ends = [...started].map(async (child) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  })
  started.clear()
  await Promise.all(ends)
}

const checkout = resolve(import.meta.dirname, '../../..')
const preload = (name: string) =>
  pathToFileURL(join(import.meta.dirname, 'preload', `${name}.ts`)).href

/** A throw-away place: a person's home, and the app's home in it. */
export interface Place {
  readonly folder: string
  /** The app's home. */
  readonly home: string
  remove(): Promise<void>
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The app as a process of its own. */
export interface RunningApp {
  readonly process: ChildProcess
  readonly pid: number
  /** What it printed, both streams. */
  printed(): string
  /** Resolves with a token; rejects when the app ended instead of opening its door. */
  readonly door: Promise<Door>
  open(): Promise<AppClient>
  readonly ended: Promise<Ended>
  /** Ends it with a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>
}

/** What a start may add. */
export interface AppOptions {
  /** Files of `preload/` that run before the app. */
  readonly preloads?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Never the built command: what it loads is told by the names of modules. */
  readonly fromSource?: true
  /** A program and its arguments that run Node, as a tracer does. */
  readonly under?: readonly [string, ...string[]]
}

/** Makes an empty place. */
export async function makePlace(): Promise<Place> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'app-place-')))
  await mkdir(join(folder, 'tmp'))
  const remove = () => rm(folder, { recursive: true, force: true })
  return { folder, home: join(folder, 'mstro'), remove }
}

/** Starts the pinned Node with an environment of its own. */
function spawnNode(place: Place, args: readonly string[], options: AppOptions) {
  const { preloads = ['quick-rehearsal'], env = {}, under = [] } = options
  const imports = preloads.flatMap((name) => ['--import', preload(name)])
  const program = join(checkout, 'node_modules/.bin/node')
  const [first = program, ...others] = [...under, program, ...imports, ...args]
  const child = spawn(first, others, {
    cwd: place.folder,
    env: {
      HOME: place.folder,
      TMPDIR: join(place.folder, 'tmp'),
      PATH: '/usr/local/bin:/usr/bin:/bin',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  started.add(child)
  return child
}

/** Runs the `mstro` command. */
export function runCommand(place: Place, args: readonly string[], options: AppOptions = {}) {
  return spawnNode(
    place,
    [options.fromSource ? join(checkout, 'main/headless.ts') : testedProgram, ...args],
    options,
  )
}

/** Starts a process that does nothing but run its preloads. */
export function startIdleProcess(place: Place, preloads: readonly string[]): ChildProcess {
  return spawnNode(place, ['--eval', 'setInterval(() => undefined, 60_000)'], { preloads })
}

/** Starts browser mode on a place; nothing is awaited but the process. */
export function startApp(place: Place, options: AppOptions = {}): RunningApp {
  const args = ['serve', '--home', place.home, '--no-open']
  const child = runCommand(place, args, options)
  let printed = ''
  child.stdout?.on('data', (bytes: Buffer) => {
    printed += String(bytes)
  })
  child.stderr?.on('data', (bytes: Buffer) => {
    printed += String(bytes)
  })
  let isEnded = false
  const ended = new Promise<Ended>((settle) => {
    child.once('close', (code, signal) => {
      isEnded = true
      settle({ code, signal })
    })
  })
  const address = until('the address', () => {
    if (isEnded) throw new Error(`the app ended: ${printed}`)
    return /http:\S+#ticket=\w{64}/.exec(printed)?.[0]
  })
  const door = address.then(enter)
  // Whoever needs the door awaits it; a start that must fail has none.
  door.catch(() => undefined)
  return {
    process: child,
    pid: child.pid ?? -1,
    printed: () => printed,
    door,
    open: async () => openClient(await door),
    ended,
    end(signal) {
      child.kill(signal)
      return within('the end of the app', ended)
    },
  }
}

/** Runs a command to its end and returns its exit code and what it printed. */
export async function runToEnd(
  place: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const child = runCommand(place, args, { preloads: [], env })
  let printed = ''
  child.stdout?.on('data', (bytes: Buffer) => {
    printed += String(bytes)
  })
  const code = await within(
    args.join(' '),
    new Promise<number | null>((settle) => child.once('close', settle)),
  )
  return { code, printed }
}

/** True while a process of that number runs (a zombie does not). */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  return state !== '' && state !== 'Z'
}
