import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Failure } from '../../shared/kit/failure.ts'
import { type AppEvent, type AppState, isAppEvent, reduceApp, stateOf } from './app-state.ts'
import type { Client } from './client.ts'

/** The store: nothing until the first snapshot came, then the state; a failed first snapshot leaves its failure. */
export interface AppStoreState {
  readonly app: AppState | null
  readonly failure: Failure | null
}

/** Keeps the store current for as long as it is not stopped. */
export interface AppStore extends StoreApi<AppStoreState> {
  /** Takes a new snapshot at once. */
  reload(): void
  /** Hears every event after it was laid over the state. */
  onEvent(listener: (event: AppEvent) => void): () => void
  stop(): void
}

const retryMs = 2_000

/** Fills a store from `app.snapshot` and the events after it; after a gap it takes a new snapshot. */
export function createAppStore(client: Client, now: () => number = Date.now): AppStore {
  const store = createStore<AppStoreState>(() => ({ app: null, failure: null }))
  const listeners = new Set<(event: AppEvent) => void>()
  let leave: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  /** Tells the newest load from those it overtook. */
  let generation = 0

  const take = (event: { readonly name: string; readonly payload: unknown }) => {
    if (!isAppEvent(event)) return
    store.setState(({ app }) => (app ? { app: reduceApp(app, event) } : {}))
    for (const listener of [...listeners]) listener(event)
  }
  const load = async () => {
    generation += 1
    const mine = generation
    leave?.()
    leave = null
    if (timer) clearTimeout(timer)
    const snapshot = await client.call('app.snapshot', {})
    if (mine !== generation) return
    if (!snapshot.ok) {
      store.setState({ failure: snapshot.error })
      timer = setTimeout(() => void load(), retryMs)
      return
    }
    store.setState({ app: stateOf(snapshot.value, now()), failure: null })
    const after = snapshot.value.cursor
    leave = client.subscribe('app', { after, onEvent: take, onReset: () => void load() })
  }
  void load()

  return {
    ...store,
    reload: () => void load(),
    onEvent(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    stop() {
      generation += 1
      leave?.()
      if (timer) clearTimeout(timer)
    },
  }
}
