import type { Cursor, StreamFrame, Topic } from '../../shared/rpc/frames.ts'

/** Takes frames in order; the same frame object goes to every sink, so its serialised form can be shared. */
export type Sink = (frame: StreamFrame) => void

/** A numbered stream that clients resume. */
export interface Feed {
  /** Sends every event after `after` in order and then live ones; a `reset` first where that is impossible. Null means live only. */
  subscribe(after: Cursor | null, sink: Sink): () => void
}

/** Finds the stream of a topic; null when there is none. */
export interface Feeds {
  open(topic: Topic): Feed | null
}

/** A stream kept in memory: the last `keep` events can be resumed. */
export interface MemoryFeed extends Feed {
  cursor(): Cursor
  publish(name: string, payload: unknown): void
}

/** Creates a stream whose numbers start at 1 in the given epoch. */
export function createMemoryFeed(options: {
  readonly topic: Topic
  readonly epoch: string
  readonly keep: number
}): MemoryFeed {
  const { topic, epoch, keep } = options
  const sinks = new Set<Sink>()
  const kept: Extract<StreamFrame, { kind: 'event' }>[] = []
  let seq = 0

  const replay = (after: Cursor, sink: Sink) => {
    const missed = seq - after.seq
    if (after.epoch !== epoch || missed < 0 || missed > kept.length) {
      sink({ kind: 'reset', topic, epoch })
      return
    }
    for (const frame of kept.slice(kept.length - missed)) sink(frame)
  }

  return {
    cursor: () => ({ epoch, seq }),
    publish(name, payload) {
      seq += 1
      const frame = { kind: 'event', topic, epoch, seq, name, payload } as const
      kept.push(frame)
      if (kept.length > keep) kept.shift()
      for (const sink of sinks) sink(frame)
    },
    subscribe(after, sink) {
      if (after) replay(after, sink)
      sinks.add(sink)
      return () => sinks.delete(sink)
    },
  }
}
