import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placeForEachTest } from '../app/each-place.ts'
import { runToEnd, startApp } from '../app/running-app.ts'
import { until } from '../app/until.ts'
import { bytesOf } from './prepared-app.ts'

const place = placeForEachTest()

const word = 'unmistakable'

/** A home with sessions whose prompts have a word that is easy to look for. */
async function filledHome(): Promise<void> {
  const app = startApp(place)
  const client = await app.open()
  for (const round of ['one', 'two', 'three']) {
    const prompt = `${word} ${round}`
    const { id } = await client.ask('sessions.start', { agent: 'rehearsal', workspace: '', prompt })
    await until('some work', async () =>
      (await client.ask('sessions.list', {})).sessions.some(
        (one) => one.id === id && ['waiting', 'finished'].includes(one.state),
      ),
    )
    await client.ask('sessions.stop', { sessionId: id })
  }
  await app.end('SIGTERM')
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

test('an erasure that is killed on its way is finished at the next start, with a receipt until it is seen', async () => {
  await filledHome()
  // So many that no erasure is over before the kill.
  const many = Array.from({ length: 4_000 }, (_, at) => `desktop/x.json.broken-${at}`)
  for (const path of many) await writeFile(join(place.home, path), word)
  const app = startApp(place)
  const client = await app.open()
  const { sessions } = await client.ask('app.snapshot', {})
  expect(sessions).toHaveLength(3)
  const plan = join(place.home, 'desktop/erasing.json')
  client.call('privacy.eraseEverything', {}).catch(() => undefined)
  await until('the plan on disk', () => exists(plan))
  await app.end('SIGKILL')
  expect(await exists(plan)).toBe(true)

  const next = startApp(place)
  const there = await next.open()
  const { notices, sessions: left } = await there.ask('app.snapshot', {})
  expect(left).toEqual([])
  expect(notices.map(({ message }) => message).join()).toContain('was interrupted. It was finished')
  expect(await bytesOf(place.home)).not.toContain(word)
  const { unseenReceipt } = await there.ask('privacy.holdings', {})
  const gone = unseenReceipt?.gone.flatMap(({ files }) => files.map(({ path }) => path)) ?? []
  // Whatever the kill came before or after: all of it is in the receipt.
  for (const { id } of sessions) expect(gone).toContain(`desktop/sessions/${id}/journal.1.jsonl`)
  expect(gone).toContain('logs/bouncer-audit.1.jsonl')
  expect(gone).toEqual(expect.arrayContaining(many))
  expect((await there.ask('audit.verify', {})).status).toBe('intact')
  await next.end('SIGKILL')

  // Not seen yet: it is told again, and nothing is erased twice.
  const third = startApp(place)
  const again = await third.open()
  await again.ask('settings.change', { theme: 'dark' })
  expect((await again.ask('privacy.holdings', {})).unseenReceipt?.id).toBe(unseenReceipt?.id)
  await again.ask('privacy.receiptSeen', { id: unseenReceipt?.id ?? '' })
  expect(await exists(plan)).toBe(false)
  await third.end('SIGTERM')
  const last = startApp(place)
  const seen = await last.open()
  expect((await seen.ask('settings.get', {})).theme).toBe('dark')
  expect((await seen.ask('privacy.holdings', {})).unseenReceipt).toBeNull()
  await last.end('SIGTERM')
}, 120_000)

test('the command prints the receipt of the interrupted one as well', async () => {
  await filledHome()
  const erase = ['erase', '--everything', '--yes', '--home', place.home, '--json']
  const plan = join(place.home, 'desktop/erasing.json')
  const held = { path: 'desktop/sessions/gone/journal.1.jsonl', bytes: 7 }
  const value = { id: 'earlier', at: 1, scope: 'everything', receipt: null }
  const planned = { sessions: [held] }
  const text = { format: 'mstro-erasing', version: 1, value: { ...value, planned } }
  await writeFile(plan, JSON.stringify(text))
  const status = await runToEnd(place, ['status', '--home', place.home])
  expect(status.printed).toContain('interrupted: of everything, begun 1970-01-01 00:00:00 UTC')
  const asData = await runToEnd(place, ['status', '--home', place.home, '--json'])
  expect(JSON.parse(asData.printed)).toMatchObject({
    erasure: { at: 1, scope: 'everything', state: 'unfinished', stays: [] },
  })
  const done = await runToEnd(place, erase)
  expect(done.code).toBe(0)
  const { earlier, receipt } = JSON.parse(done.printed)
  expect(earlier.id).toBe('earlier')
  expect(JSON.stringify(earlier.gone)).toContain(held.path)
  expect(receipt.scope).toBe('everything')
  expect(await exists(plan)).toBe(false)
  expect(await bytesOf(place.home)).not.toContain(word)
}, 60_000)

test('what could not be removed makes the command fail, and the receipt says why', async () => {
  await filledHome()
  const sessions = join(place.home, 'desktop/sessions')
  const [id = ''] = await readdir(sessions)
  // A folder in the place of a file that is to be rewritten: it cannot be replaced by any account.
  const settings = join(place.home, 'desktop/settings.json')
  await mkdir(settings, { recursive: true })
  await writeFile(join(settings, 'x'), '')
  const erase = ['erase', '--everything', '--yes', '--home', place.home]
  const done = await runToEnd(place, [...erase, '--json'])
  expect(done.code).toBe(1)
  const told = JSON.parse(done.printed)
  expect(told).toMatchObject({ ok: false, code: 'command.erase-incomplete' })
  const failed = told.receipt.stays.filter((one: { failed?: boolean }) => one.failed)
  expect(failed).toMatchObject([{ why: expect.stringContaining('cannot be read. Move it away') }])
  // The other parts went all the same.
  expect(await exists(join(sessions, id))).toBe(false)
  const plain = await runToEnd(place, erase)
  expect(plain.code).toBe(1)
  expect(plain.printed).toContain(
    'settings (desktop/settings.json): What lies there cannot be read',
  )
  expect(await readFile(join(settings, 'x'), 'utf8')).toBe('')
}, 60_000)
