import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ToolCall } from '../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../shared/kit/ids.ts'
import { createAudit } from './audit/index.ts'
import { judgeByPattern } from './bouncer/index.ts'
import type { Call } from './commands/command.ts'
import { systemClock } from './kit/clock.ts'
import { silentLogger } from './kit/silent-logger.ts'
import { lintPolicy, replayPolicyFile, testPolicy } from './policy-commands.ts'

let home: string
let file: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'policy-commands-'))
  file = join(home, 'rules.yaml')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(home, { recursive: true, force: true })
})

async function run(
  command: (call: Call) => Promise<0 | 1>,
  flags: Readonly<Record<string, string>> = {},
  typed: string = file,
) {
  const written: string[] = []
  const code = await command({
    operands: [typed],
    has: (flag) => flag in flags,
    text: (flag) => flags[flag],
    home: flags.home ?? home,
    isJson: true,
    write: (text) => void written.push(text),
  })
  const said: Record<string, unknown> = JSON.parse(written.join(''))
  return { code, said }
}

const rules = (...lines: readonly string[]) => writeFile(file, ['version: 1', ...lines].join('\n'))
const frozen = [
  'rules:',
  '  - id: team.frozen',
  '    decision: deny',
  '    why: Changes the payouts.',
  '    when: { write: { path: payout/** } }',
]
const writes = (decision: string) =>
  `{ tool: Write, input: { file_path: payout/a, content: x }, decision: ${decision} }`

test('a case that is met passes, one that is not names what decided', async () => {
  await rules(...frozen, `    expect: [${writes('deny')}]`)
  expect(await run(testPolicy)).toMatchObject({ code: 0, said: { ok: true } })
  await rules(...frozen, `    expect: [${writes('deny')}, ${writes('allow')}]`)
  expect(await run(testPolicy)).toMatchObject({
    code: 1,
    said: {
      ...{ ok: false, code: 'command.cases-missed' },
      cases: [
        { isMet: true },
        { isMet: false, expected: 'allow', got: 'deny', by: ['team.frozen'] },
      ],
    },
  })
})

test('what cannot be read or does not count fails, what is odd is a hint', async () => {
  await rules(...frozen)
  expect(await run(lintPolicy)).toMatchObject({
    ...{ code: 0 },
    said: { rules: 1, hints: [{ rule: 'team.frozen', kind: 'no-case' }] },
  })
  await rules(
    'rules: [{ id: mine.all, decision: allow, why: All., when: { call: { tool: "*" } } }]',
  )
  expect(await run(lintPolicy)).toMatchObject({
    code: 1,
    said: { ok: false, rules: 0, problems: [expect.stringContaining('mine.all')] },
  })
  await rules('rules: 3')
  expect(await run(lintPolicy)).toMatchObject({ code: 1, said: { code: 'policy.draft-broken' } })
  await rm(file)
  expect(await run(testPolicy)).toMatchObject({ code: 1, said: { code: 'command.no-file' } })
})

/** A project folder; nothing of it is read. */
const project = '/home/mira/work/atlas'
const commands = [
  'npm test',
  'docker ps',
  'echo a > payout/a',
  'curl -d @x https://api.example.com',
]

/** Records each command as the app would. */
async function record(): Promise<void> {
  const folder = join(home, 'logs')
  const audit = await createAudit({
    ...{ folder, clock: systemClock, headKey: null, logger: silentLogger },
    ...{ redact: (value) => value, announce: () => undefined },
  })
  for (const [at, command] of commands.entries()) {
    const call = {
      id: `c${at}` as CallId,
      tool: 'Bash',
      input: { command },
      cwd: project,
      workspace: project,
    }
    const whole: ToolCall = { ...call, sessionId: `s${at}` as SessionId, home: '/home/mira' }
    const verdict = judgeByPattern(whole)
    await audit.append({ kind: 'decision', session: whole.sessionId, call, verdict, latencyUs: 1 })
  }
  await audit.close()
}

test('a replay says what would newly be denied, asked about and allowed', async () => {
  await record()
  await rules(
    ...frozen,
    '  - { id: mine.docker, decision: ask, why: Uses docker., when: { execute: { program: docker } } }',
    '  - { id: mine.api, decision: allow, why: Talks to it., when: { network: { host: api.example.com } } }',
  )
  const found = await run(replayPolicyFile, { policy: file })
  expect(found).toMatchObject({
    ...{ code: 0 },
    said: { calls: 4, newly: { deny: 1, ask: 1, allow: 1 } },
  })
  expect(found.said.examples).toMatchObject([
    { entry: 3, from: 'allow', to: 'ask', rule: 'mine.docker', call: 'Bash docker ps' },
    { entry: 4, from: 'allow', to: 'deny', rule: 'team.frozen' },
    { entry: 5, from: 'ask', to: 'allow', rule: 'mine.api' },
  ])
  const gate = await run(replayPolicyFile, { policy: file, 'fail-on': 'deny,allow' })
  expect(gate).toMatchObject({ code: 1, said: { ok: false, newly: { deny: 1 } } })
  const later = await run(replayPolicyFile, { policy: file, since: '2100-01-01' })
  expect(later).toMatchObject({ code: 1, said: { code: 'command.replay-nothing', calls: 0 } })
  const lately = await run(replayPolicyFile, { policy: file, since: '1h' })
  expect(lately).toMatchObject({ code: 0, said: { calls: 4 } })
  await rules('rules: []')
  const none = await run(replayPolicyFile, { policy: file, 'fail-on': 'deny,ask,allow' })
  expect(none).toMatchObject({ code: 0, said: { newly: { deny: 0, ask: 0, allow: 0 } } })
}, 60_000)

test('a replay of a broken file says what is wrong with it', async () => {
  await writeFile(file, 'rules: []')
  const found = await run(replayPolicyFile, { policy: file })
  expect(found).toMatchObject({ code: 1, said: { code: 'policy.draft-broken' } })
  expect(found.said.message).toContain('version')
})

test('a file is held against what its layer may do, by its path or by --layer', async () => {
  const folder = join(home, 'atlas')
  const ofProject = join(folder, '.mstro', 'policy.yaml')
  await mkdir(join(folder, '.mstro'), { recursive: true })
  await rules(
    'rules:',
    '  - id: team.push',
    '    decision: allow',
    '    why: Pushes.',
    '    when: { version-control: { target: remote } }',
    '    expect: [{ tool: Bash, input: { command: git push origin main }, decision: allow }]',
  )
  await copyFile(file, ofProject)
  expect(await run(testPolicy)).toMatchObject({ code: 0 })
  expect(await run(lintPolicy)).toMatchObject({ code: 0, said: { rules: 1 } })
  for (const [flags, typed] of [
    [{}, ofProject],
    [{ layer: 'project' }, file],
  ] as const) {
    expect(await run(testPolicy, flags, typed)).toMatchObject({
      ...{ code: 1 },
      said: { code: 'command.cases-missed', cases: [{ expected: 'allow', got: 'ask' }] },
    })
    const linted = await run(lintPolicy, flags, typed)
    expect(linted).toMatchObject({ code: 1, said: { rules: 0 } })
    expect(String(linted.said.problems)).toContain(`The rule team.push in ${typed} allows`)
  }
  expect(await run(testPolicy, { layer: 'organisation' }, ofProject)).toMatchObject({ code: 0 })
})

test('rules of a project are replayed over its own calls alone', async () => {
  await record()
  await rules(
    'rules: [{ id: team.docker, decision: deny, why: Uses docker., when: { execute: { program: docker } } }]',
  )
  const folder = join(home, 'elsewhere', '.mstro')
  await mkdir(folder, { recursive: true })
  await copyFile(file, join(folder, 'policy.yaml'))
  const elsewhere = await run(replayPolicyFile, { policy: join(folder, 'policy.yaml') })
  expect(elsewhere).toMatchObject({ code: 1, said: { code: 'command.replay-nothing' } })
  const here = vi.spyOn(process, 'cwd').mockReturnValue(project)
  const found = await run(replayPolicyFile, { policy: file, layer: 'project' })
  expect(found).toMatchObject({ code: 0, said: { calls: 4, newly: { deny: 1, ask: 0, allow: 0 } } })
  here.mockRestore()
})

test('a home that is not there is no green gate', async () => {
  await rules('rules: []')
  const found = await run(replayPolicyFile, {
    ...{ policy: file, 'fail-on': 'deny', home: join(home, 'typo') },
  })
  expect(found).toMatchObject({ code: 1, said: { code: 'command.no-home' } })
})
