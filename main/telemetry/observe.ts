import type { InboxItem } from '../../shared/inbox/model.ts'
import type { StreamFrame } from '../../shared/rpc/frames.ts'
import type { SessionState, SessionSummary } from '../../shared/sessions/model.ts'
import type { Settings } from '../../shared/settings/model.ts'
import {
  readUsageEvent,
  type UsageEvent,
  type WaitBucket,
} from '../../shared/telemetry/usage-events.ts'

/** Turns what the house announces into counts. */
export interface Observer {
  /** The counts that one event of the `app` topic makes; mostly none. */
  countsOf(frame: StreamFrame): readonly UsageEvent[]
}

const second = 1_000
const buckets: readonly (readonly [number, WaitBucket])[] = [
  [10 * second, 'under 10 s'],
  [60 * second, 'under 1 min'],
  [600 * second, 'under 10 min'],
  [3_600 * second, 'under 1 h'],
]

/** How long, coarse on purpose. */
export function waitBucket(ms: number): WaitBucket {
  return buckets.find(([limit]) => ms < limit)?.[1] ?? 'longer'
}

const isRunning = (state: SessionState) =>
  state === 'starting' || state === 'working' || state === 'waiting'

/** Creates an observer that knows the house as it is now. */
export function createObserver(now: {
  readonly settings: Settings
  readonly inbox: readonly InboxItem[]
  readonly sessions: readonly SessionSummary[]
}): Observer {
  let settings = now.settings
  const states = new Map(now.sessions.map(({ id, state }) => [String(id), state]))
  const settled = new Set(
    now.inbox.filter(({ state }) => state.status !== 'waiting').map(({ id }) => String(id)),
  )

  const ofSession = ({ id, agent, state }: SessionSummary): UsageEvent[] => {
    const before = states.get(id)
    states.set(id, state)
    const counts: UsageEvent[] = []
    if (before === undefined) counts.push({ event: 'session started', properties: { agent } })
    const hasEnded = state === 'finished' || state === 'stopped' || state === 'broke'
    if (hasEnded && before !== undefined && isRunning(before)) {
      counts.push({ event: 'turn ended', properties: { agent, outcome: state } })
    }
    return counts
  }

  const ofItem = ({ id, body, state, createdAt }: InboxItem): UsageEvent[] => {
    if (settled.has(id) || state.status === 'waiting') return []
    settled.add(id)
    if (state.status !== 'answered' || body.kind === 'at-terminal') return []
    const waited = waitBucket(state.at - createdAt)
    const properties = { kind: body.kind, answer: state.answer.kind, waited }
    return [{ event: 'question answered', properties }]
  }

  const ofSettings = (next: Settings): UsageEvent[] => {
    const before = settings
    settings = next
    const names = Object.keys(next) as (keyof Settings)[]
    return names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(next[name]))
      .map((setting) => readUsageEvent('setting switched', { setting }))
      .filter((event) => event !== null)
  }

  return {
    countsOf(frame) {
      if (frame.kind !== 'event') return []
      // The house itself publishes these, typed by its contract.
      switch (frame.name) {
        case 'sessions.changed':
          return ofSession(frame.payload as SessionSummary)
        case 'sessions.removed':
          states.delete(String((frame.payload as { sessionId: string }).sessionId))
          return []
        case 'inbox.changed':
          return ofItem(frame.payload as InboxItem)
        case 'settings.changed':
          return ofSettings(frame.payload as Settings)
        default:
          return []
      }
    },
  }
}
