import { existsSync } from 'node:fs'
import type { IPty } from '@lydell/node-pty'
import { err, ok } from '../../../shared/kit/result.ts'
import { isAlive } from '../../kit/is-alive.ts'
import { hiddenDescriptors, hideFromChildren } from '../../kit/private-descriptors.ts'
import type { Pty, PtyExit, PtyPort, PtyRequest } from '../../kit/pty.ts'

/** The part of node-pty that is used. */
export interface PtyBackend {
  spawn(
    file: string,
    args: string[],
    options: {
      readonly name: string
      readonly cols: number
      readonly rows: number
      readonly cwd: string
      readonly env: Record<string, string>
    },
  ): IPty & { readonly fd?: number }
}

/** What terminals understand: 256 colours, and more where a program asks for it. */
const terminalName = 'xterm-256color'

async function loadNodePty(): Promise<PtyBackend> {
  const { default: nodePty } = await import('@lydell/node-pty')
  return nodePty
}

/** Opens terminals through node-pty, which is optional; loaded at the first one. */
export function createPtyPort(load: () => Promise<PtyBackend> = loadNodePty): PtyPort {
  let backend: Promise<PtyBackend> | null = null
  const loaded = () => {
    backend ??= load()
    return backend
  }
  return {
    async whyNot() {
      try {
        await loaded()
        return null
      } catch (error) {
        return whyOf(error)
      }
    },
    async open(request) {
      try {
        const nodePty = await loaded()
        const wrapped = apart(request)
        return wrapped === null ? err(noBash) : ok(open(nodePty, wrapped))
      } catch (error) {
        return err(whyOf(error))
      }
    },
  }
}

/** The first line: the package's own advice is for who builds the app. */
function whyOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return (message.split('\n')[0] ?? '').slice(0, 200)
}

const noBash = 'bash, which keeps one terminal out of the others, was not found'
const bashPaths = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash']

/**
 * The request with the other terminals closed to it: on Linux a program started in one would have
 * theirs open, and could read and type there. Null where that cannot be had.
 */
function apart(request: PtyRequest): PtyRequest | null {
  const others = hiddenDescriptors()
  if (process.platform !== 'linux' || others.length === 0) return request
  const bash = bashPaths.find((path) => existsSync(path))
  if (bash === undefined) return null
  const closed = others.map((descriptor) => `${descriptor}<&-`).join(' ')
  const args = ['-c', `exec ${closed}; exec -- "$@"`, 'bash', request.command, ...request.args]
  return { ...request, command: bash, args }
}

function open(nodePty: PtyBackend, { command, args, cwd, env, cols, rows }: PtyRequest): Pty {
  const pty = nodePty.spawn(command, [...args], {
    ...{ name: terminalName, cwd, env: { ...env }, cols, rows },
  })
  let isOver = false
  const show = pty.fd === undefined ? () => undefined : hideFromChildren(pty.fd)
  const exited = new Promise<PtyExit>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      isOver = true
      show()
      const bySignal = signal !== undefined && signal !== 0
      resolve(bySignal ? { code: null, signal } : { code: exitCode, signal: null })
    })
  })
  /** The system refuses what comes after the end; the end itself is what gets reported. */
  const whileItRuns = (act: () => void) => {
    if (isOver) return
    try {
      act()
    } catch (error) {
      if (!isOver && isAlive(pty.pid)) throw error
    }
  }
  return {
    pid: pty.pid,
    onPrinted: (listener) => void pty.onData(listener),
    exited,
    write: (data) => whileItRuns(() => pty.write(data)),
    resize: (toCols, toRows) => whileItRuns(() => pty.resize(toCols, toRows)),
    pause: () => whileItRuns(() => pty.pause()),
    resume: () => whileItRuns(() => pty.resume()),
    hangUp: () => whileItRuns(() => pty.kill(process.platform === 'win32' ? undefined : 'SIGHUP')),
  }
}
