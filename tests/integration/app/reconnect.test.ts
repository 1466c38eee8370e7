import { expect, test } from 'vitest'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { Cursor } from '../../../shared/rpc/frames.ts'
import { placeForEachTest } from './each-place.ts'
import { createRandom } from './random.ts'
import { type RunningApp, startApp } from './running-app.ts'
import { until } from './until.ts'
import type { AppClient, EventFrame } from './ws-client.ts'

const reconnections = 50

const place = placeForEachTest()

const rehearse = async (client: AppClient) => {
  const input = { agent: 'rehearsal', workspace: '', prompt: 'x' } as const
  return (await client.ask('sessions.start', input)).id
}

const answerAll = async (client: AppClient) => {
  for (const { id, state } of (await client.ask('inbox.list', {})).items) {
    if (state.status === 'waiting') {
      await client.call('inbox.answer', { id, answer: { kind: 'allow' } })
    }
  }
}

/** A client that comes and goes and keeps what it was sent, by topic. */
function createWanderer(app: RunningApp, from: ReadonlyMap<string, Cursor>) {
  const held = new Map<string, EventFrame[]>([...from.keys()].map((topic) => [topic, []]))
  let resets = 0
  return {
    held,
    resets: () => resets,
    /** Comes back, follows on from what it holds, and goes when `isEnough`. */
    async visit(isEnough: (client: AppClient) => Promise<unknown>) {
      const client = await app.open()
      for (const [topic, start] of from) {
        const last = held.get(topic)?.at(-1)
        client.follow(topic, last ? { epoch: last.epoch, seq: last.seq } : start)
      }
      await isEnough(client)
      await client.cut()
      for (const topic of from.keys()) {
        held.get(topic)?.push(...client.events(topic))
        resets += client.resets(topic)
      }
    },
  }
}

const startsFor = async (client: AppClient, id: SessionId) => {
  const { epoch } = await client.ask('sessions.read', { sessionId: id, limit: 1 })
  const { cursor } = await client.ask('app.snapshot', {})
  return new Map<string, Cursor>([
    ['app', cursor],
    [`session/${id}`, { epoch, seq: 0 }],
  ])
}

test('who comes back fifty times ends with exactly what somebody has who stayed', async () => {
  const random = createRandom(7)
  const app = startApp(place)
  const stayer = await app.open()
  const id = await rehearse(stayer)
  const starts = await startsFor(stayer, id)
  for (const [topic, cursor] of starts) stayer.follow(topic, cursor)
  const wanderer = createWanderer(app, starts)
  const count = () => stayer.events(`session/${id}`).length

  for (let visit = 0; visit < reconnections; visit += 1) {
    if (visit % 3 === 0) await stayer.ask('sessions.send', { sessionId: id, text: `${visit}` })
    if (visit % 10 === 0) await rehearse(stayer)
    if (visit % 5 === 4) await answerAll(stayer)
    const awayUntil = count() + Math.floor(random() * 4)
    const isMoving = async () => {
      const { sessions } = await stayer.ask('sessions.list', {})
      return sessions.find((one) => one.id === id)?.state === 'working'
    }
    await until('some events', async () => count() >= awayUntil || !(await isMoving()))
    const stays = Math.floor(random() * 4)
    await wanderer.visit(async (client) => {
      const since = client.events(`session/${id}`).length + stays
      await until('some more', async () => {
        const had = client.events(`session/${id}`).length
        return had >= since || !(await isMoving())
      })
    })
  }
  await until('rest', async () => {
    await answerAll(stayer)
    const { sessions } = await stayer.ask('sessions.list', {})
    return sessions.every(({ state }) => state === 'finished')
  })
  const lasts = new Map<string, number>([
    ['app', (await stayer.ask('app.snapshot', {})).cursor.seq],
    [`session/${id}`, (await stayer.ask('sessions.read', { sessionId: id, limit: 1 })).lastSeq],
  ])
  const isThere = (client: AppClient) =>
    until('the last events', () =>
      [...lasts].every(([topic, seq]) => {
        const last = client.events(topic).at(-1) ?? wanderer.held.get(topic)?.at(-1)
        return (last?.seq ?? 0) >= seq
      }),
    )
  await isThere(stayer)
  await wanderer.visit(isThere)

  expect(wanderer.resets()).toBe(0)
  for (const topic of starts.keys()) {
    const upTo = (frames: readonly EventFrame[]) =>
      frames.filter(({ seq }) => seq <= (lasts.get(topic) ?? 0))
    const stayed = upTo(stayer.events(topic))
    expect(upTo(wanderer.held.get(topic) ?? []), topic).toEqual(stayed)
    const first = (starts.get(topic)?.seq ?? 0) + 1
    expect(stayed.map(({ seq }) => seq)).toEqual(stayed.map((_, at) => first + at))
    expect(stayed.length, topic).toBeGreaterThan(100)
  }
  await app.end('SIGTERM')
})

test('a cursor of another time is answered with a reset; a session goes on over a restart', async () => {
  const first = startApp(place)
  const client = await first.open()
  const id = await rehearse(client)
  const topic = `session/${id}`
  await until('the question', async () => (await client.ask('inbox.list', {})).items.length)
  const starts = await startsFor(client, id)
  client.follow(topic, starts.get(topic) ?? null)
  await until('events', () => client.events(topic).length > 10)
  const held = [...client.events(topic)]
  client.follow('app', { epoch: 'another', seq: 1 })
  client.follow(topic, { epoch: 'another', seq: 1 })
  await until('both resets', () => client.resets('app') === 1 && client.resets(topic) === 1)
  const { cursor } = await client.ask('app.snapshot', {})
  client.follow('app', { epoch: cursor.epoch, seq: cursor.seq + 1_000 })
  await until('the reset for what never was', () => client.resets('app') === 2)
  await first.end('SIGTERM')

  const second = startApp(place)
  const there = await second.open()
  there.follow('app', cursor)
  await until('the reset of the old run', () => there.resets('app') === 1)
  const last = held.at(-1)
  if (!last) throw new Error('no events')
  there.follow(topic, { epoch: last.epoch, seq: last.seq })
  const { lastSeq } = await there.ask('sessions.read', { sessionId: id, limit: 1 })
  await until('what was missed', () => there.events(topic).at(-1)?.seq === lastSeq)
  expect(there.resets(topic)).toBe(0)
  const all = [...held, ...there.events(topic)].map(({ seq }) => seq)
  expect(all).toEqual(all.map((_, at) => at + 1))
  await second.end('SIGTERM')
})
