import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import { type DiskTruth, essence, readDisk, rowFrom } from './disk-truth.ts'
import { createRandom, type Random } from './random.ts'
import {
  endAllApps,
  makePlace,
  type Place,
  type RunningApp,
  runToEnd,
  startApp,
} from './running-app.ts'
import { until } from './until.ts'
import type { AppClient } from './ws-client.ts'

const killsAPlace = 10
/** The kill comes at a random event of at most this many, so that a slow machine is hit as late as a fast one. */
const latestKillEvent = 150

/** Everything that a client was told; none of it may be untrue after a kill. */
interface Told {
  readonly sessions: Set<SessionId>
  /** Events by session and number, as they were shown. */
  readonly events: Map<string, Map<number, string>>
  /** Questions that a client saw waiting. */
  readonly asked: Map<string, InboxItem>
  /** Answers that were sent, and those that were confirmed. */
  readonly sent: Set<string>
  readonly confirmed: Map<string, string>
}

const nothingTold = (): Told => ({
  sessions: new Set(),
  events: new Map(),
  asked: new Map(),
  sent: new Set(),
  confirmed: new Map(),
})

/** Takes down all that a client was shown, at the moment of the kill. */
function takeDown(client: AppClient, told: Told): void {
  for (const id of told.sessions) {
    const known = told.events.get(id) ?? new Map<number, string>()
    for (const { seq, payload } of client.events(`session/${id}`)) {
      known.set(seq, essence(payload as JournalledEvent))
    }
    told.events.set(id, known)
  }
  for (const { name, payload } of client.events('app')) {
    if (name !== 'inbox.changed') continue
    const item = payload as InboxItem
    if (item.state.status === 'waiting') told.asked.set(item.id, item)
    if (item.state.status === 'answered') told.confirmed.set(item.id, item.state.answer.kind)
  }
}

/** Answers what waits, at random, without waiting for the outcome. */
async function answerSome(client: AppClient, told: Told, random: Random): Promise<void> {
  const { items } = await client.ask('inbox.list', {})
  for (const item of items.filter(({ state }) => state.status === 'waiting')) {
    told.asked.set(item.id, item)
    if (random() < 0.4) continue
    const answer =
      random() < 0.5 ? ({ kind: 'allow' } as const) : ({ kind: 'deny', note: 'no' } as const)
    told.sent.add(item.id)
    client.write({
      kind: 'call',
      id: `answer-${item.id}`,
      procedure: 'inbox.answer',
      input: { id: item.id, answer },
    })
  }
}

/** Keeps several sessions busy until the process is killed under them. */
async function bustle(app: RunningApp, told: Told, random: Random): Promise<void> {
  const client = await app.open()
  const { cursor, sessions } = await client.ask('app.snapshot', {})
  client.follow('app', cursor)
  const killAtEvent = Math.floor(random() * latestKillEvent)
  const follow = async (id: SessionId) => {
    const { epoch, lastSeq } = await client.ask('sessions.read', { sessionId: id, limit: 1 })
    client.follow(`session/${id}`, { epoch, seq: Math.max(0, lastSeq - 1) })
  }
  const work = async () => {
    for (const { id } of sessions.slice(0, 2)) {
      await follow(id)
      await client.call('sessions.send', { sessionId: id, text: 'go on' })
    }
    for (let number = 0; number < 2; number += 1) {
      const input = { agent: 'rehearsal', workspace: '', prompt: `task ${number}` } as const
      const { id } = await client.ask('sessions.start', input)
      told.sessions.add(id)
      await follow(id)
    }
    for (;;) {
      await answerSome(client, told, random)
      await wait(20)
    }
  }
  // The kill cuts the work off wherever it is; only that is expected to fail.
  const working = work().catch((error: unknown) => String(error))
  const shown = () =>
    [...told.sessions].reduce((sum, id) => sum + client.events(`session/${id}`).length, 0)
  // Rehearsals that all wait for an answer come to no further event.
  const giveUpAt = performance.now() + 3_000
  await until('the moment', () => shown() >= killAtEvent || performance.now() > giveUpAt)
  await wait(random() * 10)
  takeDown(client, told)
  await app.end('SIGKILL')
  takeDown(client, told)
  expect(await working).toMatch(/closed|OPEN|not open/)
}

/** Makes the tails of files look as if the kill had hit the middle of a write. */
async function tearTails(home: string, told: Told, random: Random): Promise<void> {
  const id = [...told.sessions][Math.floor(random() * told.sessions.size)]
  const half = '{"v":1,"n":99999,"at":1,"prev":"00'
  await appendFile(join(home, 'logs/bouncer-audit.jsonl'), half)
  if (!id) return
  const disk = await readDisk(home)
  const events = disk.journals.get(id) ?? []
  const file = events.length > 0 ? 'journal.1.jsonl' : null
  if (file) await appendFile(join(home, 'desktop/sessions', id, file), '{"v":1,"epoch":"abc","se')
}

/** Compares the files after a kill with all that was told before it. */
function expectKept(disk: DiskTruth, told: Told): void {
  for (const [id, known] of told.events) {
    const lines = new Map(disk.journals.get(id)?.map((event) => [event.seq, essence(event)]))
    for (const [seq, text] of known) expect(lines.get(seq), `${id} event ${seq}`).toBe(text)
  }
  for (const [id, events] of disk.journals) {
    const answers = events.filter((event) => event.kind === 'answered').map((one) => one.inboxId)
    expect(new Set(answers).size, `answers of ${id}`).toBe(answers.length)
    const seqs = events.map(({ seq }) => seq)
    expect(seqs, `numbers of ${id}`).toEqual(seqs.map((_, at) => at + 1))
    for (const event of events) {
      if (event.kind !== 'decided' || event.entry === null) continue
      const entry = disk.record.find(({ n }) => n === event.entry)
      expect(entry, `entry ${event.entry}`).toMatchObject({ verdict: { decision: event.decision } })
    }
  }
  const answered = disk.record.filter(({ kind }) => kind === 'answer').map((one) => one.inboxId)
  expect(new Set(answered).size, 'answers in the record').toBe(answered.length)
  for (const id of told.confirmed.keys()) expect(told.sent).toContain(id)
}

/** Looks at the restarted app: the list is the disk, questions wait, the record holds. */
async function expectTakenUp(app: RunningApp, told: Told, pidBefore: number): Promise<void> {
  const client = await app.open()
  const { notices, sessions, inbox, home } = await client.ask('app.snapshot', {})
  const takenOver = notices.filter(({ message }) => message.includes('ended without closing'))
  expect(takenOver.map(({ message }) => message).join()).toContain(`process ${pidBefore}`)
  expect(notices.filter(({ level }) => level !== 'info')).toEqual([])
  const ids = sessions.map(({ id }) => id)
  for (const id of told.sessions) expect(ids).toContain(id)

  const items = new Map(inbox.map((item) => [String(item.id), item]))
  for (const [id, item] of told.asked) {
    const now = items.get(id)
    const status = now?.state.status
    if (told.confirmed.has(id)) {
      expect(now?.state).toMatchObject({ answer: { kind: told.confirmed.get(id) } })
    } else if (told.sent.has(id)) expect(['waiting', 'answered'], id).toContain(status)
    else expect(status, id).toBe('waiting')
    expect(now?.body).toEqual(item.body)
  }
  expect(await client.ask('audit.verify', {})).toMatchObject({ status: 'intact' })

  // Resumed sessions go on, so each row is compared once its journal has come to rest.
  for (const { id } of sessions) {
    await until(`the row of ${id} to equal its journal`, async () => {
      const row = (await client.ask('sessions.list', {})).sessions.find((one) => one.id === id)
      const events = (await readDisk(home)).journals.get(id) ?? []
      const { summary } = rowFrom(id, events)
      const { state, waiting, title, turns, lastSeq, workspace } = summary
      // What is resumed with a late answer comes to its end; nothing works for good without an agent.
      const isEqual = row?.lastSeq === lastSeq && !['working', 'starting'].includes(state)
      if (isEqual) expect(row).toMatchObject({ state, waiting, title, turns, workspace })
      return isEqual
    })
    const waiting = inbox.filter((item) => item.sessionId === id && item.state.status === 'waiting')
    const row = (await client.ask('sessions.list', {})).sessions.find((one) => one.id === id)
    expect(row?.waiting, `what waits in ${id}`).toBe(waiting.length)
  }
  await client.cut()
}

async function killAgainAndAgain(place: Place, seed: number): Promise<Told> {
  const random = createRandom(seed)
  const told = nothingTold()
  let pidBefore: number | null = null
  for (let number = 0; number < killsAPlace; number += 1) {
    const app = startApp(place)
    if (pidBefore !== null) await expectTakenUp(app, told, pidBefore)
    await bustle(app, told, random)
    pidBefore = app.pid
    expectKept(await readDisk(place.home), told)
    if (number % 3 === 0) await tearTails(place.home, told, random)
  }
  const last = startApp(place)
  await expectTakenUp(last, told, pidBefore ?? -1)
  expect(await last.end('SIGTERM')).toEqual({ code: 0, signal: null })
  const verified = await runToEnd(place, ['audit', 'verify', '--home', place.home])
  expect(verified, verified.printed).toMatchObject({ code: 0 })
  expect(verified.printed).toContain('recovered')
  return told
}

afterEach(endAllApps)

test('what a client was told is true after each of 20 kills at random moments', async () => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000)
  const places = await Promise.all([makePlace(), makePlace()])
  try {
    const runs = places.map((place, at) => killAgainAndAgain(place, seed + at))
    await Promise.allSettled(runs)
    const told = await Promise.all(runs)
    // The kills must have hit something: sessions, events, questions and answers on both sides.
    const seen = told.flatMap(({ events }) => [...events.values()])
    expect(seen.reduce((sum, one) => sum + one.size, 0)).toBeGreaterThan(200)
    expect(told.reduce((sum, { asked }) => sum + asked.size, 0)).toBeGreaterThan(3)
    expect(told.reduce((sum, { confirmed }) => sum + confirmed.size, 0)).toBeGreaterThan(1)
  } catch (error) {
    throw new Error(`with KILL_SEED=${seed}`, { cause: error })
  } finally {
    await Promise.all(places.map((place) => place.remove()))
  }
})
