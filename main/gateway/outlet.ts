import type { ServerFrame } from '../../shared/rpc/frames.ts'

/** The way out to one client, over whatever wire. */
export interface Outlet {
  send(frame: ServerFrame): void
  /** Bytes handed to the wire that the client has not taken yet. */
  waitingBytes(): number
}
