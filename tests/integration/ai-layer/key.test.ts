import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Keychain } from '../../../main/kit/keychain.ts'
import { type Secret, secret } from '../../../shared/kit/secret.ts'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import { type ModelServer, startModelServer } from '../../fakes/model-server.ts'
import { eachRealCli } from '../claude/each-real-cli.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { answerOnWire } from './ai-house.ts'

const key = 'sk-ant-api03-canary-9e27d1c4'

/** A keychain in memory. */
function heldKeychain(): Keychain {
  const held = new Map<string, Secret>([['anthropic-api-key', secret(key)]])
  return {
    async get(name) {
      const value = held.get(name)
      return value ? { status: 'ok', value } : { status: 'missing' }
    },
    async set(name, value) {
      held.set(name, value)
      return 'ok'
    },
    personActs: () => undefined,
    async remove(name) {
      held.delete(name)
      return 'ok'
    },
  }
}

let home: string
let api: MessagesApi
let server: ModelServer
let app: AppUnderTest
afterEach(async () => {
  await app.stop()
  await Promise.all([api.close(), server.close()])
  await removeHome(home)
})

/** Every file below a folder, but the agent's own. */
function textsIn(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('\n')
}

eachRealCli('the key that pays for questions', ({ program }) => {
  test('goes to the service in its header, and is in no file, answer, event or environment', async () => {
    home = await freshHome()
    const scripts = {
      job: [
        [{ tool: 'Bash', input: { command: 'env' }, id: 'toolu_env' }],
        [{ tool: 'Bash', input: { command: 'git push origin main' }, id: 'toolu_push' }],
        [{ text: 'Done.' }],
      ],
    }
    api = await startMessagesApi({ scripts })
    server = await startModelServer((question) => ({ text: answerOnWire(question, 'allow') }))
    const [project, bin] = [join(home, 'project'), join(home, 'bin')]
    for (const folder of [project, bin]) mkdirSync(folder)
    symlinkSync(program, join(bin, 'claude'))
    const PATH = [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(':')
    execFileSync('git', ['init', '-q'], { cwd: project, env: { PATH, HOME: home } })
    app = await startApp(home, {
      keychain: heldKeychain(),
      environment: { PATH, HOME: home },
      claudeCode: {
        upstream: server.url,
        extraEnv: { ANTHROPIC_BASE_URL: api.url, ANTHROPIC_API_KEY: 'k' },
      },
    })
    await app.ask('settings.change', { aiProvider: 'anthropic' })
    const tested = await app.ask('bouncer.testAi', {})
    expect(tested.stages.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
    const { fingerprint } = await app.ask('workspace.inspect', { path: project })
    await app.ask('workspace.decideTrust', { path: project, trust: 'limited', fingerprint })
    const wanted = { agent: 'claude-code', workspace: project, prompt: 'Publish it @@job' } as const
    const { id } = await app.ask('sessions.start', wanted)
    await app.untilState(id, 'finished')

    const { entries } = await app.ask('audit.query', { filter: {}, limit: 50 })
    expect(entries.some((entry) => entry.kind === 'decision' && entry.verdict.layer === 'ai')).toBe(
      true,
    )
    expect(server.questions.length).toBeGreaterThanOrEqual(4)
    for (const { headers, raw, path } of server.questions) {
      expect(headers['x-api-key']).toBe(key)
      expect(raw + path).not.toContain(key)
    }
    const told = [
      entries,
      await app.events(id),
      await app.ask('bouncer.aiStatus', {}),
      await app.ask('egress.list', { limit: 100 }),
      api.requests.map(({ body }) => body),
    ]
    expect(JSON.stringify(told)).not.toContain(key)
    await app.app.stop()
    expect(textsIn(join(home, 'mstro-home'))).not.toContain(key)
  }, 60_000)
})
