import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placeForEachTest } from '../app/each-place.ts'
import { runToEnd, startApp } from '../app/running-app.ts'
import { until } from '../app/until.ts'
import { bytesOf } from './prepared-app.ts'

const place = placeForEachTest()

const word = 'unmistakable'
const sessionsFolder = () => join(place.home, 'desktop/sessions')

/** A home with one session that waits for an answer, and its app still running. */
async function waitingSession() {
  const app = startApp(place)
  const client = await app.open()
  const start = { agent: 'rehearsal', workspace: '', prompt: `An ${word} prompt` } as const
  const { id } = await client.ask('sessions.start', start)
  await until('a question', async () => (await client.ask('inbox.list', {})).items.length > 0)
  return { app, id }
}

const copyOf = (id: string, name: string) =>
  cp(join(sessionsFolder(), id), join(sessionsFolder(), name), { recursive: true })

test('a copied session is one of its own: listed by its folder, and without the questions of the other', async () => {
  const { app, id } = await waitingSession()
  await app.end('SIGTERM')
  await copyOf(id, 'copy-1')
  const listed = await runToEnd(place, ['sessions', 'list', '--home', place.home, '--json'])
  const ids = JSON.parse(listed.printed).sessions.map((one: { id: string }) => one.id)
  expect(ids.sort()).toEqual([id, 'copy-1'].sort())

  const next = startApp(place)
  const client = await next.open()
  const { sessions } = await client.ask('sessions.list', {})
  expect(sessions.map((one) => one.id).sort()).toEqual(ids)
  expect(sessions.find((one) => one.id === 'copy-1')).toMatchObject({ waiting: 0 })
  const copied = sessions.find((one) => one.id === 'copy-1')
  await client.ask('sessions.remove', { sessionId: copied?.id ?? id })
  // The question is the other one's, and so is the folder that both worked in.
  const { items } = await client.ask('inbox.list', {})
  expect(items).toMatchObject([{ sessionId: id, state: { status: 'waiting' } }])
  expect((await client.ask('sessions.list', {})).sessions).toMatchObject([
    { id, waiting: 1, workspaceMissing: false },
  ])
  await next.end('SIGTERM')
}, 60_000)

test('everything in the folder of sessions is erased: copies, files, folders that are none', async () => {
  const { app, id } = await waitingSession()
  await app.end('SIGTERM')
  await copyOf(id, 'copy-1')
  await copyOf(id, `${id} (another copy)`)
  await writeFile(join(sessionsFolder(), 'notes.txt'), word)
  await mkdir(join(sessionsFolder(), 'empty'))
  const erase = ['erase', '--everything', '--yes', '--home', place.home, '--json']
  const done = await runToEnd(place, erase)
  const { receipt } = JSON.parse(done.printed)
  expect({ code: done.code, stays: receipt.stays.filter((one: Stay) => one.failed) }).toEqual({
    ...{ code: 0, stays: [] },
  })
  const { files } = receipt.gone.find((part: { owner: string }) => part.owner === 'sessions')
  const paths = files.map(({ path }: { path: string }) => path)
  for (const name of [id, 'copy-1', `${id} (another copy)`]) {
    expect(paths).toContain(`desktop/sessions/${name}/journal.1.jsonl`)
  }
  expect(paths).toContain('desktop/sessions/notes.txt')
  expect(await readdir(sessionsFolder())).toEqual([])
  expect(await bytesOf(place.home)).not.toContain(word)
}, 60_000)

interface Stay {
  readonly failed?: boolean
}

test('a folder that cannot be opened as a session goes too, and is in the receipt', async () => {
  const { app, id } = await waitingSession()
  await app.end('SIGTERM')
  const broken = join(sessionsFolder(), 'broken')
  await copyOf(id, 'broken')
  // A folder in the place of the row: neither read nor replaced.
  await rm(join(broken, 'summary.json'))
  await mkdir(join(broken, 'summary.json'))
  await writeFile(join(broken, 'summary.json', 'x'), word)
  const next = startApp(place)
  const client = await next.open()
  const receipt = await client.ask('privacy.erase', { owner: 'sessions' })
  const paths = receipt.gone.flatMap(({ files }) => files.map(({ path }) => path))
  expect(paths).toContain('desktop/sessions/broken/summary.json/x')
  expect(receipt.stays).toEqual([])
  await next.end('SIGTERM')
  expect(await readFile(join(broken, 'summary.json', 'x'), 'utf8').catch(() => null)).toBeNull()
}, 60_000)
