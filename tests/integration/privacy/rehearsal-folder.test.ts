import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { rehearse } from './prepared-app.ts'

let place: string
let app: AppUnderTest

beforeEach(async () => {
  place = await freshHome()
  app = await startApp(place)
})
afterEach(async () => {
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
