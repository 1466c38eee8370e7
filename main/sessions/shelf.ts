import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type SessionId, sessionIdSchema } from '../../shared/kit/ids.ts'
import type { Notify } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { Removal } from '../kit/data-owner.ts'
import type { Logger } from '../kit/logger.ts'
import { makeFolder } from '../kit/make-folder.ts'
import { isMissing } from '../kit/system-code.ts'
import { openSession, removeSession, type Session, savedRecord } from './session.ts'
import type { SessionRecord } from './session-state.ts'

/** Every session on this machine, by its folder on disk; journals are opened when they are needed. */
export interface Shelf {
  readonly folder: string
  records(): readonly SessionRecord[]
  /** Absolute paths of what lies in the folder and is no session of the list: one that cannot be opened, or whatever somebody put there. */
  unlisted(): Promise<readonly string[]>
  /** Opens a session, once; null when there is none of that id. */
  get(id: SessionId): Promise<Session | null>
  /** The session if its journal is open now. */
  opened(id: SessionId): Session | null
  create(id: SessionId): Promise<Session>
  remove(id: SessionId): Promise<readonly Removal[]>
  /** Closes a session, lets `work` change its files, and opens it anew from them; whoever follows it begins anew. */
  rework(id: SessionId, work: () => Promise<unknown>): Promise<void>
  close(): Promise<void>
}

/** What the shelf needs from the house. */
export interface ShelfDeps {
  readonly folder: string
  readonly clock: Clock
  readonly logger: Logger
  readonly notify: Notify
  onChanged(session: Session): void
}

/** Reads the list of sessions from disk; a folder that cannot be read is named and left as it is. */
export async function openShelf(deps: ShelfDeps): Promise<Shelf> {
  const { folder, clock, logger, notify } = deps
  const closed = new Map<SessionId, SessionRecord>()
  const open = new Map<SessionId, Promise<Session>>()
  const live = new Map<SessionId, Session>()

  const openOne = async (id: SessionId): Promise<Session> => {
    const { onChanged } = deps
    const session = await openSession({ id, folder: join(folder, id), clock, logger, onChanged })
    live.set(id, session)
    closed.delete(id)
    for (const repair of session.repairs) {
      notify({ level: 'warning', source: 'sessions', message: repair })
    }
    return session
  }

  const opening = (id: SessionId): Promise<Session> => {
    const before = open.get(id)
    if (before) return before
    const session = openOne(id)
    open.set(id, session)
    session.catch(() => open.delete(id))
    return session
  }

  const shelf: Shelf = {
    folder,
    records: () => [...closed.values(), ...[...live.values()].map((one) => one.record())],
    unlisted: async () => pathsBeside(new Set<string>([...closed.keys(), ...open.keys()]), folder),
    async get(id) {
      return closed.has(id) || open.has(id) ? opening(id) : null
    },
    opened: (id) => live.get(id) ?? null,
    create: opening,
    async remove(id) {
      await (await open.get(id)?.catch(() => null))?.close()
      live.delete(id)
      open.delete(id)
      closed.delete(id)
      return removeSession(join(folder, id))
    },
    async rework(id, work) {
      const before = await open.get(id)?.catch(() => null)
      const reworked = changeFiles(join(folder, id), before ?? null, work).then(() => openOne(id))
      // Whoever asks for the session meanwhile gets it as it will be.
      open.set(id, reworked)
      reworked.catch(() => open.delete(id))
      const session = await reworked
      before?.feed.end()
      deps.onChanged(session)
    },
    async close() {
      await Promise.all([...live.values()].map((session) => session.close()))
    },
  }

  await makeFolder(folder, 0o700)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const id = sessionIdSchema.safeParse(entry.name)
    if (!entry.isDirectory() || !id.success) continue
    await shelve(id.data)
  }
  return shelf

  async function shelve(id: SessionId): Promise<void> {
    try {
      const record = await savedRecord({ id, folder: join(folder, id) }, clock)
      if (record) closed.set(id, record)
      else await opening(id)
    } catch (error) {
      logger.error('session not readable', { id, error })
      notify({
        level: 'error',
        source: 'sessions',
        message: `The session in ${join(folder, id)} could not be opened. Its files are left as they are, the other sessions work. Check the permissions of that folder, then start again.`,
      })
    }
  }
}

async function pathsBeside(
  listed: ReadonlySet<string>,
  folder: string,
): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return names.filter((name) => !listed.has(name)).map((name) => join(folder, name))
}

async function changeFiles(
  folder: string,
  before: Session | null,
  work: () => Promise<unknown>,
): Promise<void> {
  await before?.close()
  await work()
  // The list row is folded from the journal, so it is made anew with it.
  await rm(join(folder, 'summary.json'), { force: true })
}
