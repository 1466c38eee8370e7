import { existsSync } from 'node:fs'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFacts, type FactsSource } from '../../../main/bouncer/facts/create-facts.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { until } from '../app/until.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from './app-under-test.ts'
import { openPuppetHouse, type PuppetHouse } from './puppet-house.ts'

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

const asking = async () => {
  const started = { agent: 'rehearsal', workspace: '', prompt: 'Make the check pass.' } as const
  const { id } = await app.ask('sessions.start', started)
  return { id, item: await app.untilWaiting(id) }
}

async function rules(text: string): Promise<void> {
  const folder = join(home, 'mstro-home', 'policies')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'user.yaml'), text)
}

const noPush =
  'version: 1\nrules:\n  - { id: mine.push, decision: deny, why: Pushes to the server., when: { version-control: { target: remote } } }\n'

test('a call that was allowed does not run where rules of the meantime deny it', async () => {
  const { id, item } = await asking()
  await rules(noPush)
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } }, 'window')
  await app.untilState(id, 'finished')
  const events = await app.events(id)
  expect(events.find(({ kind }) => kind === 'noticed')).toMatchObject({
    code: 'call.denied-since',
    message: expect.stringContaining('Pushes to the server'),
  })
  const tried = events.find(
    (event) => event.kind === 'tool-finished' && event.callId === item.callId,
  )
  expect(tried).toMatchObject({ isError: true, output: expect.stringContaining('did not run') })
  const { entries } = await app.ask('audit.query', { filter: {}, limit: 3 })
  expect(JSON.stringify(entries)).toContain('what is in force by now denies it')
})

test('rules of the meantime that ask leave the answer as it is', async () => {
  const { id, item } = await asking()
  await rules(noPush.replace('decision: deny', 'decision: ask'))
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } }, 'window')
  await app.untilState(id, 'finished')
  expect((await app.events(id)).filter(({ kind }) => kind === 'noticed')).toEqual([])
})

describe('a machine that changed while a call waited', () => {
  let house: PuppetHouse
  let facts: FactsSource

  beforeEach(async () => {
    facts = createFacts({ path: '/usr/bin:/bin', logger: silentLogger, limitMs: 8_000 })
    house = await openPuppetHouse(home, { facts })
    await mkdir(join(house.workspace, 'build'))
    await writeFile(join(house.workspace, 'w.txt'), '{}')
  })
  afterEach(async () => {
    await house.stop()
    await facts.close()
  })

  const copy = 'git push origin master; cp w.txt build/settings.json'
  const outcome = async (change: () => Promise<void>) => {
    const { id, run } = await house.begin()
    const asked = run.call(copy)
    await until('the question', house.waitsIn(id))
    await change()
    await house.answer(id, 'allow')
    const answer = await asked
    const noticed = (await house.events(id)).find((event) => event.kind === 'noticed')
    return [answer, noticed?.code]
  }
  const linkTo = async (folder: string) => {
    await mkdir(folder, { recursive: true })
    await rm(join(house.workspace, 'build'), { recursive: true })
    await symlink(folder, join(house.workspace, 'build'))
  }

  test('a link that leads to what is denied keeps it from running', async () => {
    expect(await outcome(() => linkTo(join(home, '.claude')))).toEqual([
      'deny',
      'call.denied-since',
    ])
  })

  // Temporary folders are nobody's, and those of the system are denied.
  test.skipIf(!existsSync('/srv'))(
    'a link that leads elsewhere has it asked about anew',
    async () => {
      expect(await outcome(() => linkTo('/srv'))).toEqual(['deny', 'call.changed-since'])
    },
  )

  test('nothing new lets it run', async () => {
    expect(await outcome(async () => undefined)).toEqual(['allow', undefined])
  })
})
