/** The thread that looks facts up, so that a slow disk never holds the app. Started by `create-facts.ts` alone. */
import { parentPort, workerData } from 'node:worker_threads'
import type { FactsQuery } from './facts-query.ts'
import { lookUp } from './look-up.ts'

interface Asked {
  readonly id: number
  readonly query: FactsQuery
}

const { searched, limitMs } = workerData as {
  readonly searched: readonly string[]
  readonly limitMs: number
}
const now = () => performance.now()

parentPort?.on('message', ({ id, query }: Asked) => {
  // One message for what is quick; only a look-up that takes its time is told part by part.
  const startedMs = now()
  const parts: unknown[] = []
  lookUp(query, { searched, now, untilMs: startedMs + limitMs }, (part) => {
    parts.push(part)
    if (now() - startedMs > 2) parentPort?.postMessage({ id, parts: parts.splice(0) })
  })
  parentPort?.postMessage({ id, parts, isDone: true })
})
