import { Worker } from 'node:worker_threads'

/** What an idle thread of this machine found out about the machine, while the drills ran. */
export interface MachineLag {
  /** Milliseconds since a moment (of `performance.now`) in which a thread that wanted to run could not. */
  lagMs(sinceMs: number): number
}

/** Moments that are remembered: two minutes and more. */
const kept = 4_096
let started: Promise<MachineLag> | null = null

/** Starts measuring, once for all drills of a file; resolves when what an undisturbed round takes is known. */
export function measureMachine(): Promise<MachineLag> {
  started ??= start()
  return started
}

async function start(): Promise<MachineLag> {
  const shared = new SharedArrayBuffer((1 + kept * 2) * Float64Array.BYTES_PER_ELEMENT)
  const worker = new Worker(`(${measuring})()`, { eval: true, workerData: { shared, kept } })
  await new Promise((resolve) => worker.once('message', resolve))
  worker.unref()
  const values = new Float64Array(shared)
  return { lagMs: (sinceMs) => sumSince(values, performance.timeOrigin + sinceMs) }
}

function sumSince([, ...values]: Float64Array, since: number): number {
  const rounds = Array.from({ length: kept }, (_one, at) => ({
    ended: values[at * 2] ?? 0,
    lateMs: values[at * 2 + 1] ?? 0,
  }))
  return rounds.filter(({ ended }) => ended > since).reduce((sum, { lateMs }) => sum + lateMs, 0)
}

/**
 * Runs in the thread: sleeps, works a little, and notes by how much each round took longer than the
 * quickest one. A machine with time to spare gives almost nothing, whatever the app does meanwhile.
 */
function measuring(): void {
  const { workerData, parentPort } = require('node:worker_threads')
  const values = new Float64Array(workerData.shared)
  const still = new Int32Array(new SharedArrayBuffer(4))
  const roundMs = 30
  let best = Number.POSITIVE_INFINITY
  let sum = 0
  for (let round = 0; ; round++) {
    const begun = performance.now()
    Atomics.wait(still, 0, 0, roundMs)
    for (let at = 0; at < 6_000_000; at++) sum = (sum * 31 + at) | 0
    const tookMs = performance.now() - begun
    best = Math.min(best, tookMs)
    const place = 1 + (round % workerData.kept) * 2
    values[place] = performance.timeOrigin + begun + tookMs
    values[place + 1] = tookMs - best
    // The first rounds are slow: what they do is not compiled yet.
    if (round === 10) parentPort.postMessage(sum)
  }
}
