import { Worker } from 'node:worker_threads'
import type { Job, JobResults, JobSurroundings, Told } from './jobs.ts'

/** What a job is run with besides itself. */
export interface JobRun {
  readonly at: JobSurroundings
  /** After that time nobody waits any more, in milliseconds. */
  readonly patienceMs: number
  readonly signal?: AbortSignal
  onProgress?(files: number, bytes: number): void
}

/** Runs jobs, each in a thread of its own. */
export interface JobRunner {
  /** Rejects when the thread dies, hangs or is no longer wanted. */
  run<J extends Job>(job: J, how: JobRun): Promise<JobResults[J['kind']]>
}

/** Threads that may be left behind in a system call; beyond, nothing is looked at until one comes back. */
const MAX_THREADS = 8

/** Builds a runner; `program` replaces the thread's, for tests that hand in broken ones. */
export function createJobRunner(
  program: URL = new URL('./undo.worker.ts', import.meta.url),
): JobRunner {
  const threads = new Set<Worker>()

  const start = (data: unknown): Worker => {
    if (threads.size >= MAX_THREADS) throw new Error('too many looks at the disk hang')
    const worker = new Worker(program, { workerData: data, env: {} })
    worker.unref()
    threads.add(worker)
    worker.once('exit', () => threads.delete(worker))
    return worker
  }

  return {
    async run<J extends Job>(job: J, { at, patienceMs, signal, onProgress }: JobRun) {
      const { promise, resolve, reject } = Promise.withResolvers<JobResults[J['kind']]>()
      const worker = start({ job, at })
      const give = (why: string) => reject(new Error(why))
      const aborted = () => give('it was given up')
      const limit = setTimeout(() => give('it took too long'), patienceMs)
      worker.on('message', (told: Told) => {
        if (told.kind === 'progress') onProgress?.(told.files, told.bytes)
        else resolve(told.result as JobResults[J['kind']])
      })
      worker.on('error', reject)
      worker.on('exit', (code) => give(`the thread ended with ${code}`))
      signal?.addEventListener('abort', aborted)
      if (signal?.aborted) aborted()
      try {
        return await promise
      } finally {
        clearTimeout(limit)
        signal?.removeEventListener('abort', aborted)
        // A thread that hangs in a system call ends when the call does.
        void worker.terminate()
      }
    },
  }
}
