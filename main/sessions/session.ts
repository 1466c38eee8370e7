import { lstat, readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import type { SessionId } from '../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { sessionErrors } from '../../shared/sessions/errors.ts'
import type { JournalledEvent, SessionEvent } from '../../shared/sessions/model.ts'
import { isDelta } from '../../shared/sessions/summary.ts'
import { type AtomicFile, createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import type { Removal } from '../kit/data-owner.ts'
import type { Logger } from '../kit/logger.ts'
import { isMissing } from '../kit/system-code.ts'
import { type Journal, openJournal } from './journal/index.ts'
import { createSessionFeed, type SessionFeed } from './session-feed.ts'
import {
  emptyRecord,
  fold,
  type SessionRecord,
  sessionRecordSchema,
  withRing,
} from './session-state.ts'

/** One session: its journal on disk, the record folded from it, and its live stream. */
export interface Session {
  readonly id: SessionId
  record(): SessionRecord
  /** Why the agent's work could not be written and was stopped, as a sentence; null when it was, and from the next prompt or written end on. */
  problem(): string | null
  /** Writes events to disk, then shows them; in the order of the calls. An agent's end that could not be written is written with the next events. */
  append(...events: readonly SessionEvent[]): Promise<Result<void, Failure>>
  read(range: {
    readonly before?: number
    readonly limit: number
  }): Promise<{ readonly epoch: string; readonly events: readonly JournalledEvent[] }>
  readonly feed: SessionFeed
  /** What had to be set aside when the journal was opened, one sentence each. */
  readonly repairs: readonly string[]
  /** Waits until everything appended is safe against power loss. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** What a session needs from the house. */
export interface SessionDeps {
  readonly id: SessionId
  readonly folder: string
  readonly clock: Clock
  readonly logger: Logger
  /** Called after each append that changes the list row. */
  onChanged(session: Session): void
}

const savedSchema = z.object({
  record: sessionRecordSchema,
  /** Size of all journal segments that the record covers; another size or null means it is behind. */
  journalBytes: z.number().nullable(),
})

/** Opens a session's journal and brings its record up to the last line. */
export async function openSession(deps: SessionDeps): Promise<Session> {
  const { id, folder, clock, logger } = deps
  const journal = await openJournal<SessionEvent>({ folder, clock, logger })
  const file = recordFile(folder, clock)
  let record = await replay(journal, await startingPoint(file, id, journal.epoch))

  const feed = createSessionFeed(`session/${id}`, () => journal)

  let appending = 0
  let owed: readonly SessionEvent[] = []
  let lost: Failure | null = null
  let isClosed = false

  const failed = (events: readonly SessionEvent[], error: Failure): Result<void, Failure> => {
    owed = [...events.filter(isExit), ...owed].slice(0, 1)
    const isNew = lost === null && hasAgent(record)
    if (isNew) {
      lost = error
      deps.onChanged(session)
    }
    return err(error)
  }

  const save = async () => {
    const saved = record
    const bytes = await journalBytes(folder)
    // Lines that came while the size was taken are not in the record, so it must not pass for current.
    const isCurrent = appending === 0 && record === saved
    const written = await file.write({ record: saved, journalBytes: isCurrent ? bytes : null })
    if (!written.ok) logger.warn('session record not saved', { id, cause: written.error })
  }

  const session: Session = {
    id,
    feed,
    repairs: journal.repairs,
    record: () => record,
    problem: () => lost?.message ?? null,
    async append(...added) {
      // A closed journal would open its file anew, also that of a session that was removed.
      if (isClosed) return err(failure(sessionErrors, 'session.unknown'))
      const events = [...owed, ...added].map((event) => explained(event, lost))
      owed = []
      appending += 1
      const written = await journal.append(events)
      appending -= 1
      if (!written.ok) return failed(events, written.error)
      if (events.some(overcomes)) lost = null
      record = written.value.reduce<SessionRecord>(fold, record)
      feed.publish(written.value)
      if (!events.every(isDelta)) deps.onChanged(session)
      if (events.some(endsSomething)) await save()
      return ok(undefined)
    },
    async read(range) {
      return { epoch: journal.epoch, events: await journal.read({ ...range, compact: true }) }
    },
    flush: () => journal.flush(),
    async close() {
      isClosed = true
      await journal.close()
      await save()
    },
  }
  return session
}

/** Where a session lies, and under which id. */
export interface SessionPlace {
  readonly id: SessionId
  readonly folder: string
}

/** Reads a session's list row without opening its journal; null when that row is missing, behind, or another session's, as in a copied folder. */
export async function savedRecord(
  { id, folder }: SessionPlace,
  clock: Clock,
): Promise<SessionRecord | null> {
  const read = await recordFile(folder, clock).read()
  if (read.status !== 'ok' || read.value.record.summary.id !== id) return null
  const isCurrent = read.value.journalBytes === (await journalBytes(folder))
  return isCurrent ? read.value.record : null
}

/** Reads a session's list row as it was last saved, behind or not, and leaves even a damaged file where it is; null when there is none of its own. */
export async function inspectRecord(
  { id, folder }: SessionPlace,
  clock: Clock,
): Promise<SessionRecord | null> {
  const read = await recordFile(folder, clock).inspect()
  return read.status === 'ok' && read.value.record.summary.id === id ? read.value.record : null
}

/** Removes everything of a session from disk and tells what went. */
export async function removeSession(folder: string): Promise<Removal[]> {
  const removed = (await filesOf(folder)).map(({ path, bytes }) => ({ path, bytes }))
  await rm(folder, { recursive: true, force: true })
  return removed
}

/** Every file of a session with its size in bytes, links as such; none where the folder is gone. */
export async function filesOf(folder: string): Promise<Removal[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => !entry.isDirectory())
    const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    return await sizesOf(folder, paths)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

const hasAgent = ({ summary }: SessionRecord) =>
  ['starting', 'working', 'waiting'].includes(summary.state)

/** A written end tells what was lost itself; a prompt begins anew. */
const overcomes = ({ kind }: SessionEvent) => kind === 'agent-exited' || kind === 'prompted'

const isExit = ({ kind }: SessionEvent) => kind === 'agent-exited'

/** An end that followed a failed write says so, though the disk has room again for this line. */
function explained(event: SessionEvent, lost: Failure | null): SessionEvent {
  if (event.kind !== 'agent-exited' || event.failure || !lost) return event
  return { ...event, failure: { code: lost.code, message: lost.message } }
}

async function sizesOf(folder: string, names: readonly string[]): Promise<Removal[]> {
  const sizes = names.map(async (name): Promise<Removal[]> => {
    const path = join(folder, name)
    try {
      return [{ path, bytes: (await lstat(path)).size }]
    } catch (error) {
      // Drafts of small files come and go while we look.
      if (isMissing(error)) return []
      throw error
    }
  })
  return (await Promise.all(sizes)).flat()
}

function endsSomething(event: SessionEvent): boolean {
  return ['turn-ended', 'agent-exited', 'renamed', 'seen', 'asked', 'answered'].includes(event.kind)
}

function recordFile(folder: string, clock: Clock): AtomicFile<z.infer<typeof savedSchema>> {
  return createAtomicFile({
    path: join(folder, 'summary.json'),
    format: 'mstro-session-summary',
    version: 2,
    migrations: [withRing],
    check: (value) => savedSchema.parse(value),
    clock,
    isDurable: false,
  })
}

async function journalBytes(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => /^journal\..*\.jsonl$/.test(name))
  return (await sizesOf(folder, names)).reduce((sum, { bytes }) => sum + bytes, 0)
}

async function startingPoint(
  file: AtomicFile<z.infer<typeof savedSchema>>,
  id: SessionId,
  epoch: string,
): Promise<SessionRecord> {
  const read = await file.read()
  if (read.status !== 'ok') return emptyRecord(id, epoch)
  const { summary } = read.value.record
  return summary.epoch === epoch && summary.id === id ? read.value.record : emptyRecord(id, epoch)
}

async function replay(journal: Journal<SessionEvent>, from: SessionRecord): Promise<SessionRecord> {
  let record = from
  while (record.summary.lastSeq < journal.lastSeq) {
    const page = await journal.read({ after: record.summary.lastSeq, limit: 2_000 })
    if (page.length === 0) break
    record = page.reduce<SessionRecord>(fold, record)
  }
  return record
}
