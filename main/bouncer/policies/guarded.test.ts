import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import { brand } from '../../../shared/brand.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { ok } from '../../../shared/kit/result.ts'
import { systemClock } from '../../kit/clock.ts'
import { createBouncer } from '../judge.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { createPolicies } from './policies.ts'

const workspace = '/home/mira/work/atlas'

function callOf(tool: string, input: Record<string, unknown>, folder = workspace): ToolCall {
  return {
    id: 'c' as CallId,
    sessionId: 's' as SessionId,
    ...{ tool, input, cwd: folder, workspace: folder },
    home: '/home/mira',
  }
}

const own = brand.homeFolder
const paths = [
  `${workspace}/${own}/policy.yaml`,
  `${own}/policy.json`,
  `~/${own}/policies/user.yaml`,
  '/data/house/policies/user.json',
  `/etc/${brand.command}/policy.yaml`,
  `/Library/Application Support/${brand.name}/policy.yaml`,
]

describe('policy files are out of reach for agents', () => {
  it.each(paths)('%s', (path) => {
    const quoted = path.startsWith('~') ? path : `'${path}'`
    const calls = [
      callOf('Write', { file_path: path, content: '' }),
      callOf('Edit', { file_path: path, old_string: 'deny', new_string: 'allow' }),
      callOf('Bash', { command: `echo > ${quoted}` }),
      callOf('Bash', { command: `rm ${quoted}` }),
      callOf('Bash', { command: `sed -i s/deny/allow/ ${quoted}` }),
      callOf('Bash', { command: `mv ${quoted} /tmp/x` }),
      callOf('Bash', { command: `cp /tmp/x ${quoted}` }),
      callOf('Bash', { command: `python3 -c "open('${path.replace('~', '/home/mira')}','w')"` }),
    ]
    const decisions = calls.map((call) => [
      JSON.stringify(call.input),
      judgeByPattern(call, { ownHome: '/data/house' }).decision,
    ])
    expect(decisions.filter(([, decision]) => decision !== 'deny')).toEqual([])
  })

  it('also by their whole folder', () => {
    for (const command of [`rm -rf ${own}`, `mv ${own} old`, `rm -r ~/${own}/policies`]) {
      expect([command, judgeByPattern(callOf('Bash', { command })).decision]).toEqual([
        command,
        'deny',
      ])
    }
  })
})

describe('on the way of every call', () => {
  it('rules of files decide, and a verdict names their hash', async () => {
    const root = await mkdtemp(join(tmpdir(), 'policies-'))
    await mkdir(join(root, 'work', own), { recursive: true })
    await writeFile(
      join(root, 'work', own, 'policy.yaml'),
      'version: 1\nrules: [{ id: here.no-ls, decision: deny, why: Lists files., when: { execute: { program: ls } } }]\n',
    )
    const policies = createPolicies({
      home: join(root, 'home'),
      organisationFolder: join(root, 'organisation'),
      notify: () => undefined,
    })
    const bouncer = createBouncer({
      audit: { append: async () => ok(1) },
      clock: systemClock,
      announce: () => undefined,
      policies,
    })
    const { verdict } = await bouncer.judge(callOf('Bash', { command: 'ls' }, join(root, 'work')))
    expect([verdict.decision, verdict.rules]).toEqual(['deny', ['here.no-ls']])
    const other = await bouncer.judge(callOf('Bash', { command: 'ls' }))
    expect(other.verdict.decision).toBe('allow')
    expect(other.verdict.policyHash).not.toBe(verdict.policyHash)
    const { rules, files } = await bouncer.rules([join(root, 'work')])
    expect(rules.filter(({ layer }) => layer === 'workspace')).toHaveLength(1)
    expect(files.filter(({ state }) => state === 'in-force')).toHaveLength(1)
    await rm(root, { recursive: true })
  })
})
