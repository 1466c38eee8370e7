import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'

let home: string
let app: AppUnderTest

beforeEach(async () => {
  home = await freshHome()
})
afterEach(async () => {
  await app.stop()
  await removeHome(home)
})

const gone = (path: string) => `The project folder ${path} is gone`

const rehearse = () =>
  app.ask('sessions.start', { agent: 'rehearsal', workspace: '', prompt: 'Make it add up.' })

const outputs = async (id: SessionId) =>
  (await app.events(id)).flatMap((event) =>
    event.kind === 'tool-finished' ? [{ output: event.output, isError: event.isError }] : [],
  )

const rowOf = async (id: SessionId) =>
  (await app.ask('sessions.list', {})).sessions.find((one) => one.id === id)

async function expectStranded(id: SessionId, path: string): Promise<void> {
  expect(await rowOf(id)).toMatchObject({ workspaceMissing: true })
  const before = (await app.events(id)).length
  await app.ask('sessions.send', { sessionId: id, text: 'go on' })
  const row = await app.untilState(id, 'broke')
  expect(row.action).toContain(`The folder ${path} is gone. The transcript is kept.`)
  const events = await app.events(id)
  expect(events.at(-1)).toMatchObject({
    kind: 'turn-ended',
    failure: { code: 'session.workspace-missing' },
  })
  expect(events.length).toBeGreaterThan(before)
  expect(existsSync(path)).toBe(false)
}

test('deleted between two calls: the next is denied with the reason, sending again says why not', async () => {
  app = await startApp(home, { rehearsalPaceMs: 5 })
  const { id, workspace } = await rehearse()
  await app.until('the first call', async () => (await outputs(id)).length > 0)
  await rm(workspace, { recursive: true })
  await app.untilState(id, 'finished')
  const all = await outputs(id)
  expect(all[0]?.isError).toBe(false)
  const denied = all.filter(({ output }) => output.startsWith(gone(workspace)))
  expect(denied.length).toBeGreaterThan(3)
  expect(denied.every(({ isError }) => isError)).toBe(true)
  const { entries } = await app.ask('audit.query', { filter: { decision: ['deny'] }, limit: 50 })
  const recorded = entries.filter(
    (entry) => entry.kind === 'decision' && entry.verdict.reason.startsWith(gone(workspace)),
  )
  expect(recorded).toHaveLength(denied.length)
  expect((await app.ask('inbox.list', {})).items).toEqual([])
  await expectStranded(id, workspace)
})

test('deleted while a question waits: an allowance does not let the call run', async () => {
  app = await startApp(home)
  const { id, workspace } = await rehearse()
  const item = await app.untilWaiting(id)
  await rm(workspace, { recursive: true })
  expect(await rowOf(id)).toMatchObject({ state: 'waiting', workspaceMissing: true })
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
  await app.untilState(id, 'finished')
  const afterwards = (await outputs(id)).slice(-2)
  for (const { output } of afterwards) expect(output).toContain(gone(workspace))
  await expectStranded(id, workspace)
})

test('deleted while nothing runs: a late answer is kept and said when the folder is back', async () => {
  app = await startApp(home)
  const { id, workspace } = await rehearse()
  const item = await app.untilWaiting(id)
  await app.ask('sessions.stop', { sessionId: id })
  await rename(workspace, `${workspace}-away`)
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'deny', note: 'no' } })
  const row = await app.untilState(id, 'broke')
  expect(row.action).toContain(`The folder ${workspace} is gone`)
  await rename(`${workspace}-away`, workspace)
  await app.ask('sessions.send', { sessionId: id, text: 'It is back.' })
  await app.untilState(id, 'finished')
  expect(await rowOf(id)).toMatchObject({ workspaceMissing: false, waiting: 0 })
  await rm(workspace, { recursive: true })
})
