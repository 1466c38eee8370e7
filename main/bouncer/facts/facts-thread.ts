import { Worker } from 'node:worker_threads'
import type { Facts } from '../../../shared/bouncer/model.ts'
import type { Logger } from '../../kit/logger.ts'
import type { FactsQuery } from './facts-query.ts'

/** What the thread tells of one look-up. */
export interface Told {
  readonly id: number
  readonly parts: readonly Facts[]
  readonly isDone?: boolean
}

/** One thread at a time, replaced when it dies or hangs. */
export interface FactsThread {
  /** False when there is no thread to ask. */
  post(asked: { readonly id: number; readonly query: FactsQuery }): boolean
  /** Says that it was silent for too long: it is replaced when it stays so. */
  suspect(): void
  close(): Promise<void>
}

interface FactsThreadParts {
  readonly program: URL
  readonly data: unknown
  readonly stuckMs: number
  readonly logger: Logger
  onTold(told: Told): void
  /** Nothing that was asked before will be answered. */
  onLost(): void
  /** It died or hung without being told to end. */
  onFailed(): void
}

/** How much longer than one at work a thread that starts may be silent. */
const startPatience = 10

/** Threads that may hang in the file system at a time; beyond, facts are missing until one comes back. */
const MAX_STUCK = 4

/** Starts the thread at once. */
export function createFactsThread(parts: FactsThreadParts): FactsThread {
  const stuck = new Set<Worker>()
  let worker: Worker | null = null
  let suspicion: NodeJS.Timeout | null = null
  let isClosed = false
  /** The present thread has answered once; a busy machine starts one slowly. */
  let isProven = false

  const trust = () => {
    if (suspicion) clearTimeout(suspicion)
    suspicion = null
  }

  const lose = (lost: Worker, why: string) => {
    stuck.delete(lost)
    if (worker !== lost) return
    worker = null
    trust()
    parts.onLost()
    if (isClosed) return
    parts.logger.warn('the facts thread ended', { why })
    parts.onFailed()
  }

  const start = (): Worker | null => {
    if (isClosed || stuck.size >= MAX_STUCK) return null
    isProven = false
    const started = new Worker(parts.program, { workerData: parts.data, env: {} })
    started.unref()
    started.on('message', (told: Told) => {
      if (worker === started) {
        isProven = true
        trust()
      }
      parts.onTold(told)
    })
    started.on('error', (error) => lose(started, error.message))
    started.on('exit', (code) => lose(started, `exit ${code}`))
    return started
  }

  /** A thread that hangs in a system call cannot be ended; it is left behind and ends when the call does. */
  const replace = () => {
    suspicion = null
    const hung = worker
    if (!hung) return
    parts.logger.warn('the facts thread hangs and is replaced')
    parts.onFailed()
    worker = null
    stuck.add(hung)
    void hung.terminate()
    parts.onLost()
    worker = start()
  }

  worker = start()
  return {
    post(asked) {
      worker ??= start()
      worker?.postMessage(asked)
      return worker !== null
    },
    suspect() {
      const patienceMs = isProven ? parts.stuckMs : parts.stuckMs * startPatience
      suspicion ??= setTimeout(replace, patienceMs).unref()
    },
    async close() {
      isClosed = true
      trust()
      parts.onLost()
      await worker?.terminate()
    },
  }
}
