import type { Cursor, StreamFrame, Topic } from '../../shared/rpc/frames.ts'
import type { Feed, Feeds } from '../kit/feed.ts'
import type { Caller } from '../kit/handlers.ts'
import type { Outlet } from './outlet.ts'
import { mayFollow, maySee } from './rights.ts'

/** The name of an event that takes a number in the stream but is not for this client's eyes. */
export const withheldEvent = 'rpc.withheld'

/** The streams one client follows. */
export interface Subscriptions {
  /** Follows a topic; a topic followed already begins anew. */
  subscribe(topic: Topic, after: Cursor | null): void
  unsubscribe(topic: Topic): void
  closeAll(): void
}

const withheld = new WeakMap<StreamFrame, StreamFrame>()

/** The frame without its contents: leaving it out would look like a gap. */
function withhold(frame: Extract<StreamFrame, { kind: 'event' }>): StreamFrame {
  const known = withheld.get(frame)
  if (known) return known
  const emptied: StreamFrame = { ...frame, name: withheldEvent, payload: null }
  withheld.set(frame, emptied)
  return emptied
}

/** How far one client may lag and how much it may follow. */
export interface SubscriptionLimits {
  /** A stream whose client has left more than this untaken is reset. */
  readonly mostWaitingBytes: number
  /** A topic beyond this many is answered with a reset. */
  readonly mostTopics: number
}

/** Creates the subscriptions of one client. */
export function createSubscriptions(deps: {
  readonly feeds: Feeds
  readonly caller: Caller
  readonly outlet: Outlet
  readonly limits: SubscriptionLimits
}): Subscriptions {
  const { feeds, caller, outlet } = deps
  const { mostWaitingBytes, mostTopics } = deps.limits
  const leaves = new Map<Topic, () => void>()
  /** Rights of event names, looked up once; names come from our own features, so there are few. */
  const visible = new Map<string, boolean>()

  const isVisible = (name: string): boolean => {
    const known = visible.get(name)
    if (known !== undefined) return known
    const answer = maySee(caller, name)
    visible.set(name, answer)
    return answer
  }

  const unsubscribe = (topic: Topic) => {
    leaves.get(topic)?.()
    leaves.delete(topic)
  }

  const follow = (topic: Topic, feed: Feed, after: Cursor | null) => {
    let leave: (() => void) | null = null
    let isOver = false
    const end = () => {
      isOver = true
      leave?.()
    }
    const reset = (epoch: string) => {
      // The client takes a new snapshot and follows anew: cheaper than what it would have to catch up on.
      if (leaves.get(topic) === end) leaves.delete(topic)
      end()
      outlet.send({ kind: 'reset', topic, epoch })
    }
    // Whoever may follow a session sees all of it; events of the house have rights of their own.
    const isSeen = topic === 'app' ? isVisible : () => true
    const take = (frame: StreamFrame) => {
      if (isOver) return
      const isLagging = outlet.waitingBytes() > mostWaitingBytes
      if (isLagging || frame.kind === 'reset') reset(frame.epoch)
      else outlet.send(isSeen(frame.name) ? frame : withhold(frame))
    }
    leaves.set(topic, end)
    leave = feed.subscribe(after, take)
    // A stream may end while it catches the client up, before there was anything to leave.
    if (isOver) leave()
  }

  const subscribe = (topic: Topic, after: Cursor | null) => {
    unsubscribe(topic)
    const isAllowed = leaves.size < mostTopics && mayFollow(caller, topic)
    const feed = isAllowed ? feeds.open(topic) : null
    if (feed) follow(topic, feed, after)
    else outlet.send({ kind: 'reset', topic, epoch: '' })
  }

  return {
    subscribe,
    unsubscribe,
    closeAll() {
      for (const topic of [...leaves.keys()]) unsubscribe(topic)
    },
  }
}
