import type { EventName, PayloadOf } from '../../shared/contract.ts'

/** Announces on the `app` topic what has happened; never a way to command. */
export type Announce = <N extends EventName>(name: N, payload: PayloadOf<N>) => void

/** Says once, in the window, what happened to this app's own files: what happened, what was kept, what to do. */
export type Notify = (notice: {
  readonly level: 'info' | 'warning' | 'error'
  readonly source: string
  readonly message: string
  /** Set where it says how something stands: whoever told it takes it back under this name; one at a time stands. */
  readonly key?: string
}) => void

/** Takes back what was told under a key: it no longer holds. Nothing happens where nothing stands. */
export type TakeBack = (key: string) => void
