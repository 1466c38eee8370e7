import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from './line-diff.ts'

test('a changed line stands as removed, then added, between what stays', () => {
  expect(diffLines('a\nb\nc', 'a\nx\nc')).toEqual([
    { kind: 'same', text: 'a' },
    { kind: 'removed', text: 'b' },
    { kind: 'added', text: 'x' },
    { kind: 'same', text: 'c' },
  ])
})

test('a new file is all added', () => {
  expect(diffLines('', 'a\nb\n').map(({ kind }) => kind)).toEqual(['added', 'added'])
})

test('both texts can be read out of every difference', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n'))
  const withoutEnd = (value: string) => value.replace(/\n$/, '')
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after)
      const read = (left: 'added' | 'removed') =>
        lines.flatMap(({ kind, text: line }) => (kind === left ? [] : [line])).join('\n')
      expect(read('added')).toBe(withoutEnd(before))
      expect(read('removed')).toBe(withoutEnd(after))
    }),
  )
})
