import { afterEach, beforeEach, expect, test } from 'vitest'
import { createConnection } from '../../../main/gateway/connection.ts'
import { createDispatch } from '../../../main/gateway/dispatch.ts'
import type { ServerFrame, StreamFrame } from '../../../shared/rpc/frames.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { endAllApps, makePlace, startApp as startProcess } from './running-app.ts'
import { until } from './until.ts'

let home: string
let app: AppUnderTest

beforeEach(async () => {
  home = await freshHome()
  app = await startApp(home)
})
afterEach(async () => {
  await endAllApps()
  await app.stop()
  await removeHome(home)
})

/** Two devices with names of their own, each on a connection of its own, as over the relay. */
function connectAs(...names: string[]) {
  const { handlers, feeds, logger } = app.app
  const dispatch = createDispatch({ handlers, logger, checksOutput: true })
  return names.map((name) => {
    const frames: ServerFrame[] = []
    const connection = createConnection({
      ...{ dispatch, feeds },
      caller: { wire: 'ipc', role: 'owner', name },
      outlet: { send: (frame) => frames.push(frame), waitingBytes: () => 0 },
    })
    const write = (frame: object) => connection.receive(frame)
    const resultOf = (id: string) =>
      until(`the result of ${id}`, () =>
        frames.find((frame) => frame.kind === 'result' && frame.id === id),
      )
    const streamed = () => frames.filter((frame): frame is StreamFrame => frame.kind !== 'result')
    return { name, write, resultOf, streamed }
  })
}

test('two devices answer at once: one wins, both see the same, the agent hears it once', async () => {
  const [phone, window] = connectAs('phone', 'window')
  if (!phone || !window) throw new Error('two devices')
  const { cursor } = await app.ask('app.snapshot', {})
  for (const { write } of [phone, window]) write({ kind: 'subscribe', topic: 'app', after: cursor })
  for (let round = 0; round < 8; round += 1) {
    const input = { agent: 'rehearsal', workspace: '', prompt: 'x' } as const
    const { id } = await app.ask('sessions.start', input)
    const topic = `session/${id}`
    const { epoch } = await app.ask('sessions.read', { sessionId: id, limit: 1 })
    for (const { write } of [phone, window]) {
      write({ kind: 'subscribe', topic, after: { epoch, seq: 0 } })
    }
    const item = await app.untilWaiting(id)
    const answers = [
      { device: phone, answer: { kind: 'allow' } },
      { device: window, answer: { kind: 'deny', note: 'no' } },
    ]
    if (round % 2 === 1) answers.reverse()
    for (const { device, answer } of answers) {
      const call = { kind: 'call', procedure: 'inbox.answer', input: { id: item.id, answer } }
      device.write({ ...call, id: `answer-${round}` })
    }
    const results = await Promise.all(
      answers.map(({ device }) => device.resultOf(`answer-${round}`)),
    )
    const [first, second] = answers
    expect(results).toMatchObject([
      { outcome: { ok: true, value: { state: { by: first?.device.name } } } },
      { outcome: { ok: false, error: { code: 'inbox.already-answered' } } },
    ])
    expect(JSON.stringify(results[1])).toContain(`from ${first?.device.name}`)
    expect(second).toBeDefined()
    await app.untilState(id, 'finished')
    const events = await app.events(id)
    const answered = events.filter((event) => event.kind === 'answered')
    expect(answered).toMatchObject([{ inboxId: item.id, by: first?.device.name }])
    const last = events.at(-1)?.seq
    const seen = (device: typeof phone) =>
      device.streamed().filter((frame) => frame.topic === topic)
    await until('both to have seen it all', () =>
      [phone, window].every((device) =>
        seen(device).some((frame) => frame.kind === 'event' && frame.seq === last),
      ),
    )
    expect(seen(phone)).toEqual(seen(window))
    const seqs = seen(phone).map((frame) => (frame.kind === 'event' ? frame.seq : frame.kind))
    expect(seqs).toEqual(seqs.map((_, at) => at + 1))
  }
  const house = (device: typeof phone) => device.streamed().filter(({ topic }) => topic === 'app')
  expect(house(phone)).toEqual(house(window))
  const { entries } = await app.ask('audit.query', { filter: {}, limit: 500 })
  expect(entries.filter(({ kind }) => kind === 'answer')).toHaveLength(8)
})

test('the last row that is told of a session is the one in the list', async () => {
  const [window] = connectAs('window')
  const { cursor } = await app.ask('app.snapshot', {})
  window?.write({ kind: 'subscribe', topic: 'app', after: cursor })
  for (let round = 0; round < 5; round += 1) {
    const input = { agent: 'rehearsal', workspace: '', prompt: 'x' } as const
    const { id } = await app.ask('sessions.start', input)
    const item = await app.untilWaiting(id)
    await app.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
    const row = await app.untilState(id, 'finished')
    const told = () =>
      (window?.streamed() ?? []).flatMap((frame) =>
        frame.kind === 'event' && frame.name === 'sessions.changed' ? [frame.payload] : [],
      ) as (typeof row)[]
    const ofThis = () => told().filter((one) => one.id === id)
    await until('the last row', () => ofThis().at(-1)?.lastSeq === row.lastSeq)
    const seqs = ofThis().map(({ lastSeq }) => lastSeq)
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
    await app.ask('sessions.remove', { sessionId: id })
    const frames = window?.streamed() ?? []
    const isOfThis = (frame: StreamFrame) =>
      frame.kind === 'event' && JSON.stringify(frame.payload).includes(id)
    const last = frames.findLast(isOfThis)
    expect(last).toMatchObject({ name: 'sessions.removed' })
  }
})

test('a command id takes effect once: repeated, at the same time, over two sockets, after a cut', async () => {
  const place = await makePlace()
  const running = startProcess(place)
  const [one, two] = await Promise.all([running.open(), running.open()])
  const start = {
    kind: 'call',
    id: 'start-once',
    procedure: 'sessions.start',
    input: { agent: 'rehearsal', workspace: '', prompt: 'only one' },
  }
  for (const client of [one, two, one, two]) client.write(start)
  await until('all answers', () => one.results('start-once').length === 2)
  await until('all answers', () => two.results('start-once').length === 2)
  await one.cut()
  const three = await running.open()
  three.write(start)
  await until('the answer after the cut', () => three.results('start-once').length)
  const outcomes = [...two.results('start-once'), ...three.results('start-once')]
  const [first] = outcomes
  for (const outcome of outcomes) expect(outcome).toEqual(first)
  const { sessions } = await two.ask('sessions.list', {})
  expect(sessions).toHaveLength(1)

  const item = await until('the question', async () =>
    (await two.ask('inbox.list', {})).items.find(({ state }) => state.status === 'waiting'),
  )
  const input = { id: item.id, answer: { kind: 'allow' } }
  const answer = { kind: 'call', id: 'answer-once', procedure: 'inbox.answer', input }
  for (const client of [two, three, two]) client.write(answer)
  await until('all answers', () => two.results('answer-once').length === 2)
  await until('all answers', () => three.results('answer-once').length === 1)
  const told = [...two.results('answer-once'), ...three.results('answer-once')]
  for (const outcome of told) expect(outcome).toMatchObject({ ok: true })
  const other = { ...answer, input: { id: item.id, answer: { kind: 'deny', note: '' } } }
  two.write(other)
  await until('the refusal', () => two.results('answer-once').length === 3)
  expect(two.results('answer-once')[2]).toMatchObject({ error: { code: 'rpc.id-reused' } })
  await running.end('SIGTERM')
  await place.remove()
})
