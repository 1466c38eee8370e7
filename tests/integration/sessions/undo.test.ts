import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Copy, Preview } from '../../../shared/bouncer/undo.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { until } from '../app/until.ts'
import { freshHome, removeHome } from './app-under-test.ts'
import type { PuppetRun } from './puppet-agent.ts'
import { openPuppetHouse, type PuppetHouse } from './puppet-house.ts'

const caller = { wire: 'ipc', role: 'owner', name: 'window' } as const
const clean = 'git clean -fd'

let folder: string
let house: PuppetHouse

beforeEach(async () => {
  folder = await freshHome()
  house = await openPuppetHouse(folder)
  git('init', '-q')
  writeFileSync(at('notes.md'), 'only here\n')
})
afterEach(async () => {
  await house.stop()
  await removeHome(folder)
})

const at = (name: string) => join(house.workspace, name)
const env = () => ({ PATH: '/usr/bin:/bin', HOME: folder })
const git = (...args: readonly string[]) =>
  execFileSync('git', args, { cwd: house.workspace, env: env() })

async function asked(run: PuppetRun, id: SessionId, command: string) {
  const decision = run.call(command)
  const item = await until('the question', () =>
    house.inbox.list().find((one) => one.sessionId === id && one.state.status === 'waiting'),
  )
  return { decision, item }
}

const counted = (inboxId: Parameters<typeof preview>[0]) =>
  until('the count', async () => {
    const found = await preview(inboxId)
    return found?.status === 'counting' ? null : found
  })

async function preview(
  inboxId: ReturnType<PuppetHouse['inbox']['list']>[number]['id'],
): Promise<Preview | null> {
  const answer = await house.undo.handlers['bouncer.preview']({ inboxId }, caller)
  return answer.ok ? answer.value.preview : null
}

async function copies(): Promise<readonly Copy[]> {
  const answer = await house.undo.handlers['bouncer.copies']({}, caller)
  return answer.ok ? answer.value.copies : []
}

test('the copy lies on the disk before the agent has its answer, readable by its owner alone', async () => {
  const { id, run } = await house.begin()
  const { decision, item } = await asked(run, id, clean)
  expect((await counted(item.id))?.copy).toMatchObject({ kind: 'kept', files: 1 })
  await house.answer(id, 'allow')
  expect(await decision).toBe('allow')
  const [copy] = await copies()
  expect(copy).toMatchObject({ inboxId: item.id, files: 1, reason: 'person', title: clean })
  const store = join(folder, 'home', 'undo')
  for (const name of readdirSync(store, { recursive: true, encoding: 'utf8' })) {
    const { mode } = statSync(join(store, name))
    expect([name, mode & 0o077]).toEqual([name, 0])
  }
})

test('nothing is lost by an answer that came before the count: the copy is made all the same', async () => {
  const { id, run } = await house.begin()
  const { decision } = await asked(run, id, clean)
  await house.answer(id, 'allow')
  expect(await decision).toBe('allow')
  expect(await copies()).toHaveLength(1)
})

test('a copy that fails denies the call, on record, and the session says why', async () => {
  const { id, run } = await house.begin()
  const { decision, item } = await asked(run, id, clean)
  await counted(item.id)
  // What is in the way of the store is a file.
  rmSync(join(folder, 'home', 'undo'), { recursive: true, force: true })
  writeFileSync(join(folder, 'home', 'undo'), '')
  await house.answer(id, 'allow')
  expect(await decision).toBe('deny')
  const told = (await house.events(id)).flatMap((event) =>
    event.kind === 'noticed' ? [event.message] : [],
  )
  expect(told.join()).toContain('could not be copied first')
  const { entries } = await house.audit.query({ filter: { layer: ['failure'] }, limit: 10 })
  expect(entries).toHaveLength(1)
  expect(existsSync(at('notes.md'))).toBe(true)
})

test('what the card said to be too large runs without a copy', async () => {
  house.copies.callBytes = 3
  const { id, run } = await house.begin()
  const { decision, item } = await asked(run, id, clean)
  expect((await counted(item.id))?.copy).toEqual({ kind: 'too-large', bytes: 10, capBytes: 3 })
  await house.answer(id, 'allow')
  expect(await decision).toBe('allow')
  expect(await copies()).toEqual([])
})

test('what grew too large after the card had promised a copy is denied', async () => {
  house.copies.callBytes = 1_000
  const { id, run } = await house.begin()
  const { decision, item } = await asked(run, id, clean)
  expect((await counted(item.id))?.copy).toMatchObject({ kind: 'kept' })
  writeFileSync(at('grown.bin'), Buffer.alloc(2_000))
  await house.answer(id, 'allow')
  expect(await decision).toBe('deny')
  expect(await copies()).toEqual([])
})

test('an answer after the agent had gone keeps its copy when the call comes again', async () => {
  const { id, run } = await house.begin()
  const { decision } = await asked(run, id, clean)
  run.die()
  expect(await decision).toBe('gone')
  await until('the end of the agent', async () => !house.sessions.isBusy())
  await house.answer(id, 'allow')
  const again = await house.run(1)
  expect(await copies()).toEqual([])
  expect(await again.call(clean)).toBe('allow')
  expect((await copies()).map(({ reason }) => reason)).toEqual(['grant'])
})

test('a grant never lets through what no copy can be kept of: the person is asked again', async () => {
  const { id, run } = await house.begin()
  const { decision } = await asked(run, id, clean)
  run.die()
  await decision
  await until('the end of the agent', async () => !house.sessions.isBusy())
  house.copies.callBytes = 3
  await house.answer(id, 'allow')
  const again = await house.run(1)
  const second = await asked(again, id, clean)
  expect(second.item.body).toMatchObject({ verdict: { decision: 'ask' } })
  expect(JSON.stringify(second.item.body)).toContain('No copy of what this would destroy')
  await house.answer(id, 'deny')
  expect(await second.decision).toBe('deny')
  expect(readFileSync(at('notes.md'), 'utf8')).toBe('only here\n')
})

test('what the card said to be too large runs without a copy, also when the agent had to come back', async () => {
  house.copies.callBytes = 3
  const { id, run } = await house.begin()
  const { decision, item } = await asked(run, id, clean)
  expect((await counted(item.id))?.copy).toMatchObject({ kind: 'too-large' })
  run.die()
  await decision
  await until('the end of the agent', async () => !house.sessions.isBusy())
  await house.answer(id, 'allow')
  const again = await house.run(1)
  expect(await again.call(clean)).toBe('allow')
  expect(await copies()).toEqual([])
})
