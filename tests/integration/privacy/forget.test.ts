import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { bytesOf, homeOf, rehearse } from './prepared-app.ts'

const plain = 'correct-horse-battery'

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

test('a pasted secret is found everywhere, taken out where it may be, told where it stays, and never kept', async () => {
  const id = await rehearse(app, `The password is ${plain}, take it.`)
  const other = await rehearse(app, 'Another session without it.')
  await writeFile(join(homeOf(home), 'desktop', 'notes.txt'), `x${plain}x`)
  const aboutOther = await app.ask('sessions.read', { sessionId: other, limit: 500 })
  const found = await app.ask('privacy.findSecret', { secret: plain })
  expect(found.found.map(({ path }) => path)).toContain(`desktop/sessions/${id}/journal.1.jsonl`)
  expect(found.stays.map(({ path }) => path)).toContain('desktop/notes.txt')
  expect(await bytesOf(homeOf(home))).toContain(plain)

  const done = await app.ask('privacy.forgetSecret', { secret: plain })
  expect(done.found.length).toBe(found.found.length)
  expect(done.stays).toEqual([
    { path: 'desktop/notes.txt', why: expect.stringContaining('not rewritten') },
  ])
  await writeFile(join(homeOf(home), 'desktop', 'notes.txt'), '')
  expect(await bytesOf(homeOf(home))).not.toContain(plain)

  const events = await app.events(id)
  expect(events.find(({ kind }) => kind === 'prompted')).toMatchObject({
    text: 'The password is __redacted_forgotten__, take it.',
  })
  // The other session kept its stream, this one begins anew.
  const again = await app.ask('sessions.read', { sessionId: other, limit: 500 })
  expect(again.epoch).toBe(aboutOther.epoch)
  expect((await app.ask('audit.verify', {})).status).toBe('intact')
  expect(await app.ask('privacy.findSecret', { secret: plain })).toEqual({ found: [], stays: [] })
  const { sessions } = await app.ask('sessions.list', {})
  expect(sessions.map((one) => one.id).sort()).toEqual([id, other].sort())

  // The session goes on after a restart, from what is on the disk.
  await app.stop()
  app = await startApp(home)
  expect((await app.events(id)).length).toBe(events.length)
})

test('a session whose agent runs is left, with the reason, and waiting questions as well', async () => {
  const { id } = await app.ask('sessions.start', {
    ...{ agent: 'rehearsal' as const, workspace: '', prompt: `Say ${plain}.` },
  })
  await app.untilWaiting(id)
  const done = await app.ask('privacy.forgetSecret', { secret: plain })
  expect(done.found).toEqual([])
  expect(done.stays).toContainEqual({
    path: `desktop/sessions/${id}/journal.1.jsonl`,
    why: 'Its agent runs. Stop the session, then forget again.',
  })
})

test('a secret that crosses two chunks of a large file is found', async () => {
  const before = Buffer.alloc(1024 * 1024 - 7, 'a')
  const path = join(homeOf(home), 'desktop', 'large.bin')
  await writeFile(path, Buffer.concat([before, Buffer.from(plain), before]))
  const { stays } = await app.ask('privacy.findSecret', { secret: plain })
  expect(stays.map((one) => one.path)).toEqual(['desktop/large.bin'])
  expect(await readdir(join(homeOf(home), 'desktop'))).toContain('large.bin')
})

test('the preview says of every file of ours that it will be rewritten, damaged copies too, and then it is', async () => {
  const id = await rehearse(app, `The password is ${plain}, take it.`)
  const ours = [
    `desktop/sessions/${id}/set-aside.2026-x`,
    `desktop/sessions/${id}/summary.json.broken-2026`,
    'desktop/sessions/not-a-session/journal.1.jsonl',
    'desktop/sessions/not-a-session/set-aside.2026-x',
    'desktop/settings.json.broken-2026',
    'logs/bouncer-audit.1.jsonl.broken-2026',
  ]
  await mkdir(join(homeOf(home), 'desktop/sessions/not-a-session'))
  const damaged = Buffer.concat([Buffer.from([0xff, 0]), Buffer.from(`${plain}\n`)])
  for (const path of ours) await writeFile(join(homeOf(home), path), damaged)
  const found = await app.ask('privacy.findSecret', { secret: plain })
  const files = found.found.map(({ path }) => path)
  expect(files).toEqual(expect.arrayContaining(ours))
  expect(files).toContain(`desktop/sessions/${id}/summary.json`)
  expect(found.stays).toEqual([])
  const done = await app.ask('privacy.forgetSecret', { secret: plain })
  expect(done.found.map(({ path }) => path).sort()).toEqual(files.toSorted())
  expect(done.stays).toEqual([])
  expect(await bytesOf(homeOf(home))).not.toContain(plain)
})

test('of what is not rewritten the part is named that takes it away', async () => {
  await mkdir(join(homeOf(home), 'desktop/telemetry'), { recursive: true })
  await writeFile(join(homeOf(home), 'desktop/telemetry/queue.json'), plain)
  await writeFile(join(homeOf(home), 'desktop/workspaces.json'), plain)
  const { stays } = await app.ask('privacy.findSecret', { secret: plain })
  expect(stays).toEqual([
    {
      path: 'desktop/telemetry/queue.json',
      why: 'It is not rewritten. Erase “Telemetry” under Privacy.',
    },
    { path: 'desktop/workspaces.json', why: 'It is not rewritten. Erase “Folders” under Privacy.' },
  ])
})
