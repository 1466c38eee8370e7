import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { brand } from '../../../shared/brand.ts'
import { testedProgram } from '../../fixtures/tested-program.ts'

const children: ChildProcess[] = []

/** How a command ended. */
export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** How a command is started: from source, or an installed program. */
export interface Program {
  readonly file: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** The command of this checkout with an environment of its own. */
export function fromSource(home: string): Program {
  const env = { PATH: '/usr/bin:/bin', HOME: home, [brand.homeVariable]: join(home, 'data') }
  return { file: process.execPath, args: [testedProgram], env }
}

/** A temporary folder to be somebody's home. */
export const freshHome = () => mkdtemp(join(tmpdir(), 'command-'))

/** Starts a command and collects what it says. */
export function start(program: Program, args: readonly string[], input?: string) {
  const { file, env } = program
  const child = spawn(file, [...program.args, ...args], { env, stdio: 'pipe' })
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => {
    said.out += String(data)
  })
  child.stderr.on('data', (data) => {
    said.err += String(data)
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number, ...said }))
  return { child, ended, said }
}

/** Runs a command to its end. */
export function run(program: Program, args: readonly string[], input?: string): Promise<Ended> {
  return start(program, args, input).ended
}

/** Starts `serve --json` and resolves once it listens. */
export async function serve(program: Program, ...args: string[]) {
  const started = start(program, ['serve', '--no-open', '--json', ...args])
  const end = Date.now() + 30_000
  while (!started.said.out.includes('\n')) {
    if (Date.now() > end || started.child.exitCode !== null) {
      throw new Error(JSON.stringify(started.said))
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const told = JSON.parse(started.said.out) as { ok: boolean; address: string; port: number }
  return { ...started, told }
}

/** Ends what a test left running. */
export function endAll(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL')
}

/** Every file below a folder with its contents' hash and its time, to see that nothing was touched. */
export async function pictureOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const rows = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      const hash = createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
      return [relative(folder, path), `${hash} ${(await stat(path)).mtimeMs}`] as const
    })
  return Object.fromEntries(await Promise.all(rows))
}
