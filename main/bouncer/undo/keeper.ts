import { delimiter, isAbsolute } from 'node:path'
import type { Copy, CopyId } from '../../../shared/bouncer/undo.ts'
import type { CopyStore } from './copy-store.ts'
import type { Job, JobResults } from './jobs.ts'
import { createJobRunner, type JobRun } from './run-job.ts'
import type { CopyLimits } from './summarise.ts'
import type { UndoDeps } from './undo-deps.ts'

/** Runs jobs for the store, and keeps it within its limits. */
export interface Keeper {
  run<J extends Job>(
    job: J,
    patienceMs: number,
    more?: Partial<JobRun>,
  ): Promise<JobResults[J['kind']]>
  limits(): Promise<CopyLimits>
  /** Removes copies with their contents; call within `store.alone`. */
  drop(ids: readonly CopyId[]): Promise<void>
  /** Removes what no copy holds; call within `store.alone`. */
  sweep(): Promise<void>
  /** Lets the oldest copies go where all of them take too much; call within `store.alone`. */
  trim(): Promise<void>
  changed(): void
  close(): void
}

/** Longest time to count for a card, in milliseconds. */
export const countMs = 10_000
/** Longest time for a job that nobody waits for in the agent's program, in milliseconds. */
export const keepMs = 180_000

const MOST_THINGS = 200_000
/** Younger copies never go to make room. */
const SAFE_AGE_MS = 24 * 3_600_000

/** Builds the keeper of a store. */
export function createKeeper(store: CopyStore, deps: UndoDeps): Keeper {
  const closing = new AbortController()
  const runner = createJobRunner()
  const searched = deps.path.split(delimiter).filter((folder) => isAbsolute(folder))
  const isEvictable = ({ madeAt }: Copy) => deps.clock.now() - madeAt > SAFE_AGE_MS
  const changed = () => deps.announce('bouncer.copiesChanged', {})

  const run: Keeper['run'] = (job, patienceMs, more = {}) => {
    const limitMs = job.kind === 'count' ? (deps.countMs ?? countMs) : patienceMs
    const { userHome: home, folder } = deps
    const at = { searched, home, folder, limitMs, mostThings: MOST_THINGS }
    return runner.run(job, { at, patienceMs, signal: closing.signal, ...more })
  }
  const sweep = async () => void (await run({ kind: 'sweep' }, keepMs))
  const drop = async (ids: readonly CopyId[]) => {
    if (ids.length === 0) return
    for (const id of ids) await store.remove(id)
    await sweep()
    changed()
  }

  return {
    ...{ run, drop, sweep, changed },
    close: () => closing.abort(),
    async limits() {
      const { callBytes, totalBytes } = deps.settings()
      const old = store.list().filter(isEvictable)
      const free = totalBytes - (await store.bytes())
      return { callBytes, roomBytes: free + old.reduce((sum, { bytes }) => sum + bytes, 0) }
    },
    async trim() {
      let over = (await store.bytes()) - deps.settings().totalBytes
      const going: CopyId[] = []
      for (const copy of store.list().filter(isEvictable).toReversed()) {
        if (over <= 0) break
        going.push(copy.id)
        over -= copy.bytes
      }
      await drop(going)
    },
  }
}
