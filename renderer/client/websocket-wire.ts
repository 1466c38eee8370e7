import type {
  ClientFrame,
  Cursor,
  ServerFrame,
  StreamFrame,
  Topic,
} from '../../shared/rpc/frames.ts'
import { createPendingCalls } from './pending-calls.ts'
import { createReconnectingSocket } from './reconnecting-socket.ts'
import type { Wire } from './wire.ts'

/** How long a call waits for a connection before the person is told, unless told otherwise. */
const defaultPatienceMs = 20_000

/** What the wire needs of its surroundings. */
export interface WebSocketWireDeps {
  readonly url: string
  /** By which main tells this page from others; absent says nothing. */
  readonly windowId?: string
  /** The token for the first frame; null when there is none, rejects when nobody answers. */
  readonly token: () => Promise<string | null>
  /** Told when the server refused the token. */
  readonly onRefused: () => void
  readonly open?: (url: string) => WebSocket
  readonly now?: () => number
  readonly patienceMs?: number
}

interface Followed {
  readonly after: () => Cursor | null
  readonly sink: (frame: StreamFrame) => void
}

/** The wire of browser mode: one socket, token first, open calls repeated under their ids after a reconnect. */
export function createWebSocketWire(deps: WebSocketWireDeps): Wire {
  const { patienceMs = defaultPatienceMs, onRefused, ...socketDeps } = deps
  const followed = new Map<Topic, Followed>()
  const write = (frame: ClientFrame) => socket.send(JSON.stringify(frame))
  const calls = createPendingCalls(write, patienceMs)

  const socket = createReconnectingSocket({
    ...socketDeps,
    onOpen() {
      for (const [topic, { after }] of followed) write({ kind: 'subscribe', topic, after: after() })
      calls.sendAll()
    },
    onText(text) {
      const frame = JSON.parse(text) as ServerFrame
      if (frame.kind === 'result') calls.settle(frame.id, frame.outcome)
      else followed.get(frame.topic)?.sink(frame)
    },
    onLost: (isOurFault) => (isOurFault ? calls.giveUpAll() : calls.startPatience()),
    onRefused() {
      onRefused()
      calls.giveUpAll()
    },
  })
  const isOnline = () => socket.status.get().status === 'online'

  return {
    kind: 'websocket',
    async call(procedure, input, id) {
      const answer = calls.add({ kind: 'call', id, procedure, input }, isOnline())
      if (socket.status.get().status === 'refused') calls.giveUpAll()
      return answer
    },
    subscribe(topic, after, sink) {
      if (followed.has(topic)) throw new Error(`${topic} has a subscriber already`)
      const entry = { after, sink }
      followed.set(topic, entry)
      if (isOnline()) write({ kind: 'subscribe', topic, after: after() })
      return () => {
        if (followed.get(topic) !== entry) return
        followed.delete(topic)
        if (isOnline()) write({ kind: 'unsubscribe', topic })
      }
    },
    status: () => socket.status.get(),
    onStatus: (listener) => socket.status.subscribe(listener),
    retryNow: () => socket.retryNow(),
    close() {
      socket.close()
      calls.giveUpAll()
    },
  }
}
