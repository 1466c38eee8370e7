import type { AppSnapshot } from '../../shared/app/contract.ts'
import type { Grant } from '../../shared/bouncer/grants.ts'
import type { EventName, PayloadOf } from '../../shared/contract.ts'
import type { ExportStatus } from '../../shared/privacy/model.ts'
import type { Terminal } from '../../shared/workspace/terminal-model.ts'

/** The client's copy of the house: the snapshot, kept current by numbered events. */
export interface AppState extends AppSnapshot {
  /** Midnight (local, milliseconds) of the day that `sentToday` counts. */
  readonly sentDay: number
  /** How far an export is; null until it is told. */
  readonly dataExport: ExportStatus | null
  /** What the person allowed beyond single calls; null until it changes. */
  readonly grants: readonly Grant[] | null
  /** Terminals that are open; null until one changes. */
  readonly terminals: readonly Terminal[] | null
}

/** One event of the `app` topic, typed by its name. */
export type AppEvent = {
  [N in EventName]: { readonly name: N; readonly payload: PayloadOf<N> }
}[EventName]

/** Local midnight before the moment, in milliseconds. */
export function midnightBefore(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0)
}

/** The state right after a snapshot taken at `nowMs`. */
export function stateOf(snapshot: AppSnapshot, nowMs: number): AppState {
  return {
    ...snapshot,
    sentDay: midnightBefore(nowMs),
    dataExport: null,
    grants: null,
    terminals: null,
  }
}

function placed<T, K>(list: readonly T[], item: T, keyOf: (item: T) => K): T[] {
  const key = keyOf(item)
  const at = list.findIndex((other) => keyOf(other) === key)
  if (at === -1) return [...list, item]
  return list.with(at, item)
}

function withSent(state: AppState, entry: PayloadOf<'egress.recorded'>): AppState {
  const sentDay = midnightBefore(entry.at)
  const before = sentDay > state.sentDay ? { bytesOut: 0, connections: 0 } : state.sentToday
  if (sentDay < state.sentDay) return state
  const bytesOut = before.bytesOut + entry.bytesOut
  return { ...state, sentDay, sentToday: { bytesOut, connections: before.connections + 1 } }
}

function withEntry(state: AppState, { entry }: PayloadOf<'audit.appended'>): AppState {
  const lastEntry = Math.max(state.audit.lastEntry, entry.n)
  return { ...state, audit: { ...state.audit, lastEntry } }
}

type Reducers = {
  readonly [N in EventName]: (state: AppState, payload: PayloadOf<N>) => AppState
}

const reducers: Reducers = {
  'app.noticed': (state, notice) => ({
    ...state,
    notices: placed(state.notices, notice, ({ id }) => id),
  }),
  'app.noticeDismissed': (state, { id }) => ({
    ...state,
    notices: state.notices.filter((notice) => notice.id !== id),
  }),
  // The shell follows it to the page.
  'app.opened': (state) => state,
  'settings.changed': (state, settings) => ({ ...state, settings }),
  'credentials.changed': (state, credential) => ({
    ...state,
    credentials: placed(state.credentials, credential, ({ name }) => name),
  }),
  'credentials.storesChanged': (state, credentialStores) => ({ ...state, credentialStores }),
  'egress.recorded': withSent,
  'privacy.exportChanged': (state, dataExport) => ({ ...state, dataExport }),
  'telemetry.changed': (state, telemetry) => ({ ...state, telemetry }),
  'audit.appended': withEntry,
  'audit.statusChanged': (state, audit) => ({ ...state, audit }),
  // How an export of the record stands is shown by its page.
  'audit.exportChanged': (state) => state,
  'inbox.changed': (state, item) => ({
    ...state,
    inbox: placed(state.inbox, item, ({ id }) => id),
  }),
  // What a call came to is shown by the transcript and the record; the house itself does not change.
  'bouncer.decided': (state) => state,
  // What a call would destroy is shown by its card, and copies by their list.
  'bouncer.previewed': (state) => state,
  'bouncer.copiesChanged': (state) => state,
  'bouncer.grantsChanged': (state, { grants }) => ({ ...state, grants }),
  'terminals.changed': (state, { terminals }) => ({ ...state, terminals }),
  'sessions.changed': (state, session) => ({
    ...state,
    sessions: placed(state.sessions, session, ({ id }) => id),
  }),
  'sessions.removed': (state, { sessionId }) => ({
    ...state,
    sessions: state.sessions.filter(({ id }) => id !== sessionId),
    inbox: state.inbox.filter((item) => item.sessionId !== sessionId),
  }),
}

/** True for an event this client knows; newer ones are left alone. */
export function isAppEvent(event: {
  readonly name: string
  readonly payload: unknown
}): event is AppEvent {
  return Object.hasOwn(reducers, event.name)
}

/** Lays one event over the state; pure. */
export function reduceApp(state: AppState, event: AppEvent): AppState {
  const reduce = reducers[event.name] as (state: AppState, payload: unknown) => AppState
  return reduce(state, event.payload)
}
