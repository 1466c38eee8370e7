import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { receiptText } from '../../../shared/privacy/receipt-text.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { bytesOf, homeOf, rehearse } from './prepared-app.ts'

let home: string
let app: AppUnderTest

beforeEach(async () => {
  home = await freshHome()
  app = await startApp(home)
})
afterEach(async () => {
  await app.stop()
  await removeHome(home)
})

const prompt = 'Make the unmistakable check pass.'

test('everything goes, and the receipt says what went, what stayed and why, and who else may hold something', async () => {
  const id = await rehearse(app, prompt)
  await app.ask('settings.change', { theme: 'dark' })
  await writeFile(join(homeOf(home), 'config.json'), '{"of":"another program"}')
  const receipt = await app.ask('privacy.eraseEverything', {})

  const gone = receipt.gone.flatMap(({ files }) => files.map(({ path }) => path))
  expect(gone).toContain(`desktop/sessions/${id}/journal.1.jsonl`)
  expect(gone).toContain('logs/bouncer-audit.1.jsonl')
  expect(gone).toContain('desktop/settings.json')
  const sessions = receipt.gone.find(({ owner }) => owner === 'sessions')
  expect(sessions?.bytes).toBe(sessions?.files.reduce((sum, file) => sum + file.bytes, 0))
  expect(sessions?.bytes).toBeGreaterThan(1_000)
  expect(await bytesOf(homeOf(home))).not.toContain('unmistakable')
  expect((await app.ask('settings.get', {})).theme).toBe('system')
  expect((await app.ask('sessions.list', {})).sessions).toEqual([])

  const stays = receipt.stays.map(({ what, why }) => `${what}: ${why}`).join('\n')
  expect(stays).toContain('A new record begins')
  expect(stays).toContain('config.json: This app did not write it')
  expect(await readFile(join(homeOf(home), 'config.json'), 'utf8')).toContain('another program')
  // Whatever is left in the home is told.
  expect(receipt.others.map(({ who }) => who).join()).toContain('model provider')

  const text = receiptText(receipt)
  for (const path of gone) expect(text).toContain(path)
  const report = await app.ask('audit.verify', {})
  expect(report).toMatchObject({ status: 'intact', entries: 1 })
})

test('while an agent runs, its parts stay and the receipt says so', async () => {
  const { id } = await app.ask('sessions.start', { agent: 'rehearsal', workspace: '', prompt })
  await app.untilWaiting(id)
  const receipt = await app.ask('privacy.eraseEverything', {})
  expect(receipt.stays).toContainEqual({
    what: 'sessions',
    why: 'Sessions are running. Stop them, then erase again.',
    failed: true,
  })
  expect((await app.ask('sessions.list', {})).sessions).toHaveLength(1)
  expect(await app.call('privacy.erase', { owner: 'inbox' })).toMatchObject({
    error: { code: 'privacy.in-use' },
  })
})

test('one part goes for itself, with a receipt of its own', async () => {
  await rehearse(app, prompt)
  const receipt = await app.ask('privacy.erase', { owner: 'inbox' })
  expect(receipt).toMatchObject({ scope: 'inbox', gone: [{ owner: 'inbox' }], stays: [] })
  expect((await app.ask('sessions.list', {})).sessions).toHaveLength(1)
  expect(await app.call('privacy.erase', { owner: 'made-up' })).toMatchObject({
    error: { code: 'privacy.unknown-owner' },
  })
})

test('storage of the window goes in browser mode and stays while a window uses it', async () => {
  const cache = join(homeOf(home), 'desktop', 'window', 'Cache')
  await mkdir(cache, { recursive: true })
  await writeFile(join(cache, 'data_0'), 'cached')
  await app.stop()
  app = await startApp(home, { host: 'desktop' })
  const kept = await app.ask('privacy.erase', { owner: 'window' })
  expect(kept).toMatchObject({ gone: [], stays: [{ why: expect.stringContaining('open window') }] })
  await app.stop()
  app = await startApp(home)
  const gone = await app.ask('privacy.erase', { owner: 'window' })
  expect(gone.gone).toMatchObject([{ files: [{ path: 'desktop/window/Cache/data_0' }] }])
  await expect(stat(join(cache, 'data_0'))).rejects.toThrow('ENOENT')
})
