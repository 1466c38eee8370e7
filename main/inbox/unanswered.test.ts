import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AiNote, AiOutcome } from '../../shared/bouncer/ai-review.ts'
import { limitName } from '../../shared/inbox/answered-by.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { callIdSchema, inboxIdSchema, sessionIdSchema } from '../../shared/kit/ids.ts'
import { ok } from '../../shared/kit/result.ts'
import { type UnansweredWatch, watchUnanswered } from './unanswered.ts'

const minuteMs = 60_000
let elapsed: number
let now: number
let limit: number | null
let items: InboxItem[]
let answers: string[]
let deadlines: (number | null)[]
let watch: UnansweredWatch

function waiting(name: string, setAsideUntil: number | null = null): InboxItem {
  return {
    ...{ id: inboxIdSchema.parse(name), sessionId: sessionIdSchema.parse('s'), callId: null },
    ...{ createdAt: now, body: { kind: 'plan', plan: '' }, setAsideUntil },
    state: { status: 'waiting' },
  }
}

beforeEach(() => {
  elapsed = 0
  now = 1_000_000
  limit = 10
  items = [waiting('a')]
  answers = []
  deadlines = []
  watch = started()
})
afterEach(() => watch.close())

function started(): UnansweredWatch {
  return watchUnanswered({
    clock: { now: () => now, elapsed: () => elapsed },
    limitMinutes: () => limit,
    inbox: {
      async setDeadline(id, deadline) {
        deadlines.push(deadline)
        items = items.map((item) => (item.id === id ? { ...item, deadline } : item))
        return ok(waiting('told'))
      },
      list: () => items,
      async answer(id, answer, by) {
        answers.push(`${id} ${answer.kind} ${by}`)
        const item = items.find((one) => one.id === id)
        if (!item) throw new Error('no such question')
        items = items.filter((one) => one !== item)
        return ok(item)
      },
    },
  })
}

function pass(minutes: number): void {
  elapsed += minutes * minuteMs
  now += minutes * minuteMs
}

test('denies after the limit and not before', async () => {
  await watch.look()
  elapsed = 10 * minuteMs - 1
  await watch.look()
  expect(answers).toEqual([])
  elapsed = 10 * minuteMs
  await watch.look()
  expect(answers).toEqual([`a deny ${limitName}`])
})

test('without a limit a question waits for good', async () => {
  limit = null
  await watch.look()
  elapsed = 10_000 * minuteMs
  await watch.look()
  expect(answers).toEqual([])
})

test('a jump of the wall clock costs nothing', async () => {
  await watch.look()
  now += 365 * 24 * 60 * minuteMs
  await watch.look()
  expect(answers).toEqual([])
  items = [...items, waiting('later')]
  elapsed = 9 * minuteMs
  await watch.look()
  elapsed = 11 * minuteMs
  await watch.look()
  expect(answers).toEqual([`a deny ${limitName}`])
})

test('what is set aside does not run out', async () => {
  items = [waiting('aside', now + 20 * minuteMs)]
  await watch.look()
  elapsed = 15 * minuteMs
  now += 15 * minuteMs
  await watch.look()
  elapsed = 24 * minuteMs
  now += 9 * minuteMs
  await watch.look()
  expect(answers).toEqual([])
  elapsed = 26 * minuteMs
  await watch.look()
  expect(answers).toEqual([`aside deny ${limitName}`])
})

test('a question that the AI review should have answered and could not says so', async () => {
  const notes: string[] = []
  const asked = (outcome: AiOutcome): InboxItem => {
    const said = { stage: null, said: null, cited: [], latencyMs: 1, cached: false }
    const ai: AiNote = { provider: 'local', model: 'm', outcome, ...said }
    const call = { id: callIdSchema.parse('c'), tool: 'Bash', input: {}, cwd: '/p' }
    const where = { sessionId: sessionIdSchema.parse('s'), workspace: '/p', home: '/h' }
    const found = { rules: [], effects: [], spans: [], missingFacts: [], explanation: [] }
    const decided = { decision: 'ask', layer: 'pattern' } as const
    const verdict = { ...decided, ...found, ai, reason: '', engineVersion: '', policyHash: '' }
    const asking = { kind: 'approval', entry: 1, agentReason: null } as const
    return { ...waiting(outcome), body: { ...asking, call: { ...call, ...where }, verdict } }
  }
  items = [asked('unreachable'), asked('unsure')]
  const noting = watchUnanswered({
    ...{ clock: { now: () => now, elapsed: () => elapsed }, limitMinutes: () => limit },
    inbox: {
      setDeadline: async () => ok(waiting('told')),
      list: () => items,
      async answer(_id, answer) {
        notes.push(answer.kind === 'deny' ? answer.note : '')
        return ok(waiting('done'))
      },
    },
  })
  await noting.look()
  elapsed = 10 * minuteMs
  await noting.look()
  noting.close()
  expect(notes[0]).toMatch(/within 10 min.*The AI review could not answer either \(unreachable\)/)
  expect(notes[1]).not.toContain('AI review')
})

test('the count goes on over a restart, from when the question was asked', async () => {
  await watch.look()
  pass(2)
  watch.close()
  watch = started()
  await watch.look()
  pass(7)
  await watch.look()
  expect(answers).toEqual([])
  pass(1)
  await watch.look()
  expect(answers).toEqual([`a deny ${limitName}`])
})

test('what ran out while the app was away has five minutes from the start on', async () => {
  watch.close()
  pass(600)
  watch = started()
  await watch.look()
  pass(4.9)
  await watch.look()
  expect(answers).toEqual([])
  pass(0.1)
  await watch.look()
  expect(answers).toEqual([`a deny ${limitName}`])
})

test('the card is told when it is denied, once, and again when the clock was set', async () => {
  const asked = now
  await watch.look()
  pass(1)
  await watch.look()
  expect(deadlines).toEqual([asked + 10 * minuteMs])
  now += 60 * minuteMs
  await watch.look()
  expect(deadlines.slice(1)).toEqual([asked + 70 * minuteMs])
})

test('a session that is attended from now on says so; left alone, its question has five minutes at least', async () => {
  await watch.look()
  pass(9)
  limit = null
  await watch.look()
  expect(deadlines.at(-1)).toBeNull()
  pass(100)
  await watch.look()
  expect(answers).toEqual([])
  limit = 10
  await watch.look()
  expect(deadlines.at(-1)).toBe(now + 5 * minuteMs)
})
