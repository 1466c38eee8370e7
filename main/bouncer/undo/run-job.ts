import { Worker } from 'node:worker_threads'
import type { Job, JobResults, JobSurroundings, Told } from './jobs.ts'

/** What a job is run with besides itself. */
export interface JobRun {
  readonly at: JobSurroundings
  /** After that time nobody waits any more, in milliseconds. */
  readonly patienceMs: number
  readonly signal?: AbortSignal
  onProgress?(files: number, bytes: number): void
  /** Replaces the thread's program; tests hand in broken ones. */
  readonly program?: URL
}

/** Runs a job in a thread of its own; rejects when the thread dies, hangs or is no longer wanted. */
export function runJob<J extends Job>(job: J, run: JobRun): Promise<JobResults[J['kind']]> {
  const { promise, resolve, reject } = Promise.withResolvers<JobResults[J['kind']]>()
  const program = run.program ?? new URL('./undo.worker.ts', import.meta.url)
  const worker = new Worker(program, { workerData: { job, at: run.at }, env: {} })
  const give = (why: string) => end(() => reject(new Error(why)))
  const aborted = () => give('it was given up')
  const limit = setTimeout(() => give('it took too long'), run.patienceMs)
  // A thread that hangs in a system call cannot be ended; it is left behind and ends when the call does.
  const end = (settle: () => void) => {
    clearTimeout(limit)
    run.signal?.removeEventListener('abort', aborted)
    settle()
    void worker.terminate()
  }
  worker.unref()
  worker.on('message', (told: Told) => {
    if (told.kind === 'progress') run.onProgress?.(told.files, told.bytes)
    else end(() => resolve(told.result as JobResults[J['kind']]))
  })
  worker.on('error', (error) => end(() => reject(error)))
  worker.on('exit', (code) => give(`the thread ended with ${code}`))
  run.signal?.addEventListener('abort', aborted)
  if (run.signal?.aborted) aborted()
  return promise
}
