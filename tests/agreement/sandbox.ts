import { execFile, execFileSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MADE_UP, REAL, RECORDERS } from './programs.ts'

/** One start of a program as the program saw it. */
export interface Started {
  readonly name: string
  readonly args: readonly string[]
}

/** What one script really started, and whether it had to be stopped. */
export interface Ran {
  readonly started: readonly Started[]
  readonly late: boolean
}

const NAMESPACES = ['--user', '--map-root-user', '--mount', '--pid', '--net', '--ipc', '--fork']
const script = readFileSync(join(import.meta.dirname, 'sandbox.sh'), 'utf8')
const NOBODY = 65_534
/** The limit of processes does not bind root, so that root starts the sandbox as nobody. */
const someone = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
/** The tests' own folder is closed to nobody. */
const reachable = someone.uid === undefined ? tmpdir() : '/tmp'
const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }
const BATCH_TIMEOUT_MS = 120_000
const SCRIPT_TIMEOUT_S = 2

/** Folder in which the script of a batch with this index starts. */
export function folderOf(index: number): string {
  return `/home/mira/w${index}`
}

/** Why scripts cannot be executed apart from this machine, or null when they can. */
export function sandboxProblem(): string | null {
  if (process.platform !== 'linux') return 'namespaces need Linux'
  try {
    const probe = 'mount -t tmpfs none /tmp && mount --bind /usr/bin /mnt && test -x /mnt/bash'
    const args = [...NAMESPACES, '--kill-child', '--', 'bash', '-c', probe]
    const options = { ...someone, cwd: '/', env: environment, timeout: 10_000 }
    execFileSync('unshare', args, { ...options, stdio: 'ignore' })
    return null
  } catch {
    return 'unshare may not make namespaces here'
  }
}

/** Executes scripts one after the other in a throw-away namespace and answers what each started. */
export async function execute(
  scripts: readonly string[],
  limitSeconds = SCRIPT_TIMEOUT_S,
): Promise<Ran[]> {
  const batch = mkdtempSync(join(reachable, 'agreement-'))
  try {
    for (const folder of ['in', 'out']) mkdirSync(join(batch, folder))
    for (const folder of ['', 'in', 'out']) hand(join(batch, folder))
    const names = scripts.map((_, index) => `w${index}`)
    scripts.forEach((text, index) => {
      writeFileSync(join(batch, 'in', `w${index}`), text)
    })
    writeFileSync(join(batch, 'in', 'list'), names.map((name) => `${name}\n`).join(''))
    writeFileSync(join(batch, 'list'), names.join('\n'))
    await runBatch(batch, limitSeconds)
    const late = new Set(readLines(join(batch, 'out', 'late')))
    return names.map((name) => ({
      started: readStarted(join(batch, 'out', name)),
      late: late.has(name),
    }))
  } finally {
    rmSync(batch, { recursive: true, force: true, maxRetries: 5 })
  }
}

function hand(folder: string): void {
  if (someone.uid !== undefined) chownSync(folder, someone.uid, someone.gid)
}

function runBatch(batch: string, limitSeconds: number): Promise<void> {
  const args = [
    ...NAMESPACES,
    '--kill-child',
    '--',
    'bash',
    '--norc',
    '-c',
    script,
    'sandbox',
    batch,
  ]
  args.push(RECORDERS.join(' '), REAL.join(' '), String(limitSeconds), String(MADE_UP))
  const options = {
    ...someone,
    cwd: '/',
    env: environment,
    timeout: BATCH_TIMEOUT_MS,
    killSignal: 'SIGKILL' as const,
  }
  return new Promise((resolve, reject) => {
    execFile('unshare', args, options, (error, _out, err) => {
      if (error) reject(new Error(`the sandbox failed: ${err.slice(-500)}`))
      else resolve()
    })
  })
}

function readLines(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []
}

/** Records are a count of arguments, the program's path and the arguments, each ended by NUL. */
function readStarted(path: string): Started[] {
  if (!existsSync(path)) return []
  const parts = readFileSync(path, 'latin1').split('\0')
  const started: Started[] = []
  for (let at = 0; at + 1 < parts.length; ) {
    const count = Number(parts[at])
    const file = parts[at + 1] ?? ''
    const args = parts.slice(at + 2, at + 2 + count)
    started.push({ name: file.slice(file.lastIndexOf('/') + 1), args: args.map(fromBytes) })
    at += 2 + count
  }
  return started
}

function fromBytes(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}
