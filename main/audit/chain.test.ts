import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decision } from '../../tests/integration/storage/record-fixture.ts'
import { chainLine, GENESIS, isChainLine, readHeader, valueBehind } from './chain.ts'

const hex = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((b) => Buffer.from(b).toString('hex'))
const stamps = fc.record({ n: fc.integer({ min: 1 }), at: fc.nat(), prev: hex })
const texts = fc.string({ unit: 'binary' })

/** The line in a buffer with room before it, as a scan hands it over. */
function inBuffer(text: string) {
  const body = Buffer.from(text)
  return { bytes: Buffer.concat([Buffer.alloc(40), body]), start: 40, end: 40 + body.length }
}

test('any record reads back from its line, header and value included', () => {
  fc.assert(
    fc.property(stamps, texts, texts, (stamp, tool, command) => {
      const record = decision(1, { tool, command })
      const { entry, text, value } = chainLine(record, stamp)
      expect(text.endsWith('\n')).toBe(true)
      const line = text.slice(0, -1)
      expect(line).not.toContain('\n')
      expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(entry)))
      const view = inBuffer(line)
      expect(readHeader(view.bytes, view.start, view.end)).toMatchObject(stamp)
      const plain = createHash('sha256')
        .update(Buffer.from(stamp.prev, 'hex'))
        .update(line)
        .digest('hex')
      expect(value).toBe(plain)
      expect(valueBehind(stamp.prev, view)).toBe(plain)
    }),
  )
})

test('what is no line has no header, wherever it was cut or changed', () => {
  const { text } = chainLine(decision(1), { n: 12, at: 34, prev: GENESIS })
  const headerEnd = text.indexOf('"kind"')
  for (let end = 0; end < headerEnd; end += 1) {
    const view = inBuffer(text.slice(0, end))
    expect(readHeader(view.bytes, view.start, view.end)).toBeNull()
  }
  for (const wrong of ['', '{}', 'x'.repeat(300), text.replace('"n":12', '"n":"12"')]) {
    const view = inBuffer(wrong)
    expect(readHeader(view.bytes, view.start, view.end)).toBeNull()
  }
})

test('only lines about the chain count as such', () => {
  const about = chainLine(
    { kind: 'chain', event: 'started', detail: 'x' },
    { n: 1, at: 1, prev: GENESIS },
  )
  const sly = chainLine(decision(1, { command: '"kind":"chain"' }), { n: 1, at: 1, prev: GENESIS })
  const isChain = ({ text }: { text: string }) => {
    const view = inBuffer(text.slice(0, -1))
    return isChainLine(view.bytes, readHeader(view.bytes, view.start, view.end)?.bodyAt ?? 0)
  }
  expect(isChain(about)).toBe(true)
  expect(isChain(sly)).toBe(false)
})
