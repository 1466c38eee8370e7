import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { floodCalls, writeFloodingCli } from '../../fakes/flooding-cli.ts'
import { type RecordLine, readDisk } from '../app/disk-truth.ts'
import { until } from '../app/until.ts'
import {
  closeHousesAfterEach,
  type DrillHouse,
  openHouse,
  realCli,
  whyNoCli,
} from './drill-house.ts'
import { done, expectAllJudged, marks, ranIn } from './marks.ts'
import { askHook, installHook } from './terminal.ts'
import { toldWhy } from './told.ts'

closeHousesAfterEach()

const noticeOf = (house: DrillHouse, text: string) =>
  house.notices().find(({ message }) => message.includes(text))

/** True once all but the questions that wait were denied. */
const isAnswered = (decisions: readonly RecordLine[]) =>
  decisions.filter(({ verdict }) => verdict?.decision === 'deny').length >= floodCalls - 100

describe('a queue flood', () => {
  it(`of ${floodCalls} calls at once: a hundred wait, the rest is denied, nothing runs, and the page can be used`, async () => {
    const house = await openHouse({ program: writeFloodingCli })
    const id = await house.begin('flood')
    await house.untilAsked(id)
    const since = performance.now()
    await toldWhy('queue flood', since, () => noticeOf(house, 'asks more than 100 questions'))
    const asked = performance.now()
    const snapshot = await house.client.ask('app.snapshot', {})
    const ms = Math.round(performance.now() - asked)
    process.stdout.write(`drill: queue flood: a page opens in ${ms} ms meanwhile\n`)
    const waiting = () => snapshot.inbox.filter(({ state }) => state.status === 'waiting')
    expect(waiting().length).toBeLessThanOrEqual(100)
    const decided = await until('every call on record', async () => {
      const { record } = await readDisk(house.place.home)
      const decisions = record.filter(({ kind }) => kind === 'decision')
      return isAnswered(decisions) ? decisions : null
    })
    expect(decided.filter(({ verdict }) => verdict?.decision === 'allow')).toEqual([])
    expect(ranIn(house)).toEqual([])
    await house.client.ask('sessions.stop', { sessionId: id })
    expect(ranIn(house)).toEqual([])
  })

  it('of connections to the socket: a hook that finds no place denies, the page is told, and it passes', async () => {
    const house = await openHouse()
    await installHook(house)
    const path = join(house.place.home, 'guard', 'guard.sock')
    const since = performance.now()
    const sockets = Array.from({ length: 100 }, () => connect({ path }))
    for (const socket of sockets) socket.on('error', () => undefined)
    await toldWhy('socket flood', since, () => noticeOf(house, 'at once than can be answered'))
    expect((await askHook(house, 'touch crowded.mark')).answer?.decision).toBe('deny')
    for (const socket of sockets) socket.destroy()
    await until('a hook that is answered', async () => {
      return (await askHook(house, 'ls')).answer?.decision === 'allow'
    })
  })
})

describe.skipIf(!realCli)(`what the agent asks is heavy, or threads fail${whyNoCli}`, () => {
  it('1 MB command: it is not understood, so the person is asked, and without them it never runs', async () => {
    const long = marks('long', `; echo ${'a'.repeat(1_000_000)}`)
    const house = await openHouse({
      scripts: { long: [[long], done], short: [[marks('short')], done] },
    })
    await installHook(house)
    const id = await house.begin('long')
    const called = await until('the call', () =>
      house.events(id).find(({ kind }) => kind === 'tool-called'),
    )
    const since = performance.now()
    const why = await toldWhy('1 MB command', since, () =>
      house.events(id).find((event) => event.kind === 'decided'),
    )
    expect(why).toMatchObject({ callId: 'callId' in called ? called.callId : '' })
    expect(why).toMatchObject({ decision: expect.stringMatching(/ask|deny/) })
    process.stdout.write(
      `drill: 1 MB command: ${JSON.stringify('reason' in why ? why.reason : '')}\n`,
    )
    const hooked = await askHook(house, `touch hooked.mark; echo ${'a'.repeat(1_000_000)}`)
    expect(hooked.answer?.decision).toMatch(/ask|deny/)
    expect(ranIn(house)).toEqual([])
    await house.client.ask('sessions.stop', { sessionId: id })
    const next = await house.begin('short')
    await house.untilState(next, 'finished')
    expect(ranIn(house)).toEqual(['short'])
    await expectAllJudged(house)
  })

  it('worker crash and hang: what needs them asks or is denied, the page is told, and they come back', async () => {
    const scripts = { remove: [[marks('removed', '; rm -rf data')], done] }
    const house = await openHouse({ scripts }, { preloads: ['failing-threads'] })
    await installHook(house)
    const data = join(house.project, 'data')
    await mkdir(data)
    await writeFile(join(data, 'kept.txt'), 'kept')
    const order = join(house.place.folder, 'tmp', 'threads')

    const removes = () => askHook(house, 'rm -rf data/gone.txt')
    expect((await removes()).answer?.decision).toBe('allow')
    let since = performance.now()
    await writeFile(order, 'die')
    await toldWhy('worker crash', since, () => noticeOf(house, 'failed and is started again'))
    expect((await removes()).answer).toMatchObject({
      decision: 'ask',
      reason: expect.stringContaining('a link may lead them elsewhere'),
    })
    const id = await house.begin('remove')
    const item = await house.untilAsked(id)
    since = performance.now()
    await house.client.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
    const why = await toldWhy('worker crash, the copy', since, () =>
      house.events(id).find(({ kind }) => kind === 'noticed'),
    )
    expect(why).toMatchObject({ code: 'undo.not-copied' })
    await house.untilState(id, 'finished')
    expect(ranIn(house)).toEqual([])
    expect(existsSync(join(data, 'kept.txt'))).toBe(true)
    const replayed = await house.client.call('bouncer.statistics', {})
    expect(replayed).toMatchObject({ ok: false, error: { code: 'replay.failed' } })

    await rm(order)
    await until('threads that work again', async () => {
      return (await removes()).answer?.decision === 'allow'
    })
    await until(
      'no notice more of the crash',
      () => !noticeOf(house, 'failed and is started again'),
    )
    await writeFile(order, 'hang')
    since = performance.now()
    const asked = removes()
    await toldWhy('worker hang', since, () => noticeOf(house, 'failed and is started again'))
    expect((await asked).answer?.decision).toBe('ask')
    await rm(order)
    await until('threads that work again', async () => {
      return (await removes()).answer?.decision === 'allow'
    })
    await expectAllJudged(house)
  })
})
