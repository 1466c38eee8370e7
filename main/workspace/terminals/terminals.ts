import { type Failure, failure } from '../../../shared/kit/failure.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { terminalErrors } from '../../../shared/workspace/terminal-errors.ts'
import {
  type Terminal,
  type TerminalId,
  terminalIdSchema,
} from '../../../shared/workspace/terminal-model.ts'
import type { Feed } from '../../kit/feed.ts'
import type { HandlersOf } from '../../kit/handlers.ts'
import {
  startTerminal,
  type TerminalsDeps,
  type WantedTerminal,
  whyNoTerminals,
} from './start-terminal.ts'
import type { OpenTerminal } from './terminal.ts'

/** Every terminal of this run of the app. */
export interface Terminals {
  /** The stream of a topic `terminal/<id>`; null when there is no such terminal. */
  feedOf(topic: string): Feed | null
  /** The hook of an agent reported from a terminal; unknown terminals are left alone. */
  guarded(terminalId: string, session: SessionId): void
  /** Ends what runs in all of them; none can be opened afterwards. */
  stop(): Promise<void>
  readonly handlers: HandlersOf<'terminals'>
}

const mostRunning = 16
/** Ended ones stay to be read, the oldest goes first. */
const mostEnded = 8
/** Starts without a terminal. */
export function createTerminals(deps: TerminalsDeps): Terminals {
  const { announce } = deps
  const open = new Map<TerminalId, OpenTerminal>()
  let opening = 0
  let isOver = false

  const list = () => [...open.values()].map((one) => one.state())
  const tell = () => {
    if (!isOver) announce('terminals.changed', { terminals: list() })
  }
  const changed = () => {
    const ended = list().filter(({ state }) => state.status === 'ended')
    for (const { id } of ended.slice(0, Math.max(0, ended.length - mostEnded))) open.delete(id)
    tell()
  }

  const start = async (wanted: WantedTerminal): Promise<Result<Terminal, Failure>> => {
    const started = await startTerminal(deps, { wanted, onChanged: changed })
    if (!started.ok) return started
    const { value: terminal } = started
    open.set(terminal.id, terminal)
    if (isOver) await terminal.end()
    changed()
    return ok(terminal.state())
  }
  const openOne = async (wanted: WantedTerminal): Promise<Result<Terminal, Failure>> => {
    const running = list().filter(({ state }) => state.status === 'running').length + opening
    if (isOver || running >= mostRunning) {
      return err(failure(terminalErrors, 'terminal.too-many', { count: running }))
    }
    opening += 1
    try {
      return await start(wanted)
    } finally {
      opening -= 1
    }
  }
  return {
    feedOf(topic) {
      const id = terminalIdSchema.safeParse(topic.replace(/^terminal\//, ''))
      return (id.success && open.get(id.data)?.output.feed) || null
    },
    guarded: (terminalId, session) => open.get(terminalId as TerminalId)?.guarded(session),
    async stop() {
      isOver = true
      await Promise.all([...open.values()].map((one) => one.end()))
    },
    handlers: {
      ...handlersOf((id) => open.get(id)),
      'terminals.list': async () =>
        ok({ terminals: list(), unavailable: await whyNoTerminals(deps) }),
      'terminals.open': openOne,
      async 'terminals.close'({ terminalId }) {
        await open.get(terminalId)?.end()
        open.delete(terminalId)
        tell()
        return ok({})
      },
    },
  }
}

/** What is done with one terminal. */
function handlersOf(find: (id: TerminalId) => OpenTerminal | undefined) {
  const withOne = async <T>(
    id: TerminalId,
    act: (terminal: OpenTerminal) => T,
  ): Promise<Result<T, Failure>> => {
    const found = find(id)
    return found ? ok(act(found)) : err(failure(terminalErrors, 'terminal.unknown'))
  }
  const handlers: Pick<
    HandlersOf<'terminals'>,
    'terminals.read' | 'terminals.write' | 'terminals.resize' | 'terminals.drawn'
  > = {
    'terminals.read': ({ terminalId }) => withOne(terminalId, ({ output }) => output.read()),
    'terminals.write': (keys) =>
      withOne(keys.terminalId, (one) => {
        one.write(keys)
        return {}
      }),
    'terminals.resize': (size) =>
      withOne(size.terminalId, (one) => {
        one.resize(size)
        return {}
      }),
    'terminals.drawn': (seen) =>
      withOne(seen.terminalId, (one) => {
        one.drawn(seen)
        return {}
      }),
  }
  return handlers
}
