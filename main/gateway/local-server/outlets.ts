import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Outlet } from '../outlet.ts'
import { createWireBytes } from './wire-bytes.ts'

/** One open socket. */
export interface Line {
  readonly socket: WebSocket
  /** The connection below, where whole messages can be written as they are. */
  readonly stream: Duplex
}

/**
 * Makes the way out to each page; frames of streams skip `ws`, because their bytes are the same for
 * every page. A page that leaves more than `mostWaitingBytes` untaken is cut.
 */
export function createOutlets(mostWaitingBytes: number): (line: Line) => Outlet {
  const wireBytes = createWireBytes()
  return ({ socket, stream }) => ({
    send(frame) {
      if (socket.readyState !== socket.OPEN) return
      if (stream.writableLength > mostWaitingBytes) socket.terminate()
      else if (frame.kind === 'result') socket.send(JSON.stringify(frame))
      else stream.write(wireBytes(frame))
    },
    waitingBytes: () => stream.writableLength,
  })
}
