import { assertNever } from '../../shared/kit/assert-never.ts'
import { failure } from '../../shared/kit/failure.ts'
import { rpcErrors } from '../../shared/rpc/errors.ts'
import { type ClientFrame, clientFrameSchema } from '../../shared/rpc/frames.ts'
import type { Feeds } from '../kit/feed.ts'
import type { Caller } from '../kit/handlers.ts'
import type { Dispatch } from './dispatch.ts'
import type { Outlet } from './outlet.ts'
import { createSubscriptions, type SubscriptionLimits } from './subscriptions.ts'

/** One client, from its first frame to its last. */
export interface Connection {
  /** Takes one frame as it came over the wire; false when it is no frame of the protocol. */
  receive(frame: unknown): boolean
  /** Leaves every stream; answers that still come are dropped. */
  close(): void
}

/** What a connection is built from. */
export interface ConnectionDeps {
  readonly dispatch: Dispatch
  readonly feeds: Feeds
  readonly caller: Caller
  readonly outlet: Outlet
  readonly limits?: Partial<ConnectionLimits>
}

/** How much of main one client may hold. */
export interface ConnectionLimits extends SubscriptionLimits {
  readonly mostOpenCalls: number
}

const defaultLimits: ConnectionLimits = {
  mostWaitingBytes: 16 * 1024 * 1024,
  mostOpenCalls: 512,
  mostTopics: 64,
}

/** Creates a connection; the wire hands in what arrives and closes it. */
export function createConnection(deps: ConnectionDeps): Connection {
  const { dispatch, feeds, caller, outlet } = deps
  const limits = { ...defaultLimits, ...deps.limits }
  const subscriptions = createSubscriptions({ feeds, caller, outlet, limits })
  let openCalls = 0
  let isClosed = false

  const answer = async (call: Extract<ClientFrame, { kind: 'call' }>) => {
    const { id } = call
    if (openCalls >= limits.mostOpenCalls) {
      const error = failure(rpcErrors, 'rpc.busy')
      outlet.send({ kind: 'result', id, outcome: { ok: false, error } })
      return
    }
    openCalls += 1
    const outcome = await dispatch(call, caller)
    openCalls -= 1
    if (!isClosed) outlet.send({ kind: 'result', id, outcome })
  }

  const receive = (received: unknown): boolean => {
    const parsed = clientFrameSchema.safeParse(received)
    if (!parsed.success) return false
    const frame = parsed.data
    switch (frame.kind) {
      case 'call':
        void answer(frame)
        return true
      case 'subscribe':
        subscriptions.subscribe(frame.topic, frame.after)
        return true
      case 'unsubscribe':
        subscriptions.unsubscribe(frame.topic)
        return true
      default:
        return assertNever(frame)
    }
  }

  return {
    receive: (frame) => !isClosed && receive(frame),
    close() {
      isClosed = true
      subscriptions.closeAll()
    },
  }
}
