import { expect, test } from 'vitest'
import { isPlainAddress, piecesOf, shownTitle } from './printable.ts'
import { screenActionOf } from './screen-keys.ts'

function pressed(keys: string) {
  const parts = keys.split('+')
  const has = (name: string) => parts.includes(name)
  return {
    ...{ key: parts.at(-1) ?? '', ctrlKey: has('Ctrl'), metaKey: has('Meta') },
    ...{ shiftKey: has('Shift'), altKey: has('Alt') },
  }
}

test.each([
  ['F6', false, 'app'],
  ['Shift+F6', false, 'app'],
  ['Ctrl+c', false, null],
  ['Ctrl+j', false, null],
  ['Ctrl+Shift+C', false, 'copy'],
  ['Ctrl+Shift+V', false, 'paste'],
  ['Ctrl+Shift+F', false, 'find'],
  ['Ctrl+Shift+J', false, 'app'],
  ['Tab', false, null],
  ['Escape', false, null],
  ['Meta+c', true, 'copy'],
  ['Meta+b', true, 'app'],
  ['Ctrl+Shift+C', true, null],
])('%s in a terminal (Mac: %s) does: %s', (keys, isMac, action) => {
  expect(screenActionOf(pressed(keys), { isMac, isSelected: true })).toBe(action)
})

test('nothing is copied without a selection: the program gets the key', () => {
  const nothing = { isMac: false, isSelected: false }
  expect(screenActionOf(pressed('Ctrl+Shift+C'), nothing)).toBe(null)
})

test('a title is data: one line, no controls or direction marks, bounded', () => {
  expect(shownTitle('a\u001b[31m\nb\u202ec\u2028d')).toBe('a·[31m·b·c·d')
  expect(shownTitle('x'.repeat(500))).toHaveLength(80)
})

test('what is pasted goes in pieces that are cut in no character', () => {
  const text = `${'x'.repeat(3)}😀${'y'.repeat(3)}`
  expect(piecesOf(text, 4)).toEqual(['xxx', '😀yy', 'y'])
  expect(piecesOf('')).toEqual([])
})

test.each([
  ['https://example.org/a?b', true],
  ['http://example.org', false],
  ['https://user@example.org', false],
  ['javascript:alert(1)', false],
  ['file:///etc/passwd', false],
  [`https://example.org/${'a'.repeat(3_000)}`, false],
])('%s may be offered: %s', (address, isOffered) => {
  expect(isPlainAddress(address)).toBe(isOffered)
})
