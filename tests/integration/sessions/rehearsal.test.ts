import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppUnderTest, freshHome, removeHome, startApp } from './app-under-test.ts'

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

const rehearse = () =>
  app.ask('sessions.start', { agent: 'rehearsal', workspace: '', prompt: 'Make the check pass.' })

test('a rehearsal does a real task: what is allowed runs, what is dangerous does not', async () => {
  const { id, workspace } = await rehearse()
  const item = await app.untilWaiting(id)
  expect(item.body).toMatchObject({
    kind: 'approval',
    call: { input: { command: 'git push --force-with-lease origin main' } },
  })
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } }, 'window')
  await app.untilState(id, 'finished')

  expect(await readFile(join(workspace, 'menu.csv'), 'utf8')).toContain('total,23')
  await expect(stat(join(workspace, 'drafts/menu-old.csv'))).rejects.toThrow('ENOENT')

  const events = await app.events(id)
  const decided = events.filter((event) => event.kind === 'decided')
  expect(decided.map(({ decision }) => decision)).toEqual([
    'allow',
    'allow',
    'allow',
    'allow',
    'allow',
    'allow',
    'deny',
    'ask',
    'allow',
  ])
  const results = events.filter((event) => event.kind === 'tool-finished')
  expect(results.filter(({ output }) => output.includes('not run'))).toHaveLength(1)
  expect(JSON.stringify(events)).toContain('**scripted** agent')
})

test('every decision and the answer stand in the record, and the record holds', async () => {
  const { id } = await rehearse()
  const item = await app.untilWaiting(id)
  await app.ask(
    'inbox.answer',
    { id: item.id, answer: { kind: 'deny', note: 'not on Friday' } },
    'phone',
  )
  await app.untilState(id, 'finished')
  const { entries } = await app.ask('audit.query', { filter: {}, limit: 100 })
  const kinds = entries.map((entry) => entry.kind)
  expect(kinds.filter((kind) => kind === 'decision')).toHaveLength(9)
  expect(entries.find((entry) => entry.kind === 'answer')).toMatchObject({
    decision: 'deny',
    by: 'phone',
    note: 'not on Friday',
  })
  expect((await app.ask('audit.verify', {})).status).toBe('intact')
  const told = (await app.events(id)).find(
    (event) => event.kind === 'tool-finished' && event.output === 'not on Friday',
  )
  expect(told).toMatchObject({ isError: true })
})

test('a question survives the end of the app; the late answer resumes the session', async () => {
  const { id } = await rehearse()
  const item = await app.untilWaiting(id)
  await app.stop()
  app = await startApp(home)
  const [session] = (await app.ask('sessions.list', {})).sessions
  expect(session).toMatchObject({ id, state: 'waiting', waiting: 1 })
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'deny', note: '' } }, 'window')
  await app.untilState(id, 'finished')
  const prompts = (await app.events(id)).filter((event) => event.kind === 'prompted')
  expect(prompts).toHaveLength(2)
  expect(prompts[1]?.text).toContain('git push --force-with-lease origin main')
})

test('an interrupt withdraws the question and ends the turn', async () => {
  const { id } = await rehearse()
  const item = await app.untilWaiting(id)
  await app.ask('sessions.interrupt', { sessionId: id })
  await app.untilState(id, 'stopped')
  const { items } = await app.ask('inbox.list', {})
  expect(items.find((one) => one.id === item.id)?.state).toMatchObject({ status: 'withdrawn' })
})

test('a client that comes back gets exactly the events it missed', async () => {
  const { id } = await rehearse()
  await app.untilWaiting(id)
  const before = await app.events(id)
  const last = before.at(-1)
  if (!last) throw new Error('no events')
  await app.ask('sessions.interrupt', { sessionId: id })
  await app.untilState(id, 'stopped')

  const seen: number[] = []
  const cursor = { epoch: last.epoch, seq: last.seq }
  const stop = app.app.feeds
    .open(`session/${id}`)
    ?.subscribe(cursor, (frame) => frame.kind === 'event' && seen.push(frame.seq))
  const lastSeq = (await app.events(id)).at(-1)?.seq ?? 0
  await app.until('the missed events', async () => seen.at(-1) === lastSeq)
  stop?.()
  expect(seen).toEqual(Array.from({ length: lastSeq - last.seq }, (_, at) => last.seq + 1 + at))
})

test('the list equals the disk after a removal and a restart', async () => {
  const kept = await rehearse()
  const removed = await rehearse()
  await app.untilWaiting(kept.id)
  await app.untilWaiting(removed.id)
  await app.ask('sessions.remove', { sessionId: removed.id })
  await expect(stat(removed.workspace)).rejects.toThrow('ENOENT')
  await expect(stat(kept.workspace)).resolves.toBeDefined()
  const listed = async () => (await app.ask('sessions.list', {})).sessions.map(({ id }) => id)
  expect(await listed()).toEqual([kept.id])
  await app.stop()
  app = await startApp(home)
  expect(await listed()).toEqual([kept.id])
  const gone = await app.call('sessions.send', { sessionId: removed.id, text: 'hello' })
  expect(gone).toMatchObject({ ok: false, error: { code: 'session.unknown' } })
})

test('looking at a finished session is remembered', async () => {
  const { id } = await rehearse()
  const item = await app.untilWaiting(id)
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
  expect((await app.untilState(id, 'finished')).unread).toBe(true)
  await app.ask('sessions.markRead', { sessionId: id })
  await app.stop()
  app = await startApp(home)
  expect((await app.ask('sessions.list', {})).sessions[0]).toMatchObject({
    state: 'idle',
    unread: false,
  })
})

test('everything kept is listed by owner and can be erased with a receipt', async () => {
  const { id } = await rehearse()
  const busy = await app.call('privacy.erase', { owner: 'sessions' })
  expect(busy).toMatchObject({ ok: false, error: { code: 'privacy.in-use' } })
  await app.untilWaiting(id)
  await app.ask('sessions.stop', { sessionId: id })
  const { holdings } = await app.ask('privacy.holdings', {})
  expect(holdings.map(({ owner }) => owner).sort()).toEqual([
    'audit',
    'bouncer',
    'copies',
    'credentials',
    'egress',
    'grants',
    'inbox',
    'keychain',
    'leftovers',
    'log',
    'privacy',
    'sessions',
    'settings',
    'telemetry',
    'terminal-guard',
    'window',
    'workspace',
  ])
  const { gone } = await app.ask('privacy.erase', { owner: 'sessions' })
  expect(gone[0]?.files.length).toBeGreaterThan(0)
  expect((await app.ask('sessions.list', {})).sessions).toEqual([])
})
