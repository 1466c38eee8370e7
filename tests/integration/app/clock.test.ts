import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import { readDisk } from './disk-truth.ts'
import { placeForEachTest } from './each-place.ts'
import { type RunningApp, startApp } from './running-app.ts'
import { until, within } from './until.ts'
import type { AppClient } from './ws-client.ts'

const dayMs = 24 * 3_600_000
const yearMs = 365 * dayMs

const place = placeForEachTest()

const startAt = (offsetMs: number) =>
  startApp(place, {
    preloads: ['quick-rehearsal', 'jumping-clock'],
    env: { CLOCK_OFFSET_MS: String(offsetMs) },
  })

/** Moves the app's clock to so far from the real time, and waits until it has. */
async function moveClock(app: RunningApp, offsetMs: number): Promise<void> {
  const moved = new Promise((resolve) => app.process.once('message', resolve))
  app.process.send({ offsetMs })
  expect(await within('the jump', moved)).toEqual({ moved: offsetMs })
}

const rehearse = async (client: AppClient) => {
  const input = { agent: 'rehearsal', workspace: '', prompt: 'x' } as const
  return (await client.ask('sessions.start', input)).id
}

const untilWaiting = (client: AppClient, id: string) =>
  until('the question', async () =>
    (await client.ask('inbox.list', {})).items.find(
      (one) => one.sessionId === id && one.state.status === 'waiting',
    ),
  )

const untilFinished = (client: AppClient, id: string) =>
  until('the end of the turn', async () =>
    (await client.ask('sessions.list', {})).sessions.some(
      (one) => one.id === id && one.state === 'finished',
    ),
  )

test('jumps under a running app change neither order nor numbers, and the record holds', async () => {
  const app = startAt(0)
  const client = await app.open()
  const ids = []
  for (const offsetMs of [3 * yearMs, -5 * yearMs, 90_000, -60 * yearMs, 0]) {
    const id = await rehearse(client)
    ids.push(id)
    const { epoch } = await client.ask('sessions.read', { sessionId: id, limit: 1 })
    client.follow(`session/${id}`, { epoch, seq: 0 })
    await until('the middle', () => client.events(`session/${id}`).length > 10)
    await moveClock(app, offsetMs)
    const item = await untilWaiting(client, id)
    // Before it was asked, as far as the clock tells.
    await moveClock(app, offsetMs - dayMs)
    const aside = { id: item.id, until: Date.now() + offsetMs + 60_000 }
    await client.ask('inbox.setAside', aside)
    await client.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
    await untilFinished(client, id)
    const live = client.events(`session/${id}`)
    expect(live.map(({ seq }) => seq)).toEqual(live.map((_, at) => at + 1))
  }
  expect((await client.ask('audit.verify', {})).status).toBe('intact')
  const { entries } = await client.ask('audit.query', { filter: {}, limit: 500 })
  const numbers = entries.map(({ n }) => n)
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  const times = entries.map(({ at }) => at)
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(yearMs)
  const waited = entries.flatMap((one) => (one.kind === 'answer' ? [one.waitedMs] : []))
  expect(waited).toHaveLength(5)
  for (const ms of waited) expect(ms).toBeGreaterThanOrEqual(0)
  await app.end('SIGTERM')

  const { journals } = await readDisk(place.home)
  for (const id of ids) {
    const events: readonly JournalledEvent[] = journals.get(id) ?? []
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1))
    expect(events.filter(({ kind }) => kind === 'turn-ended')).toHaveLength(1)
  }
})

test('starts years before and after lose nothing that waits and no session', async () => {
  const first = startAt(0)
  const client = await first.open()
  const done = await rehearse(client)
  const { id } = await untilWaiting(client, done)
  await client.ask('inbox.answer', { id, answer: { kind: 'allow' } })
  await untilFinished(client, done)
  const open = await rehearse(client)
  const item = await untilWaiting(client, open)
  await client.ask('inbox.setAside', { id: item.id, until: Date.now() + dayMs })
  await first.end('SIGTERM')

  for (const offsetMs of [-10 * yearMs, -60 * yearMs, 30 * yearMs, 0]) {
    const app = startAt(offsetMs)
    const there = await app.open()
    const { sessions, inbox, notices } = await there.ask('app.snapshot', {})
    expect(notices.filter(({ level }) => level !== 'info')).toEqual([])
    expect(sessions.map((one) => one.id).sort()).toEqual([done, open].sort())
    const waiting = inbox.filter(({ state }) => state.status === 'waiting')
    expect(waiting.map((one) => one.id)).toEqual([item.id])
    expect((await there.ask('audit.verify', {})).status).toBe('intact')
    const next = await rehearse(there)
    const question = await untilWaiting(there, next)
    await there.ask('inbox.answer', { id: question.id, answer: { kind: 'deny', note: '' } })
    await untilFinished(there, next)
    await there.ask('sessions.remove', { sessionId: next })
    await app.end('SIGTERM')
  }
})

test('retention under a clock that jumps removes whole files only, and the record says so', async () => {
  const first = startAt(0)
  const client = await first.open()
  await client.ask('settings.change', { auditRetentionDays: 30 })
  const { id } = await untilWaiting(client, await rehearse(client))
  await client.ask('inbox.answer', { id, answer: { kind: 'allow' } })
  await first.end('SIGTERM')
  const before = (await readDisk(place.home)).record.length

  const back = startAt(-2 * yearMs)
  const early = await back.open()
  expect(await early.ask('audit.verify', {})).toMatchObject({ status: 'intact' })
  await back.end('SIGTERM')
  expect((await readDisk(place.home)).record.length).toBeGreaterThanOrEqual(before)

  const told: string[] = []
  for (const offsetMs of [2 * yearMs, 3 * yearMs]) {
    const ahead = startAt(offsetMs)
    const late = await ahead.open()
    const report = await late.ask('audit.verify', {})
    expect(report).toMatchObject({ status: 'intact' })
    told.push(...report.events.map(({ event }) => event))
    await rehearse(late)
    await ahead.end('SIGTERM')
  }
  expect(told).toContain('retention')

  const now = startAt(0)
  expect(await (await now.open()).ask('audit.verify', {})).toMatchObject({ status: 'intact' })
  await now.end('SIGTERM')
  const { record } = await readDisk(place.home)
  expect(record.map(({ n }) => n)).toEqual(record.map((_, at) => (record[0]?.n ?? 0) + at))
  const names = await readdir(join(place.home, 'logs'))
  expect(names.filter((name) => name.includes('broken'))).toEqual([])
})
