import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { type ConsentEntry, consentEntrySchema } from '../../shared/telemetry/model.ts'
import { type AtomicInspection, type AtomicRead, createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'

/** Answers kept; the oldest go first, the newest always holds. */
const mostEntries = 500

const consentSchema = z.object({ history: z.array(consentEntrySchema) })
type Answers = z.infer<typeof consentSchema>

/** What the file of answers says. */
export interface ConsentRead {
  /** Oldest first. */
  readonly history: readonly ConsentEntry[]
  /** Why it cannot be read or written; null where it can. */
  readonly problem: string | null
  /** Where an unreadable file was put; null where none was. */
  readonly setAside: string | null
}

/** The person's answers, each one kept; the command may write them while the app runs. */
export interface ConsentStore {
  /** Reads the file anew. */
  read(): Promise<ConsentRead>
  /** The same, but leaves even a damaged file where it is. */
  inspect(): Promise<ConsentRead>
  /** Adds an answer to what stands there now; fails with a system code. */
  append(entry: ConsentEntry): Promise<Result<void, string>>
  erase(): Promise<void>
}

/** Creates the store of one file; nothing is touched until it is used. */
export function createConsentStore(deps: {
  readonly path: string
  readonly clock: Clock
}): ConsentStore {
  const { path, clock } = deps
  const file = createAtomicFile<Answers>({
    path,
    clock,
    format: 'mstro-consent',
    version: 1,
    check: (value) => consentSchema.parse(value),
  })
  const told = (found: AtomicRead<Answers> | AtomicInspection<Answers>): ConsentRead => {
    switch (found.status) {
      case 'ok':
        return { history: found.value.history, problem: null, setAside: null }
      case 'missing':
        return { history: [], problem: null, setAside: null }
      case 'set-aside':
        // No answer can be read any more, so none holds.
        return { history: [], problem: null, setAside: found.path }
      case 'damaged':
      case 'foreign':
      case 'unreadable':
        return { history: [], problem: found.problem, setAside: null }
    }
  }
  const read = async () => told(await file.read())
  return {
    read,
    inspect: async () => told(await file.inspect()),
    async append(entry) {
      const { history, problem } = await read()
      if (problem !== null) return err(problem)
      const written = await file.write({ history: [...history, entry].slice(-mostEntries) })
      return written.ok ? ok(undefined) : err(written.error)
    },
    erase: () => rm(path, { force: true }),
  }
}
