import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppUnderTest, freshHome, removeHome, startApp } from './app-under-test.ts'

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
    code: 'policy.denied-since',
    message: expect.stringContaining('pushes to the server'),
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
