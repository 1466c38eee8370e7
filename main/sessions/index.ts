// Owns sessions: their agents, their journals, the list, and what a late answer leads to.
// State: desktop/sessions/<id>/ (journal segments, summary.json), one folder a session.
// Must never let a call pass unjudged, and never show an event that is not on disk.
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { type SessionId, sessionIdSchema } from '../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { sessionErrors } from '../../shared/sessions/errors.ts'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { Feed } from '../kit/feed.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { createConductor } from './conductor.ts'
import { answeredBy, outcomeOf } from './gate.ts'
import { createSessionHandlers } from './handlers.ts'
import type { Session } from './session.ts'
import { filesOf } from './session.ts'
import type { SessionRecord } from './session-state.ts'
import type { SessionsDeps } from './sessions-deps.ts'
import { openShelf, type Shelf } from './shelf.ts'

export { createClaudeCodeDriver } from './agents/claude-code/index.ts'
export { createRehearsalDriver, makeScratch } from './agents/rehearsal/index.ts'

/** Every session of this machine. */
export interface Sessions {
  list(): Promise<readonly SessionSummary[]>
  /** The stream of a topic `session/<id>`; null when there is no such session. */
  feedOf(topic: string): Feed | null
  /** True while any agent runs. */
  isBusy(): boolean
  /** Ends every agent and closes every journal. */
  stop(): Promise<void>
  readonly handlers: HandlersOf<'sessions'>
  readonly dataOwner: DataOwner
}

/** Opens every session on disk and takes up what an earlier run of the app left unfinished. */
export async function createSessions(deps: SessionsDeps): Promise<Sessions> {
  const { announce, inbox, workspaces } = deps

  const present = async (record: SessionRecord): Promise<SessionSummary> => {
    const { summary } = record
    return { ...summary, workspaceMissing: !(await workspaces.exists(summary.workspace)) }
  }

  const shelf = await openShelf({
    ...deps,
    onChanged: (session) => {
      void present(session.record()).then((summary) => announce('sessions.changed', summary))
    },
  })
  const conductor = createConductor(deps)
  await takeUp(shelf, inbox.list())

  inbox.onSettled((item) => {
    if (item.state.status !== 'answered' || conductor.isRunning(item.sessionId)) return
    void shelf.get(item.sessionId).then((session) => session && conductor.settle(session, item))
  })

  const find = async (id: SessionId): Promise<Result<Session, Failure>> => {
    const session = await shelf.get(id)
    return session ? ok(session) : err(failure(sessionErrors, 'session.unknown'))
  }

  const list = async () => Promise.all(shelf.records().map(present))

  return {
    list,
    feedOf(topic) {
      const id = sessionIdSchema.safeParse(topic.replace(/^session\//, ''))
      return id.success ? lazyFeed(shelf, id.data) : null
    },
    isBusy: () => shelf.records().some(({ summary }) => conductor.isRunning(summary.id)),
    async stop() {
      await conductor.stopAll()
      await shelf.close()
    },
    handlers: createSessionHandlers({ ...deps, shelf, conductor, find, present, list }),
    dataOwner: ownedSessions(shelf, (id) => conductor.isRunning(id), deps.home),
  }
}

/** Subscribing opens the journal first, so that the client misses nothing in between. */
function lazyFeed(shelf: Shelf, id: SessionId): Feed | null {
  const now = shelf.opened(id)
  if (now) return now.feed
  if (!shelf.records().some(({ summary }) => summary.id === id)) return null
  return {
    subscribe(after, sink) {
      let isOver = false
      let stop = () => {
        isOver = true
      }
      void shelf.get(id).then((session) => {
        if (session && !isOver) stop = session.feed.subscribe(after, sink)
      })
      return () => stop()
    },
  }
}

/** Marks sessions whose agent ended with the app, and notes answers that were given but not yet written down. */
async function takeUp(shelf: Shelf, items: readonly InboxItem[]): Promise<void> {
  for (const record of shelf.records()) {
    const settled = items.filter(
      (item) => record.openQuestions.includes(item.id) && item.state.status !== 'waiting',
    )
    const isBusy = record.summary.state === 'working' || record.summary.state === 'starting'
    if (!isBusy && settled.length === 0) continue
    const session = await shelf.get(record.summary.id)
    for (const item of settled) await session?.append(settledLine(item))
    if (isBusy) {
      const exit = { code: null, signal: null, expected: true, failure: null }
      await session?.append({ kind: 'agent-exited', ...exit })
    }
  }
}

function settledLine(item: InboxItem) {
  if (item.state.status !== 'answered') return answeredBy(item, 'withdrawn', { by: 'agent' })
  return answeredBy(item, outcomeOf(item.state.answer.kind), { by: item.state.by })
}

function ownedSessions(
  shelf: Shelf,
  isRunning: (id: SessionId) => boolean,
  home: string,
): DataOwner {
  const ids = () => shelf.records().map(({ summary }) => summary.id)
  return {
    name: 'sessions',
    async *export() {
      for (const id of ids()) {
        for (const { path, bytes } of await filesOf(join(shelf.folder, id))) {
          yield { path: relative(home, path), bytes, read: () => readFile(path) }
        }
      }
    },
    async erase() {
      const removed = []
      for (const id of ids().filter((one) => !isRunning(one))) {
        removed.push(...(await shelf.remove(id)))
      }
      return removed.map(({ path, bytes }) => ({ path: relative(home, path), bytes }))
    },
    // Sessions are the person's work: they stay until the person removes them.
    retain: async () => [],
  }
}
