import type { AuditEntry } from '../../../shared/audit/model.ts'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { type Judged, type Outcome, remember } from './remember.ts'
import { emptyMemory, type SessionMemory } from './session-memory.ts'

/** The memories of the sessions that ran since the app started; lost with it and rebuilt from the record. */
export interface SessionMemories {
  /** The memory before a call; rejects when what the session did earlier cannot be read. */
  recall(call: ToolCall): Promise<SessionMemory>
  /** Takes a recorded verdict in. */
  take(call: ToolCall, verdict: Verdict): void
  /** Takes the person's recorded answer in: a call that was asked about is let run by it. */
  answered(session: string, callId: string, decision: string): void
  /** A session that is new has nothing to be rebuilt. */
  begin(session: SessionId): void
  /** Drops what is known of a session that is gone. */
  forget(session: SessionId): void
}

/** What a session did, oldest first; `isWhole` is false when there was more than was read. */
export interface SessionHistory {
  readonly entries: readonly AuditEntry[]
  readonly isWhole: boolean
}

interface Kept {
  memory: SessionMemory
  /** Calls that wait for the person, by their id. */
  readonly asked: Map<string, Judged>
  /** Judged and not yet taken in: that is done when nobody waits for it. */
  readonly fresh: (() => void)[]
}

const MAX_ASKED = 64
const MAX_SESSIONS = 200

/** Starts without any memory; `history` reads the record of a session of an earlier run. */
export function createSessionMemories(
  history?: (session: SessionId) => Promise<SessionHistory>,
): SessionMemories {
  const kept = new Map<string, Kept>()
  const rebuilding = new Map<string, Promise<Kept>>()

  const keep = (session: string, one: Kept): Kept => {
    kept.set(session, one)
    const [oldest] = kept.keys()
    // It is rebuilt from the record when the session goes on.
    if (kept.size > MAX_SESSIONS && oldest !== undefined) kept.delete(oldest)
    return one
  }

  const of = async (call: ToolCall): Promise<Kept> => {
    const { sessionId } = call
    const known = kept.get(sessionId)
    if (known) return known
    if (!history) return keep(sessionId, nothingKept())
    const running = rebuilding.get(sessionId)
    if (running) return running
    const work = history(sessionId)
      .then((found) => kept.get(sessionId) ?? keep(sessionId, rebuilt(found, call)))
      .finally(() => rebuilding.delete(sessionId))
    rebuilding.set(sessionId, work)
    return work
  }

  return {
    async recall(call) {
      const one = kept.get(call.sessionId) ?? (await of(call))
      settle(one)
      return one.memory
    },
    take(call, verdict) {
      const one = kept.get(call.sessionId)
      if (!one) return
      one.fresh.push(() => takeIn(one, { call, verdict }))
      if (one.fresh.length === 1) setImmediate(settle, one)
    },
    answered(session, callId, decision) {
      const one = kept.get(session)
      if (one) one.fresh.push(() => answer(one, callId, decision))
    },
    begin(session) {
      keep(session, nothingKept())
    },
    forget(session) {
      kept.delete(session)
    },
  }
}

/** The memories of sessions whose calls are played again; what is not asked for is not worked out. */
export interface PlayedMemories {
  before(session: string): SessionMemory
  take(call: ToolCall, verdict: Verdict): void
  answered(session: string, callId: string, decision: string): void
}

/** Starts without any memory; the sessions used longest ago are dropped. */
export function createPlayedMemories(): PlayedMemories {
  const kept = new Map<string, Kept>()
  const of = (session: string): Kept => {
    const one = kept.get(session) ?? nothingKept()
    kept.delete(session)
    kept.set(session, one)
    const [oldest] = kept.keys()
    if (kept.size > MAX_SESSIONS && oldest !== undefined) kept.delete(oldest)
    return one
  }
  return {
    before(session) {
      const one = of(session)
      settle(one)
      return one.memory
    },
    take(call, verdict) {
      const one = of(call.sessionId)
      one.fresh.push(() => takeIn(one, { call, verdict }))
    },
    answered(session, callId, decision) {
      const one = of(session)
      one.fresh.push(() => answer(one, callId, decision))
    },
  }
}

function nothingKept(): Kept {
  return { memory: emptyMemory, asked: new Map(), fresh: [] }
}

function settle(one: Kept): void {
  for (const work of one.fresh.splice(0)) work()
}

function takeIn(one: Kept, judged: Judged): void {
  const { decision } = judged.verdict
  one.memory = remember(one.memory, judged, OUTCOMES[decision])
  if (decision !== 'ask') return
  one.asked.set(judged.call.id, judged)
  const [oldest] = one.asked.keys()
  if (one.asked.size > MAX_ASKED && oldest !== undefined) one.asked.delete(oldest)
}

const OUTCOMES: Readonly<Record<Verdict['decision'], Outcome>> = {
  allow: 'ran',
  deny: 'denied',
  ask: 'asked',
}

/** What the person denies is no evasion when it comes again: they may think otherwise by then. */
function answer(one: Kept, callId: string, decision: string): void {
  const judged = one.asked.get(callId)
  one.asked.delete(callId)
  if (judged && decision === 'allow') one.memory = remember(one.memory, judged, 'ran')
}

function rebuilt({ entries, isWhole }: SessionHistory, now: ToolCall): Kept {
  const one = nothingKept()
  for (const entry of entries) {
    if (entry.kind === 'answer') answer(one, entry.callId, entry.decision)
    else if (entry.kind === 'decision') {
      const { id, ...call } = entry.call
      const { sessionId, home } = now
      takeIn(one, { call: { ...call, id: id as CallId, sessionId, home }, verdict: entry.verdict })
    }
  }
  if (!isWhole) one.memory = { ...one.memory, forgotten: one.memory.forgotten + 1 }
  return one
}
