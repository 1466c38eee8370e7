import { mkdir, rename, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { AuditStatus } from '../../../shared/audit/model.ts'
import { fillDisk, freeDisk, mountSmallDisk, setReadOnly, unmountAll } from '../app/small-disk.ts'
import { until } from '../app/until.ts'
import {
  closeHousesAfterEach,
  type DrillHouse,
  openHouse,
  realCli,
  whyNoCli,
} from './drill-house.ts'
import { done, expectAllJudged, marks, ranIn } from './marks.ts'
import { askHook, installHook, runInTerminal } from './terminal.ts'
import { toldWhy } from './told.ts'

const scripts = {
  before: [[marks('before')], done],
  during: [[marks('during')], [marks('again')], done],
  terminal: [[marks('terminal')], done],
  after: [[marks('after')], done],
}

closeHousesAfterEach()
afterEach(unmountAll)

/** What the page was told last about the record. */
function recordAsTold({ client }: DrillHouse): AuditStatus | undefined {
  const told = client.events('app').filter(({ name }) => name === 'audit.statusChanged')
  return told.at(-1)?.payload as AuditStatus | undefined
}

/** Runs the agent in the app and in a terminal while nothing can be recorded: nothing may run, and both say why. */
async function expectAllDenied(house: DrillHouse, problem: string): Promise<void> {
  const id = await house.begin('during')
  await until('the denied calls', () => {
    const denied = house.events(id).filter(({ kind }) => kind === 'decided')
    return denied.length === 2
  })
  for (const event of house.events(id)) {
    if (event.kind !== 'decided') continue
    expect(event).toMatchObject({ decision: 'deny', entry: null })
    expect(event.reason).toContain(`could not be written to the record (${problem})`)
  }
  expect((await runInTerminal(house, 'terminal')).join()).toContain(`(${problem})`)
  expect(ranIn(house)).toEqual(['before'])
}

/** After the fault the same app works on, and the record holds. */
async function expectWorkGoesOn(house: DrillHouse): Promise<void> {
  const id = await house.begin('after')
  await house.untilState(id, 'finished')
  expect(ranIn(house)).toEqual(['after', 'before'])
  expect(recordAsTold(house)).toMatchObject({ writing: 'ok' })
  await expectAllJudged(house)
}

describe.skipIf(!realCli)(`nothing can be written to the record${whyNoCli}`, () => {
  it('full disk: every call is denied, the page says so, and work goes on with the space', async (context) => {
    const inLogs = (home: string) => join(home, 'logs')
    const prepare = (home: string) => mountSmallDisk(inLogs(home), context)
    const house = await openHouse({ scripts, prepare })
    await installHook(house)
    await house.untilState(await house.begin('before'), 'finished')
    const disk = inLogs(house.place.home)
    await fillDisk(disk)
    let since = performance.now()
    // What is left of the last block takes a few more entries.
    await toldWhyAfter(house, 'ENOSPC', () => {
      since = performance.now()
    })
    await toldWhy('full disk', since, () => recordAsTold(house)?.problem === 'ENOSPC')
    await expectAllDenied(house, 'ENOSPC')
    await freeDisk(disk)
    await expectWorkGoesOn(house)
    expect((await house.client.ask('audit.verify', {})).status).toBe('intact')
  })

  it('audit unwritable: a folder in its place and a disk that takes nothing deny every call, and both heal', async (context) => {
    const inLogs = (home: string) => join(home, 'logs')
    const prepare = (home: string) => mountSmallDisk(inLogs(home), context)
    const house = await openHouse({ scripts, prepare })
    await installHook(house)
    await house.untilState(await house.begin('before'), 'finished')
    const disk = inLogs(house.place.home)
    const file = join(disk, 'bouncer-audit.jsonl')
    await rename(file, `${file}.kept`)
    await mkdir(file)
    let since = performance.now()
    expect((await askHook(house, 'ls')).answer?.decision).toBe('deny')
    await toldWhy('audit is a folder', since, () => recordAsTold(house)?.writing === 'failing')
    await rmdir(file)
    await rename(`${file}.kept`, file)
    expect((await askHook(house, 'ls')).answer?.decision).toBe('allow')
    expect(recordAsTold(house)).toMatchObject({ writing: 'ok' })

    // A disk that somebody writes to cannot be made read-only, so the app begins on it.
    await house.app.end('SIGTERM')
    await setReadOnly(disk, true)
    await house.open()
    since = performance.now()
    await toldWhy('audit is read-only', since, async () => {
      const { audit } = await house.client.ask('app.snapshot', {})
      return audit.writing === 'failing' && audit.problem === 'EROFS'
    })
    await expectAllDenied(house, 'EROFS')
    await setReadOnly(disk, false)
    await expectWorkGoesOn(house)
    expect((await house.client.ask('audit.verify', {})).status).toBe('intact')

    await rename(file, `${file}.gone`)
    since = performance.now()
    expect((await askHook(house, 'ls')).answer?.decision).toBe('allow')
    await toldWhy('audit moved away', since, () =>
      house.notices().find(({ message }) => message.includes('the file of the record')),
    )
    // What was decided since stands in the new file, which says that others are missing.
    expect(['truncated', 'unconfirmed']).toContain(
      (await house.client.ask('audit.verify', {})).status,
    )
  })
})

/** Asks until the record takes nothing any more; tells of the moment before each call. */
async function toldWhyAfter(house: DrillHouse, problem: string, before: () => void): Promise<void> {
  await until(`a record that says ${problem}`, async () => {
    before()
    const { answer } = await askHook(house, 'ls')
    return answer?.decision === 'deny' && answer.reason.includes(problem)
  })
}
