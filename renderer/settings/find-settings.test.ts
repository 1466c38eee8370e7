import { expect, test } from 'vitest'
import { findSettings } from './find-settings.ts'

const titles = (question: string) => findSettings(question).map(({ title }) => title)

test('every word must stand somewhere, in any order and case', () => {
  expect(titles('DARK theme')).toEqual([])
  expect(titles('theme desktop')).toEqual(['Theme'])
  expect(titles('pays model')).toContain('Who pays for the model')
  expect(titles('offline')).toContain('Offline mode')
})

test('no question finds nothing', () => {
  expect(titles('  ')).toEqual([])
})
