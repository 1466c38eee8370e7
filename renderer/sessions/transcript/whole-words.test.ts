import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitParagraphs, wholeWords } from './whole-words.ts'

test('a growing text is shown up to its last whole word', () => {
  expect(wholeWords('The claim ta')).toBe('The claim ')
  expect(wholeWords('The claim ')).toBe('The claim ')
  expect(wholeWords('')).toBe('')
})

test('a text without spaces is shown all the same', () => {
  const long = '一'.repeat(60)
  expect(wholeWords(long)).toBe(long)
})

test('paragraphs are cut at blank lines, not inside of code', () => {
  expect(splitParagraphs('a\n\n```\nx\n\ny\n```\n\nb')).toEqual([
    'a\n\n',
    '```\nx\n\ny\n```\n\n',
    'b',
  ])
})

test('nothing of a text is lost by cutting it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '\n', '\n\n', '```\n', ' ')), (parts) => {
      const text = parts.join('')
      expect(splitParagraphs(text).join('')).toBe(text)
    }),
  )
})
