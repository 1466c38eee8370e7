import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEvent, encodeEvent, isWhole, readSeq } from './event-line.ts'

const stamps = fc.record({
  epoch: fc.stringMatching(/^[0-9a-f]{16}$/),
  seq: fc.integer({ min: 1, max: 1_000_000_000 }),
  at: fc.nat(),
})
const events = fc.record({
  kind: fc.string({ unit: 'binary' }),
  text: fc.string({ unit: 'binary' }),
  input: fc.dictionary(fc.string(), fc.jsonValue()),
})

/** The line between others, as a scan hands it over. */
function between(text: string) {
  const body = Buffer.from(text)
  const bytes = Buffer.concat([Buffer.from('before\n'), body, Buffer.from('\nbehind\n')])
  return { bytes, start: 7, end: 7 + body.length }
}

test('any event reads back from its line with its stamp', () => {
  fc.assert(
    fc.property(events, stamps, (event, stamp) => {
      const text = encodeEvent(event, stamp)
      expect(text).not.toContain('\n')
      const line = between(text)
      expect(isWhole(line)).toBe(true)
      expect(readSeq(line)).toBe(stamp.seq)
      const plain = JSON.parse(JSON.stringify(event))
      expect(decodeEvent(line, 'now')).toEqual({ v: 1, ...stamp, ...plain, epoch: 'now' })
    }),
  )
})

const changes = fc.record({ at: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) })

test('any changed, added or missing byte is noticed', () => {
  fc.assert(
    fc.property(events, stamps, changes, (event, stamp, { at, bits }) => {
      const line = between(encodeEvent(event, stamp))
      const where = line.start + (at % (line.end - line.start))
      const changed = Buffer.from(line.bytes)
      changed[where] = (changed[where] ?? 0) ^ bits
      expect(isWhole({ ...line, bytes: changed })).toBe(false)
      expect(isWhole({ ...line, end: where })).toBe(false)
      const [before, behind] = [line.bytes.subarray(0, where), line.bytes.subarray(where)]
      const longer = Buffer.concat([before, Buffer.from([bits]), behind])
      expect(isWhole({ bytes: longer, start: line.start, end: line.end + 1 })).toBe(false)
    }),
  )
})
