import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { replayErrors } from '../../../shared/bouncer/errors.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { recordBytes } from '../../audit/index.ts'
import { draftSource } from '../policies/draft-source.ts'
import { merge } from './merge.ts'
import type { ReplayOutcome, ReplayTask } from './replay.ts'

/** Plays recorded calls again in threads of their own. */
export interface Replays {
  /** Fails when a draft or the record cannot be read, or another replay of the kind took its place. */
  run<K extends ReplayTask['kind']>(
    task: Extract<ReplayTask, { kind: K }>,
  ): Promise<Result<ReplayOutcome<K>, Failure>>
  close(): Promise<void>
}

/** What a thread says at its end. */
export type ReplayTold =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string }

const MAX_THREADS = 4
/** Bytes of the record that are worth a thread of their own. */
const THREAD_BYTES = 4 * 1024 * 1024

/** Keeps the threads of one task a lane: a newer task ends the one before it. */
export function createReplays(
  program: URL = new URL('./replay.worker.ts', import.meta.url),
): Replays {
  const running = new Map<string, AbortController>()

  const run = async <K extends ReplayTask['kind']>(
    task: Extract<ReplayTask, { kind: K }>,
  ): Promise<Result<ReplayOutcome<K>, Failure>> => {
    const read = readDraft(task)
    if (!read.ok) return read
    const lane = laneOf(task)
    running.get(lane)?.abort()
    const stop = new AbortController()
    running.set(lane, stop)
    const threads = await threadsFor(task.calls.folder)
    const parts = Array.from({ length: threads }, (_none, at) => ({
      ...task,
      calls: { ...task.calls, part: { at, of: threads } },
    }))
    const told = await Promise.all(parts.map((part) => playPart(program, part, stop.signal)))
    if (stop.signal.aborted) return err(failure(replayErrors, 'replay.replaced'))
    running.delete(lane)
    const outcomes: ReplayOutcome<K>[] = []
    for (const one of told) {
      if (!one.ok) return err(failure(replayErrors, 'replay.failed', { cause: one.error }))
      outcomes.push(one.value as ReplayOutcome<K>)
    }
    return ok(merge(task.kind, outcomes))
  }

  return {
    run,
    async close() {
      for (const stop of running.values()) stop.abort()
    },
  }
}

/** A text that is being edited and a pack that is looked at stand on one page, and neither takes the other's place. */
function laneOf(task: ReplayTask): string {
  return task.kind === 'policy' ? `policy ${task.draft.kind}` : task.kind
}

/** A draft that cannot be read says so better than the thread that stumbles over it. */
function readDraft(task: ReplayTask): Result<unknown, Failure> {
  if (task.kind !== 'policy' || task.draft.kind !== 'file') return ok(null)
  return draftSource(task.draft.text, task.draft.place)
}

/** How many threads a record is worth; one where it cannot be read, which then says so. */
async function threadsFor(folder: string): Promise<number> {
  const bytes = await recordBytes(folder).catch(() => 0)
  const worth = Math.ceil(bytes / THREAD_BYTES)
  return Math.max(1, Math.min(MAX_THREADS, availableParallelism(), worth))
}

/** Runs one thread to its end; never rejects. */
function playPart(program: URL, task: ReplayTask, signal: AbortSignal): Promise<ReplayTold> {
  if (signal.aborted) return Promise.resolve({ ok: false, error: 'ended' })
  const { promise, resolve } = Promise.withResolvers<ReplayTold>()
  const worker = new Worker(program, { workerData: task, env: {} })
  const settle = (told: ReplayTold) => {
    resolve(told)
    void worker.terminate()
  }
  worker.on('message', settle)
  worker.on('error', (error) => settle({ ok: false, error: error.message }))
  worker.on('exit', (code) => settle({ ok: false, error: `its thread ended with ${code}` }))
  signal.addEventListener('abort', () => settle({ ok: false, error: 'ended' }), { once: true })
  return promise
}
