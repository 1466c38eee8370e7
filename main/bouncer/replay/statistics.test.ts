import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { limitName } from '../../../shared/inbox/answered-by.ts'
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

async function decide(
  session: string,
  command: string,
  answer?: 'allow' | 'deny' | Partial<Verdict>,
): Promise<void> {
  calls += 1
  const id = `c${calls}`
  const call = { id: id as CallId, tool: 'Bash', input: { command }, cwd: workspace, workspace }
  const whole: ToolCall = { ...call, sessionId: session as SessionId, home: '/home/mira' }
  const verdict = { ...judgeByPattern(whole), ...(typeof answer === 'object' ? answer : {}) }
  await audit.append({ kind: 'decision', session, call, verdict, latencyUs: 300 })
  if (typeof answer !== 'string') return
  const by = { by: session === 'alone' ? limitName : 'window', waitedMs: 0, inboxId: 'i' }
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
  expect(exposure[0]?.secrets.map(({ name, call }) => [name, call])).toEqual([
    [`${workspace}/.env`, 'Bash cat .env'],
  ])
})

test('tells which variables were shown by calls that ran', async () => {
  await decide('a', 'printenv AWS_SECRET_ACCESS_KEY', 'allow')
  await decide('a', 'printenv NPM_TOKEN', 'deny')
  await decide('a', 'echo $GITHUB_TOKEN')
  await decide('a', 'env')
  await decide('a', 'printenv PATH')
  const { exposure } = await guardStatistics({ folder })
  expect(exposure[0]?.secrets.map(({ kind, name, entry }) => [kind, name, entry])).toEqual([
    ['variable', 'AWS_SECRET_ACCESS_KEY', 2],
    ['variable', 'GITHUB_TOKEN', 6],
    ['environment', '', 7],
  ])
})

test('says how many secrets and sessions it does not list', async () => {
  for (let at = 0; at < 53; at += 1) await decide('a', `cat svc${at}/.env`, 'allow')
  for (let at = 0; at < 21; at += 1) await decide(`b${at}`, 'cat .env', 'allow')
  const whole = merge('statistics', [await guardStatistics({ folder })])
  expect(whole.exposure).toHaveLength(20)
  expect(whole.moreSessions).toBe(2)
  const { exposure } = await guardStatistics({ folder })
  const [first] = exposure
  expect([first?.secrets.length, first?.more]).toEqual([50, 3])
})

test('tells how questions ended and what stopped calls', async () => {
  await week()
  await decide('alone', 'git push origin main', 'deny')
  for (const [layer, decision] of [
    ['ai', 'allow'],
    ['ai', 'deny'],
    ['grant', 'allow'],
    ['failure', 'deny'],
  ] as const) {
    await decide('d', 'git push origin main', { layer, decision })
  }
  expect(await guardStatistics({ folder })).toMatchObject({
    ...{ calls: 11, denied: 3, asked: 5 },
    answered: { allowed: 2, denied: 1, nobody: 1 },
    spared: { grant: 1, ai: 1 },
    stopped: { rules: 1, ai: 1, failure: 1 },
  })
})

test('the parts of a record come to the whole', async () => {
  await week()
  const parts = [0, 1, 2].map((at) => guardStatistics({ folder, part: { at, of: 3 } }))
  const whole = await guardStatistics({ folder })
  expect(merge('statistics', await Promise.all(parts))).toEqual(merge('statistics', [whole]))
})
