import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type SessionId, sessionIdSchema } from '../../shared/kit/ids.ts'
import type { SessionEvent, SessionSummary } from '../../shared/sessions/model.ts'
import type { Clock } from '../kit/clock.ts'
import { redactValue } from '../kit/redact.ts'
import { isMissing, systemCode } from '../kit/system-code.ts'
import { exportSegment, finishedBlocks, lookAtEvents, segmentPaths } from './journal/index.ts'
import { inspectRecord } from './session.ts'
import { emptyRecord, fold, type SessionRecord } from './session-state.ts'

/** Every session of a folder, read while another process may write there. */
export interface SessionsSeen {
  readonly sessions: readonly SessionSummary[]
  readonly unreadable: readonly { readonly id: string; readonly problem: string }[]
}

/** Lists sessions as their files tell; changes nothing, and passes over a torn or damaged line. */
export async function lookAtSessions(deps: {
  readonly folder: string
  readonly clock: Clock
  /** Nobody runs on the home, so no agent works. */
  readonly isIdle: boolean
}): Promise<SessionsSeen> {
  const sessions: SessionSummary[] = []
  const unreadable: { id: string; problem: string }[] = []
  for (const id of await sessionIds(deps.folder)) {
    try {
      const { summary } = await lookAtRecord(join(deps.folder, id), id, deps.clock)
      if (summary.lastSeq > 0) sessions.push(deps.isIdle ? atRest(summary) : summary)
    } catch (error) {
      if (!isMissing(error)) unreadable.push({ id, problem: systemCode(error) })
    }
  }
  return { sessions: sessions.sort((a, b) => b.lastAt - a.lastAt), unreadable }
}

/** A session whose app ended without closing still says that it works. */
function atRest(summary: SessionSummary): SessionSummary {
  const isLeft = summary.state === 'working' || summary.state === 'starting'
  return isLeft ? { ...summary, state: 'stopped' } : summary
}

async function sessionIds(folder: string): Promise<readonly SessionId[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return entries.flatMap((entry) => {
    const id = sessionIdSchema.safeParse(entry.name)
    return entry.isDirectory() && id.success ? [id.data] : []
  })
}

async function lookAtRecord(folder: string, id: SessionId, clock: Clock): Promise<SessionRecord> {
  const saved = await inspectRecord({ id, folder }, clock)
  let record = saved ?? emptyRecord(id, '')
  const { lastSeq, epoch } = record.summary
  await lookAtEvents<SessionEvent>({
    ...{ folder, epoch, after: lastSeq },
    visit: (event) => {
      record = fold(record, event)
    },
  })
  return record
}

/** Yields what happened in a session as JSON lines, secrets replaced, in order; changes nothing. Null when there is no such session. */
export async function exportedSession(
  sessions: string,
  id: string,
): Promise<AsyncIterable<string> | null> {
  const known = sessionIdSchema.safeParse(id)
  if (!known.success || id === '.' || id === '..') return null
  const folder = join(sessions, known.data)
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    (error: unknown) => {
      if (isMissing(error)) return false
      throw error
    },
  )
  return isThere ? exported(folder) : null
}

async function* exported(folder: string): AsyncIterable<string> {
  const paths = await segmentPaths(folder)
  const finished = await finishedBlocks(paths)
  for (const path of paths) yield await exportSegment(path, finished, redactValue)
}
