import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InboxId } from '../../../shared/kit/ids.ts'
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

const deadlineOf = async (id: InboxId) =>
  (await app.ask('inbox.list', {})).items.find((item) => item.id === id)?.deadline ?? null

test('whether a session is attended is its own, changes while it runs, and its card names the moment', async () => {
  // What the settings say holds for sessions that nobody chose for, and a rehearsal is watched.
  await app.ask('settings.change', { unansweredMinutes: 10 })
  const started = { agent: 'rehearsal', workspace: '', prompt: 'Make the check pass.' } as const
  const { id, unanswered } = await app.ask('sessions.start', started)
  expect(unanswered).toBeNull()
  const item = await app.untilWaiting(id)
  expect(await deadlineOf(item.id)).toBeNull()
  await app.ask('sessions.setUnanswered', { sessionId: id, unanswered: 60 }, 'window')
  const due = async () => expect(await deadlineOf(item.id)).not.toBeNull()
  await vi.waitFor(due, { timeout: 15_000, interval: 200 })
  expect((await deadlineOf(item.id)) ?? 0).toBeGreaterThan(Date.now() + 50 * 60_000)
  await app.ask('sessions.setUnanswered', { sessionId: id, unanswered: null }, 'window')
  const waits = async () => expect(await deadlineOf(item.id)).toBeNull()
  await vi.waitFor(waits, { timeout: 15_000, interval: 200 })
  const changes = (await app.events(id)).filter(({ kind }) => kind === 'attendance-changed')
  expect(changes).toMatchObject([
    { unanswered: 60, by: 'window' },
    { unanswered: null, by: 'window' },
  ])
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'deny', note: '' } }, 'window')
  await app.untilState(id, 'finished')
})
