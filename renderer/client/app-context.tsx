import {
  createContext,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import { useStore } from 'zustand'
import type { EventName, PayloadOf } from '../../shared/contract.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { isSetAside, waitingItems } from './app-selectors.ts'
import type { AppState } from './app-state.ts'
import type { AppStore, AppStoreState } from './app-store.ts'
import type { Client } from './client.ts'
import { useNow } from './now.ts'
import type { ConnectionStatus } from './wire.ts'

interface Surroundings {
  readonly client: Client
  readonly store: AppStore
}

const AppContext = createContext<Surroundings | null>(null)

/** Hands the client and the store to everything inside. */
export function AppProvider(props: Surroundings & { readonly children: ReactNode }): ReactElement {
  const { client, store, children } = props
  const value = useRef({ client, store })
  return <AppContext value={value.current}>{children}</AppContext>
}

function useSurroundings(): Surroundings {
  const surroundings = useContext(AppContext)
  if (surroundings === null) throw new Error('outside of AppProvider')
  return surroundings
}

/** The client of this page. */
export function useClient(): Client {
  return useSurroundings().client
}

/** Takes a new snapshot when called. */
export function useReload(): () => void {
  return useSurroundings().store.reload
}

/** What the store holds before the first snapshot too. */
export function useLoading(): AppStoreState {
  return useStore(useSurroundings().store)
}

/** A part of the house's state; the component follows when that part changes. Only inside the loaded shell. */
export function useApp<T>(selector: (app: AppState) => T): T {
  return useStore(useSurroundings().store, ({ app }) => {
    if (app === null) throw new Error('used before the first snapshot')
    return selector(app)
  })
}

/** Calls back on each event of that name for as long as the component is shown. */
export function useAppEvent<N extends EventName>(
  name: N,
  listener: (payload: PayloadOf<N>) => void,
): void {
  const { store } = useSurroundings()
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(
    () =>
      store.onEvent((event) => {
        if (event.name === name) latest.current(event.payload as PayloadOf<N>)
      }),
    [store, name],
  )
}

/** How the way to the app stands. */
export function useConnection(): ConnectionStatus {
  const client = useClient()
  return useSyncExternalStore(client.onConnection, client.connection)
}

/** How often rows say anew how old they are, and questions set aside come back. */
const minuteMs = 60_000

/** The time as rows show it, refreshed each minute. */
export function useMinute(): number {
  return useNow(minuteMs)
}

/** Questions that wait for a person now: set aside ones are left out, oldest first. */
export function useWaiting(): readonly InboxItem[] {
  const open = useOpenQuestions()
  const nowMs = useMinute()
  return useMemo(() => open.filter((item) => !isSetAside(item, nowMs)), [open, nowMs])
}

/** Questions without an answer: those that wait now, oldest first, then those set aside until later. */
export function useOpenQuestions(): readonly InboxItem[] {
  const inbox = useApp((app) => app.inbox)
  const nowMs = useMinute()
  return useMemo(() => waitingItems(inbox, nowMs), [inbox, nowMs])
}
