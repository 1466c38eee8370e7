import { expect, test } from 'vitest'
import type { StreamFrame } from '../../../shared/rpc/frames.ts'
import { createOutput } from './output.ts'
import { createPrivateModes } from './private-modes.ts'

const output = (keptCharacters: number, onViewers: (count: number) => void = () => undefined) =>
  createOutput({ topic: 'terminal/t', epoch: 'e', keptCharacters, onViewers })

const textsOf = (frames: readonly StreamFrame[]) =>
  frames.map((frame) =>
    frame.kind === 'event' ? (frame.payload as { text: string }).text : frame.kind,
  )

test('goes on after any event that is kept, and resets beyond', () => {
  const one = output(10)
  for (const text of ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee']) one.print(text)
  expect(one.read()).toEqual({
    ...{ cursor: { epoch: 'e', seq: 5 }, text: 'ccccddddeeee', total: 20, isCut: true },
  })
  const after = (seq: number, epoch = 'e') => {
    const frames: StreamFrame[] = []
    one.feed.subscribe({ epoch, seq }, (frame) => frames.push(frame))
    return textsOf(frames)
  }
  expect(after(5)).toEqual([])
  expect(after(3)).toEqual(['dddd', 'eeee'])
  expect(after(2)).toEqual(['cccc', 'dddd', 'eeee'])
  expect(after(1)).toEqual(['reset'])
  expect(after(6)).toEqual(['reset'])
  expect(after(5, 'other')).toEqual(['reset'])
})

test('counts its viewers, a reset one not', () => {
  const counts: number[] = []
  const one = output(10, (count) => counts.push(count))
  const leave = one.feed.subscribe(null, () => undefined)
  one.feed.subscribe({ epoch: 'other', seq: 0 }, () => undefined)
  leave()
  leave()
  expect(counts).toEqual([1, 0])
})

test('brings a page that joins late into the modes that were set before', () => {
  const one = output(8)
  one.print('\x1b[?1049h\x1b[?20')
  one.print('04h\x1b[?25l')
  one.print('x'.repeat(20))
  expect(one.read().text).toBe(`\x1b[?1049h\x1b[?2004h\x1b[?25l${'x'.repeat(20)}`)
})

test('modes are those of a fresh terminal after all was taken back', () => {
  const modes = createPrivateModes()
  modes.take('\x1b[?1;1006;99999h\x1b[?25l')
  expect(modes.sequence()).toBe('\x1b[?1h\x1b[?1006h\x1b[?25l')
  modes.take('\x1b[?1l\x1b[?25h')
  expect(modes.sequence()).toBe('\x1b[?1006h')
  modes.take('\x1bc')
  expect(modes.sequence()).toBe('')
  modes.take(`\x1b[?${'1;'.repeat(500)}`)
  modes.take('\x1b[?2004h')
  expect(modes.sequence()).toBe('\x1b[?2004h')
})
