import { expect, test } from 'vitest'
import { placeForEachTest } from './each-place.ts'
import { isRunning, type RunningApp, runToEnd, startApp } from './running-app.ts'
import { until, within } from './until.ts'

const place = placeForEachTest()

async function expectTurnedAway(second: RunningApp, ownerPid: number): Promise<void> {
  const { code } = await within('the end of the second', second.ended)
  expect(code).toBe(1)
  expect(second.printed()).toContain(`${place.home} is in use by another`)
  expect(second.printed()).toContain(`browser mode, process ${ownerPid}`)
  expect(second.printed()).toMatch(/Use that one, close it first, or choose .* with --home/)
}

test('the second on a home is told who owns it and what to do, and hurts nothing', async () => {
  const first = startApp(place)
  const client = await first.open()
  const input = { agent: 'rehearsal', workspace: '', prompt: 'x' } as const
  const { id } = await client.ask('sessions.start', input)
  await expectTurnedAway(startApp(place), first.pid)
  await expectTurnedAway(startApp(place), first.pid)

  const waiting = await until('the question', async () =>
    (await client.ask('inbox.list', {})).items.find(({ state }) => state.status === 'waiting'),
  )
  await client.ask('inbox.answer', { id: waiting.id, answer: { kind: 'allow' } })
  await until('the end of the turn', async () =>
    (await client.ask('sessions.list', {})).sessions.find((one) => one.state === 'finished'),
  )
  expect((await client.ask('audit.verify', {})).status).toBe('intact')
  expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null })

  // The other order: what was second is now first, and finds everything.
  const next = startApp(place)
  const there = await next.open()
  const { sessions, notices } = await there.ask('app.snapshot', {})
  expect(sessions.map((one) => one.id)).toEqual([id])
  expect(notices).toEqual([])
  await expectTurnedAway(startApp(place), next.pid)
  await next.end('SIGTERM')
})

test('of six that start at the same moment exactly one gets the home', async () => {
  const apps = Array.from({ length: 6 }, () => startApp(place))
  const doors = await Promise.allSettled(apps.map((app) => app.door))
  const winners = apps.filter((_, at) => doors[at]?.status === 'fulfilled')
  expect(winners).toHaveLength(1)
  const [winner] = winners
  if (!winner) throw new Error('nobody')
  for (const app of apps) if (app !== winner) await expectTurnedAway(app, winner.pid)
  const client = await winner.open()
  expect((await client.ask('audit.verify', {})).status).toBe('intact')
  await winner.end('SIGTERM')
  const verified = await runToEnd(place, ['audit', 'verify', '--home', place.home])
  expect(verified.code, verified.printed).toBe(0)
})

test('a home whose owner was killed is taken over at once, and that is said', async () => {
  const first = startApp(place)
  await first.door
  await first.end('SIGKILL')
  expect(await isRunning(first.pid)).toBe(false)
  const second = startApp(place)
  const client = await second.open()
  const { notices } = await client.ask('app.snapshot', {})
  expect(notices.map(({ message }) => message).join()).toContain(`process ${first.pid}, started`)
  await second.end('SIGTERM')
  const third = startApp(place)
  expect((await (await third.open()).ask('app.snapshot', {})).notices).toEqual([])
  await third.end('SIGTERM')
})
