import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withFileLock } from './file-lock.mjs'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  path = join(folder, 'deep', 'x.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const options = { timeoutMs: 5_000, onWait: () => undefined }

test('two holders never overlap', async () => {
  const log: string[] = []
  const work = (name: string) => async () => {
    log.push(`${name} in`)
    await sleep(50)
    log.push(`${name} out`)
  }
  await Promise.all([
    withFileLock(path, options, work('a')),
    withFileLock(path, options, work('b')),
  ])
  expect(log).toEqual(['a in', 'a out', 'b in', 'b out'])
})

test('is released when the work throws', async () => {
  const fails = withFileLock(path, options, () => Promise.reject(new Error('no')))
  await expect(fails).rejects.toThrow('no')
  expect(existsSync(path)).toBe(false)
})

test('names its owner and gives back what the work gave', async () => {
  const owner = await withFileLock(path, options, async () => readFileSync(path, 'utf8'))
  expect(owner).toBe(String(process.pid))
})

test('takes over from an owner that is gone', async () => {
  const flat = join(folder, 'x.lock')
  // Above every system's highest process id.
  writeFileSync(flat, '2147483646')
  expect(await withFileLock(flat, options, async () => 'done')).toBe('done')
})

test('takes over a lock that was never named, after a while', async () => {
  const flat = join(folder, 'x.lock')
  writeFileSync(flat, '')
  utimesSync(flat, new Date(0), new Date(0))
  expect(await withFileLock(flat, options, async () => 'done')).toBe('done')
})

test('waits for a living owner, says so once, and gives up in time', async () => {
  const flat = join(folder, 'x.lock')
  writeFileSync(flat, String(process.pid))
  let told = 0
  const waits = withFileLock(flat, { timeoutMs: 500, onWait: () => told++ }, async () => 'done')
  await expect(waits).rejects.toThrow('does not end')
  expect(told).toBe(1)
  expect(existsSync(flat)).toBe(true)
})
