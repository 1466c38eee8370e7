import type { CommandId } from '../../shared/kit/ids.ts'
import type { Cursor, Outcome, StreamFrame, Topic } from '../../shared/rpc/frames.ts'
import { clientFailure } from './client-errors.ts'
import type { ConnectionStatus, Wire } from './wire.ts'

const online: ConnectionStatus = { status: 'online' }

/** What the preload offers to the page. */
export interface PreloadBridge {
  readonly wire: 'ipc'
  call(procedure: string, input: unknown, id: CommandId): Promise<Outcome>
  on(topic: Topic, after: Cursor | null, listener: (frame: StreamFrame) => void): () => void
}

declare global {
  interface Window {
    readonly mstro?: PreloadBridge
  }
}

/** The wire of the desktop window: the preload's bridge, always there as long as the window is. */
export function createIpcWire(bridge: PreloadBridge): Wire {
  return {
    kind: 'ipc',
    async call(procedure, input, id) {
      try {
        return await bridge.call(procedure, input, id)
      } catch {
        // The bridge rejects only when main is gone or going; what is known is told by the failure.
        return { ok: false, error: clientFailure('client.cut-off') }
      }
    },
    subscribe: (topic, after, sink) => bridge.on(topic, after(), sink),
    status: () => online,
    onStatus: () => () => undefined,
    retryNow: () => undefined,
    close: () => undefined,
  }
}
