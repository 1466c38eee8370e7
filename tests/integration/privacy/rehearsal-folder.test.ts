import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { removeScratch, scratchBytes } from '../../../main/sessions/agents/rehearsal/index.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { rehearse } from './prepared-app.ts'

let place: string
let app: AppUnderTest

beforeEach(async () => {
  place = await freshHome()
  app = await startApp(place)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await app.stop()
  await removeHome(place)
})

test('the folder of a rehearsal, outside the home, is listed, named by an export and in the receipt', async () => {
  const id = await rehearse(app, 'Mend the menu.')
  const { sessions } = await app.ask('sessions.list', {})
  const folder = sessions.find((one) => one.id === id)?.workspace ?? ''
  expect(existsSync(join(folder, 'menu.csv'))).toBe(true)
  const exported = await app.app.privacy.exportEverything(join(place, 'all.zip'))
  const leftOut = exported.ok ? exported.value.leftOut : []
  expect(leftOut).toContainEqual({ path: folder, why: expect.stringContaining('rehearsal') })
  const { holdings } = await app.ask('privacy.holdings', {})
  const receipt = await app.ask('privacy.eraseEverything', {})
  const gone = receipt.gone.find(({ owner }) => owner === 'sessions')
  expect(gone?.files.find(({ path }) => path === folder)?.bytes).toBeGreaterThan(100)
  expect(gone?.files).toHaveLength(holdings.find(({ owner }) => owner === 'sessions')?.items ?? 0)
  expect(existsSync(folder)).toBe(false)
}, 60_000)

test('it is found again where the temporary folder of the next start is another one', async () => {
  const id = await rehearse(app, 'Mend the menu.')
  const { sessions } = await app.ask('sessions.list', {})
  const folder = sessions.find((one) => one.id === id)?.workspace ?? ''
  await app.stop()
  const elsewhere = join(place, 'tmp')
  await mkdir(elsewhere)
  vi.stubEnv('TMPDIR', elsewhere)
  app = await startApp(place)
  const receipt = await app.ask('privacy.eraseEverything', {})
  const gone = receipt.gone.find(({ owner }) => owner === 'sessions')
  expect(gone?.files.map(({ path }) => path)).toContain(folder)
  expect(existsSync(folder)).toBe(false)
}, 60_000)

test.each([
  ['rehearsal-mine42', 'diary.txt'],
  ['rehearsal-of-mine', 'menu.csv'],
])('a folder %s with %s in it is none of a rehearsal and left alone', async (name, file) => {
  const folder = join(place, name)
  await mkdir(folder)
  await writeFile(join(folder, file), 'mine')
  expect(await scratchBytes(folder)).toBeNull()
  await removeScratch(folder)
  expect(existsSync(join(folder, file))).toBe(true)
})

test('one in which the person changed every file goes with its session', async () => {
  const id = await rehearse(app, 'Mend the menu.')
  const { sessions } = await app.ask('sessions.list', {})
  const folder = sessions.find((one) => one.id === id)?.workspace ?? ''
  for (const name of ['README.md', 'check.sh']) await writeFile(join(folder, name), 'mine')
  await app.ask('sessions.remove', { sessionId: id })
  expect(existsSync(folder)).toBe(false)
})
