import { describe, expect, test } from 'vitest'
import type { StreamFrame } from '../../shared/rpc/frames.ts'
import { createMemoryFeed } from './feed.ts'

const epoch = 'e1'

function filled(count: number, keep = 10) {
  const feed = createMemoryFeed({ topic: 'app', epoch, keep })
  for (let number = 1; number <= count; number += 1) feed.publish('app.noticed', number)
  return feed
}

function follow(feed: ReturnType<typeof filled>, after: { epoch: string; seq: number } | null) {
  const frames: StreamFrame[] = []
  const leave = feed.subscribe(after, (frame) => frames.push(frame))
  const told = () => frames.map((frame) => (frame.kind === 'event' ? frame.seq : frame.kind))
  return { told, leave }
}

describe('a stream kept in memory', () => {
  test('numbers events from 1 and says where it stands', () => {
    const feed = filled(0)
    expect(feed.cursor()).toEqual({ epoch, seq: 0 })
    feed.publish('app.noticed', 'x')
    expect(feed.cursor()).toEqual({ epoch, seq: 1 })
  })

  test('sends exactly what was missed, then live events', () => {
    const feed = filled(5)
    const { told } = follow(feed, { epoch, seq: 3 })
    feed.publish('app.noticed', 'live')
    expect(told()).toEqual([4, 5, 6])
  })

  test('sends nothing old to who asks for live events only, or holds the last one', () => {
    const feed = filled(5)
    expect(follow(feed, null).told()).toEqual([])
    expect(follow(feed, { epoch, seq: 5 }).told()).toEqual([])
  })

  test.each([
    [
      'the oldest that can be resumed',
      { epoch, seq: 15 },
      [16, 17, 18, 19, 20, 21, 22, 23, 24, 25],
    ],
    ['one before it', { epoch, seq: 14 }, ['reset']],
    ['a number not reached yet', { epoch, seq: 26 }, ['reset']],
    ['another epoch', { epoch: 'e0', seq: 20 }, ['reset']],
  ])('answers a cursor at %s', (_name, after, expected) => {
    expect(follow(filled(25), after).told()).toEqual(expected)
  })

  test('loses nothing that is published while it catches a client up', () => {
    const feed = filled(3)
    const seen: number[] = []
    feed.subscribe({ epoch, seq: 0 }, (frame) => {
      if (frame.kind !== 'event') return
      seen.push(frame.seq)
      if (frame.seq === 2) feed.publish('app.noticed', 'meanwhile')
    })
    expect(seen).toEqual([1, 2, 3, 4])
  })

  test('resets when so much is published meanwhile that the next one is gone', () => {
    const feed = filled(3, 3)
    const told: (number | string)[] = []
    feed.subscribe({ epoch, seq: 0 }, (frame) => {
      told.push(frame.kind === 'event' ? frame.seq : frame.kind)
      if (frame.kind === 'event' && frame.seq === 1) {
        for (let more = 0; more < 4; more += 1) feed.publish('app.noticed', more)
      }
    })
    expect(told).toEqual([1, 'reset'])
  })

  test('hands the same frame to every sink, and none after it left', () => {
    const feed = filled(0)
    const frames: StreamFrame[] = []
    const take = (frame: StreamFrame) => frames.push(frame)
    const leave = feed.subscribe(null, take)
    feed.subscribe(null, take)
    feed.publish('app.noticed', 1)
    expect(frames).toHaveLength(2)
    expect(frames[0]).toBe(frames[1])
    leave()
    feed.publish('app.noticed', 2)
    expect(frames).toHaveLength(3)
  })
})
