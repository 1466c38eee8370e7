import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { brand } from '../../../shared/brand.ts'
import { testedProgram } from '../../fixtures/tested-program.ts'
import { until, within } from '../app/until.ts'
import { type AppClient, enter, openClient } from '../app/ws-client.ts'

/** True where a program can be started. */
export function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function loads(): Promise<boolean> {
  try {
    await import('keytar')
    return true
  } catch {
    return false
  }
}

/** The native module of the keychain can be loaded here. */
export const hasKeytar = await loads()
const programs = ['dbus-run-session', 'gnome-keyring-daemon', 'bash'].filter((one) => !has(one))
const missing = [...programs, ...(hasKeytar ? [] : ['keytar'])]

/** Why nothing can be tried with a real keyring here; empty where it can. */
export const whyNoKeyring = missing.length > 0 ? `(not run: without ${missing.join(', ')})` : ''
/** Each start of a session took up to five seconds on a busy machine. */
export const sessionsMs = 240_000

const checkout = resolve(import.meta.dirname, '../../..')

/** How the keyring of a session stands; `absent` is a session without a bus. */
export type Keyring = 'open' | 'locked' | 'absent'

/** A program and its first arguments. */
export type Command = readonly [string, ...string[]]

/** The command of this checkout. */
export const fromCheckout: Command = [join(checkout, 'node_modules/.bin/node'), testedProgram]

const unlocking: Readonly<Record<Exclude<Keyring, 'absent'>, string>> = {
  open: 'printf test-password | gnome-keyring-daemon --unlock --components=secrets',
  locked: 'gnome-keyring-daemon --start --components=secrets',
}

/** A person's home with a keyring of its own, and the app's home in it. */
export interface KeyringHome {
  readonly folder: string
  readonly home: string
  readonly logs: string
  /** Runs a command to its end in a session of its own. */
  run(
    keyring: Keyring,
    command: Command,
    args: readonly string[],
  ): Promise<{ code: number | null; out: string; printed: string }>
  /** Starts `serve` in a session of its own. */
  serve(keyring: Keyring, options?: ServeOptions): Promise<Served>
  /** Ends what a test left running, and removes everything. */
  remove(): Promise<void>
}

/** What a start may add. */
export interface ServeOptions {
  readonly command?: Command
  readonly env?: Readonly<Record<string, string>>
}

/** A running app in a session with a keyring. */
export interface Served {
  readonly client: AppClient
  readonly address: string
  readonly pid: number
  printed(): string
  /** Ends it in order, or as the signal does. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Makes an empty home; the password of its keyring is always the same. */
export async function keyringHome(): Promise<KeyringHome> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'keyring-home-')))
  const home = join(folder, brand.homeFolder)
  const children = new Set<ChildProcess>()

  const start = (keyring: Keyring, program: readonly string[], more = {}) => {
    // The shell becomes the program, so the number it prints is the program's.
    const begin = keyring === 'absent' ? '' : `${unlocking[keyring]} >/dev/null 2>&1; sleep 1; `
    const bash = ['bash', '-c', `${begin}echo "pid $$" >&2; exec "$@"`, 'session', ...program]
    const whole = keyring === 'absent' ? bash : ['dbus-run-session', '--', ...bash]
    const [first = '', ...rest] = whole
    const child = spawn(first, rest, {
      cwd: folder,
      env: {
        ...{ PATH: '/usr/bin:/bin', HOME: folder },
        ...{ XDG_RUNTIME_DIR: folder, XDG_DATA_HOME: join(folder, 'keyring') },
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.add(child)
    const said = { text: '', out: '' }
    child.stdout.on('data', (bytes) => {
      said.out += String(bytes)
      said.text += String(bytes)
    })
    child.stderr.on('data', (bytes) => {
      said.text += String(bytes)
    })
    const ended = new Promise<number | null>((settle) => child.once('close', settle))
    return { child, said, ended }
  }

  return {
    folder,
    home,
    logs: join(home, 'logs'),
    async run(keyring, command, args) {
      const { said, ended } = start(keyring, [...command, ...args])
      const code = await within(args.join(' '), ended)
      return { code, out: said.out, printed: said.text }
    },
    async serve(keyring, { command = fromCheckout, env = {} } = {}) {
      const program = [...command, 'serve', '--no-open', '--json']
      const { child, said, ended } = start(keyring, program, env)
      const line = await until('a served address', () => {
        if (child.exitCode !== null) throw new Error(said.text)
        return /^\{"ok":true.*$/m.exec(said.out)?.[0]
      })
      const { address } = JSON.parse(line) as { readonly address: string }
      const pid = Number(/^pid (\d+)$/m.exec(said.text)?.[1])
      const client = await openClient(await enter(address))
      return {
        ...{ client, address, pid },
        printed: () => said.text,
        async stop(signal = 'SIGTERM') {
          process.kill(pid, signal)
          await within('the end of the app', ended)
        },
      }
    },
    async remove() {
      for (const child of children) if (child.exitCode === null) child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Opens a locked keyring of a running session, as the login does: one packet to the daemon's control socket. */
export async function unlockKeyring(folder: string): Promise<void> {
  const password = Buffer.from('test-password')
  const packet = Buffer.alloc(1 + 12 + password.length)
  // A byte that carries who asks; then the length of the rest, the order (1: unlock), the password.
  packet.writeUInt32BE(packet.length - 1, 1)
  packet.writeUInt32BE(1, 5)
  packet.writeUInt32BE(password.length, 9)
  password.copy(packet, 13)
  const socket = connect(join(folder, 'keyring', 'control'))
  const answer = new Promise<Buffer>((settle, fail) => {
    socket.once('data', settle)
    socket.once('error', fail)
    socket.once('close', () => fail(new Error('the keyring said nothing')))
  })
  socket.write(packet)
  const said = await within('the keyring', answer)
  socket.destroy()
  if (said.readUInt32BE(4) !== 0)
    throw new Error(`the keyring was not opened: ${said.toString('hex')}`)
}

/** The head of a record as it stands in its file. */
export async function headIn(logs: string): Promise<HeadFile> {
  const text = await readFile(join(logs, 'bouncer-audit.head.json'), 'utf8')
  return (JSON.parse(text) as { readonly value: HeadFile }).value
}

/** What a head file says. */
export interface HeadFile {
  readonly n: number
  readonly hash: string
  readonly mac: string | null
  readonly behind?: { readonly n: number; readonly hash: string }
}
