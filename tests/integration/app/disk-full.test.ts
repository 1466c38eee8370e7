import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { endAllApps, startApp as startProcess } from './running-app.ts'
import { fillDisk, freeDisk, mountSmallDisk, unmountAll } from './small-disk.ts'

let home: string
let app: AppUnderTest | null

const inHome = (...names: string[]) => join(home, 'mstro-home', ...names)

beforeEach(async () => {
  home = await freshHome()
  app = null
})
afterEach(async () => {
  await app?.stop()
  await endAllApps()
  await unmountAll()
  await removeHome(home)
})

const rehearse = async (under: AppUnderTest) => {
  const input = { agent: 'rehearsal', workspace: '', prompt: 'x' } as const
  return (await under.ask('sessions.start', input)).id
}

/** Everything that is announced to windows from now on. */
function collect(under: AppUnderTest) {
  const told: { readonly name: string; readonly payload: unknown }[] = []
  under.app.feeds.open('app')?.subscribe(null, (frame) => {
    if (frame.kind === 'event') told.push(frame)
  })
  return told
}

async function finish(under: AppUnderTest, id: SessionId): Promise<void> {
  const item = await under.untilWaiting(id)
  await under.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
  await under.untilState(id, 'finished')
}

const decisionsOf = async (under: AppUnderTest, id: SessionId) =>
  (await under.events(id)).flatMap((event) => (event.kind === 'decided' ? [event] : []))

test('no space for the record: calls are denied and do not run, the banner is told, and it ends with the space', async (context) => {
  const disk = await mountSmallDisk(inHome('logs'), context)
  app = await startApp(home)
  const under = app
  const told = collect(under)
  await finish(under, await rehearse(under))
  await fillDisk(disk)
  const failing = async () => (await under.ask('audit.status', {})).writing === 'failing'
  await rehearse(under)
  // What is left of the last block may take a few more entries.
  await under.until('a record that fails', async () => {
    if (await failing()) return true
    const { sessions } = await under.ask('sessions.list', {})
    if (sessions.every(({ state }) => state !== 'working')) await rehearse(under)
    return false
  })
  const whileFull = await under.ask('sessions.start', {
    ...{ agent: 'rehearsal', workspace: '', prompt: 'denied' },
  })
  await under.untilState(whileFull.id, 'finished')
  const denied = await decisionsOf(under, whileFull.id)
  expect(denied.length).toBe(9)
  for (const { decision, entry, reason } of denied) {
    expect({ decision, entry }).toEqual({ decision: 'deny', entry: null })
    expect(reason).toContain('could not be written to the record (ENOSPC)')
  }
  expect(await readFile(join(whileFull.workspace, 'menu.csv'), 'utf8')).toContain('total,32')
  const snapshot = await under.ask('app.snapshot', {})
  expect(snapshot.audit).toMatchObject({ writing: 'failing', problem: 'ENOSPC' })
  const statuses = () => told.filter(({ name }) => name === 'audit.statusChanged')
  expect(statuses().at(-1)?.payload).toMatchObject({ writing: 'failing', problem: 'ENOSPC' })

  await freeDisk(disk)
  await finish(under, await rehearse(under))
  expect(statuses().at(-1)?.payload).toMatchObject({ writing: 'ok' })
  const report = await under.ask('audit.verify', {})
  expect(report, JSON.stringify(report.first)).toMatchObject({ status: 'intact' })
})

test('no space for an answer: it does not count, the question waits, and can be answered later', async (context) => {
  const disk = await mountSmallDisk(inHome('desktop'), context)
  app = await startApp(home)
  const under = app
  const id = await rehearse(under)
  const item = await under.untilWaiting(id)
  await fillDisk(disk)
  const answer = { id: item.id, answer: { kind: 'allow' } } as const
  const refused = await under.call('inbox.answer', answer)
  expect(refused).toMatchObject({ ok: false, error: { code: 'inbox.unwritable' } })
  const [now] = (await under.ask('inbox.list', {})).items
  expect(now?.state).toEqual({ status: 'waiting' })
  await freeDisk(disk)
  await under.ask('inbox.answer', answer)
  await under.untilState(id, 'finished')
})

test('no space for the transcript: the agent is stopped, that is said, and it goes on with the space', async (context) => {
  const disk = await mountSmallDisk(inHome('desktop'), context)
  app = await startApp(home, { rehearsalPaceMs: 3 })
  const under = app
  const told = collect(under)
  const id = await rehearse(under)
  await under.until('the middle', async () => (await under.events(id)).length > 12)
  await fillDisk(disk)

  const broke = await under.untilState(id, 'broke')
  expect(broke.action).toContain('The transcript could not be written (ENOSPC)')
  const notice = await under.until('the notice', async () => {
    const { notices } = await under.ask('app.snapshot', {})
    return notices.find(({ level }) => level === 'error')
  })
  expect(notice.message).toContain('The agent was stopped')
  const rows = () => told.filter(({ name }) => name === 'sessions.changed')
  // A row is announced a moment after its change, with others of that moment.
  await under.until('the row', async () => {
    const last = rows().at(-1)?.payload
    return isDeepStrictEqual(last, (await under.ask('sessions.list', {})).sessions[0])
  })
  expect(rows().at(-1)?.payload).toMatchObject({ id, state: 'broke' })
  // Nothing is running any more: data could be erased.
  await under.until('the end of the agent', async () => {
    const held = await under.call('privacy.erase', { owner: 'inbox' })
    return held.ok
  })
  const before = await under.events(id)

  // What is started now cannot even begin, and leaves no row behind.
  const input = { agent: 'rehearsal', workspace: '', prompt: 'y' } as const
  const refused = await under.call('sessions.start', input)
  expect(refused).toMatchObject({ ok: false, error: { code: 'session.unwritable' } })
  expect((await under.ask('sessions.list', {})).sessions).toHaveLength(1)
  const changed = await under.call('settings.change', { theme: 'dark' })
  expect(changed).toMatchObject({ ok: false, error: { code: 'settings.unwritable' } })

  await freeDisk(disk)
  await under.ask('sessions.send', { sessionId: id, text: 'go on' })
  await under.untilState(id, 'finished')
  const events = await under.events(id)
  const whole = before.filter(({ kind }) => !kind.endsWith('-delta'))
  expect(events).toEqual(expect.arrayContaining(whole))
  expect(events.filter(({ kind }) => kind === 'agent-exited')).toHaveLength(1)
  await finish(under, await rehearse(under))
  expect((await under.ask('audit.verify', {})).status).toBe('intact')
})

test('a start on a full disk refuses what it cannot keep and loses nothing; later everything is there', async (context) => {
  const place = { folder: home, home: inHome(), remove: async () => undefined }
  await mkdir(join(home, 'tmp'))
  const disk = await mountSmallDisk(place.home, context)
  const first = startProcess(place)
  const client = await first.open()
  await client.ask('settings.change', { auditRetentionDays: 1 })
  const input = { agent: 'rehearsal', workspace: '', prompt: 'x' } as const
  const { id } = await client.ask('sessions.start', input)
  await first.end('SIGTERM')
  await fillDisk(disk)
  const second = startProcess(place)
  const full = await second.open()
  const changed = await full.call('settings.change', { auditRetentionDays: 9 })
  expect(changed).toMatchObject({ ok: false, error: { code: 'settings.unwritable' } })
  await second.end('SIGTERM')
  await freeDisk(disk)
  const third = startProcess(place)
  const there = await third.open()
  const { sessions, settings } = await there.ask('app.snapshot', {})
  expect(sessions.map((one) => one.id)).toEqual([id])
  expect(settings.auditRetentionDays).toBe(1)
  expect((await there.ask('audit.verify', {})).status).toBe('intact')
  await third.end('SIGTERM')
})
