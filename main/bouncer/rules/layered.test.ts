import { describe, expect, it } from 'vitest'
import type { Decision, RuleLayer, ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../../shared/kit/ids.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { readPolicy } from '../policies/read-policy.ts'
import { sourceRules } from '../policies/source-rules.ts'
import { builtInRules, unanswerable } from './built-in.ts'
import { layPolicy, type Policy } from './policy.ts'

type Written = readonly [
  layer: Exclude<RuleLayer, 'built-in' | 'grant'>,
  decision: Decision,
  when: string,
]

function policyOf(...rules: readonly Written[]): Policy {
  return layPolicy(
    rules.flatMap(([layer, decision, when], at) => {
      const text = `version: 1\nrules: [{ id: t.r${at}, decision: ${decision}, why: Is tested., when: ${when} }]`
      const read = readPolicy(text)
      if (!read.ok) throw new Error(`${when}: ${read.error.what}`)
      return sourceRules(read.value, { layer, path: `/${layer}.yaml` }).rules
    }),
  )
}

function judge(
  rules: readonly Written[],
  [tool, input]: readonly [string, Record<string, unknown>],
  workspace = '/home/mira/work/atlas',
): Verdict {
  const call: ToolCall = {
    id: 'c' as CallId,
    sessionId: 's' as SessionId,
    ...{ tool, input, cwd: workspace, workspace },
    home: '/home/mira',
  }
  return judgeByPattern(call, { policy: policyOf(...rules) })
}

const bash = (command: string) => ['Bash', { command }] as const
const read = (file_path: string) => ['Read', { file_path }] as const

/** The decision without the rule, and with it. */
function change(rule: Written, call: readonly [string, Record<string, unknown>]): string {
  return `${judge([], call).decision} ${judge([rule], call).decision}`
}

describe('patterns of strict rules', () => {
  it.each([
    // Paths.
    ['{ delete: { path: "fixtures/**" } }', bash('rm fixtures/a.json'), 'deny'],
    ['{ delete: { path: "fixtures/**" } }', bash('rm -r fixtures'), 'deny'],
    ['{ delete: { path: "fixtures/**" } }', bash('rm -r ./fixtures/../fixtures'), 'deny'],
    ['{ delete: { path: "fixtures/big/**" } }', bash('rm -r fixtures'), 'deny'],
    ['{ delete: { path: "fixtures/**" } }', bash('rm fix*/a.json'), 'deny'],
    ['{ delete: { path: "fixtures/**" } }', bash('rm fixtures-old/a.json *.log'), 'allow'],
    ['{ delete: { path: "fixtures/*" } }', bash('rm fixtures/deep/a.json'), 'allow'],
    ['{ delete: { path: "Fixtures/**" } }', bash('rm fixtures/a.json'), 'deny'],
    ['{ delete: { path: ["**", "!dist/**"] } }', bash('rm -r dist'), 'allow'],
    ['{ delete: { path: ["**", "!dist/**"] } }', bash('rm -r dist src/a'), 'deny'],
    ['{ delete: { path: "!dist/**" } }', bash('rm src/a'), 'deny'],
    ['{ delete: { path: "fixtures/**" } }', bash('rm "fixtures/$NAME"'), 'ask'],
    ['{ delete: { path: "fixtures/**" } }', bash('rm "src/gen/$NAME"'), 'allow'],
    ['{ delete: { recursive: true } }', bash('rm src/a'), 'allow'],
    ['{ delete: { recursive: true } }', bash('rm -r src/a'), 'deny'],
    ['{ read: { path: "~/notes/**" } }', bash('cat ~/notes/a.md'), 'deny'],
    ['{ read: { path: "**/*.sql" } }', bash('cat a.sql'), 'deny'],
    ['{ read: { path: "**/*.sql" } }', read('/home/mira/work/atlas/db/a.sql'), 'deny'],
    ['{ read: { path: "/etc/hosts" } }', bash('cat /etc/hosts'), 'deny'],
    ['{ read: { place: outside } }', bash('cat /etc/hosts'), 'deny'],
    ['{ read: { place: outside } }', bash('cat src/a'), 'allow'],
    ['{ read: { place: [temporary] } }', bash('cat /tmp/x'), 'deny'],
    ['{ write: { append: true } }', bash('echo a >> src/a'), 'deny'],
    ['{ write: { append: true } }', bash('echo a > src/a'), 'allow'],
    [
      '{ write: { path: migrations/** } }',
      ['Write', { file_path: 'migrations/1.sql', content: '' }],
      'deny',
    ],
    // Programs, hosts and the rest.
    ['{ execute: { program: terraform } }', bash('echo a && terraform version'), 'deny'],
    ['{ execute: { program: terraform } }', bash('/usr/bin/terraform version'), 'deny'],
    ['{ execute: { program: terraform } }', bash('env X=1 terraform version'), 'deny'],
    ['{ execute: { program: terraform } }', bash('terraform-docs .'), 'allow'],
    ['{ execute: { program: "./scripts/*" } }', bash('ls scripts'), 'allow'],
    ['{ execute: { source: inline } }', bash('python3 -c "print(1)"'), 'deny'],
    ['{ execute: { source: inline } }', bash('ls'), 'allow'],
    ['{ network: { host: "*.example.com" } }', bash('curl https://api.example.com/x'), 'deny'],
    ['{ network: { host: "*.example.com" } }', bash('curl https://example.com/x'), 'allow'],
    ['{ network: { host: "!*.example.com" } }', bash('curl https://api.example.com/x'), 'allow'],
    ['{ network: { host: "!*.example.com" } }', bash('curl https://other.example/x'), 'deny'],
    ['{ network: { host: "*.example.com" } }', bash('curl "$URL"'), 'ask'],
    [
      '{ network: { direction: download } }',
      ['WebFetch', { url: 'https://a.example', prompt: '' }],
      'deny',
    ],
    ['{ version-control: { target: worktree } }', bash('git reset --hard'), 'deny'],
    ['{ version-control: { target: [remote], verb: "*force*" } }', bash('git push'), 'ask'],
    ['{ database: {} }', bash('ls'), 'allow'],
    // The call, what a built-in rule matched, and several together.
    [
      '{ call: { tool: WebFetch } }',
      ['WebFetch', { url: 'https://a.example', prompt: '' }],
      'deny',
    ],
    ['{ call: { server: github } }', ['mcp__github__tangle', { repo: 'x' }], 'deny'],
    [
      '{ call: { server: github, tool: "delete_*" } }',
      ['mcp__github__delete_repo', { repo: 'x' }],
      'deny',
    ],
    ['{ call: { server: git, tool: "*" } }', ['mcp__github__tangle', {}], 'ask'],
    ['{ rule: { id: git.push } }', bash('git push'), 'deny'],
    ['{ rule: { id: "git.*" } }', bash('git push'), 'deny'],
    ['{ any: [{ delete: {} }, { network: {} }] }', bash('rm src/a'), 'deny'],
    ['{ all: [{ delete: {} }, { network: {} }] }', bash('rm src/a'), 'allow'],
    ['{ all: [{ delete: {} }, { network: {} }] }', bash('rm a; curl https://a.example'), 'deny'],
  ] as const)('%s', (when, call, decision) => {
    const verdict = judge([['user', 'deny', when]], call)
    expect([call, verdict.decision]).toEqual([call, decision])
    if (verdict.rules[0] !== 't.r0') return
    expect(verdict.spans.length).toBeGreaterThan(0)
    for (const { field, start, end } of verdict.spans) {
      const text: unknown = Reflect.get(call[1], field)
      expect(String(text).slice(start, end)).not.toBe('')
    }
  })

  it('take the folder of the project by its letters, also where they look like wildcards', () => {
    const rule: Written = ['user', 'deny', '{ delete: { path: "a/**" } }']
    const odd = '/home/mira/[app]'
    expect(judge([rule], bash('rm a/x'), odd).decision).toBe('deny')
    expect(judge([rule], bash('rm b/x'), odd).decision).toBe('allow')
  })
})

describe('allowing rules', () => {
  it.each([
    ['{ version-control: { target: remote } }', bash('git push'), 'ask allow'],
    ['{ rule: { id: git.push } }', bash('git push'), 'ask allow'],
    ['{ rule: { id: git.push } }', bash('git push --force'), 'ask ask'],
    ['{ rule: { id: git.push } }', bash('git push && git reset --hard'), 'ask ask'],
    [
      '{ any: [{ rule: { id: git.push } }, { version-control: { target: worktree } }] }',
      bash('git push && git reset --hard'),
      'ask allow',
    ],
    ['{ write: { path: "~/notes/**" } }', bash('echo a > ~/notes/a'), 'ask allow'],
    ['{ write: { path: "~/notes/**" } }', bash('cp a b ~/notes/'), 'ask allow'],
    ['{ write: { path: "~/notes/**" } }', bash('echo a > ~/notes/../a'), 'ask ask'],
    ['{ write: { path: "~/Notes/**" } }', bash('echo a > ~/notes/a'), 'ask ask'],
    ['{ write: { path: "~/notes/*" } }', bash('echo a > ~/notes/$X'), 'ask ask'],
    ['{ write: { path: ["~/**", "!~/.config/**"] } }', bash('echo a > ~/.config/x'), 'ask ask'],
    ['{ write: { place: home } }', bash('tee ~/a /opt/x'), 'deny deny'],
    ['{ read: { path: ".env" } }', read('/home/mira/work/atlas/.env'), 'ask ask'],
    ['{ read: { path: ".env", secret: true } }', read('/home/mira/work/atlas/.env'), 'ask allow'],
    ['{ delete: { place: home } }', bash('rm ~/a.txt'), 'ask allow'],
    ['{ delete: { place: home } }', bash('rm -r ~/a'), 'deny deny'],
    ['{ call: { server: github } }', ['mcp__github__tangle', {}], 'ask allow'],
    ['{ call: { server: git* } }', ['mcp__gitlab__tangle', {}], 'ask allow'],
    ['{ call: { server: hub } }', ['mcp__github__tangle', {}], 'ask ask'],
    [
      '{ network: { host: a.example, direction: upload } }',
      bash('curl -d x https://a.example'),
      'ask allow',
    ],
    [
      '{ network: { host: a.example } }',
      bash('curl -d x https://a.example https://b.example'),
      'ask ask',
    ],
    ['{ network: { host: "*" } }', bash('curl -d x "$URL"'), 'ask ask'],
    ['{ execute: {} }', bash('$PROGRAM'), 'ask ask'],
    ['{ rule: { id: "*" } }', bash('rm -rf /'), 'deny deny'],
    ['{ rule: { id: "*" } }', bash('echo "'), 'ask ask'],
    [
      '{ all: [{ call: { tool: Bash } }, { rule: { id: git.push } }] }',
      bash('git push'),
      'ask allow',
    ],
    [
      '{ all: [{ network: { host: a.example } }, { rule: { id: git.push } }] }',
      bash('git push'),
      'ask ask',
    ],
  ] as const)('%s', (when, call, expected) => {
    expect([call, change(['user', 'allow', when], call)]).toEqual([call, expected])
  })

  it('name themselves as the winner and keep the question they answered', () => {
    const verdict = judge([['user', 'allow', '{ rule: { id: git.push } }']], bash('git push'))
    expect(verdict.rules).toEqual(['t.r0', 'git.push'])
    expect(verdict.winner).toEqual({
      ...{ id: 't.r0', layer: 'user', why: 'Is tested.', file: '/user.yaml' },
    })
    expect(verdict.reason).toBe('Allowed by a rule of the person (t.r0): “Is tested.”')
  })
})

describe('layers', () => {
  const push = bash('git push')
  const may = '{ rule: { id: git.push } }'

  it.each([
    [[['organisation', 'allow', may]], 'allow', 'organisation'],
    [[['user', 'allow', may]], 'allow', 'user'],
    [
      [
        ['organisation', 'deny', may],
        ['user', 'allow', may],
      ],
      'deny',
      'organisation',
    ],
    [
      [
        ['organisation', 'ask', may],
        ['user', 'allow', may],
      ],
      'ask',
      'organisation',
    ],
    [
      [
        ['organisation', 'allow', may],
        ['user', 'ask', may],
      ],
      'ask',
      'user',
    ],
    [
      [
        ['user', 'allow', may],
        ['workspace', 'ask', may],
      ],
      'ask',
      'workspace',
    ],
    [
      [
        ['user', 'allow', may],
        ['workspace', 'deny', may],
      ],
      'deny',
      'workspace',
    ],
    [
      [
        ['user', 'allow', may],
        ['workspace', 'allow', may],
      ],
      'allow',
      'user',
    ],
    [[['workspace', 'allow', may]], 'ask', 'built-in'],
    [
      [
        ['user', 'ask', may],
        ['user', 'allow', may],
      ],
      'ask',
      'user',
    ],
  ] as const)('%j', (rules, decision, layer) => {
    const verdict = judge(rules, push)
    expect([verdict.decision, verdict.winner?.layer]).toEqual([decision, layer])
  })

  it('no rule of a file answers what was not read', () => {
    const ids = new Set(builtInRules.map(({ id }) => id))
    expect([...unanswerable].filter((id) => !ids.has(id))).toEqual([])
    for (const id of unanswerable) {
      expect(builtInRules.find((rule) => rule.id === id)?.decision).toBe('ask')
    }
  })
})

describe('cost', () => {
  it('is bounded: what could not be compared to the end asks', () => {
    const many: Written[] = Array.from({ length: 40 }, (_, at) => [
      ...(['user', 'deny', `{ read: { path: "**/a*a*a*a*b${at}*/**" } }`] as const),
    ])
    const words = Array.from({ length: 400 }, (_, at) => `${'a'.repeat(60)}${at}`).join(' ')
    expect(judge(many, bash(`cat ${words}`)).decision).not.toBe('allow')
  })
})
