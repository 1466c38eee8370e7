import { beforeEach, expect, it } from 'vitest'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import { callIdSchema, sessionIdSchema } from '../../../shared/kit/ids.ts'
import { ok } from '../../../shared/kit/result.ts'
import { createBouncer, type Judgement } from '../judge.ts'
import { createSharedJudgements, type SharedJudgements } from './shared-judgements.ts'

let now: number
let recorded: string[]
let shared: SharedJudgements

const call = (more: Partial<ToolCall> = {}): ToolCall => ({
  id: callIdSchema.parse('toolu_1'),
  sessionId: sessionIdSchema.parse('s1'),
  tool: 'Bash',
  input: { command: 'ls' },
  cwd: '/w',
  workspace: '/w',
  home: '/home/noor',
  ...more,
})

beforeEach(() => {
  now = 0
  recorded = []
  const bouncer = createBouncer({
    clock: { now: () => now, elapsed: () => now },
    announce: () => undefined,
    audit: {
      async append(record) {
        // Slow enough that both sides ask before either is answered.
        await new Promise((resolve) => setTimeout(resolve, 5))
        if (record.kind === 'decision') recorded.push(record.call.id)
        return ok(recorded.length)
      },
    },
  })
  shared = createSharedJudgements(bouncer, { now: () => now, elapsed: () => now })
})

const both = async (first: Promise<Judgement>, second: Promise<Judgement>) => {
  const [left, right] = await Promise.all([first, second])
  expect(right).toBe(left)
}

it('gives both the same when the gate is first', async () => {
  await both(shared.bouncer.judge(call()), shared.judgeForHook(call()))
  expect(recorded).toEqual(['toolu_1'])
})

it('gives both the same when the hook is first', async () => {
  await both(shared.judgeForHook(call()), shared.bouncer.judge(call()))
  expect(recorded).toEqual(['toolu_1'])
})

it('gives the same when one has its answer long before the other asks', async () => {
  const first = await shared.bouncer.judge(call())
  now += 59_000
  expect(await shared.judgeForHook(call())).toBe(first)
  expect(recorded).toHaveLength(1)
})

it('gives the hook the refusal of the gate', async () => {
  await both(shared.bouncer.refuse(call(), 'the folder is gone'), shared.judgeForHook(call()))
  expect(recorded).toHaveLength(1)
})

it.each<[string, Partial<ToolCall>]>([
  ['input', { input: { command: 'rm x' } }],
  ['id', { id: callIdSchema.parse('toolu_2') }],
  ['session', { sessionId: sessionIdSchema.parse('terminal:s1') }],
  ['folder', { cwd: '/w/sub' }],
  ['subagent', { agentId: 'a1' }],
])('judges a call of another %s by itself', async (_name, other) => {
  await Promise.all([shared.bouncer.judge(call()), shared.judgeForHook(call(other))])
  expect(recorded).toHaveLength(2)
})

it('judges what the gate asks again', async () => {
  await shared.bouncer.judge(call())
  await shared.bouncer.judge(call())
  expect(recorded).toHaveLength(2)
})

it('gives the gate a judgement of the hook once', async () => {
  await shared.judgeForHook(call())
  await shared.bouncer.judge(call())
  expect(recorded).toHaveLength(1)
  await shared.bouncer.judge(call())
  expect(recorded).toHaveLength(2)
})

it('judges anew after a minute', async () => {
  await shared.bouncer.judge(call())
  now += 61_000
  await shared.judgeForHook(call())
  expect(recorded).toHaveLength(2)
})
