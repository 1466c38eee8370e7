import { expect, test } from 'vitest'
import type { StreamFrame } from '../../shared/rpc/frames.ts'
import type { JournalledEvent } from '../../shared/sessions/model.ts'
import { createSessionFeed } from './session-feed.ts'

const epoch = 'e1'
const eventOf = (seq: number): JournalledEvent => ({ v: 1, epoch, seq, at: 0, kind: 'seen' })

/** A journal whose pages come when the test says so. */
function stage() {
  const written: JournalledEvent[] = []
  const pages: (() => void)[] = []
  const source = {
    epoch,
    get lastSeq() {
      return written.length
    },
    async read({ after, limit }: { readonly after: number; readonly limit: number }) {
      const { promise, resolve } = Promise.withResolvers<void>()
      pages.push(resolve)
      await promise
      return written.filter(({ seq }) => seq > after).slice(0, limit)
    },
  }
  const feed = createSessionFeed('session/s', () => source)
  const got: (number | string)[] = []
  const sink = (frame: StreamFrame) => got.push(frame.kind === 'event' ? frame.seq : frame.kind)
  const write = (count: number) => {
    const added = Array.from({ length: count }, (_, at) => eventOf(written.length + at + 1))
    written.push(...added)
    return added
  }
  const page = async () => {
    pages.shift()?.()
    await new Promise(setImmediate)
  }
  return { feed, got, sink, write, page }
}

test('what is shown live while the missed events are read comes once, and after them', async () => {
  const { feed, got, sink, write, page } = stage()
  const before = write(3)
  feed.subscribe({ epoch, seq: 1 }, sink)
  // On disk before the subscription, shown after it; and written while the page is read.
  feed.publish(before.slice(2))
  feed.publish(write(2))
  expect(got).toEqual([])
  await page()
  expect(got).toEqual([2, 3, 4, 5])
  feed.publish(write(1))
  expect(got).toEqual([2, 3, 4, 5, 6])
})

test('who leaves while missed events are read gets no live ones', async () => {
  const { feed, got, sink, write, page } = stage()
  write(2)
  const leave = feed.subscribe({ epoch, seq: 2 }, sink)
  leave()
  feed.publish(write(1))
  await page()
  expect(got).toEqual([])
})

test.each([
  ['of another epoch', { epoch: 'e0', seq: 1 }],
  ['from the future', { epoch, seq: 9 }],
])('a cursor %s leads to a reset', async (_name, after) => {
  const { feed, got, sink, write } = stage()
  write(3)
  feed.subscribe(after, sink)
  await new Promise(setImmediate)
  expect(got).toEqual(['reset'])
})
