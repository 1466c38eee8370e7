import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { type ConsentEntry, consentEntrySchema } from '../../shared/telemetry/model.ts'
import { type AtomicInspection, type AtomicRead, createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import { withFileLock } from '../kit/file-lock.ts'
import { systemCode } from '../kit/system-code.ts'

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

/** Why an answer could not be kept. */
export interface Unkept {
  /** A system code, or what is wrong with the file. */
  readonly cause: string
  /** True where an earlier yes could not be removed either, so that a later start would go by it. */
  readonly isYesLeft: boolean
}

/** The person's answers, each one kept; the command may write them while the app runs. */
export interface ConsentStore {
  /** Reads the file anew. */
  read(): Promise<ConsentRead>
  /** The same, but leaves even a damaged file where it is. */
  inspect(): Promise<ConsentRead>
  /** Adds an answer to what stands there now. Where that fails, no yes is left that a later start would go by. */
  append(of: EntryOf): Promise<Result<ConsentEntry, Unkept>>
  erase(): Promise<void>
}

/** Makes an entry from the newest one in the file; null where there is none. */
export type EntryOf = (latest: ConsentEntry | null) => ConsentEntry

/** How the file is marked. */
export const consentMarker = { format: 'mstro-consent', version: 1 } as const

/** Creates the store of one file; nothing is touched until it is used. */
export function createConsentStore(deps: {
  readonly path: string
  readonly clock: Clock
}): ConsentStore {
  const { path, clock } = deps
  const file = createAtomicFile<Answers>({
    ...consentMarker,
    path,
    clock,
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
  /** Removing needs no place on the disk. */
  const withoutYes = async (cause: string): Promise<Unkept> => {
    try {
      await rm(path, { force: true })
      return { cause, isYesLeft: false }
    } catch (error) {
      return { cause: `${cause}, ${systemCode(error)}`, isYesLeft: true }
    }
  }
  const append = async (of: EntryOf): Promise<Result<ConsentEntry, Unkept>> => {
    const found = await file.read()
    const { history, problem } = told(found)
    // A file of a newer version is not ours to remove, and this version sends nothing by it.
    if (found.status === 'foreign') return err({ cause: found.problem, isYesLeft: false })
    if (problem !== null) return err(await withoutYes(problem))
    const entry = of(history.at(-1) ?? null)
    const answers = { history: [...history, entry].slice(-mostEntries) }
    const written = await file.write(answers)
    if (written.ok) return ok(entry)
    if (!holdsYes(history)) return err({ cause: written.error, isYesLeft: false })
    const unkept = await withoutYes(written.error)
    // A full disk may have had just the place that the removed file took.
    const isKept = !unkept.isYesLeft && (await file.write(answers)).ok
    return isKept ? ok(entry) : err(unkept)
  }
  return {
    read: async () => told(await file.read()),
    inspect: async () => told(await file.inspect()),
    append: (of) => withFileLock(path, () => append(of)),
    erase: () => rm(path, { force: true }),
  }
}

function holdsYes(history: readonly ConsentEntry[]): boolean {
  const last = history.at(-1)
  return last !== undefined && (last.errors || last.usage)
}
