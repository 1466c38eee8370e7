import type { AuditEntry } from '../../../shared/audit/model.ts'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { readRecord } from '../../audit/index.ts'
import { createPlayedMemories } from '../memory/session-memories.ts'
import type { SessionMemory } from '../memory/session-memory.ts'

/** Which calls of the record are looked at again. */
export interface RecordedCalls {
  /** Absolute folder of the record. */
  readonly folder: string
  /** Absolute home of the person, which the record does not repeat for each call. */
  readonly home: string
  /** Milliseconds since the epoch. */
  readonly sinceMs?: number
  /** Looks at every session whose place among `of` parts is `at`, from 0; at all when absent. */
  readonly part?: { readonly at: number; readonly of: number }
}

/** A call as the record holds it, with what its session had done before. */
export interface RecordedCall {
  readonly entry: number
  readonly at: number
  readonly call: ToolCall
  /** What was decided then. */
  readonly verdict: Verdict
  memory(): SessionMemory
}

/** What looks at the calls. */
export interface CallVisitor {
  /** Awaited before calls of these project folders are visited. */
  prepare(workspaces: ReadonlySet<string>): Promise<void>
  visit(recorded: RecordedCall): void
  /** Told of every answer on record. */
  answered?(answer: Extract<AuditEntry, { kind: 'answer' }>): void
}

/** Visits the recorded calls, oldest first; rejects when the record cannot be read. */
export async function eachRecordedCall(
  { home, ...range }: RecordedCalls,
  { prepare, visit, answered }: CallVisitor,
): Promise<void> {
  const memories = createPlayedMemories()
  const play = (entry: AuditEntry): void => {
    if (entry.kind === 'answer') {
      memories.answered(entry.session, entry.callId, entry.decision)
      answered?.(entry)
    }
    if (entry.kind !== 'decision') return
    const call = callOf(entry, home)
    const { verdict } = entry
    visit({
      ...{ entry: entry.n, at: entry.at, call, verdict },
      memory: () => memories.before(call.sessionId),
    })
    memories.take(call, verdict)
  }
  for await (const entries of readRecord(range)) {
    await prepare(new Set(entries.flatMap(workspaceOf)))
    for (const entry of entries) play(entry)
  }
}

function workspaceOf(entry: AuditEntry): string[] {
  return entry.kind === 'decision' ? [entry.call.workspace] : []
}

function callOf(
  { call, session }: Extract<AuditEntry, { kind: 'decision' }>,
  home: string,
): ToolCall {
  const { id, ...rest } = call
  return { ...rest, id: id as CallId, sessionId: session as SessionId, home }
}
