/** The thread that plays recorded calls again, so that a long record never holds the app. Started by `run-replay.ts` alone. */
import { parentPort, workerData } from 'node:worker_threads'
import { type ReplayTask, replay } from './replay.ts'

replay(workerData as ReplayTask).then(
  (value) => parentPort?.postMessage({ ok: true, value }),
  (error: unknown) =>
    parentPort?.postMessage({
      ok: false,
      error: error instanceof Error ? error.message : String(error),
    }),
)
