import { expect, test } from 'vitest'
import { commandKeys, type KeyPress, shortcutOf } from './shortcuts.ts'

function press(keys: string): KeyPress {
  const parts = keys.split('+')
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  }
}

const cases: readonly [string, boolean, string | null][] = [
  ['Ctrl+n', false, 'new-session'],
  ['Meta+n', true, 'new-session'],
  ['Ctrl+Shift+J', true, 'next-waiting'],
  ['Ctrl+j', false, 'terminal'],
  ['Ctrl+Shift+N', false, null],
  ['Ctrl+Alt+n', false, null],
  ['Ctrl+b', false, 'sidebar'],
  ['F6', true, 'next-region'],
  ['Shift+F6', true, 'previous-region'],
  ['Alt+ArrowDown', true, 'next-row'],
  ['Alt+ArrowUp', false, 'previous-row'],
  ['?', false, 'sheet'],
  ['?', true, null],
  ['Escape', false, 'leave'],
  ['Escape', true, null],
  ['n', false, null],
]

test.each(cases)('%s while typing: %s', (keys, isTyping, action) => {
  expect(shortcutOf(press(keys), isTyping)).toBe(action)
})

test('keys are shown as the platform has them', () => {
  expect(commandKeys('linux', 'Shift', 'J')).toEqual(['Ctrl', 'Shift', 'J'])
  expect(commandKeys('darwin', 'Shift', 'J')).toEqual(['⌘', '⇧', 'J'])
})
