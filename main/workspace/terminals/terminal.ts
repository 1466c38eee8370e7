import type { SessionId } from '../../../shared/kit/ids.ts'
import type {
  Purse,
  Terminal,
  TerminalId,
  TerminalRun,
  TerminalSize,
} from '../../../shared/workspace/terminal-model.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Leash } from '../../kit/leash.ts'
import type { ProcessTree, TreeSearch } from '../../kit/process-tree.ts'
import type { Pty } from '../../kit/pty.ts'
import { endProgram } from './end-program.ts'
import { createFlow } from './flow.ts'
import { createGather } from './gather.ts'
import { createOutput, type Output } from './output.ts'
import { createViewers } from './viewers.ts'

/** One terminal, running or ended. */
export interface OpenTerminal {
  readonly id: TerminalId
  readonly output: Pick<Output, 'feed' | 'read'>
  state(): Terminal
  write(keys: { readonly viewer: string; readonly data: string; readonly isReply: boolean }): void
  resize(size: TerminalSize & { readonly viewer: string }): void
  drawn(seen: { readonly viewer: string; readonly total: number }): void
  /** The hook of its agent reported, under this session. */
  guarded(session: SessionId): void
  paidBy(purse: Purse): void
  /** Ends what runs in it, with all it started; resolves when nothing is left. */
  end(): Promise<void>
}

/** What a terminal is made of. */
export interface TerminalParts {
  readonly id: TerminalId
  readonly folder: string
  readonly run: TerminalRun
  readonly program: string
  readonly size: TerminalSize
  readonly pty: Pty
  readonly tree: ProcessTree
  readonly search: TreeSearch
  readonly leash: Promise<Leash>
  readonly clock: Clock
  readonly epoch: string
  /** Characters of output that are kept. */
  readonly keptCharacters: number
  onChanged(): void
  /** Called once it has ended, before anybody hears of it. */
  onEnded(): Promise<void>
}

/** Wires a started program to its output; follows it to its end. */
export function createTerminal(parts: TerminalParts): OpenTerminal {
  const { id, pty, clock, onChanged } = parts
  const flow = createFlow({ pause: pty.pause, resume: pty.resume })
  const output = createOutput({
    ...{ topic: `terminal/${id}`, epoch: parts.epoch, keptCharacters: parts.keptCharacters },
    onViewers: flow.viewers,
  })
  const gather = createGather((text) => {
    output.print(text)
    flow.printed(output.total())
  })
  pty.onPrinted(gather.add)
  const viewers = createViewers(clock)
  let state = stateOf(parts)
  const change = (next: Partial<Terminal>) => {
    state = { ...state, ...next }
    onChanged()
  }
  const ended = follow(parts, {
    beforeTold() {
      gather.flush()
      flow.close()
    },
    told: (end) => change({ state: end }),
  })
  const isRunning = () => state.state.status === 'running'
  return {
    id,
    output,
    state: () => state,
    write({ viewer, data, isReply }) {
      if (isReply ? !viewers.mayReply(viewer) : !isRunning()) return
      if (!isReply) viewers.holds(viewer)
      pty.write(data)
    },
    resize({ viewer, cols, rows }) {
      viewers.holds(viewer)
      if (!isRunning() || (cols === state.cols && rows === state.rows)) return
      pty.resize(cols, rows)
      change({ cols, rows })
    },
    drawn({ viewer, total }) {
      viewers.isThere(viewer)
      flow.drawn(total)
    },
    guarded(session) {
      const { guard } = state
      if (guard === null || (guard.since !== null && guard.sessions.includes(session))) return
      const sessions = [...guard.sessions.filter((one) => one !== session), session]
      change({ guard: { ...guard, since: guard.since ?? clock.now(), sessions } })
    },
    paidBy(purse) {
      if (state.guard !== null) change({ guard: { ...state.guard, purse } })
    },
    async end() {
      if (isRunning()) await endProgram(pty, parts)
      await ended
    },
  }
}

function stateOf({ id, folder, run, program, size, clock }: TerminalParts): Terminal {
  const guard = { since: null, purse: { kind: 'unknown' }, sessions: [] } as const
  return {
    ...{ id, folder, run, program, ...size },
    startedAt: clock.now(),
    state: { status: 'running' },
    guard: run === 'claude' ? { ...guard, sessions: [] } : null,
  }
}

/** Waits for the end, sweeps what it left behind, and tells. */
async function follow(
  { pty, leash, tree, search, clock, onEnded }: TerminalParts,
  hears: { beforeTold(): void; told(end: Terminal['state']): void },
): Promise<void> {
  const { code, signal } = await pty.exited
  ;(await leash).release()
  // What an agent started goes with it; a person's shell has hung up on its own jobs by itself.
  const left = await tree.find(search)
  await tree.signal(left, 'SIGKILL')
  await onEnded()
  hears.beforeTold()
  hears.told({ status: 'ended', code, signal, at: clock.now() })
}
