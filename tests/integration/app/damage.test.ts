import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'

let folder: string
let app: AppUnderTest

beforeEach(async () => {
  folder = await freshHome()
  app = await startApp(folder)
})
afterEach(async () => {
  await app.stop()
  await removeHome(folder)
})

const scar = '#### damaged by a test ####'
const pathOf = (...names: string[]) => join(folder, 'mstro-home', ...names)
const sessionFile = (id: SessionId, name: string) => pathOf('desktop/sessions', id, name)

async function restart(): Promise<readonly string[]> {
  app = await startApp(folder)
  return warnings()
}

async function warnings(): Promise<readonly string[]> {
  const { notices } = await app.ask('app.snapshot', {})
  return notices.filter(({ level }) => level !== 'info').map(({ message }) => message)
}

/** Stops the app, changes one file under it, and starts it again. */
async function damage(path: string, change: (text: string) => string): Promise<readonly string[]> {
  await app.stop()
  await writeFile(path, change(await readFile(path, 'utf8').catch(() => '')))
  return restart()
}

/** Every second start must have nothing more to say. */
async function expectCleanSecondStart(): Promise<void> {
  await app.stop()
  expect(await restart()).toEqual([])
}

async function filesWith(text: string, at = pathOf()): Promise<string[]> {
  const entries = await readdir(at, { withFileTypes: true, recursive: true })
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  const texts = await Promise.all(paths.map((path) => readFile(path, 'latin1')))
  return paths.filter((_, index) => texts[index]?.includes(text))
}

const rehearse = async () => {
  const input = { agent: 'rehearsal', workspace: '', prompt: 'Make it add up.' } as const
  const { id } = await app.ask('sessions.start', input)
  return { id, item: await app.untilWaiting(id) }
}

const finish = async () => {
  const { id, item } = await rehearse()
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
  await app.untilState(id, 'finished')
  return id
}

/** Replaces the middle of one line and keeps its length. */
const scarred = (line: string) => {
  const at = Math.floor(line.length / 2)
  return line.slice(0, at) + scar + line.slice(at + scar.length)
}
const scarLine = (which: (count: number) => number) => (text: string) => {
  const lines = text.split('\n')
  const at = which(lines.length - 1)
  return lines.map((line, index) => (index === at ? scarred(line) : line)).join('\n')
}

const settingsPath = 'desktop/settings.json'

test('settings: the broken file is kept and named, defaults are in force, changes are saved again', async () => {
  await app.ask('settings.change', { theme: 'dark' })
  const told = await damage(pathOf(settingsPath), (text) => text.slice(0, 20) + scar)
  expect(told).toHaveLength(2)
  expect(told[1]).toContain('Offline mode is on, because')
  const [name] = /settings\.json\.broken-[\w-]+/.exec(told.join()) ?? []
  expect(await readFile(pathOf('desktop', name ?? '?'), 'utf8')).toContain(scar)
  expect((await app.ask('settings.get', {})).theme).toBe('system')
  await app.ask('settings.change', { theme: 'light' })
  await expectCleanSecondStart()
  expect((await app.ask('settings.get', {})).theme).toBe('light')
})

test('settings of another program stay untouched, and that is said', async () => {
  const foreign = '{"theme":"dark"}'
  const told = await damage(pathOf(settingsPath), () => foreign)
  expect(told.join()).toContain('left as it is')
  const changed = await app.call('settings.change', { theme: 'light' })
  expect(changed).toMatchObject({ ok: false, error: { code: 'settings.foreign-file' } })
  expect(await readFile(pathOf(settingsPath), 'utf8')).toBe(foreign)
})

test('known folders: the list is kept aside, no folder is trusted, the rest works', async () => {
  const workspaces = 'desktop/workspaces.json'
  const told = await damage(pathOf(workspaces), () => `{"format":"mstro-workspaces",${scar}`)
  expect(told.join()).toMatch(/kept in desktop\/workspaces\.json\.broken/)
  expect(await filesWith(scar)).toHaveLength(1)
  expect(await app.ask('workspace.recent', {})).toEqual({ workspaces: [] })
  await finish()
  await expectCleanSecondStart()
})

test('a question: its file is kept and named, its session waits no more, the others do', async () => {
  const [lost, kept] = [await rehearse(), await rehearse()]
  const path = pathOf('desktop/inbox', `${lost.item.id}.json`)
  const told = await damage(path, (text) => text.slice(0, 200) + scar)
  expect(told).toHaveLength(1)
  expect(told.join()).toMatch(/desktop\/inbox\/[\w-]+\.json\.broken/)
  expect(await filesWith(scar)).toHaveLength(1)
  const { sessions, inbox } = await app.ask('app.snapshot', {})
  expect(inbox.map(({ id }) => id)).toEqual([kept.item.id])
  expect(sessions.find(({ id }) => id === lost.id)).toMatchObject({ state: 'stopped', waiting: 0 })
  expect(sessions.find(({ id }) => id === kept.id)).toMatchObject({ state: 'waiting', waiting: 1 })
  await app.ask('sessions.send', { sessionId: lost.id, text: 'go on' })
  await app.untilState(lost.id, 'finished')
  await expectCleanSecondStart()
})

test.each(['summary.json', 'journal.index.json'])(
  'a session whose %s is broken has it set aside and is rebuilt from its journal',
  async (name) => {
    const id = await finish()
    await app.ask('sessions.rename', { sessionId: id, title: 'Kept in the journal' })
    const before = await app.events(id)
    const row = (await app.ask('sessions.list', {})).sessions[0]
    await damage(sessionFile(id, name), (text) => text.slice(0, 60) + scar)
    const after = (await app.ask('sessions.list', {})).sessions[0]
    // The end of the agent, at the stop of the app, is the only thing that came.
    const { lastAt, lastSeq } = after ?? {}
    expect({ ...after, epoch: '' }).toEqual({ ...row, epoch: '', lastAt, lastSeq })
    const events = await app.events(id)
    const same = (one: (typeof events)[number]) => ({ ...one, epoch: '' })
    expect(events.slice(0, before.length).map(same)).toEqual(before.map(same))
    expect(await filesWith(scar)).toHaveLength(1)
    await expectCleanSecondStart()
    expect((await app.ask('sessions.list', {})).sessions[0]?.title).toBe('Kept in the journal')
  },
)

test.each([
  ['in the middle', (count: number) => Math.floor(count / 2)],
  ['at the end', (count: number) => count - 1],
])('a journal line %s: set aside and named, every other line is there', async (_where, which) => {
  const id = await finish()
  const before = await app.events(id)
  const { epoch } = await app.ask('sessions.read', { sessionId: id, limit: 1 })
  await damage(sessionFile(id, 'journal.1.jsonl'), scarLine(which))
  const { events, ...page } = await app.ask('sessions.read', { sessionId: id, limit: 2_000 })
  expect(page.epoch).not.toBe(epoch)
  const told = (await warnings()).join()
  expect(told).toMatch(/One damaged line .* went to set-aside\./)
  const [aside] = await filesWith(scar)
  expect(told).toContain(aside?.split('/').at(-1))
  const seqs = new Set(events.map(({ seq }) => seq))
  const missing = before.filter(({ seq }) => !seqs.has(seq))
  expect(missing.length).toBeLessThanOrEqual(1)
  await app.ask('sessions.send', { sessionId: id, text: 'go on' })
  await app.untilState(id, 'finished')
  const last = (await app.events(id)).at(-1)?.seq ?? 0
  expect(last).toBeGreaterThan(before.at(-1)?.seq ?? 0)
  await app.stop()
  await restart()
  await app.events(id)
  expect(await warnings()).toEqual([])
})

test('a journal whose last write was cut off loses that line only, and says nothing of it', async () => {
  const id = await finish()
  const before = await app.events(id)
  await damage(sessionFile(id, 'journal.1.jsonl'), (text) => `${text}{"v":1,"epoch":"0`)
  const same = (one: (typeof before)[number]) => ({ ...one, epoch: '' })
  const after = (await app.events(id)).slice(0, before.length)
  expect(after.map(same)).toEqual(before.map(same))
  expect(await warnings()).toEqual([])
})

const recordPath = 'logs/bouncer-audit.jsonl'
const total = async () => (await app.ask('audit.query', { filter: {}, limit: 1 })).total

/** What the record says against itself is told at each start, until the person knows of it. */
async function expectDoubtUntilAcknowledged(): Promise<void> {
  await app.stop()
  const told = await restart()
  expect(told).toHaveLength(1)
  expect(told.join()).toMatch(/Entry \d+ of the record of decisions says: .*audit acknowledge/)
  expect(await app.app.acknowledgeRecord('It was damaged by a test.')).toMatchObject({ ok: true })
  await expectCleanSecondStart()
}

test('a line of the record: named by the notice and the verification, nothing removed, it goes on', async () => {
  await finish()
  const before = await total()
  const told = await damage(
    pathOf(recordPath),
    scarLine(() => 3),
  )
  expect(told.join()).toMatch(/record of decisions did not hold.*line 4 \(entry 4\)/)
  expect(await filesWith(scar)).toHaveLength(1)
  const report = await app.ask('audit.verify', {})
  expect(report).toMatchObject({ status: 'broken', entries: 3, first: { line: 4, entry: 4 } })
  await finish()
  expect(await total()).toBeGreaterThanOrEqual(before + 10)
  await expectDoubtUntilAcknowledged()
  expect(await app.ask('audit.verify', {})).toMatchObject({ status: 'broken', entries: 3 })
})

test('a record cut off in its last line goes on behind a line that says so', async () => {
  await finish()
  const told = await damage(pathOf(recordPath), (text) => `${text}{"v":1,"n":12`)
  expect(told).toEqual([])
  const report = await app.ask('audit.verify', {})
  expect(report.status).toBe('intact')
  expect(report.events.map(({ event }) => event)).toContain('recovered')
  await finish()
  expect((await app.ask('audit.verify', {})).status).toBe('intact')
})

test('a record that lost its last entries says how many, in a notice too', async () => {
  await finish()
  const told = await damage(pathOf(recordPath), (text) =>
    text.split('\n').slice(0, -3).concat('').join('\n'),
  )
  expect(told.join()).toMatch(/Entries \d+ to \d+ were missing/)
  expect((await app.ask('audit.verify', {})).status).toBe('truncated')
  await finish()
  await expectDoubtUntilAcknowledged()
})

test('the head of the record: a broken one is kept and named, the chain goes on', async () => {
  await finish()
  const told = await damage(
    pathOf('logs/bouncer-audit.head.json'),
    (text) => text.slice(0, 30) + scar,
  )
  expect(told.join()).toMatch(/head was not ours/)
  expect(await filesWith(scar)).toHaveLength(1)
  await finish()
  expect((await app.ask('audit.verify', {})).status).toBe('unconfirmed')
  await expectDoubtUntilAcknowledged()
  expect((await app.ask('audit.verify', {})).status).toBe('intact')
})

test('a missing head of the record is said and made anew', async () => {
  await finish()
  await app.stop()
  await rm(pathOf('logs/bouncer-audit.head.json'))
  expect((await restart()).join()).toMatch(/head was missing/)
  expect((await app.ask('audit.verify', {})).status).toBe('unconfirmed')
  await expectDoubtUntilAcknowledged()
  expect((await app.ask('audit.verify', {})).status).toBe('intact')
})

const connection = (at: number) =>
  JSON.stringify({
    ...{ at, purpose: 'model', host: 'api.example.com', port: 443, bytesOut: 10, bytesIn: 20 },
    ...{ outcome: 'answered', durationMs: 5 },
  })

test('the ledger: damaged lines are set aside and named, the others are shown', async () => {
  const now = Date.now()
  const lines = [connection(now - 2), `{"at":1,${scar}`, connection(now - 1), '{"at":3,"host"']
  const told = await damage(pathOf('logs/egress.jsonl'), () => lines.join('\n'))
  const [name] = /egress\.jsonl\.broken-[\w-]+/.exec(told.join()) ?? []
  expect(told.join()).toContain('2 lines of the ledger')
  expect(await readFile(pathOf('logs', name ?? '?'), 'utf8')).toBe(`${lines[1]}\n${lines[3]}\n`)
  const { entries } = await app.ask('egress.list', { limit: 10 })
  expect(entries.map(({ at }) => at)).toEqual([now - 1, now - 2])
  await expectCleanSecondStart()
  expect((await app.ask('egress.list', { limit: 10 })).entries).toHaveLength(2)
})
