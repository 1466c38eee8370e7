// Owns sessions: their agents, their journals, the list, and what a late answer leads to.
// State: desktop/sessions/<id>/ (journal segments, summary.json), one folder a session.
// Must never let a call pass unjudged, and never show an event that is not on disk.
import type { InboxItem } from '../../shared/inbox/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { type SessionId, sessionIdSchema } from '../../shared/kit/ids.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { sessionErrors } from '../../shared/sessions/errors.ts'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import type { DataOwner, Removal } from '../kit/data-owner.ts'
import type { Feed } from '../kit/feed.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Logger } from '../kit/logger.ts'
import { createConductor } from './conductor.ts'
import { answeredBy } from './gate.ts'
import { createSessionHandlers } from './handlers.ts'
import { createSessionsOwner } from './owned-sessions.ts'
import { personWords } from './person-words.ts'
import type { Session } from './session.ts'
import type { SessionRecord } from './session-state.ts'
import type { SessionsDeps } from './sessions-deps.ts'
import { openShelf, type Shelf } from './shelf.ts'
import { agentEnded, takeUp } from './take-up.ts'
import { createTeller } from './teller.ts'

export {
  createClaudeCodeDriver,
  createInteractiveClaude,
  createOneQuestion,
} from './agents/claude-code/index.ts'
export {
  createRehearsalDriver,
  makeScratch,
  removeScratch,
  scratchBytes,
} from './agents/rehearsal/index.ts'
export { exportedSession, lookAtSessions } from './look-at-sessions.ts'
export { createRing } from './ring/index.ts'

/** Every session of this machine. */
export interface Sessions {
  list(): Promise<readonly SessionSummary[]>
  /** The stream of a topic `session/<id>`; null when there is no such session. */
  feedOf(topic: string): Feed | null
  /** The last messages that the person wrote in a session, the newest last; none where that is not known. */
  personWords(id: SessionId): Promise<readonly string[]>
  /** Minutes that a question of a session waits; null in an attended one and in terminals. */
  limitMinutes(id: SessionId): number | null
  /** Whether an agent waits for the answer to a question itself, one in a terminal included. */
  isAwaited(item: InboxItem): boolean
  /** True while any agent runs. */
  isBusy(): boolean
  /** Ends every agent and closes every journal. */
  stop(): Promise<void>
  readonly handlers: HandlersOf<'sessions'>
  readonly dataOwner: DataOwner
}

/** Opens every session on disk and takes up what an earlier run of the app left unfinished. */
export async function createSessions(deps: SessionsDeps): Promise<Sessions> {
  const { announce, inbox, workspaces, logger } = deps

  const present = async ({ summary }: SessionRecord): Promise<SessionSummary> => {
    const workspaceMissing = !(await workspaces.exists(summary.workspace))
    const problem = shelf.opened(summary.id)?.problem() ?? null
    // The agent was stopped, and even that could not be written down.
    const stopped =
      problem && summary.waiting === 0 ? { state: 'broke' as const, action: problem } : {}
    return { ...summary, ...stopped, workspaceMissing }
  }

  const teller = createTeller({
    logger,
    isKept: (session) => shelf.opened(session.id) === session,
    tell: async (session) => {
      const summary = await present(session.record())
      return () => announce('sessions.changed', summary)
    },
  })
  const shelf = await openShelf({ ...deps, onChanged: teller.changed })
  const conductor = createConductor(deps)

  const withdrawn = async (session: Session, item: InboxItem) => {
    if (!session.record().openQuestions.includes(item.id)) return
    await session.append(answeredBy(item, 'withdrawn', { by: 'the app' }))
    if (!conductor.isRunning(session.id)) await session.append(agentEnded)
  }

  const settled = async (item: InboxItem) => {
    const session = await shelf.get(item.sessionId)
    if (!session) return
    await (item.state.status === 'answered'
      ? conductor.settle(session, item)
      : withdrawn(session, item))
  }

  await takeUp({ ...deps, shelf, conductor })
  inbox.onSettled((item) => {
    if (conductor.isHeld(item.id)) return
    settled(item).catch((error: unknown) =>
      logger.error('answer not taken up', { inboxId: item.id, error }),
    )
  })

  const remove = async (id: SessionId) => {
    const record = shelf.records().find(({ summary }) => summary.id === id)
    const removed = await shelf.remove(id)
    deps.bouncer.forget(id)
    // After the session, so that nothing is written into a folder that is on its way out.
    await withdrawAll(id, inbox)
    const beside = record ? await removeBeside(record, shelf, deps) : []
    announce('sessions.removed', { sessionId: id })
    return [...removed, ...beside]
  }

  const find = async (id: SessionId): Promise<Result<Session, Failure>> => {
    const session = await shelf.get(id)
    return session ? ok(session) : err(failure(sessionErrors, 'session.unknown'))
  }

  const list = async () => Promise.all(shelf.records().map(present))

  return {
    list,
    feedOf(topic) {
      const id = sessionIdSchema.safeParse(topic.replace(/^session\//, ''))
      return id.success ? lazyFeed(shelf, id.data, logger) : null
    },
    personWords: async (id) => personWords(await shelf.get(id)),
    limitMinutes: (id) => limitMinutes(id, shelf, deps),
    isAwaited: ({ id, sessionId }) => conductor.isHeld(id) || !isOurs(sessionId, shelf),
    isBusy: () => shelf.records().some(({ summary }) => conductor.isRunning(summary.id)),
    async stop() {
      await conductor.stopAll()
      await shelf.close()
    },
    handlers: createSessionHandlers({ ...deps, shelf, conductor, find, present, list, remove }),
    dataOwner: createSessionsOwner({
      ...{ shelf, remove, home: deps.home, isRunning: conductor.isRunning },
      scratchBytes: deps.scratchBytes,
      retentionDays: () => deps.settings.get().sessionRetentionDays,
    }),
  }
}

function isOurs(id: SessionId, shelf: Shelf): boolean {
  return shelf.records().some(({ summary }) => summary.id === id)
}

async function withdrawAll(id: SessionId, inbox: SessionsDeps['inbox']): Promise<void> {
  for (const { id: asked, sessionId, state } of inbox.list()) {
    if (sessionId !== id || state.status !== 'waiting') continue
    await inbox.withdraw(asked, 'the session was removed')
  }
}

/** How long a question of a session waits; sessions from before they had the choice follow the settings. */
function limitMinutes(
  id: SessionId,
  shelf: Shelf,
  { settings }: Pick<SessionsDeps, 'settings'>,
): number | null {
  const found = shelf.records().find(({ summary }) => summary.id === id)
  if (!found) return null
  const { unanswered } = found.summary
  return unanswered === undefined ? settings.get().unansweredMinutes : unanswered
}

/** The scratch folder of a rehearsal goes with the last session that works in it. */
async function removeBeside(
  { summary }: SessionRecord,
  shelf: Shelf,
  deps: Pick<SessionsDeps, 'removeScratch' | 'scratchBytes'>,
): Promise<readonly Removal[]> {
  const { agent, workspace } = summary
  if (agent !== 'rehearsal' || isUsed(shelf, workspace)) return []
  const bytes = await deps.scratchBytes(workspace)
  await deps.removeScratch(workspace)
  return bytes === null ? [] : [{ path: workspace, bytes }]
}

/** A copy of a session works in the same folder. */
function isUsed(shelf: Shelf, workspace: string): boolean {
  return shelf.records().some(({ summary }) => summary.workspace === workspace)
}

/** Subscribing opens the journal first, so that the client misses nothing in between. */
function lazyFeed(shelf: Shelf, id: SessionId, logger: Logger): Feed | null {
  const now = shelf.opened(id)
  if (now) return now.feed
  if (!shelf.records().some(({ summary }) => summary.id === id)) return null
  return {
    subscribe(after, sink) {
      let isOver = false
      let stop = () => {
        isOver = true
      }
      const follow = (session: Session | null) => {
        if (session && !isOver) stop = session.feed.subscribe(after, sink)
      }
      shelf.get(id).then(follow, (error: unknown) => {
        logger.error('session not readable', { id, error })
        sink({ kind: 'reset', topic: `session/${id}`, epoch: '' })
      })
      return () => stop()
    },
  }
}
