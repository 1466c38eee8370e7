import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from './json-line.ts'
import { createLineDecoder, encodeLine } from './line-codec.ts'

function decode(pieces: readonly Buffer[], limitBytes?: number) {
  const objects: JsonObject[] = []
  const garbage: string[] = []
  const sink = {
    onObject: (line: JsonObject) => void objects.push(line),
    onGarbage: (start: string) => void garbage.push(start),
  }
  const decoder = createLineDecoder(sink, limitBytes)
  for (const piece of pieces) decoder.push(piece)
  decoder.end()
  return { objects, garbage }
}

describe('lines of the program', () => {
  it('come out whole, however the bytes are cut', () => {
    const values = fc.array(fc.record({ type: fc.string(), text: fc.string({ unit: 'grapheme' }) }))
    fc.assert(
      fc.property(values, fc.array(fc.nat(200)), (lines, cuts) => {
        const bytes = Buffer.from(lines.map(encodeLine).join(''))
        const at = [...new Set(cuts)].filter((cut) => cut < bytes.length).sort((a, b) => a - b)
        const pieces = [0, ...at].map((from, index) => bytes.subarray(from, at[index]))
        expect(decode(pieces)).toEqual({ objects: lines, garbage: [] })
      }),
    )
  })

  it('pass over blank lines and take a last one without its end', () => {
    const { objects, garbage } = decode([Buffer.from('\n \r\n{"a":1}\n\n{"b":2}')])
    expect(objects).toEqual([{ a: 1 }, { b: 2 }])
    expect(garbage).toEqual([])
  })

  it('that are no objects are garbage, cut short, and do not hide the next', () => {
    const { objects, garbage } = decode([
      Buffer.from(`Segmentation fault\n[1]\n"x"\nnull\n{"half":\n${'y'.repeat(500)}\n{"a":1}\n`),
    ])
    expect(objects).toEqual([{ a: 1 }])
    expect(garbage).toHaveLength(6)
    expect(garbage[0]).toBe('Segmentation fault')
    expect(garbage[5]).toHaveLength(200)
  })

  it('over the limit are dropped whole', () => {
    const long = Buffer.from(`{"a":"${'x'.repeat(100)}"}\n{"b":2}\n`)
    const pieces = [long.subarray(0, 30), long.subarray(30, 70), long.subarray(70)]
    expect(decode(pieces, 50)).toEqual({ objects: [{ b: 2 }], garbage: ['…too long'] })
  })
})
