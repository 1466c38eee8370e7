import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { until } from '../app/until.ts'
import { freshHome, removeHome } from './app-under-test.ts'
import { openPuppetHouse, type PuppetHouse } from './puppet-house.ts'

const push = 'git push --force-with-lease origin main'
const otherPush = 'git push --force-with-lease origin release'

let folder: string
let house: PuppetHouse

beforeEach(async () => {
  folder = await freshHome()
  house = await openPuppetHouse(folder)
})
afterEach(async () => {
  await house.stop()
  await removeHome(folder)
})

async function restart(): Promise<void> {
  await house.stop()
  house = await openPuppetHouse(folder)
}

/** A session whose agent asked about the push and then went. */
async function abandoned(): Promise<SessionId> {
  const { id, run } = await house.begin()
  const asked = run.call(push)
  await until('the question', house.waitsIn(id))
  run.die()
  expect(await asked).toBe('gone')
  await until('the end of the agent', async () => !house.sessions.isBusy())
  expect(house.inbox.list().map(({ state }) => state.status)).toEqual(['waiting'])
  return id
}

const answersIn = async (id: SessionId) =>
  (await house.events(id)).flatMap((event) => (event.kind === 'answered' ? [event.outcome] : []))

const recorded = async () => {
  const { entries } = await house.audit.query({ filter: {}, limit: 100 })
  return entries.flatMap((entry) => (entry.kind === 'answer' ? [entry.decision] : []))
}

/** The resumed agent may make exactly that call, exactly once. */
async function expectOneGrant(id: SessionId, runNumber: number): Promise<void> {
  const run = await house.run(runNumber)
  const other = run.call(otherPush)
  await until('a question about the other call', house.waitsIn(id))
  await house.answer(id, 'deny', 'not that one')
  expect(await other).toBe('deny')
  expect(await run.call(push)).toBe('allow')
  const { entries } = await house.audit.query({ filter: { layer: ['grant'] }, limit: 10 })
  expect(entries).toHaveLength(1)
  const again = run.call(push)
  await until('a question about the second time', house.waitsIn(id))
  await house.answer(id, 'deny')
  expect(await again).toBe('deny')
}

test('allowed when nothing runs: the agent is resumed and may make that one call once', async () => {
  const id = await abandoned()
  await house.answer(id, 'allow')
  const run = await house.run(1)
  expect(run.start.resume).not.toBeNull()
  expect(run.prompts[0]).toContain(`allowed now, once and exactly as it stands here:\n${push}\n`)
  expect(await answersIn(id)).toEqual(['allowed'])
  expect(await recorded()).toEqual(['allow'])
  await expectOneGrant(id, 1)
})

test('allowed, then restarted before the call came: the grant is still good, once', async () => {
  const id = await abandoned()
  await house.answer(id, 'allow')
  await house.run(1)
  await restart()
  expect(house.runs()).toEqual([])
  const sent = { sessionId: id, text: 'go on' }
  await house.sessions.handlers['sessions.send'](sent, {
    ...{ wire: 'ipc', role: 'owner', name: 'window' },
  })
  await expectOneGrant(id, 0)
  expect(await recorded()).toEqual(['deny', 'deny', 'allow'])
})

test('asked, restarted, then allowed: resumed with the grant', async () => {
  const id = await abandoned()
  await restart()
  await house.answer(id, 'allow')
  await expectOneGrant(id, 0)
  expect((await house.run(0)).prompts).toHaveLength(1)
})

test('a grant of one session does not cover another', async () => {
  const id = await abandoned()
  await house.answer(id, 'allow')
  await house.run(1)
  const other = await house.begin()
  const asked = other.run.call(push)
  await until('its own question', house.waitsIn(other.id))
  await house.answer(other.id, 'deny')
  expect(await asked).toBe('deny')
})

test('denied when nothing runs: the resumed agent is told, and nothing is granted', async () => {
  const id = await abandoned()
  await house.answer(id, 'deny', 'use a branch')
  const run = await house.run(1)
  expect(run.prompts[0]).toContain(`It was denied: Bash ${push}. The person says: use a branch`)
  expect(await answersIn(id)).toEqual(['denied'])
  await until('the delivery', () => house.inbox.undelivered(id).length === 0)
  const again = run.call(push)
  await until('a new question', house.waitsIn(id))
  await house.answer(id, 'deny')
  expect(await again).toBe('deny')
})

test('answered to a question of an earlier run while another runs: that one is told', async () => {
  const id = await abandoned()
  const sent = { sessionId: id, text: 'something else' }
  const caller = { wire: 'ipc', role: 'owner', name: 'window' } as const
  await house.sessions.handlers['sessions.send'](sent, caller)
  const run = await house.run(1)
  await house.answer(id, 'deny', 'never')
  await until('the words', () => run.prompts.length === 2)
  expect(run.prompts[1]).toContain('never')
  expect(await answersIn(id)).toEqual(['denied'])
  expect(house.runs()).toHaveLength(2)
  expect((await house.sessions.list())[0]).toMatchObject({ waiting: 0, state: 'working' })
})

test.each(['allow', 'deny'] as const)(
  'answered with %s a moment before the app ended: taken up at the next start, once',
  async (kind) => {
    const id = await abandoned()
    // The answer reaches the disk, and nothing else does: sessions have stopped listening.
    await house.sessions.stop()
    await house.answer(id, kind, 'no')
    expect(await recorded()).toEqual([])
    await restart()
    const run = await house.run(0)
    expect(run.prompts[0]).toContain(kind === 'allow' ? 'allowed now' : 'denied')
    expect(await answersIn(id)).toEqual([kind === 'allow' ? 'allowed' : 'denied'])
    expect(await recorded()).toEqual([kind])
    await until('rest', () => house.inbox.undelivered(id).length === (kind === 'allow' ? 1 : 0))
    await restart()
    expect(await recorded()).toEqual([kind])
    expect(house.runs()).toEqual([])
    expect(house.notices).toEqual([])
  },
)

test.each([0, 1, 2, 4, 8, 16])(
  'a prompt %i turns of the loop before the app closes leaves no agent behind',
  async (turns) => {
    const { id, run } = await house.begin()
    run.die()
    await until('the end of the agent', async () => !house.sessions.isBusy())
    const caller = { wire: 'ipc', role: 'owner', name: 'window' } as const
    const sent = { sessionId: id, text: 'at the last moment' }
    const sending = house.sessions.handlers['sessions.send'](sent, caller)
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
    await house.sessions.stop()
    const answered = await sending
    // Long enough for whatever would still start.
    await wait(50)
    expect(house.runs().filter((one) => !one.isOver())).toEqual([])
    await restart()
    const prompts = (await house.events(id)).filter(({ kind }) => kind === 'prompted')
    // A prompt that was taken is on disk, whatever became of it.
    expect(prompts.length).toBeGreaterThanOrEqual(answered.ok ? 2 : 1)
    const [row] = await house.sessions.list()
    expect(['stopped', 'broke']).toContain(row?.state)
  },
)

test('a question that reached the inbox and not yet the journal waits in its session too', async () => {
  const id = await abandoned()
  const [item] = house.inbox.list()
  if (item?.body.kind !== 'approval') throw new Error('no question')
  await house.sessions.stop()
  // As after a kill between the two writes.
  await house.inbox.ask({ sessionId: id, callId: item.callId, body: item.body })
  await restart()
  expect((await house.sessions.list())[0]).toMatchObject({ state: 'waiting', waiting: 2 })
  await restart()
  expect((await house.sessions.list())[0]).toMatchObject({ state: 'waiting', waiting: 2 })
})

test('a question whose session was removed is withdrawn, and an answer to it does nothing', async () => {
  const id = await abandoned()
  const caller = { wire: 'ipc', role: 'owner', name: 'window' } as const
  await house.sessions.handlers['sessions.remove']({ sessionId: id }, caller)
  expect(house.inbox.list().map(({ state }) => state.status)).toEqual(['withdrawn'])
  const [item] = house.inbox.list()
  if (!item) throw new Error('no question')
  const answered = await house.inbox.answer(item.id, { kind: 'allow' }, 'phone')
  expect(answered).toMatchObject({ ok: false, error: { code: 'inbox.withdrawn' } })
  await restart()
  expect(await house.sessions.list()).toEqual([])
  expect(house.runs()).toEqual([])
})

test('the person erases all questions: sessions wait no more', async () => {
  const id = await abandoned()
  await house.inbox.dataOwner.erase()
  await until('no more waiting', async () =>
    (await house.sessions.list()).some((one) => one.id === id && one.state === 'stopped'),
  )
  expect(await answersIn(id)).toEqual(['withdrawn'])
})
