import { Worker } from 'node:worker_threads'
import { replayErrors } from '../../../shared/bouncer/errors.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { ReplayOutcome, ReplayTask } from './replay.ts'

/** Plays recorded calls again in a thread of their own. */
export interface Replays {
  /** Fails when the record cannot be read or another replay of the kind took its place. */
  run<K extends ReplayTask['kind']>(
    task: Extract<ReplayTask, { kind: K }>,
  ): Promise<Result<ReplayOutcome<K>, Failure>>
  close(): Promise<void>
}

type Told =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string }

/** Keeps one thread a kind of task: a newer task ends the one before it. */
export function createReplays(
  program: URL = new URL('./replay.worker.ts', import.meta.url),
): Replays {
  const running = new Map<ReplayTask['kind'], { readonly worker: Worker; end(): void }>()

  const start = <K extends ReplayTask['kind']>(task: Extract<ReplayTask, { kind: K }>) => {
    running.get(task.kind)?.end()
    const { promise, resolve } = Promise.withResolvers<Result<ReplayOutcome<K>, Failure>>()
    const worker = new Worker(program, { workerData: task, env: {} })
    const settle = (outcome: Result<ReplayOutcome<K>, Failure>) => {
      if (running.get(task.kind)?.worker === worker) running.delete(task.kind)
      resolve(outcome)
      void worker.terminate()
    }
    const fail = (cause: string) => settle(err(failure(replayErrors, 'replay.failed', { cause })))
    worker.on('message', (told: Told) =>
      told.ok ? settle(ok(told.value as ReplayOutcome<K>)) : fail(told.error),
    )
    worker.on('error', (error) => fail(error.message))
    worker.on('exit', (code) => fail(`its thread ended with ${code}`))
    running.set(task.kind, {
      worker,
      end: () => settle(err(failure(replayErrors, 'replay.replaced'))),
    })
    return promise
  }

  return {
    run: start,
    async close() {
      for (const one of [...running.values()]) one.end()
    },
  }
}
