import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import { createParagraphs, pauseMs } from './paragraphs.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

let seq = 0

function event(kind: 'text' | 'text-delta', text: string, parentCallId: string | null = null) {
  seq += 1
  return { kind, blockId: 'b', text, parentCallId, v: 1, epoch: 'e', seq, at: 0 } as JournalledEvent
}

function listening() {
  const told: string[] = []
  return { told, paragraphs: createParagraphs((text) => told.push(text)) }
}

test('a paragraph is read once it ended, not word by word', () => {
  const { told, paragraphs } = listening()
  paragraphs.take(event('text-delta', 'The **cause** is'))
  expect(told).toEqual([])
  paragraphs.take(event('text-delta', ' known.\n\nNext'))
  expect(told).toEqual(['The cause is known.'])
})

test('between two announcements lie five seconds; what came in between is read together', () => {
  const { told, paragraphs } = listening()
  paragraphs.take(event('text-delta', 'one\n\ntwo\n\n'))
  paragraphs.take(event('text-delta', 'three\n\n'))
  vi.advanceTimersByTime(pauseMs - 1)
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['one\n\ntwo', 'three'])
})

test('the rest is read when the block is finished, and nothing twice', () => {
  const { told, paragraphs } = listening()
  paragraphs.take(event('text-delta', 'one\n\ntw'))
  vi.advanceTimersByTime(pauseMs)
  paragraphs.take(event('text-delta', 'o'))
  paragraphs.take(event('text', 'one\n\ntwo'))
  expect(told).toEqual(['one', 'two'])
})

test('what a subagent writes is not read out', () => {
  const { told, paragraphs } = listening()
  paragraphs.take(event('text', 'inner', 'call-1'))
  expect(told).toEqual([])
})
