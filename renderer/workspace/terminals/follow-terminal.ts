import type { Failure } from '../../../shared/kit/failure.ts'
import type { Cursor } from '../../../shared/rpc/frames.ts'
import type { Printed, TerminalId } from '../../../shared/workspace/terminal-model.ts'
import type { Client } from '../../client/index.ts'
import type { Screen } from './open-screen.ts'

/** Keeps a screen at what a terminal prints. */
export interface Follower {
  /** A page that nobody sees draws nothing, and no program waits for it. */
  pause(): void
  resume(): void
  stop(): void
}

/** What following needs. */
export interface FollowDeps {
  readonly client: Pick<Client, 'call' | 'subscribe'>
  readonly terminalId: TerminalId
  /** This page, among those that show the terminal. */
  readonly viewer: string
  readonly screen: Pick<Screen, 'write' | 'replay'>
  onFailed(failure: Failure): void
  onCut(isCut: boolean): void
}

const toldCharacters = 65_536
const toldMs = 250

/** Draws what is kept, then what comes; tells the app how far it is, so that a flood waits. */
export function followTerminal(deps: FollowDeps): Follower {
  const { client, terminalId, viewer, screen } = deps
  let cursor: Cursor | null = null
  let leave: (() => void) | null = null
  let told = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let drawnTotal = 0
  let generation = 0

  const tell = () => {
    if (timer) clearTimeout(timer)
    timer = null
    told = drawnTotal
    void client.call('terminals.drawn', { terminalId, viewer, total: drawnTotal })
  }
  const drawn = (total: number) => {
    drawnTotal = total
    if (total - told >= toldCharacters) tell()
    else timer ??= setTimeout(tell, toldMs)
  }
  const follow = (after: Cursor) => {
    cursor = after
    leave = client.subscribe(`terminal/${terminalId}`, {
      after,
      onEvent({ epoch, seq, payload }) {
        cursor = { epoch, seq }
        const { text, total } = payload as Printed
        screen.write(text, () => drawn(total))
      },
      onReset: () => void load(),
    })
  }
  const load = async () => {
    generation += 1
    const mine = generation
    leave?.()
    leave = null
    const read = await client.call('terminals.read', { terminalId })
    if (mine !== generation) return
    if (!read.ok) {
      deps.onFailed(read.error)
      return
    }
    const { cursor: after, text, total, isCut } = read.value
    deps.onCut(isCut)
    screen.replay(text, () => drawn(total))
    follow(after)
  }
  const pause = () => {
    generation += 1
    leave?.()
    leave = null
  }
  void load()
  return {
    pause,
    resume() {
      if (leave !== null) return
      if (cursor === null) void load()
      else follow(cursor)
    },
    stop() {
      pause()
      if (timer) clearTimeout(timer)
    },
  }
}
