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

type EventFrame = Extract<StreamFrame, { kind: 'event' }>

/** Creates a stream whose numbers start at 1 in the given epoch. */
export function createMemoryFeed(options: {
  readonly topic: Topic
  readonly epoch: string
  readonly keep: number
}): MemoryFeed {
  const { topic, epoch, keep } = options
  const sinks = new Set<{ readonly take: Sink }>()
  /** A ring: event `n` stands at `n % keep` for as long as it can be resumed. */
  const kept: EventFrame[] = []
  let seq = 0

  const isResumable = (after: Cursor) => {
    const missed = seq - after.seq
    return after.epoch === epoch && missed >= 0 && missed <= Math.min(keep, seq)
  }

  /** Sends what was missed, including what is published while it is sent. */
  const replay = (after: Cursor, take: Sink) => {
    for (let next = after.seq + 1; next <= seq; next += 1) {
      const frame = kept[next % keep]
      if (frame?.seq !== next) {
        take({ kind: 'reset', topic, epoch })
        return
      }
      take(frame)
    }
  }

  return {
    cursor: () => ({ epoch, seq }),
    publish(name, payload) {
      seq += 1
      const frame: EventFrame = { kind: 'event', topic, epoch, seq, name, payload }
      kept[seq % keep] = frame
      for (const { take } of sinks) take(frame)
    },
    subscribe(after, take) {
      if (after && isResumable(after)) replay(after, take)
      else if (after) take({ kind: 'reset', topic, epoch })
      // An entry of its own: the same function may subscribe twice and leave once.
      const entry = { take }
      sinks.add(entry)
      return () => {
        sinks.delete(entry)
      }
    },
  }
}
