import type { StreamFrame, Topic } from '../../../shared/rpc/frames.ts'
import type { Printed } from '../../../shared/workspace/terminal-model.ts'
import type { Feed, Sink } from '../../kit/feed.ts'
import { createPrivateModes } from './private-modes.ts'

/** What a terminal printed: the last of it, and what comes, as a numbered stream. */
export interface Output {
  readonly feed: Feed
  print(text: string): void
  /** Everything kept, as a fresh terminal has to draw it. */
  read(): {
    readonly cursor: { readonly epoch: string; readonly seq: number }
    readonly text: string
    readonly total: number
    readonly isCut: boolean
  }
  /** Characters printed since the start. */
  total(): number
  viewers(): number
}

type PrintedFrame = Extract<StreamFrame, { kind: 'event' }> & { readonly payload: Printed }

/** The name of the stream's only event. */
export const printedEvent = 'terminals.printed'

/** Keeps at least the last `keptCharacters`; older output is dropped piece by piece. */
export function createOutput(options: {
  readonly topic: Topic
  readonly epoch: string
  readonly keptCharacters: number
  onViewers(count: number): void
}): Output {
  const { topic, epoch, keptCharacters, onViewers } = options
  const sinks = new Set<{ readonly take: Sink }>()
  /** In order of their numbers, without a gap. */
  let frames: PrintedFrame[] = []
  let dropped = 0
  let kept = 0
  let total = 0
  /** As they stood before the first frame that is kept. */
  const modes = createPrivateModes()

  const drop = () => {
    let first = 0
    for (; first < frames.length - 1; first += 1) {
      const { text } = frames[first]?.payload ?? { text: '' }
      if (kept - text.length < keptCharacters) break
      modes.take(text)
      kept -= text.length
    }
    dropped += first
    if (first > 0) frames = frames.slice(first)
  }

  return {
    feed: {
      subscribe(after, take) {
        const seq = dropped + frames.length
        const isResumable =
          after !== null && after.epoch === epoch && after.seq >= dropped && after.seq <= seq
        if (after !== null && !isResumable) {
          take({ kind: 'reset', topic, epoch })
          return () => undefined
        }
        for (const frame of after === null ? [] : frames.slice(after.seq - dropped)) take(frame)
        const entry = { take }
        sinks.add(entry)
        onViewers(sinks.size)
        return () => {
          if (sinks.delete(entry)) onViewers(sinks.size)
        }
      },
    },
    print(text) {
      total += text.length
      kept += text.length
      const seq = dropped + frames.length + 1
      const payload = { text, total }
      const frame: PrintedFrame = { kind: 'event', topic, epoch, seq, name: printedEvent, payload }
      frames.push(frame)
      // In steps, so that a flood does not copy the list for each piece.
      if (kept > keptCharacters * 1.25) drop()
      for (const { take } of [...sinks]) take(frame)
    },
    read: () => ({
      cursor: { epoch, seq: dropped + frames.length },
      text: modes.sequence() + frames.map(({ payload }) => payload.text).join(''),
      total,
      isCut: dropped > 0,
    }),
    total: () => total,
    viewers: () => sinks.size,
  }
}
