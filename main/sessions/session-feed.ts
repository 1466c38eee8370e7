import type { Cursor, StreamFrame, Topic } from '../../shared/rpc/frames.ts'
import type { JournalledEvent } from '../../shared/sessions/model.ts'
import type { Feed, Sink } from '../kit/feed.ts'

/** Missing more than this many events, a client is better served by a new page than by all of them. */
const mostBackfilled = 20_000
const pageSize = 1_000

/** A session's stream: what a client missed comes from the journal, then the live events. */
export interface SessionFeed extends Feed {
  publish(events: readonly JournalledEvent[]): void
  /** Sends everyone who follows away, to begin anew. */
  end(): void
}

/** The part of a journal that a stream reads. */
export interface EventSource {
  readonly epoch: string
  readonly lastSeq: number
  read(range: {
    readonly after: number
    readonly limit: number
  }): Promise<readonly JournalledEvent[]>
}

/** Creates the stream of one session over its journal. */
export function createSessionFeed(topic: Topic, source: () => EventSource): SessionFeed {
  const sinks = new Set<Sink>()

  const frameOf = (event: JournalledEvent): StreamFrame => ({
    kind: 'event',
    topic,
    epoch: event.epoch,
    seq: event.seq,
    name: 'sessions.appended',
    payload: event,
  })

  return {
    publish(events) {
      if (sinks.size === 0) return
      for (const frame of events.map(frameOf)) for (const sink of sinks) sink(frame)
    },
    end() {
      const { epoch } = source()
      for (const sink of sinks) sink({ kind: 'reset', topic, epoch })
      sinks.clear()
    },
    subscribe(after, sink) {
      const gate = gated(sink)
      sinks.add(gate.live)
      if (after === null) gate.open(0)
      else
        void backfill({ after, source: source(), topic, sink, frameOf }).then(gate.open, gate.fail)
      return () => {
        sinks.delete(gate.live)
        gate.close()
      }
    },
  }

  /** Holds live frames back until the missed ones are through, and drops those that came with them. */
  function gated(sink: Sink) {
    let held: StreamFrame[] | null = []
    let isClosed = false
    return {
      live(frame: StreamFrame) {
        if (held) held.push(frame)
        else sink(frame)
      },
      open(sentTo: number) {
        const waiting = held ?? []
        held = null
        if (isClosed) return
        for (const frame of waiting) {
          if (frame.kind === 'reset' || frame.seq > sentTo) sink(frame)
        }
      },
      fail() {
        held = null
        if (!isClosed) sink({ kind: 'reset', topic, epoch: source().epoch })
      },
      close() {
        isClosed = true
      },
    }
  }
}

async function backfill(work: {
  readonly after: Cursor
  readonly source: EventSource
  readonly topic: Topic
  readonly sink: Sink
  readonly frameOf: (event: JournalledEvent) => StreamFrame
}): Promise<number> {
  const { after, source, topic, sink, frameOf } = work
  const missed = source.lastSeq - after.seq
  if (after.epoch !== source.epoch || missed < 0 || missed > mostBackfilled) {
    sink({ kind: 'reset', topic, epoch: source.epoch })
    return source.lastSeq
  }
  let sentTo = after.seq
  const until = source.lastSeq
  while (sentTo < until) {
    const page = await source.read({ after: sentTo, limit: pageSize })
    if (page.length === 0) break
    for (const event of page) sink(frameOf(event))
    sentTo = page.at(-1)?.seq ?? until
  }
  return sentTo
}
