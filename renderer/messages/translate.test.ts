import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { t } from './translate.ts'

test('slots are filled, numbers as people write them, and the count chooses the form', () => {
  expect(t('house.record-to', { entry: 18_204 })).toBe('to 18,204')
  expect(t('app.need-you', { count: 1 })).toBe('1 needs you')
  expect(t('app.need-you', { count: 3 })).toBe('3 need you')
  expect(t('sessions.remove-title', { title: 'a {name} $& b' })).toBe('Remove “a {name} $& b”?')
})

const texts = Object.entries(catalogue).flatMap(([key, message]) =>
  typeof message === 'string'
    ? [[key, message]]
    : Object.values(message).map((text) => [key, text]),
)

test('no text shouts, begs or asks whether one is sure', () => {
  const banned = /!|\bplease\b|successfully|are you sure|\boops\b|something went wrong/i
  expect(texts.filter(([, text]) => banned.test(text ?? ''))).toEqual([])
})

test('a label of one sentence ends without a full stop, two sentences end with one', () => {
  const short = texts.filter(([, text]) => (text ?? '').split(/\.\s/).length === 1)
  const long = texts.filter(([, text]) => (text ?? '').split(/\.\s/).length > 2)
  expect(short.length).toBeGreaterThan(100)
  const unfinished = long.filter(([, text]) => !/[.?…)]$/.test(text ?? ''))
  expect(unfinished).toEqual([])
})
