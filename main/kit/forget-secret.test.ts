import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secret } from '../../shared/kit/secret.ts'
import { createForgetting, forgottenPlaceholder } from './forget-secret.ts'

const plain = 'Tr0ub4dor&3 "quoted"\nline'
const forgetting = createForgetting(secret(plain))

describe('forgetting a secret', () => {
  it.each([
    ['as it is', plain],
    ['escaped in JSON', JSON.stringify({ input: plain })],
    ['escaped twice', JSON.stringify(JSON.stringify({ input: plain }))],
    ['in an address', `https://host.example/?key=${encodeURIComponent(plain)}&x=1`],
    ['in hex', Buffer.from(plain).toString('hex')],
    ['in base64', Buffer.from(plain).toString('base64')],
    ['in base64 behind one byte', Buffer.from(`:${plain}`).toString('base64')],
    ['in base64 within more', Buffer.from(`me:${plain}, and so on`).toString('base64')],
    ['in base64 for addresses', Buffer.from(`u:${plain}?`).toString('base64url')],
  ])('finds and replaces it %s', (_form, text) => {
    expect(forgetting.count(`a ${text} b`)).toBe(1)
    const after = forgetting.text(`a ${text} b`)
    expect(after).toContain(forgottenPlaceholder)
    expect(forgetting.count(after)).toBe(0)
    expect(after.startsWith('a ') && after.endsWith(' b')).toBe(true)
  })

  it('leaves every other text as it is', () => {
    for (const text of ['', 'Tr0ub4dor&4', 'nothing here', '{"a":1}']) {
      expect(forgetting.text(text)).toBe(text)
    }
  })

  it('replaces it across pieces wherever they were cut', () => {
    const cuts = fc.array(fc.nat(60), { maxLength: 6 })
    fc.assert(
      fc.property(cuts, fc.string(), fc.string(), (given, before, after) => {
        const whole = `${before}${plain}${after}`
        const at = [0, ...given.map((cut) => Math.min(cut, whole.length)), whole.length]
        const order = at.toSorted((a, b) => a - b)
        const pieces = order.slice(1).map((end, index) => whole.slice(order[index], end))
        const out = forgetting.pieces(pieces)
        expect(out).toHaveLength(pieces.length)
        expect(out.join('')).toBe(forgetting.text(whole))
      }),
    )
  })

  it('walks values, keys too, and keeps what it does not touch', () => {
    const given = { keep: { a: 1 }, [`k ${plain}`]: [plain, 2, null] }
    const after = forgetting.value(given)
    expect(JSON.stringify(after)).not.toContain('Tr0ub4dor')
    expect(after.keep).toBe(given.keep)
    const other = { x: ['y'] }
    expect(forgetting.value(other)).toBe(other)
  })
})
