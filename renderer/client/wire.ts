import type { CommandId } from '../../shared/kit/ids.ts'
import type { Cursor, Outcome, StreamFrame, Topic } from '../../shared/rpc/frames.ts'

/** How the way to the app stands; `refused` needs the person, everything else heals by itself. */
export type ConnectionStatus =
  | { readonly status: 'connecting' }
  | { readonly status: 'online' }
  /** `retryAt` is in milliseconds since the epoch. */
  | { readonly status: 'offline'; readonly retryAt: number }
  /** The app is there and does not answer: it is stopped or busy. */
  | { readonly status: 'silent' }
  | { readonly status: 'refused' }

/** One way to the app: carries calls and streams, reconnects by itself, knows no procedure. */
export interface Wire {
  readonly kind: 'ipc' | 'websocket'
  /** Resolves with the app's answer; a call that was cut off is repeated under the same id. */
  call(procedure: string, input: unknown, id: CommandId): Promise<Outcome>
  /** Follows a topic; `after` is asked again on every reconnect. One subscriber a topic. */
  subscribe(
    topic: Topic,
    after: () => Cursor | null,
    sink: (frame: StreamFrame) => void,
  ): () => void
  status(): ConnectionStatus
  onStatus(listener: () => void): () => void
  /** Ends the wait for the next try at once. */
  retryNow(): void
  close(): void
}

/** Holds one value and tells listeners when it was replaced. */
export interface Observed<T> {
  get(): T
  set(value: T): void
  subscribe(listener: () => void): () => void
}

/** Creates an observed value. */
export function observed<T>(initial: T): Observed<T> {
  const listeners = new Set<() => void>()
  let current = initial
  return {
    get: () => current,
    set(value) {
      current = value
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
