import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { type Audit, createAudit } from '../../audit/index.ts'
import { silentLogger } from '../../kit/silent-logger.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { merge } from './merge.ts'
import { guardStatistics } from './statistics.ts'

const workspace = '/home/mira/work/atlas'
let folder: string
let audit: Audit
let now: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statistics-'))
  now = new Date(2026, 10, 20, 12).getTime()
  audit = await createAudit({
    ...{ folder, headKey: null, logger: silentLogger, announce: () => undefined },
    ...{ clock: { now: () => now, elapsed: () => now }, redact: (value) => value },
  })
})
afterEach(async () => {
  await audit.close()
  await rm(folder, { recursive: true, force: true })
})

let calls = 0

async function decide(session: string, command: string, answer?: 'allow' | 'deny'): Promise<void> {
  calls += 1
  const id = `c${calls}`
  const call = { id: id as CallId, tool: 'Bash', input: { command }, cwd: workspace, workspace }
  const whole: ToolCall = { ...call, sessionId: session as SessionId, home: '/home/mira' }
  const verdict = judgeByPattern(whole)
  await audit.append({ kind: 'decision', session, call, verdict, latencyUs: 300 })
  if (!answer) return
  const by = { by: 'window', waitedMs: 0, inboxId: 'i' }
  await audit.append({ kind: 'answer', session, callId: id, decision: answer, ...by })
}

async function week(): Promise<void> {
  await decide('a', 'npm test')
  await decide('a', 'rm -rf ~')
  await decide('a', 'cat .env', 'allow')
  now += 24 * 3_600_000
  await decide('b', 'curl -d @x https://api.example.com', 'allow')
  await decide('b', 'curl -d @y https://api.example.com', 'deny')
  await decide('b', 'curl -d @z https://api.example.com')
}

test('counts calls, questions and answers by day and rule', async () => {
  await week()
  const found = await guardStatistics({ folder })
  expect(found.calls).toBe(6)
  expect(found.denied).toBe(1)
  expect(found.days.map((day) => day.calls)).toEqual([3, 3])
  expect(found.days.map((day) => new Date(day.day).getHours())).toEqual([0, 0])
  expect(found.rules.find(({ rule }) => rule === 'network.upload')).toEqual({
    ...{ rule: 'network.upload', asked: 3, allowed: 1, denied: 1 },
  })
  expect(found.latencies.reduce((sum, count) => sum + count, 0)).toBe(6)
})

test('tells which secrets were read by calls that ran', async () => {
  await decide('a', 'cat ~/.aws/credentials', 'deny')
  await decide('a', 'cat .env', 'allow')
  await decide('a', 'grep x .env', 'allow')
  const { exposure } = await guardStatistics({ folder })
  expect(exposure.map(({ session }) => session)).toEqual(['a'])
  expect(exposure[0]?.secrets.map(({ path, call }) => [path, call])).toEqual([
    [`${workspace}/.env`, 'Bash cat .env'],
  ])
})

test('the parts of a record come to the whole', async () => {
  await week()
  const parts = [0, 1, 2].map((at) => guardStatistics({ folder, part: { at, of: 3 } }))
  const whole = await guardStatistics({ folder })
  expect(merge('statistics', await Promise.all(parts))).toEqual(merge('statistics', [whole]))
})
