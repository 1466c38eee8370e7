import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('no text stands under a key of another file', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => !name.includes('.test.'))
  const keys = files.flatMap((name) => {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8')
    return [...text.matchAll(/^ {2}'([a-z-]+\.[a-z0-9-]+)':/gm)].map(([, key]) => key)
  })
  expect(keys.length).toBeGreaterThan(500)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})
