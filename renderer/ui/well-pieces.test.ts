// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitWell, type WellPiece } from './well-pieces.ts'

const shown = (pieces: readonly WellPiece[]): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.codePoint}>`)).join('')

const decoded = (pieces: readonly WellPiece[]): string =>
  pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text
      return String.fromCodePoint(Number.parseInt(piece.codePoint.slice(2), 16))
    })
    .join('')

describe('characters that cannot be seen', () => {
  it.each([
    ['right-to-left override', 'a\u202eb', 'a<U+202E>b'],
    ['isolates', '\u2066x\u2069', '<U+2066>x<U+2069>'],
    ['zero width space and joiner', 'a\u200bb\u200dc', 'a<U+200B>b<U+200D>c'],
    ['byte order mark', '\ufeffrm', '<U+FEFF>rm'],
    ['no-break space', 'rm\u00a0-rf', 'rm<U+00A0>-rf'],
    ['ideographic space', 'a\u3000b', 'a<U+3000>b'],
    ['soft hyphen', 'a\u00adb', 'a<U+00AD>b'],
    ['escape', '\u001b[2K', '<U+001B>[2K'],
    ['carriage return', 'safe\rrm', 'safe<U+000D>rm'],
    ['null', 'a\0b', 'a<U+0000>b'],
    ['line separator', 'a\u2028b', 'a<U+2028>b'],
    ['tag character', 'a\u{e0041}b', 'a<U+E0041>b'],
    ['variation selector', 'a\ufe0fb', 'a<U+FE0F>b'],
    ['annotation anchor', 'a\ufff9b', 'a<U+FFF9>b'],
    ['hangul filler', 'a\u3164b', 'a<U+3164>b'],
    ['blank braille', 'a\u2800b', 'a<U+2800>b'],
    ['lone surrogate', 'a\ud800b', 'a<U+D800>b'],
    ['private use', 'a\ue000b', 'a<U+E000>b'],
  ])('writes %s as its code point', (_name, text, expected) => {
    expect(shown(splitWell(text, []))).toBe(expected)
  })

  it('leaves line feed, tab, space, letters of any script and emoji as they are', () => {
    const text = 'a b\n\tü 日本 עברית 🙂'
    expect(splitWell(text, [])).toEqual([{ kind: 'text', key: '0', effects: [], text }])
  })
})

describe('spans', () => {
  it('cuts the text at their borders', () => {
    const pieces = splitWell('git clean && npm ci', [
      { start: 0, end: 9, effect: 'destroys' },
      { start: 13, end: 19, effect: 'host' },
    ])
    expect(pieces.map((piece) => [shown([piece]), piece.effects])).toEqual([
      ['git clean', ['destroys']],
      [' && ', []],
      ['npm ci', ['host']],
    ])
  })

  it('keeps every effect where spans overlap, the worst first', () => {
    const pieces = splitWell('abcdef', [
      { start: 2, end: 6, effect: 'runs' },
      { start: 0, end: 4, effect: 'destroys' },
    ])
    expect(pieces.map((piece) => piece.effects)).toEqual([
      ['destroys'],
      ['destroys', 'runs'],
      ['runs'],
    ])
  })

  it('marks a character that cannot be seen inside a span', () => {
    expect(splitWell('a\u202eb', [{ start: 0, end: 3, effect: 'leaves' }])[1]).toMatchObject({
      kind: 'code-point',
      effects: ['leaves'],
    })
  })

  it('never cuts a character in two', () => {
    const pieces = splitWell('a🙂b', [{ start: 2, end: 4, effect: 'runs' }])
    expect(pieces.map((piece) => [shown([piece]), piece.effects])).toEqual([
      ['a🙂', []],
      ['b', ['runs']],
    ])
  })

  it('loses and changes nothing, whatever the text and the spans are', () => {
    const span = fc.record({
      start: fc.integer({ min: -5, max: 40 }),
      end: fc.integer({ min: -5, max: 40 }),
      effect: fc.constantFrom('destroys', 'leaves', 'host', 'runs') as fc.Arbitrary<'host'>,
    })
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.array(span), (text, spans) => {
        expect(decoded(splitWell(text, spans))).toBe(text)
      }),
    )
  })
})
