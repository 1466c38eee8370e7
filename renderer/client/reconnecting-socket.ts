import { type ConnectionStatus, type Observed, observed } from './wire.ts'

const firstRetryMs = 250
const lastRetryMs = 8_000
/** Close codes by which a server refuses a token for good (policy violation, unauthorised). */
const refusedCodes = new Set([1008, 4401])
/** Close codes by which a server says that what was written is the fault: too large, no frame of the protocol. */
const unreadableCodes = new Set([1009, 4400])

/** What the socket needs and tells. */
export interface ReconnectingSocketDeps {
  readonly url: string
  /** By which main tells this page from others; absent says nothing. */
  readonly windowId?: string
  /** The token for the first frame; null when there is none, rejects when nobody answers. */
  readonly token: () => Promise<string | null>
  /** The token was written; everything else may follow. */
  readonly onOpen: () => void
  readonly onText: (text: string) => void
  /** `isOurFault`: what was written last cannot be read, so it must not be written again. */
  readonly onLost: (isOurFault: boolean) => void
  readonly onRefused: () => void
  readonly open?: (url: string) => WebSocket
  readonly now?: () => number
}

/** A socket that is replaced by a new one whenever it is lost. */
export interface ReconnectingSocket {
  readonly status: Observed<ConnectionStatus>
  /** Writes when online; otherwise the text is dropped. */
  send(text: string): void
  retryNow(): void
  close(): void
}

/** Opens at once; after a loss tries again in 0.25 s, then twice as long, up to 8 s. */
export function createReconnectingSocket(deps: ReconnectingSocketDeps): ReconnectingSocket {
  const open = deps.open ?? ((url) => new WebSocket(url))
  const now = deps.now ?? (() => Date.now())
  const status = observed<ConnectionStatus>({ status: 'connecting' })
  let socket: WebSocket | null = null
  let retryMs = firstRetryMs
  let timer: ReturnType<typeof setTimeout> | null = null
  let closed = false

  const refuse = () => {
    status.set({ status: 'refused' })
    deps.onRefused()
  }
  const retryLater = (isOurFault = false) => {
    status.set({ status: 'offline', retryAt: now() + retryMs })
    timer = setTimeout(connect, retryMs)
    retryMs = Math.min(retryMs * 2, lastRetryMs)
    deps.onLost(isOurFault)
  }
  const attach = (opened: WebSocket, token: string) => {
    socket = opened
    opened.onopen = () => {
      const { windowId: window } = deps
      opened.send(JSON.stringify({ kind: 'hello', token, ...(window ? { window } : {}) }))
      retryMs = firstRetryMs
      status.set({ status: 'online' })
      deps.onOpen()
    }
    opened.onmessage = (message: MessageEvent<unknown>) => deps.onText(String(message.data))
    opened.onclose = ({ code }) => {
      socket = null
      if (closed) return
      if (refusedCodes.has(code)) refuse()
      else retryLater(unreadableCodes.has(code))
    }
  }
  function connect() {
    if (timer) clearTimeout(timer)
    timer = null
    status.set({ status: 'connecting' })
    deps.token().then(
      (token) => {
        if (closed) return
        if (token === null) refuse()
        else attach(open(deps.url), token)
      },
      () => {
        if (!closed) retryLater()
      },
    )
  }
  connect()

  return {
    status,
    send: (text) => socket?.send(text),
    retryNow() {
      if (status.get().status === 'offline') connect()
    },
    close() {
      closed = true
      if (timer) clearTimeout(timer)
      socket?.close()
    },
  }
}
