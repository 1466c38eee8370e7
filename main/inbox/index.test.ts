import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InboxBody, InboxItem } from '../../shared/inbox/model.ts'
import { callIdSchema, sessionIdSchema } from '../../shared/kit/ids.ts'
import { err } from '../../shared/kit/result.ts'
import { secret } from '../../shared/kit/secret.ts'
import { createForgetting } from '../kit/forget-secret.ts'
import { createInbox, type Inbox } from './index.ts'
import { createItemStore } from './item-store.ts'

const sessionId = sessionIdSchema.parse('s-1')
const callId = callIdSchema.parse('c-1')
const call = {
  id: callId,
  sessionId,
  tool: 'Bash',
  input: { command: 'git push', timeout: 5 },
  cwd: '/p',
  workspace: '/p',
  home: '/home/u',
}
const approval: InboxBody = {
  kind: 'approval',
  call,
  verdict: {
    decision: 'ask',
    layer: 'pattern',
    rules: ['remote.push'],
    effects: [],
    spans: [],
    missingFacts: [],
    reason: 'pushes',
    explanation: [],
    engineVersion: '1',
    policyHash: 'h',
  },
  entry: 1,
  agentReason: null,
}

let folder: string
let announced: InboxItem[]
let warnings: string[]
let nextId = 0

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inbox-'))
  announced = []
  warnings = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Days that settled questions are kept. */
let days: number | null = 7

function open(): Promise<Inbox> {
  return createInbox({
    folder,
    home: folder,
    clock: { now: () => 1_000_000, elapsed: () => 0 },
    announce: (_name, payload) => announced.push(payload as InboxItem),
    notify: ({ message }) => warnings.push(message),
    newId: () => `i-${++nextId}`,
    retentionDays: () => days,
  })
}

async function askIn(inbox: Inbox, body: InboxBody = approval): Promise<InboxItem> {
  const asked = await inbox.ask({ sessionId, callId, body })
  if (!asked.ok) throw new Error(asked.error.message)
  return asked.value
}

test('a question is on disk before it is announced and comes back after a restart', async () => {
  const item = await askIn(await open())
  expect(await readdir(folder)).toEqual([`${item.id}.json`])
  expect(announced).toEqual([item])
  expect((await open()).list()).toEqual([item])
})

test('of many answers at once exactly one wins, and the others are told who was first', async () => {
  const inbox = await open()
  const { id } = await askIn(inbox)
  const outcomes = await Promise.all([
    inbox.answer(id, { kind: 'deny', note: 'no' }, 'phone'),
    inbox.answer(id, { kind: 'allow' }, 'window'),
    inbox.answer(id, { kind: 'allow' }, 'tray'),
  ])
  expect(outcomes.filter((one) => one.ok)).toHaveLength(1)
  expect(outcomes[1]).toMatchObject({ ok: false, error: { code: 'inbox.already-answered' } })
  expect(JSON.stringify(outcomes[2])).toContain('phone')
  expect((await open()).list()[0]?.state).toMatchObject({ status: 'answered', by: 'phone' })
})

test('whoever waits gets the answer; a wait that was given up leaves the question waiting', async () => {
  const inbox = await open()
  const { id } = await askIn(inbox)
  const gaveUp = new AbortController()
  const [first, second] = [
    inbox.settled(id, gaveUp.signal),
    inbox.settled(id, new AbortController().signal),
  ]
  gaveUp.abort()
  expect(await first).toBeNull()
  expect(inbox.list()[0]?.state.status).toBe('waiting')
  await inbox.answer(id, { kind: 'allow' }, 'window')
  expect((await second)?.state).toMatchObject({ status: 'answered', answer: { kind: 'allow' } })
})

test('setting aside is no answer', async () => {
  const inbox = await open()
  const { id } = await askIn(inbox)
  const caller = { wire: 'ipc', role: 'owner', name: 'w' } as const
  await inbox.handlers['inbox.setAside']({ id, until: 2_000_000 }, caller)
  expect(inbox.list()[0]).toMatchObject({ setAsideUntil: 2_000_000, state: { status: 'waiting' } })
  expect((await inbox.answer(id, { kind: 'allow' }, 'w')).ok).toBe(true)
})

test('an allowance nobody received becomes a grant for exactly that call, once', async () => {
  const inbox = await open()
  const { id } = await askIn(inbox)
  await inbox.answer(id, { kind: 'allow' }, 'phone')
  const reordered = {
    ...call,
    id: callIdSchema.parse('c-2'),
    input: { timeout: 5, command: 'git push' },
  }
  expect(await inbox.takeGrant({ ...call, input: { command: 'git push --force' } })).toBe(false)
  expect(await inbox.takeGrant({ ...call, sessionId: sessionIdSchema.parse('s-2') })).toBe(false)
  expect(await inbox.takeGrant(reordered)).toBe(true)
  expect(await inbox.takeGrant(reordered)).toBe(false)
  expect(await (await open()).takeGrant(reordered)).toBe(false)
})

test('a denial and a delivered allowance grant nothing', async () => {
  const inbox = await open()
  const denied = await askIn(inbox)
  await inbox.answer(denied.id, { kind: 'deny', note: '' }, 'w')
  const delivered = await askIn(inbox)
  await inbox.answer(delivered.id, { kind: 'allow' }, 'w')
  await inbox.markDelivered(delivered.id)
  expect(await inbox.takeGrant(call)).toBe(false)
})

test('an answer of the wrong kind changes nothing', async () => {
  const inbox = await open()
  const options = [{ label: 'a', description: '' }]
  const questions = [{ question: 'Which?', header: 'W', multiSelect: false, options }]
  const { id } = await askIn(inbox, { kind: 'question', questions })
  expect(await inbox.answer(id, { kind: 'allow' }, 'w')).toMatchObject({
    error: { code: 'inbox.wrong-answer' },
  })
  expect(await inbox.answer(id, { kind: 'answers', answers: {} }, 'w')).toMatchObject({
    error: { code: 'inbox.wrong-answer' },
  })
  expect((await inbox.answer(id, { kind: 'answers', answers: { 'Which?': 'a' } }, 'w')).ok).toBe(
    true,
  )
})

test('an answer that cannot be written does not count', async () => {
  const clock = { now: () => 1, elapsed: () => 0 }
  const store = createItemStore(folder, clock)
  let isFull = false
  const inbox = await createInbox({
    folder,
    home: folder,
    clock,
    announce: () => undefined,
    notify: () => undefined,
    newId: () => 'i-full',
    retentionDays: () => 7,
    store: { ...store, save: async (item) => (isFull ? err('ENOSPC') : store.save(item)) },
  })
  const { id } = await askIn(inbox)
  isFull = true
  const answer = await inbox.answer(id, { kind: 'allow' }, 'w')
  expect(answer).toMatchObject({ ok: false, error: { code: 'inbox.unwritable' } })
  expect(inbox.list()[0]?.state.status).toBe('waiting')
})

test('a damaged question is set aside and named, the others still wait', async () => {
  const inbox = await open()
  const kept = await askIn(inbox)
  const damaged = await askIn(inbox)
  await writeFile(join(folder, `${damaged.id}.json`), '{"format":"mstro-inb')
  expect((await open()).list()).toEqual([kept])
  expect(warnings).toHaveLength(1)
  const aside = (await readdir(folder)).find((name) => name.includes('.broken-'))
  expect(await readFile(join(folder, aside ?? ''), 'utf8')).toBe('{"format":"mstro-inb')
})

test('retention removes what was settled long ago and never a waiting question', async () => {
  const inbox = await open()
  await askIn(inbox)
  const settled = await askIn(inbox)
  await inbox.withdraw(settled.id, 'gone')
  expect(await inbox.dataOwner.retain(1_000_000)).toEqual([])
  const removed = await inbox.dataOwner.retain(1_000_000 + 8 * 24 * 3_600_000)
  expect(removed.map(({ path }) => path)).toEqual([`desktop/inbox/${settled.id}.json`])
  expect(inbox.list()).toHaveLength(1)
})

test('a secret is taken out of settled questions; one that waits must show what will run', async () => {
  const inbox = await open()
  const body = { ...approval, call: { ...call, input: { command: 'login "hunter-22"' } } }
  const ask = async () => {
    const asked = await inbox.ask({ sessionId, callId, body })
    if (!asked.ok) throw new Error(asked.error.message)
    return asked.value
  }
  const settled = await ask()
  await inbox.withdraw(settled.id, 'gone')
  const waiting = await ask()
  const forgetting = createForgetting(secret('"hunter-22"'))
  const told = await inbox.dataOwner.forget?.(forgetting, 'replace')
  expect(told?.found).toEqual([{ path: `desktop/inbox/${settled.id}.json`, places: 1 }])
  expect(told?.stays.map(({ path }) => path)).toEqual([`desktop/inbox/${waiting.id}.json`])
  expect(await readFile(join(folder, `${settled.id}.json`), 'utf8')).not.toContain('hunter')
  expect(await readFile(join(folder, `${waiting.id}.json`), 'utf8')).toContain('hunter')
  const exported: string[] = []
  for await (const held of inbox.dataOwner.export()) exported.push(String(await held.read()))
  expect(exported).toHaveLength(2)
})

test('settled questions go after the days that are set; those that wait stay', async () => {
  const inbox = await open()
  const settled = await askIn(inbox)
  const waiting = await askIn(inbox)
  await inbox.answer(settled.id, { kind: 'allow' }, 'w')
  const dayMs = 24 * 3_600_000
  days = null
  expect(await inbox.dataOwner.retain(1_000_000 + 900 * dayMs)).toEqual([])
  days = 2
  expect(await inbox.dataOwner.retain(1_000_000 + 2 * dayMs)).toEqual([])
  expect(await inbox.dataOwner.retain(1_000_001 + 2 * dayMs)).toHaveLength(1)
  expect(inbox.list().map(({ id }) => id)).toEqual([waiting.id])
  days = 7
})

test('what the agent says of its command makes no other call of it', async () => {
  const inbox = await open()
  const { id } = await askIn(inbox)
  await inbox.answer(id, { kind: 'allow' }, 'phone')
  const input = { ...call.input, description: 'Publishes it, in other words' }
  expect(await inbox.takeGrant({ ...call, input })).toBe(true)
})

test('an allowance that was not used is taken back for good, once', async () => {
  const inbox = await open()
  const { id } = await askIn(inbox)
  expect(await inbox.takeBack(id)).toMatchObject({ error: { code: 'inbox.used-up' } })
  await inbox.answer(id, { kind: 'allow' }, 'phone')
  expect((await inbox.takeBack(id)).ok).toBe(true)
  expect(await inbox.takeGrant(call)).toBe(false)
  expect(await (await open()).takeGrant(call)).toBe(false)
  expect(await inbox.takeBack(id)).toMatchObject({ error: { code: 'inbox.used-up' } })
})
