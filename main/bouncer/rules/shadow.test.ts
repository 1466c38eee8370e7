import { expect, test } from 'vitest'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { checkCases } from '../policies/check-policy.ts'
import { readPolicy } from '../policies/read-policy.ts'
import { sourceRules } from '../policies/source-rules.ts'
import { layPolicy, type Policy } from './policy.ts'

const home = '/home/mira'
const workspace = `${home}/work/atlas`

function policyOf(...rules: readonly string[]): { policy: Policy; text: string } {
  const text = `version: 1\nrules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`
  const read = readPolicy(text)
  if (!read.ok) throw new Error(read.error.what)
  const place = { layer: 'user', path: '/u.yaml' } as const
  return { policy: layPolicy(sourceRules(read.value, place).rules), text }
}

const docker =
  '{ id: t.docker, decision: deny, why: Uses docker., shadow: true, when: { execute: { program: docker } } }'
const hosts =
  '{ id: t.hosts, decision: allow, why: Talks to it., shadow: true, when: { network: { host: api.example.com } } }'

function judge(policy: Policy, command: string): Verdict {
  const call: ToolCall = {
    ...{ id: 'c' as CallId, sessionId: 's' as SessionId, tool: 'Bash', input: { command } },
    ...{ cwd: workspace, workspace, home },
  }
  return judgeByPattern(call, { policy })
}

test('a rule on trial decides nothing and is noted where it would', () => {
  const { policy } = policyOf(docker, hosts)
  expect(judge(policy, 'docker ps')).toMatchObject({
    decision: 'allow',
    shadow: { decision: 'deny', rules: ['t.docker'] },
  })
  expect(judge(policy, 'npm test').shadow).toBeUndefined()
  const upload = judge(policy, 'curl -d @x https://api.example.com')
  expect(upload).toMatchObject({ decision: 'ask', rules: ['network.upload'] })
  expect(upload.shadow).toEqual({ decision: 'allow', rules: ['t.hosts', 'network.upload'] })
})

test('what is denied anyway has nothing to note, and a rule in force outweighs', () => {
  const inForce = '{ id: t.all, decision: deny, why: No., when: { execute: { program: docker } } }'
  const { policy } = policyOf(docker, inForce)
  const verdict = judge(policy, 'docker ps')
  expect(verdict).toMatchObject({ decision: 'deny', rules: ['t.all'] })
  expect(verdict.shadow).toBeUndefined()
})

test('the hash changes with it, the rules that people see name it', () => {
  const { policy } = policyOf(docker)
  expect(policy.hash).not.toBe(policyOf(hosts).policy.hash)
  expect(policy.publicRules.at(-1)).toMatchObject({ id: 't.docker', shadow: true })
  expect(policy.rules).toEqual([])
})

test('its cases are held against it as if it counted', () => {
  const { policy, text } = policyOf(
    docker.replace(
      /\}$/,
      ', expect: [{ tool: Bash, input: { command: docker ps }, decision: deny }] }',
    ),
  )
  const read = readPolicy(text)
  if (!read.ok) throw new Error(read.error.what)
  expect(checkCases(read.value, policy, { workspace, home })).toMatchObject([{ isMet: true }])
})
