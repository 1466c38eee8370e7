import { expect, test } from 'vitest'
import type { StreamFrame } from '../../../shared/rpc/frames.ts'
import { createWireBytes } from './wire-bytes.ts'

const frameOf = (payload: unknown): StreamFrame => ({
  kind: 'event',
  topic: 'app',
  epoch: 'e',
  seq: 1,
  name: 'x',
  payload,
})

test('a frame is written out once for all clients, and anew for the next', () => {
  const wireBytes = createWireBytes()
  const [first, second] = [frameOf(1), frameOf(2)]
  const bytes = wireBytes(first)
  expect(wireBytes(first)).toBe(bytes)
  expect(wireBytes(second).toString()).toContain(JSON.stringify(second))
  expect(wireBytes(first).toString()).toContain(JSON.stringify(first))
})

// What ws makes of the messages, at every boundary of their length, stands in sockets.test.ts.
test.each([
  [100, [0x81, 100]],
  [125, [0x81, 125]],
  [126, [0x81, 126, 0, 126]],
  [65_535, [0x81, 126, 0xff, 0xff]],
  [65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
])('the head of a message of %i bytes follows RFC 6455', (length, head) => {
  const empty = JSON.stringify(frameOf('')).length
  const bytes = createWireBytes()(frameOf('x'.repeat(length - empty)))
  expect([...bytes.subarray(0, head.length)]).toEqual(head)
  expect(bytes.length).toBe(head.length + length)
})
