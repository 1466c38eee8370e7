import { describe, expect, it } from 'vitest'
import { anyShape } from './any-shape.ts'

describe('shapes in one', () => {
  const any = anyShape([/^a|b$/, /c/])

  it.each([
    ['ax', true],
    ['xb', true],
    ['xcx', true],
    ['bx', false],
    ['xa', false],
  ])('%s', (text, found) => {
    expect(any.test(text)).toBe(found)
  })

  it('keep their flags', () => {
    const mixed = anyShape([/a/i, /b/])
    expect([mixed.test('A'), mixed.test('B')]).toEqual([true, false])
    expect(() => anyShape([/a/g])).toThrow()
  })
})
