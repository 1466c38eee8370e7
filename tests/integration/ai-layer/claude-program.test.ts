import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../main/kit/clock.ts'
import { createEgress } from '../../../main/kit/egress/index.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { createOneQuestion } from '../../../main/sessions/agents/claude-code/one-question.ts'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import { type ProgramWay, putAskedProgram } from '../../fakes/asked-program.ts'
import { startMessagesApi } from '../../fakes/messages-api.ts'
import { realClis } from '../claude/real-cli.ts'
import { type AiHouse, openAiHouse, personSaid } from './ai-house.ts'

const push = 'git push origin main'
const secretOfOurs = 'sk-ant-api03-not-for-children'

let house: AiHouse | null = null
afterEach(() => house?.close())

interface Stage {
  readonly house: AiHouse
  readonly root: string
  readonly ledger: EgressEntry[]
}

/** The layer over a `claude` that lies in a folder of the test. */
function openWith(bin: string, more: { root: string; extraEnv?: Record<string, string> }): Stage {
  const ledger: EgressEntry[] = []
  const egress = createEgress({
    clock: systemClock,
    record: (entry) => void ledger.push(entry),
    offline: () => false,
  })
  const askOnce = createOneQuestion({
    ...{
      egress,
      clock: systemClock,
      logger: silentLogger,
      configuredPath: () => join(bin, 'claude'),
    },
    baseEnv: {
      ...{ PATH: process.env.PATH, HOME: more.root, TMPDIR: more.root },
      ...{ ANTHROPIC_API_KEY: secretOfOurs, NODE_OPTIONS: '--throw-deprecation' },
    },
    ...(more.extraEnv ? { extraEnv: more.extraEnv } : {}),
  })
  const opened = openAiHouse({
    settings: { aiProvider: 'claude' },
    askProgram: (question) => askOnce({ ...question, purpose: 'ai-review' }),
  })
  house = opened
  return { house: opened, root: more.root, ledger }
}

function stageFor(way: ProgramWay) {
  const root = mkdtempSync(join(tmpdir(), 'asked-program-'))
  const bin = join(root, 'bin')
  const asked = putAskedProgram(bin, way)
  return { ...openWith(bin, { root }), asked }
}

describe('the person’s own claude', () => {
  test('is asked in an empty folder, by its input, without tools, settings, hooks or servers', async () => {
    const { house, asked } = stageFor('allow')
    const verdict = await house.review(push)
    expect(verdict.ai).toMatchObject({ provider: 'claude', outcome: 'allowed', model: 'haiku' })
    expect(asked()).toHaveLength(2)
    for (const { args, data, env, cwd, files } of asked()) {
      expect(args.join(' ')).not.toContain(personSaid)
      expect(args.join(' ')).not.toContain(push)
      const givenTo = (flag: string) => args[args.indexOf(flag) + 1]
      expect([givenTo('--tools'), givenTo('--setting-sources')]).toEqual(['', ''])
      expect(args).toContain('--strict-mcp-config')
      expect(args).toContain('--no-session-persistence')
      expect(args).toContain('{"disableAllHooks":true}')
      expect(data).toContain('git.push')
      expect(files).toEqual([])
      expect(cwd).toMatch(/question-/)
      expect(JSON.stringify(env)).not.toContain(secretOfOurs)
      expect(env.NODE_OPTIONS).toBeUndefined()
      expect(env.HTTPS_PROXY).toMatch(/^http:\/\/.*@127\.0\.0\.1:\d+$/)
    }
  })

  test('leaves no folder behind', async () => {
    const { house, asked } = stageFor('ask')
    await house.review(push)
    expect(asked()).toHaveLength(5)
    expect(asked().filter(({ cwd }) => existsSync(cwd))).toEqual([])
  })

  test.each([
    ['garbage', 'unusable'],
    ['silent', 'unusable'],
    ['huge', 'unusable'],
    ['error-result', 'unusable'],
    ['two-turns', 'unusable'],
    ['fails', 'unreachable'],
    ['logged-out', 'not-logged-in'],
  ] as const)('that is %s leaves the question to the person', async (way, outcome) => {
    const { house } = stageFor(way)
    expect(await house.review(push)).toMatchObject({ decision: 'ask', ai: { outcome } })
  })

  test('that hangs is ended', async () => {
    const { house, asked } = stageFor('hang')
    expect(await house.review(push)).toMatchObject({
      decision: 'ask',
      ai: { outcome: 'timed-out' },
    })
    const isAlive = (pid: number) => {
      try {
        return process.kill(pid, 0)
      } catch {
        return false
      }
    }
    await expect.poll(() => asked().some(({ pid }) => isAlive(pid)), { timeout: 5_000 }).toBe(false)
  }, 30_000)

  test('that is not there leaves the question to the person', async () => {
    const root = mkdtempSync(join(tmpdir(), 'asked-program-'))
    const { house } = openWith(join(root, 'nothing'), { root })
    expect(await house.review(push)).toMatchObject({
      decision: 'ask',
      ai: { outcome: 'not-set-up' },
    })
  })
})

describe.each(realClis)('the real Claude Code $version', ({ program }) => {
  test('sends our words and the question, and nothing of the person’s settings, memory, hooks or servers', async () => {
    const root = mkdtempSync(join(tmpdir(), 'asked-real-'))
    const api = await startMessagesApi({
      fallback: [{ text: 'no answer of the shape' }],
    })
    plant(root)
    const { house } = openWithReal(program, root, api.url)
    const verdict = await house.review(push)
    const sent = api.requests.filter(({ method }) => method === 'POST')
    await api.close()
    expect(verdict).toMatchObject({ decision: 'ask', ai: { outcome: 'unusable' } })
    expect(sent.length).toBeGreaterThanOrEqual(5)
    for (const { body } of sent) {
      const text = JSON.stringify(body)
      expect(text).not.toContain('PLANTED')
      expect(text).toContain('You check one tool call')
      expect(Reflect.get(body, 'tools') ?? []).toEqual([])
    }
    expect(await readdir(root)).not.toContain('hook-ran')
    expect(await readdir(root)).not.toContain('server-ran')
  }, 60_000)
})

function openWithReal(program: string, root: string, url: string): Stage {
  const bin = join(root, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'claude'), `#!/bin/sh\nexec ${program} "$@"\n`, { mode: 0o755 })
  return openWith(bin, {
    root,
    extraEnv: { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'dummy' },
  })
}

/** Memory, hooks and a server of the person, and memory in a folder above. */
function plant(root: string): void {
  mkdirSync(join(root, '.claude'))
  writeFileSync(join(root, 'CLAUDE.md'), 'PLANTED above\n')
  writeFileSync(join(root, '.claude', 'CLAUDE.md'), 'PLANTED memory\n')
  const hook = { hooks: [{ type: 'command', command: `touch ${root}/hook-ran; echo PLANTED` }] }
  const settings = { hooks: { SessionStart: [hook], UserPromptSubmit: [hook] } }
  writeFileSync(join(root, '.claude', 'settings.json'), JSON.stringify(settings))
  const mcpServers = { planted: { command: 'touch', args: [`${root}/server-ran`] } }
  writeFileSync(join(root, '.claude.json'), JSON.stringify({ mcpServers }))
}
