import { delimiter, isAbsolute } from 'node:path'
import type { FactKind, Facts } from '../../../shared/bouncer/model.ts'
import type { Notify, TakeBack } from '../../kit/announce.ts'
import type { Logger } from '../../kit/logger.ts'
import { type FactsQuery, wantedKinds } from './facts-query.ts'
import { createFactsThread, type FactsThread } from './facts-thread.ts'

/** Looks up facts about the machine for the Bouncer, in a thread of its own. */
export interface FactsSource {
  /** Never rejects and never takes longer than the limit; what is not there by then is named missing. */
  lookUp(query: FactsQuery): Promise<Facts>
  /** Folders that programs are searched in. */
  readonly searched: readonly string[]
  close(): Promise<void>
}

/** What the source of facts needs of its surroundings. */
export interface FactsParts {
  /** PATH of the programs that agents start. */
  readonly path: string
  readonly logger: Logger
  /** Tells the person when looking up fails; nobody is told when absent. */
  readonly notify?: Notify
  readonly takeBack?: TakeBack
  /** Longest wait for one look-up, in milliseconds; 4,000 when absent: long enough for a thread that starts on a busy machine. */
  readonly limitMs?: number
  /** Time without an answer after which the thread counts as stuck and is replaced; 500 when absent. */
  readonly stuckMs?: number
  /** Replaces the thread's program; tests hand in broken ones. */
  readonly program?: URL
}

/** Silence that is odd for a look-up, in milliseconds; with the time of a stuck thread, a hang is told within a second. */
const doubtMs = 250

const factsFailed = {
  key: 'bouncer.facts-failed',
  ...({ level: 'info', source: 'bouncer' } as const),
  message:
    'What looks up files for the Bouncer failed and is started again. Calls whose effects depend on it ask you until it answers.',
}

interface Waiting {
  readonly found: Facts[]
  settle(): void
}

/** Starts the thread at once; it is started anew when it dies or hangs. */
export function createFacts(parts: FactsParts): FactsSource {
  const { limitMs = 4_000 } = parts
  const searched = parts.path.split(delimiter).filter((folder) => isAbsolute(folder))
  const waiting = new Map<number, Waiting>()
  let number = 0

  const thread: FactsThread = createFactsThread({
    program: parts.program ?? new URL('./facts.worker.ts', import.meta.url),
    // The thread stops a little before nobody waits any more.
    data: { searched, limitMs: limitMs * 0.8 },
    stuckMs: parts.stuckMs ?? 500,
    logger: parts.logger,
    onTold({ id, parts: told, isDone }) {
      const one = waiting.get(id)
      one?.found.push(...told)
      if (!isDone) return
      one?.settle()
      parts.takeBack?.(factsFailed.key)
    },
    onLost() {
      for (const one of waiting.values()) one.settle()
    },
    onFailed: () => parts.notify?.(factsFailed),
  })

  return {
    searched,
    lookUp(query) {
      const wanted = wantedKinds(query)
      number += 1
      const id = number
      const { promise, resolve } = Promise.withResolvers<Facts>()
      const found: Facts[] = []
      const settle = () => {
        clearTimeout(limit)
        clearTimeout(doubt)
        waiting.delete(id)
        resolve(merged(found, wanted))
      }
      const limit = setTimeout(settle, limitMs)
      const doubt = setTimeout(thread.suspect, Math.min(doubtMs, limitMs - 1))
      waiting.set(id, { found, settle })
      if (!thread.post({ id, query })) settle()
      return promise
    },
    close: () => thread.close(),
  }
}

function merged(found: readonly Facts[], wanted: readonly FactKind[]): Facts {
  const facts: Facts = Object.assign({}, ...found)
  const missing = new Set(found.flatMap((part) => part.missing ?? []))
  for (const kind of wanted) if (facts[kind] === undefined) missing.add(kind)
  return missing.size > 0 ? { ...facts, missing: [...missing] } : facts
}
