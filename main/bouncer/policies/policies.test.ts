import { mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Decision, ToolCall } from '../../../shared/bouncer/model.ts'
import { brand } from '../../../shared/brand.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { createPolicies, type Policies } from './policies.ts'
import { readPolicy } from './read-policy.ts'

let root = ''
let notices: string[] = []
let policies: Policies

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'policies-'))
  for (const folder of ['home/policies', 'organisation', `work/${brand.homeFolder}`]) {
    await mkdir(join(root, folder), { recursive: true })
  }
  notices = []
  policies = createPolicies({
    home: join(root, 'home'),
    organisationFolder: join(root, 'organisation'),
    notify: ({ message }) => notices.push(message),
  })
})
afterEach(() => rm(root, { recursive: true, force: true }))

const places = {
  organisation: 'organisation/policy.yaml',
  user: 'home/policies/user.yaml',
  workspace: `work/${brand.homeFolder}/policy.yaml`,
} as const

function put(layer: keyof typeof places, text: string): Promise<void> {
  return writeFile(join(root, places[layer]), text)
}

async function verdictFor(command: string) {
  const workspace = join(root, 'work')
  const call: ToolCall = {
    id: 'c' as CallId,
    sessionId: 's' as SessionId,
    tool: 'Bash',
    input: { command },
    cwd: workspace,
    workspace,
    home: '/home/mira',
  }
  return judgeByPattern(call, { policy: await policies.policyFor(workspace) })
}

async function decide(command: string): Promise<Decision> {
  return (await verdictFor(command)).decision
}

const rule = (id: string, decision: Decision, when: string): string =>
  `  - id: ${id}\n    decision: ${decision}\n    why: For a test.\n    when: ${when}\n`
const file = (...rules: string[]): string => `version: 1\nrules:\n${rules.join('')}`
const noTagging = rule('team.no-terraform', 'deny', '{ execute: { program: terraform } }')

describe('policy files', () => {
  it('count from the next call on, and stop counting when they go', async () => {
    expect(await decide('terraform version')).toBe('allow')
    await put('user', file(noTagging))
    const verdict = await verdictFor('terraform version')
    expect([verdict.decision, verdict.winner]).toEqual([
      'deny',
      {
        id: 'team.no-terraform',
        layer: 'user',
        why: 'For a test.',
        file: join(root, places.user),
      },
    ])
    await rm(join(root, places.user))
    expect(await decide('terraform version')).toBe('allow')
    expect(notices).toEqual([])
  })

  it('are read as JSON too', async () => {
    const text = JSON.stringify({
      version: 1,
      rules: [
        { id: 'a.b', decision: 'ask', why: 'For a test.', when: { execute: { program: 'jq' } } },
      ],
    })
    await writeFile(join(root, 'home/policies/user.json'), text)
    expect(await decide('jq . x.json')).toBe('ask')
  })

  it('are read once while nothing changes', async () => {
    await put('user', file(noTagging))
    const workspace = join(root, 'work')
    const first = await policies.policyFor(workspace)
    expect(await policies.policyFor(workspace)).toBe(first)
    await utimes(join(root, places.user), 1, 1)
    expect(await policies.policyFor(workspace)).not.toBe(first)
  })

  it('count in the folder they lie in alone', async () => {
    await put('workspace', file(noTagging))
    expect(await decide('terraform version')).toBe('deny')
    const other = await policies.policyFor(join(root, 'elsewhere'))
    expect(other.rules).toEqual([])
  })

  it('change the hash with every rule, layer and unread file, and not with their tests', async () => {
    const workspace = join(root, 'work')
    const hashes = new Set<string>()
    const note = async () => hashes.add((await policies.policyFor(workspace)).hash)
    await note()
    await put('user', file(noTagging))
    await note()
    await put('user', `${file(noTagging)}    expect: []\n`)
    await note()
    expect(hashes.size).toBe(2)
    await put('workspace', file(noTagging))
    await note()
    await rm(join(root, places.user))
    await note()
    await put('organisation', 'version: 1\nrules: 3\n')
    await note()
    expect(hashes.size).toBe(5)
  })
})

describe('a broken policy file', () => {
  it.each(['organisation', 'user', 'workspace'] as const)(
    'of the %s makes calls ask while it was never read, and says file, line, what and what to do',
    async (layer) => {
      await put(layer, file(rule('a.b', 'deny', '{ delete: { recursve: true } }')))
      const verdict = await verdictFor('ls')
      expect([verdict.decision, verdict.rules, verdict.winner?.layer]).toEqual([
        'ask',
        ['policy.unread'],
        layer,
      ])
      expect(verdict.spans).toEqual([{ field: 'command', start: 0, end: 2 }])
      expect(notices).toEqual([
        `The rules in ${join(root, places[layer])} cannot be read (line 6: “recursve” is not a key of “when.delete” of rule 1). What they forbid is not known, so calls that would go through ask you instead. Correct the file or remove it.`,
      ])
      expect(await decide('rm -rf /')).toBe('deny')
    },
  )

  it('keeps the last good rules, and takes the corrected ones', async () => {
    await put('user', file(noTagging))
    expect(await decide('terraform version')).toBe('deny')
    await put('user', 'version: 1\nrules: [\n')
    expect([await decide('terraform version'), await decide('ls')]).toEqual(['deny', 'allow'])
    expect(notices).toHaveLength(1)
    expect(notices[0]).toContain('The rules it held before stay in force. Correct the file.')
    await put('user', file(rule('a.b', 'deny', '{ execute: { program: ls } }')))
    expect([await decide('terraform version'), await decide('ls')]).toEqual(['allow', 'deny'])
  })

  it.each([
    ['an alias', 'version: 1\nrules:\n  - &a { id: a.b }\n  - *a\n', 'it uses an alias'],
    ['a tag', 'version: 1\nrules: !!set {}\n', 'line 2: a tag stands there'],
    ['a second document', '---\nversion: 1\n---\nrules: []\n', 'a second document begins'],
    ['two rules of one id', file(noTagging, noTagging), 'is also the id of another rule'],
    ['a version to come', 'version: 2\nrules: []\n', 'line 1: “version” of the file must be 1'],
    ['an unknown place', file(rule('a.b', 'ask', '{ read: { place: moon } }')), 'must be project'],
    [
      'two things at once',
      file(rule('a.b', 'ask', '{ read: {}, write: {} }')),
      'exactly one thing',
    ],
    ['nothing at all', '', 'the file must be a group of keys'],
    ['too much', `version: 1\n${'#'.repeat(300_000)}`, 'longer than 256 KB'],
  ])('may hold %s', async (_name, text, what) => {
    await put('user', text)
    expect(await decide('ls')).toBe('ask')
    expect(notices.join()).toContain(what)
  })

  it('may be no plain file', async () => {
    await mkdir(join(root, places.user))
    expect(await decide('ls')).toBe('ask')
    expect(notices.join()).toContain('not a plain file')
  })

  it('may be text in no known form', async () => {
    await writeFile(join(root, places.user), Buffer.from([0xff, 0xfe, 0x00, 0xd8]))
    expect(await decide('ls')).toBe('ask')
    expect(notices.join()).toContain('not UTF-8 text')
  })

  it('may be a link that leads nowhere, which is no file', async () => {
    await symlink(join(root, 'nowhere'), join(root, places.user))
    expect(await decide('ls')).toBe('allow')
  })
})

describe('rules that do not count', () => {
  it('are those of a folder that allow; the others of the file count', async () => {
    const loosens = rule('here.push', 'allow', '{ rule: { id: git.push } }')
    await put('workspace', file(loosens, noTagging))
    expect([await decide('git push'), await decide('terraform version')]).toEqual(['ask', 'deny'])
    expect(notices).toHaveLength(1)
    expect(notices[0]).toContain('The rule here.push in')
    expect(notices[0]).toContain('Move it to your own rules or remove it.')
  })

  it.each([
    ['{ call: { tool: Bash } }'],
    ['{ call: { tool: "*" } }'],
    ['{ call: {} }'],
    ['{ all: [{ call: { tool: "B*" } }] }'],
    ['{ any: [{ call: { tool: Write } }, { network: { host: a.example } }] }'],
  ])('are those that allow whatever an acting tool does: %s', async (when) => {
    await put('user', file(rule('a.b', 'allow', when)))
    expect(await decide('git push')).toBe('ask')
    expect(notices.join()).toContain('allows whatever a tool of the agent does')
  })

  it('and names of built-in rules that are not there or cannot be loosened are told', async () => {
    const vain = rule('a.b', 'allow', '{ rule: { id: [git.pusch, delete.system] } }')
    await put('user', file(vain, rule('git.push', 'ask', '{ execute: { program: x } }')))
    expect(await decide('rm -rf /etc')).toBe('deny')
    expect(notices).toHaveLength(3)
    expect(notices[0]).toContain('names git.pusch, and no built-in rule has that id')
    expect(notices[1]).toContain('allows what the built-in rule delete.system stops')
    expect(notices[2]).toContain('The rule git.push in')
  })
})

describe('the overview', () => {
  it('lists every place with its state, and the rules of all layers with their file', async () => {
    await put('user', file(noTagging))
    await put('workspace', file(rule('here.x', 'allow', '{ read: {} }')))
    await put('organisation', 'version: 1')
    const { files, policy } = await policies.overview([join(root, 'work')])
    expect(files.map(({ layer, state, rules }) => [layer, state, rules])).toEqual([
      ['organisation', 'broken', 0],
      ['organisation', 'absent', 0],
      ['user', 'in-force', 1],
      ['user', 'absent', 0],
      ['workspace', 'in-force', 0],
      ['workspace', 'absent', 0],
    ])
    expect(files[4]?.problems).toHaveLength(1)
    expect(policy.publicRules.filter(({ layer }) => layer !== 'built-in')).toEqual([
      {
        id: 'team.no-terraform',
        layer: 'user',
        decision: 'deny',
        why: 'For a test.',
        file: join(root, places.user),
      },
    ])
  })
})

describe('the example of the documentation', () => {
  it('is a policy whose own cases come out as they say', async () => {
    const text = await readFile(new URL('../../../docs/policies.md', import.meta.url), 'utf8')
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? []
    const read = readPolicy(example)
    const cases = read.ok ? read.value.rules.flatMap((one) => one.expect ?? []) : []
    expect(cases).toHaveLength(1)
    await put('user', example)
    for (const { input, decision } of cases)
      expect(await decide(String(input.command))).toBe(decision)
    expect(notices).toEqual([])
  })
})

describe('what privacy may ask', () => {
  it('the person’s own files can be exported and erased', async () => {
    await put('user', file(noTagging))
    await put('workspace', file(noTagging))
    const held = []
    for await (const one of policies.dataOwner.export()) held.push(one)
    expect(held.map(({ path }) => path)).toEqual(['policies/user.yaml'])
    expect(String(await held[0]?.read())).toContain('team.no-terraform')
    expect(await policies.dataOwner.erase()).toHaveLength(1)
    expect(await decide('terraform version')).toBe('deny')
    await rm(join(root, places.workspace))
    expect(await decide('terraform version')).toBe('allow')
    expect(await policies.dataOwner.erase()).toEqual([])
  })
})
