import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { storePlaces } from './kept-things.ts'
import { sweep } from './sweep.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what a copy left that did not come to its end goes', async () => {
  const places = storePlaces(join(folder, 'undo'))
  mkdirSync(places.entries, { recursive: true })
  writeFileSync(join(places.entries, 'nobody.json'), '{}')
  expect(await sweep(places)).toBe(0)
  expect(existsSync(join(places.entries, 'nobody.json'))).toBe(false)
})

test.each(['root', 'entries', 'copies', 'packs'] as const)(
  'a link in the place of %s leads to nothing that goes',
  async (linked) => {
    const places = storePlaces(join(folder, 'undo'))
    const foreign = join(folder, 'foreign')
    const inside = linked === 'root' ? join(foreign, 'packs') : foreign
    mkdirSync(inside, { recursive: true })
    writeFileSync(join(inside, 'mine.tmp'), 'kept')
    mkdirSync(dirname(places[linked]), { recursive: true })
    symlinkSync(foreign, places[linked])
    await sweep(places)
    expect(existsSync(join(inside, 'mine.tmp'))).toBe(true)
  },
)
