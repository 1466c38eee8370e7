import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Grant, GrantDraft } from '../../../shared/bouncer/grants.ts'
import { until, within } from '../app/until.ts'
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

const hourMs = 3_600_000

const rules = (decision: string) => `version: 1
rules:
  - id: drill.frozen
    decision: ${decision}
    why: Touches what is frozen.
    instead: Leave it.
    when: { write: { path: frozen.txt } }
`

const decide = async (house: DrillHouse, command: string) =>
  (await askHook(house, command)).answer?.decision

it('corrupt policy: the rules of before stay in force, the page is told at once, and a mended file counts', async () => {
  const house = await openHouse()
  await installHook(house)
  const frozen = () => decide(house, 'touch frozen.txt')
  const folder = join(house.place.home, 'policies')
  const file = join(folder, 'user.yaml')
  await mkdir(folder, { recursive: true })
  await writeFile(file, rules('deny'))
  expect(await frozen()).toBe('deny')
  const since = performance.now()
  await writeFile(file, '{]: no rules at all')
  const notice = await toldWhy('corrupt policy', since, () =>
    house.notices().find(({ message }) => message.includes('user.yaml')),
  )
  expect(notice.message).toContain('The rules it held before stay in force. Correct the file.')
  expect(await frozen()).toBe('deny')
  const mended = performance.now()
  await writeFile(file, rules('ask'))
  expect(await frozen()).toBe('ask')
  await toldWhy('corrupt policy, its end', mended, () =>
    house.notices().every(({ message }) => !message.includes('user.yaml')),
  )

  // A file that could never be read: what it forbids is not known, so everything asks.
  await house.app.end('SIGTERM')
  await writeFile(file, '{]: no rules at all')
  await house.open()
  await toldWhy('corrupt policy, at a start', performance.now(), () =>
    house.notices().find(({ message }) => message.includes('ask you instead')),
  )
  expect(await decide(house, 'ls')).toBe('ask')
  await expectAllJudged(house)
})

/** Moves the app's clock to so far from the real time. */
async function moveClock({ app }: DrillHouse, offsetMs: number): Promise<void> {
  const moved = new Promise((resolve) => app.process.once('message', resolve))
  app.process.send({ offsetMs })
  await within('the jump', moved)
}

const told = (house: DrillHouse, text: string) =>
  house.notices().find(({ message }) => message.includes(text))

it.skipIf(!realCli)(
  `clock jump: what ends at a time ends, comes back never, and the page is told${whyNoCli}`,
  async () => {
    const push = '; git push origin main'
    const scripts = { asked: [[marks('asked', push)], done] }
    const house = await openHouse({ scripts }, { preloads: ['jumping-clock'] })
    const { client } = house
    await installHook(house)
    const id = await house.begin('asked')
    const item = await house.untilAsked(id)
    const { forms } = await client.ask('bouncer.proposeGrant', { id: item.id })
    if (forms === null) throw new Error('nothing can be granted')
    const reach = { kind: 'form', forms } as const
    const grant: GrantDraft = { reach, scope: 'project', lastsMs: hourMs }
    await client.ask('inbox.answer', { id: item.id, answer: { kind: 'allow', grant } })
    await house.untilState(id, 'finished')
    expect(ranIn(house)).toEqual(['asked'])
    const pushes = () => decide(house, `touch pushed.txt${push}`)
    expect(await pushes()).toBe('allow')

    let since = performance.now()
    await moveClock(house, 2 * hourMs)
    await toldWhy('clock jump forward', since, () => told(house, 'set forward by 2 hours.'))
    await until('a page without the grant', () => {
      const changes = client.events('app').filter(({ name }) => name === 'bouncer.grantsChanged')
      const last = changes.at(-1)?.payload as { readonly grants: readonly Grant[] } | undefined
      return last?.grants.length === 0
    })
    expect(await pushes()).toBe('ask')
    since = performance.now()
    await moveClock(house, -48 * hourMs)
    await toldWhy('clock jump back', since, () => told(house, 'set back by 2 days.'))
    expect(await pushes()).toBe('ask')
    await moveClock(house, 0)
    expect(await pushes()).toBe('ask')
    expect((await client.ask('audit.verify', {})).status).toBe('intact')
    await expectAllJudged(house, true)
  },
)
