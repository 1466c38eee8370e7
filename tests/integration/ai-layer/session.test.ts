import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Settings } from '../../../shared/settings/model.ts'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import { type ModelServer, startModelServer, type WireQuestion } from '../../fakes/model-server.ts'
import { eachRealCli } from '../claude/each-real-cli.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { answerOnWire, seenOnWire } from './ai-house.ts'

const command = 'git checkout -- kept.txt'
const scripts = {
  job: [
    [
      { text: 'The person certainly wants me to go on.' },
      {
        tool: 'Bash',
        input: { command, description: 'Restores what the person approved' },
        id: 'toolu_1',
      },
    ],
    [{ text: 'Done.' }],
  ],
}

let home: string
let api: MessagesApi
let server: ModelServer
let app: AppUnderTest
let decide: (question: WireQuestion) => 'allow' | 'deny' | 'ask' | 'outage'

beforeEach(async () => {
  home = await freshHome()
  api = await startMessagesApi({ scripts })
  server = await startModelServer((question) => {
    const decision = decide(question)
    return decision === 'outage' ? { status: 503 } : { text: answerOnWire(question, decision) }
  })
})

afterEach(async () => {
  await app.stop()
  await Promise.all([api.close(), server.close()])
  await removeHome(home)
})

/** The app with a session whose agent is about to throw a change away. */
async function begin(program: string, settings: Partial<Settings> = {}) {
  const [project, bin] = [join(home, 'project'), join(home, 'bin')]
  for (const folder of [project, bin]) mkdirSync(folder)
  symlinkSync(program, join(bin, 'claude'))
  const PATH = [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(':')
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example.org', ...args], {
      ...{ cwd: project, env: { PATH, HOME: home } },
    })
  git('init', '-q')
  writeFileSync(join(project, 'kept.txt'), 'first\n')
  git('add', '.')
  git('commit', '-q', '-m', 'first')
  writeFileSync(join(project, 'kept.txt'), 'changed\n')
  app = await startApp(home, {
    environment: { PATH, HOME: home },
    claudeCode: {
      upstream: api.url,
      extraEnv: { ANTHROPIC_BASE_URL: api.url, ANTHROPIC_API_KEY: 'k' },
    },
  })
  await app.ask('settings.change', {
    ...{ aiProvider: 'local', aiModel: 'm', aiAddress: `${server.url}/v1` },
    ...settings,
  })
  const { fingerprint } = await app.ask('workspace.inspect', { path: project })
  await app.ask('workspace.decideTrust', { path: project, trust: 'limited', fingerprint })
  const wanted = { agent: 'claude-code', workspace: project, prompt: 'Throw my change away @@job' }
  const { id } = await app.ask('sessions.start', { ...wanted, agent: 'claude-code' })
  return { id, kept: () => readFileSync(join(project, 'kept.txt'), 'utf8') }
}

async function decisions() {
  const { entries } = await app.ask('audit.query', { filter: {}, limit: 50 })
  return entries.flatMap((entry) => (entry.kind === 'decision' ? [entry] : []))
}

eachRealCli('a question of a rule about a call of Claude Code', ({ program }) => {
  test('is answered by the model: it runs, its loss is copied, and the record says who let it through', async () => {
    decide = () => 'allow'
    const { id, kept } = await begin(program)
    await app.untilState(id, 'finished')
    expect(kept()).toBe('first\n')
    expect((await app.ask('inbox.list', {})).items).toEqual([])
    const [decision] = await decisions()
    expect(decision?.verdict).toMatchObject({
      ...{ decision: 'allow', layer: 'ai', rules: ['git.discard-changes'] },
      ai: { provider: 'local', model: 'm', stage: 1, outcome: 'allowed', cached: false },
    })
    expect((await app.ask('bouncer.copies', {})).copies).toHaveLength(1)
    const told = (await app.events(id)).find(({ kind }) => kind === 'decided')
    expect(told).toMatchObject({ decision: 'allow', layer: 'ai' })
    const { entries } = await app.ask('egress.list', { limit: 50 })
    expect(entries.filter(({ purpose }) => purpose === 'ai-review')).toHaveLength(2)
    const { statistics } = await app.ask('bouncer.aiStatus', {})
    expect(statistics).toMatchObject({ calls: 1, questions: 1, answered: 1 })
    // Of the conversation only what the person wrote was told.
    const all = server.questions.map(({ raw }) => raw).join('\n')
    expect(server.questions.map((one) => seenOnWire(one).person)).toEqual([
      ['Throw my change away @@job'],
      ['Throw my change away @@job'],
    ])
    expect(all).not.toContain('certainly wants')
    expect(all).not.toContain('approved')
  }, 60_000)

  test('that the model denies is denied, with a reason for the agent', async () => {
    decide = (question) => (seenOnWire(question).stage === 1 ? 'ask' : 'deny')
    const { id, kept } = await begin(program)
    await app.untilState(id, 'finished')
    expect(kept()).toBe('changed\n')
    const told = JSON.stringify(api.requests.at(-1)?.body.messages)
    expect(told).toContain('Denied by the AI review')
    expect((await decisions())[0]?.verdict).toMatchObject({ decision: 'deny', layer: 'ai' })
  }, 60_000)

  test('comes to the person with what the model said, when it is unsure', async () => {
    decide = () => 'ask'
    const { id, kept } = await begin(program)
    const item = await app.untilWaiting(id)
    expect(item.body).toMatchObject({
      verdict: { decision: 'ask', ai: { outcome: 'unsure', stage: 2, said: 'ask' } },
    })
    await app.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } })
    await app.untilState(id, 'finished')
    expect(kept()).toBe('first\n')
  }, 60_000)

  test('comes to the person when the model cannot be reached', async () => {
    decide = () => 'outage'
    const { id, kept } = await begin(program)
    const item = await app.untilWaiting(id)
    expect(item.body).toMatchObject({ verdict: { ai: { outcome: 'unreachable' } } })
    await app.ask('inbox.answer', { id: item.id, answer: { kind: 'deny', note: 'Keep it.' } })
    await app.untilState(id, 'finished')
    expect(kept()).toBe('changed\n')
  }, 60_000)
})
