import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWindowOwner } from './leftovers.ts'
import { withCacheRetention } from './window-caches.ts'

const dayMs = 24 * 3_600_000
const now = Date.now()
let home: string
let asked: number
let days: number | null
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'caches-'))
  asked = 0
  days = 30
  await write('Cache/Cache_Data/data_0', 40)
  await write('GPUCache/index', 2)
  await write('Local Storage/leveldb/log', 400)
})
afterEach(() => rm(home, { recursive: true, force: true }))

const at = (path: string) => join(home, 'desktop/window', path)
async function write(path: string, daysAgo: number): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true })
  await writeFile(at(path), 'x')
  const seconds = (now - daysAgo * dayMs) / 1000
  await utimes(at(path), seconds, seconds)
}

function owner(isOpen: boolean) {
  const emptyCaches = async () => {
    asked += 1
    await rm(at('Cache/Cache_Data/data_0'))
  }
  return withCacheRetention(createWindowOwner({ home, isOpen }), {
    ...{ home, retentionDays: () => days, emptyCaches: isOpen ? emptyCaches : null },
  })
}

test('the engine that runs is asked once something in its caches is too old', async () => {
  const gone = [{ path: 'desktop/window/Cache/Cache_Data/data_0', bytes: 1 }]
  expect(await owner(true).retain(now)).toEqual(gone)
  expect(asked).toBe(1)
  expect(await owner(true).retain(now)).toEqual([])
  expect(asked).toBe(1)
})

test('storage does not count, and nothing goes without an age', async () => {
  days = 41
  expect(await owner(true).retain(now)).toEqual([])
  days = null
  expect(await owner(true).retain(now + 900 * dayMs)).toEqual([])
  expect(asked).toBe(0)
})

test('where no engine runs, the folders of the caches go and the storage stays', async () => {
  expect(await owner(false).retain(now)).toHaveLength(2)
  expect([existsSync(at('Cache')), existsSync(at('GPUCache'))]).toEqual([false, false])
  expect(existsSync(at('Local Storage/leveldb/log'))).toBe(true)
})
