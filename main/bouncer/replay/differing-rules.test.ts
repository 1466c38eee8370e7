import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { readPolicy } from '../policies/read-policy.ts'
import { sourceRules } from '../policies/source-rules.ts'
import { builtInPolicy, layPolicy, type Policy } from '../rules/policy.ts'
import { differingRules, mayMatter } from './differing-rules.ts'

const home = '/home/mira'
const workspace = `${home}/work/atlas`

interface Row {
  readonly id: string
  readonly tool: string
  readonly input: Record<string, unknown>
}

/** Calls of every kind, as they stand in the open corpora. */
const calls = ['dangerous', 'evasions', 'benign'].flatMap((name): ToolCall[] => {
  const file = new URL(`../../../tests/corpus/${name}.jsonl`, import.meta.url)
  const rows = readFileSync(file, 'utf8').trim().split('\n')
  return rows.map((line) => {
    const { id, tool, input } = JSON.parse(line) as Row
    const ids = { id: id as CallId, sessionId: 's' as SessionId }
    return { ...ids, tool, input, cwd: workspace, workspace, home }
  })
})

function policyOf(decision: string, when: string): Policy {
  const read = readPolicy(
    `version: 1\nrules: [{ id: t.r, decision: ${decision}, why: Is tested., when: ${when} }]`,
  )
  if (!read.ok) throw new Error(read.error.what)
  return layPolicy(sourceRules(read.value, { layer: 'user', path: '/u.yaml' }).rules)
}

test.each([
  ['deny', '{ write: { path: "**/*.json" } }'],
  ['deny', '{ read: { secret: true } }'],
  ['ask', '{ read: { place: outside } }'],
  ['deny', '{ delete: { recursive: true } }'],
  ['allow', '{ delete: { path: "build/**", recursive: true } }'],
  ['deny', '{ network: { host: "*.com" } }'],
  ['allow', '{ network: { direction: upload } }'],
  ['deny', '{ version-control: { target: remote } }'],
  ['ask', '{ version-control: { branch: main } }'],
  ['deny', '{ infrastructure: { verb: "*" } }'],
  ['allow', '{ database: { verb: "*" } }'],
  ['deny', '{ environment: { name: "*" } }'],
  ['deny', '{ process: { action: "*" } }'],
  ['deny', '{ call: { tool: WebFetch } }'],
  ['deny', '{ call: { server: "*" } }'],
  ['deny', '{ rule: { id: "network.*" } }'],
  ['allow', '{ rule: { id: "*", detail: "*" } }'],
  ['deny', '{ all: [{ write: {} }, { network: {} }] }'],
  ['deny', '{ any: [{ unknown: {} }, { privilege: {} }] }'],
])('no call that %s %s decides otherwise is passed over', (decision, when) => {
  const policy = policyOf(decision, when)
  const differing = differingRules(builtInPolicy, policy) ?? []
  expect(differing).toHaveLength(1)
  const missed = calls.filter((call) => {
    const before = judgeByPattern(call)
    const looked = mayMatter(differing, { call, verdict: before, ownHome: `${home}/.mstro` })
    return !looked && judgeByPattern(call, { policy }).decision !== before.decision
  })
  expect(missed.map(({ id }) => id)).toEqual([])
})

test('programs and verdicts of other engines are always looked at, equal policies never', () => {
  const [call] = calls
  if (!call) throw new Error('no calls')
  const verdict = judgeByPattern(call)
  const recorded = { call, verdict, ownHome: `${home}/.mstro` }
  const programs = differingRules(builtInPolicy, policyOf('ask', '{ execute: { program: x } }'))
  expect(mayMatter(programs ?? [], recorded)).toBe(true)
  const tools = differingRules(builtInPolicy, policyOf('ask', '{ call: { tool: None } }')) ?? []
  expect(mayMatter(tools, recorded)).toBe(false)
  expect(mayMatter(tools, { ...recorded, verdict: { ...verdict, engineVersion: '0' } })).toBe(true)
  const same = policyOf('ask', '{ write: {} }')
  expect(differingRules(same, policyOf('ask', '{ write: {} }'))).toEqual([])
  expect(differingRules(same, { ...same, unread: [{ layer: 'user', file: '/x' }] })).toBeNull()
})
