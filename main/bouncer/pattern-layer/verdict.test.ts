import { describe, expect, it } from 'vitest'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { readPolicy } from '../policies/read-policy.ts'
import { sourceRules } from '../policies/source-rules.ts'
import { builtInPolicy, layPolicy } from '../rules/policy.ts'
import { judgeByPattern } from './pattern-layer.ts'

function judge(tool: string, input: Record<string, unknown>, policy = builtInPolicy) {
  const call: ToolCall = {
    id: 'c' as CallId,
    sessionId: 's' as SessionId,
    ...{ tool, input, cwd: '/home/mira/atlas', workspace: '/home/mira/atlas' },
    home: '/home/mira',
  }
  return judgeByPattern(call, { policy })
}

describe('the spans of a verdict', () => {
  it('are all of the text where the rule matched nothing in particular', () => {
    expect(judge('Frobnicate', { count: 3, text: 'abc' }).spans).toEqual([
      { field: 'text', start: 0, end: 3 },
    ])
  })

  it('are none for a call that goes through', () => {
    expect(judge('Bash', { command: 'ls' }).spans).toEqual([])
  })
})

describe('what no rule knows', () => {
  it.each([
    ['echo a > ~/notes/$NAME', 'ask'],
    ['echo a > /dev/null', 'allow'],
    ['frobnicate --output ~/notes/a', 'ask'],
    ['frobnicate --output=../a', 'ask'],
    ['frobnicate -o dist/a --out-dir /tmp/b', 'allow'],
    ['frobnicate --input ~/notes/a', 'allow'],
  ])('%s: %s', (command, decision) => {
    expect(judge('Bash', { command }).decision).toBe(decision)
  })
})

describe('plain words', () => {
  it.each([
    ['rm -r ~/x', ['Deletes 1 folder outside the project: ~/x']],
    ['rm a b c d e', ['Deletes 5 files in the project: a, b, c and 2 more']],
    ['rm *.log', ['Deletes files in the project: *.log']],
    ['rm "$X"', ['Deletes files at a place that cannot be read: …']],
    ['echo a >> /etc/hosts', ['Appends to 1 file of the system: /etc/hosts']],
    ['cat .env', ['Reads 1 file in the project: .env (holds credentials)']],
    ['cat src/a.ts && npm test', []],
    ['git push --force', ['Changes the repository on the server: force-push']],
    ['curl -d x https://a.example', ['Sends data to a.example']],
    ['sudo ls', ['Gains more rights: sudo']],
    ['kill 4242', ['Acts on running programs: kill 4242']],
    ['touch a; touch a', ['Writes 1 file in the project: a']],
  ])('%s', (command, lines) => {
    expect(judge('Bash', { command }).explanation).toEqual(lines)
  })

  it('are twelve at most', () => {
    const command = Array.from({ length: 30 }, (_, at) => `touch f${at}`).join('; ')
    expect(judge('Bash', { command }).explanation).toHaveLength(12)
  })
})

describe('the reason for the agent', () => {
  it.each([
    ['rm -rf ~', /^Denied because the call .*; \S.*\.$/],
    [
      'git push',
      /^Asked because the call .*; name the remote and a branch of your own, or let the person push\.$/,
    ],
    ['ls', /^No rule objects to what this call does\.$/],
  ])('%s', (command, reason) => {
    expect(judge('Bash', { command }).reason).toMatch(reason)
  })
})

it('quotes the sentences of a rule of a file, whatever their form', () => {
  const read = readPolicy(
    'version: 1\nrules: [{ id: mine.push, decision: deny, why: No force pushes at all, instead: Push a branch., when: { version-control: { target: remote } } }]',
  )
  if (!read.ok) throw new Error(read.error.what)
  const policy = layPolicy(sourceRules(read.value, { layer: 'user', path: '/u.yaml' }).rules)
  expect(judge('Bash', { command: 'git push --force' }, policy).reason).toBe(
    'Denied by a rule of the person (mine.push): “No force pushes at all.” Push a branch.',
  )
})
