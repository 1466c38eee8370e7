import { spawn as spawnChild } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { filesInPlaceOfHidden } from './private-descriptors.ts'
import { systemCode } from './system-code.ts'

/** A program to start: no shell, arguments as they are, and only the environment that is given. */
export interface ProgramRequest {
  readonly command: string
  readonly args: readonly string[]
  /** Absolute folder. */
  readonly cwd: string
  /** The whole environment of the program; nothing of ours is added. */
  readonly env: Readonly<Record<string, string>>
  /** Files that the program finds open for reading, from number 3 on. */
  readonly inherited?: readonly Buffer[]
}

/** How a program ended. */
export interface ProgramExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A running program with open pipes. */
export interface Program {
  readonly pid: number
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** Resolves when the program has ended and its pipes are drained. */
  readonly exited: Promise<ProgramExit>
  /** Sends a signal to the program itself; nothing happens when it has ended. */
  signal(name: NodeJS.Signals): void
}

/** A finished program with what it printed. */
export interface ProgramOutput extends ProgramExit {
  readonly stdout: string
  readonly stderr: string
  /** True when it was killed because its time was over. */
  readonly timedOut: boolean
}

/** Starts programs; the error of a result is the system's code (`ENOENT`, `EACCES`). */
export interface Spawn {
  /** Starts a program that talks over its pipes, as leader of a process group of its own. */
  start(request: ProgramRequest): Promise<Result<Program, string>>
  /** Runs a program to its end, at most `timeoutMs`, and keeps at most 1 MB of each output. */
  run(
    request: ProgramRequest & { readonly timeoutMs: number },
  ): Promise<Result<ProgramOutput, string>>
}

const KEPT_BYTES = 1_000_000
/** Pipes that a grandchild still holds open must not keep us waiting for the end of its parent. */
const DRAIN_MS = 500

/** The way every feature starts other programs. */
export function createSpawn(): Spawn {
  return {
    start,
    async run({ timeoutMs, ...request }) {
      const started = await start(request)
      if (!started.ok) return started
      return ok(await toTheEnd(started.value, timeoutMs))
    },
  }
}

function start(request: ProgramRequest): Promise<Result<Program, string>> {
  return new Promise((resolve) => {
    const inherited = request.inherited ?? []
    const child = spawnChild(request.command, [...request.args], {
      cwd: request.cwd,
      env: { ...request.env },
      stdio: [
        ...(['pipe', 'pipe', 'pipe'] as const),
        ...inherited.map(() => 'pipe' as const),
        ...filesInPlaceOfHidden(3 + inherited.length),
      ],
      detached: true,
      windowsHide: true,
    })
    child.once('error', (error) => resolve(err(systemCode(error))))
    const { stdin, stdout, stderr } = child
    if (!stdin || !stdout || !stderr) throw new Error('a program was started without pipes')
    // Writing to a program that has just ended fails with EPIPE; its exit is what gets reported.
    stdin.on('error', () => stdin.destroy())
    for (const [index, content] of inherited.entries()) hand(child.stdio[index + 3], content)
    const exited = new Promise<ProgramExit>((done) => {
      child.once('close', (code, signal) => done({ code, signal }))
      child.once('exit', (code, signal) => {
        setTimeout(() => done({ code, signal }), DRAIN_MS).unref()
      })
    })
    child.once('spawn', () => {
      const { pid } = child
      if (pid === undefined) throw new Error('a started program has no process id')
      resolve(ok({ pid, stdin, stdout, stderr, exited, signal: (name) => void child.kill(name) }))
    })
  })
}

/** Writes a file that the program inherits to its end; one that reads none of it loses nothing. */
function hand(pipe: Readable | Writable | null | undefined, content: Buffer): void {
  if (!pipe || !('write' in pipe)) throw new Error('a file of a started program is not open')
  pipe.on('error', () => pipe.destroy())
  pipe.end(content)
}

async function toTheEnd(program: Program, timeoutMs: number): Promise<ProgramOutput> {
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    program.signal('SIGKILL')
  }, timeoutMs)
  program.stdin.end()
  const [stdout, stderr] = [keep(program.stdout), keep(program.stderr)]
  const exit = await program.exited
  clearTimeout(timer)
  return { ...exit, stdout: stdout(), stderr: stderr(), timedOut }
}

function keep(stream: Readable): () => string {
  const parts: Buffer[] = []
  let size = 0
  stream.on('data', (part: Buffer) => {
    if (size < KEPT_BYTES) parts.push(part.subarray(0, KEPT_BYTES - size))
    size += part.length
  })
  return () => Buffer.concat(parts).toString('utf8')
}
