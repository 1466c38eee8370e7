import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSettings } from '../../shared/settings/model.ts'
import { systemClock } from '../kit/clock.ts'
import { createSettings } from './index.ts'

let home: string
let path: string
let warnings: string[]

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'settings-'))
  path = join(home, 'settings.json')
  warnings = []
})
afterEach(() => rm(home, { recursive: true, force: true }))

function open() {
  return createSettings({
    path,
    home,
    clock: systemClock,
    announce: () => undefined,
    notify: ({ message }) => warnings.push(message),
  })
}

test('a change survives a restart and leaves the rest', async () => {
  await (await open()).change({ theme: 'dark' })
  await (await open()).change({ density: 'compact' })
  expect((await open()).get()).toEqual({ ...defaultSettings, theme: 'dark', density: 'compact' })
  expect(warnings).toEqual([])
})

test('a broken file is set aside under a name that is told, and defaults are in force', async () => {
  await writeFile(path, '{"format":"mstro-settings","version":1,"value":{"the')
  const settings = await open()
  expect(settings.get()).toEqual(defaultSettings)
  const aside = (await readdir(home)).find((name) => name.includes('.broken-')) ?? ''
  expect(warnings[0]).toContain(aside)
  expect(await readFile(join(home, aside), 'utf8')).toContain('"the')
  expect((await settings.change({ theme: 'light' })).ok).toBe(true)
})

test('one value that does not fit costs only that value', async () => {
  const value = { ...defaultSettings, theme: 'dark', density: 'enormous' }
  await writeFile(path, JSON.stringify({ format: 'mstro-settings', version: 1, value }))
  expect((await open()).get()).toEqual({ ...defaultSettings, theme: 'dark' })
  expect(warnings[0]).toContain('density')
})

test("another program's file is never written over", async () => {
  await writeFile(path, '{"someone":"else"}')
  const settings = await open()
  expect(await settings.change({ theme: 'dark' })).toMatchObject({
    ok: false,
    error: { code: 'settings.unwritable' },
  })
  expect(settings.get()).toEqual(defaultSettings)
  expect(await readFile(path, 'utf8')).toBe('{"someone":"else"}')
})

test('the file is readable by its owner only', async () => {
  await (await open()).change({ theme: 'dark' })
  await chmod(path, 0o600)
  const { mode } = await import('node:fs/promises').then(({ stat }) => stat(path))
  expect(mode & 0o077).toBe(0)
})
