import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Grant } from '../../../shared/bouncer/grants.ts'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { secret as secretOf } from '../../../shared/kit/secret.ts'
import { createForgetting } from '../../kit/forget-secret.ts'
import { createGrants } from './grants.ts'

let home: string
let now: number
let notices: string[]
let asked: string[]

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'grants-'))
  now = 1_000
  notices = []
  asked = []
})
afterEach(async () => {
  await chmod(join(home, 'desktop'), 0o700).catch(() => undefined)
  await rm(home, { recursive: true, force: true })
})

const path = () => join(home, 'desktop/grants.json')
const open = () =>
  createGrants({
    ...{ path: path(), home, announce: () => undefined },
    clock: { now: () => now, elapsed: () => now },
    questions: () => asked,
    notify: ({ message }) => void notices.push(message),
  })

function grant(id: string, more: Partial<Grant> = {}): Grant {
  const pattern = { network: { host: 'api.example.com' } }
  return {
    ...{ id, createdAt: now, by: 'window', expiresAt: null, given: 'Bash curl', inboxId: id },
    scope: { kind: 'everywhere' },
    reach: { kind: 'form', forms: [{ rule: 'network.upload', pattern }] },
    ...more,
  }
}

const call: ToolCall = {
  ...{ id: 'c' as CallId, sessionId: 's' as SessionId, tool: 'Bash', input: { command: 'x' } },
  ...{ cwd: '/p', workspace: '/p', home: '/h' },
}
const ids = (grants: Awaited<ReturnType<typeof open>>) => grants.rulesFor(call).map(({ id }) => id)

test('holds after a restart, in its scope, until its time', async () => {
  const grants = await open()
  await grants.give(grant('all', { expiresAt: 2_000 }))
  await grants.give(grant('mine', { scope: { kind: 'session', sessionId: 's' as SessionId } }))
  await grants.give(grant('other', { scope: { kind: 'session', sessionId: 't' as SessionId } }))
  await grants.give(grant('here', { scope: { kind: 'project', workspace: '/p' } }))
  await grants.give(grant('there', { scope: { kind: 'project', workspace: '/p/sub' } }))
  const again = await open()
  expect(ids(again)).toEqual(['grant.all', 'grant.mine', 'grant.here'])
  now = 2_000
  expect(ids(again)).toEqual(['grant.mine', 'grant.here'])
  expect(again.list().map(({ id }) => id)).not.toContain('all')
  await again.dropSession('s' as SessionId)
  expect(ids(again)).toEqual(['grant.here'])
})

test('a clock that is set ends what it ends for good, and prolongs nothing', async () => {
  const hour = 3_600_000
  let passed = 0
  const clock = { now: () => now, elapsed: () => passed }
  const grants = await createGrants({
    ...{ path: path(), home, announce: () => undefined, notify: () => undefined, clock },
    questions: () => asked,
  })
  await grants.give(grant('short', { expiresAt: now + hour }))
  await grants.give(grant('long', { expiresAt: now + 48 * hour }))
  await grants.give(grant('endless'))
  now += 24 * hour
  expect(ids(grants)).toEqual(['grant.long', 'grant.endless'])
  await grants.dropEnded()
  now -= 24 * 365 * hour
  expect(ids(grants)).toEqual(['grant.long', 'grant.endless'])
  // A year is left by the clock, and the two days are over.
  passed += 48 * hour
  expect(ids(grants)).toEqual(['grant.endless'])
  await grants.dropEnded()
  expect(ids(await open())).toEqual(['grant.endless'])
})

test('given twice is given once, and what was taken back is not given again', async () => {
  const grants = await open()
  await grants.give(grant('a'))
  await grants.give(grant('a'))
  expect(grants.list()).toHaveLength(1)
  expect((await grants.revoke('a')).ok).toBe(true)
  await grants.give(grant('a'))
  expect(grants.list()).toEqual([])
  expect((await open()).wasGiven('a')).toBe(true)
  expect(await grants.revoke('a')).toMatchObject({ ok: false, error: { code: 'grant.unknown' } })
})

test('where the disk does not take it nothing is granted, and taking back counts at once', async () => {
  const grants = await open()
  await grants.give(grant('a'))
  // A folder in the place of the file's own folder refuses the write for every account.
  await rm(join(home, 'desktop'), { recursive: true })
  await writeFile(join(home, 'desktop'), '')
  expect(await grants.give(grant('b'))).toMatchObject({ error: { code: 'grant.unwritable' } })
  expect(ids(grants)).toEqual(['grant.a'])
  const revoked = await grants.revoke('a')
  expect(revoked).toMatchObject({ error: { code: 'grant.unwritable' } })
  expect(ids(grants)).toEqual([])
  await expect(grants.dataOwner.erase()).rejects.toThrow()
  await rm(join(home, 'desktop'))
  await grants.dataOwner.erase()
  expect((await open()).list()).toEqual([])
})

test('a broken file grants nothing, is kept and told', async () => {
  await mkdir(join(home, 'desktop'))
  await writeFile(path(), '{"format":"mstro-grants","version":1,"value":{"grants":[{"id":1}]}}')
  const grants = await open()
  expect(grants.list()).toEqual([])
  expect(notices).toEqual([expect.stringContaining('nothing is granted')])
  expect((await readdir(join(home, 'desktop')))[0]).toMatch(/^grants\.json\.broken-/)
})

test('privacy lists, exports, forgets, retires and erases them', async () => {
  const grants = await open()
  const secret = 'correct-horse-battery'
  await grants.give(grant('old', { expiresAt: 1_500 }))
  await grants.give(grant('secret', { given: `Bash echo ${secret}` }))
  await grants.give(grant('kept'))
  const { dataOwner } = grants
  const held = []
  for await (const one of dataOwner.export()) held.push(one)
  expect(held.map((one) => one.path)).toEqual(['desktop/grants.json'])
  now = 1_600
  expect(await dataOwner.retain(now)).toHaveLength(1)
  const forgetting = createForgetting(secretOf(secret))
  expect(await dataOwner.forget?.(forgetting, 'find')).toMatchObject({ found: [{ places: 1 }] })
  await dataOwner.forget?.(forgetting, 'replace')
  expect(grants.list().map(({ id }) => id)).toEqual(['kept'])
  expect(await readFile(path(), 'utf8')).not.toContain(secret)
  await dataOwner.erase()
  expect((await open()).list()).toEqual([])
})

const heldOf = async ({ dataOwner }: Awaited<ReturnType<typeof open>>) => {
  const held = []
  for await (const { path } of dataOwner.export()) held.push(path)
  return held
}

test('erased, the file is gone with the questions, and before that holds only their ids and says so', async () => {
  const grants = await open()
  await grants.give(grant('asked'))
  await grants.give(grant('gone'))
  asked = ['Asked']
  expect(await grants.dataOwner.erase()).toMatchObject([{ path: 'desktop/grants.json' }])
  const { value } = JSON.parse(await readFile(path(), 'utf8'))
  expect(value).toEqual({ grants: [], given: ['asked'] })
  expect(await heldOf(grants)).toEqual(['desktop/grants.json'])
  expect(grants.dataOwner.stays).toContain('ids of questions')
  const again = await open()
  await again.give(grant('asked'))
  expect(again.list()).toEqual([])

  asked = []
  expect(await again.dataOwner.erase()).toMatchObject([{ path: 'desktop/grants.json' }])
  expect(await readdir(join(home, 'desktop'))).toEqual([])
  expect(await heldOf(again)).toEqual([])
  expect(await again.dataOwner.erase()).toEqual([])
})

test('what nothing needs any more goes by itself', async () => {
  const grants = await open()
  await grants.give(grant('a', { expiresAt: 1_500 }))
  now = 1_600
  expect(await grants.dataOwner.retain(now)).toHaveLength(1)
  expect(await readdir(join(home, 'desktop'))).toEqual([])
})
