import type { SessionId } from '../../../shared/kit/ids.ts'
import type { Cursor, Topic } from '../../../shared/rpc/frames.ts'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import type { Client } from '../../client/index.ts'

/** Streamed events are handed on together, at most 30 times a second. */
const drawEveryMs = 34

/** The stream of a session from a place on. */
export interface LiveEvents {
  /** `onReset`: the stream has a gap, read again. */
  start(after: Cursor, onReset: () => void): void
  /** Leaves the stream; events that were not handed on yet are dropped. */
  stop(): void
}

/** Follows a session's topic and hands its events on in small batches. */
export function createLiveEvents(
  client: Client,
  sessionId: SessionId,
  take: (events: readonly JournalledEvent[]) => void,
): LiveEvents {
  let leave: (() => void) | null = null
  let waiting: JournalledEvent[] = []
  let timer: ReturnType<typeof setTimeout> | null = null

  const hand = () => {
    timer = null
    const events = waiting
    waiting = []
    take(events)
  }
  return {
    start(after, onReset) {
      leave = client.subscribe(`session/${sessionId}` satisfies Topic, {
        after,
        onEvent({ payload }) {
          waiting.push(payload as JournalledEvent)
          timer ??= setTimeout(hand, drawEveryMs)
        },
        onReset,
      })
    },
    stop() {
      leave?.()
      leave = null
      if (timer) clearTimeout(timer)
      timer = null
      waiting = []
    },
  }
}
