import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { eachRealCli } from '../claude/each-real-cli.ts'
import { type GuardStage, setGuardStage } from './guard-stage.ts'

const bash = (command: string) => ({ tool: 'Bash', input: { command } })
const scripts = {
  ordinary: [[bash('touch ran.txt')], [{ text: 'Done.' }]],
  denied: [[bash('echo {} > ~/.claude/settings.json')], [{ text: 'Done.' }]],
  asked: [[bash('git push origin main')], [{ text: 'Done.' }]],
}

let stage: GuardStage
afterEach(() => stage.close())

eachRealCli('a session of the app whose agent has the hook too, Claude Code', ({ program }) => {
  const started = async (script: keyof typeof scripts) => {
    const link = (home: string) => {
      const bin = join(home, 'bin')
      mkdirSync(bin, { recursive: true })
      symlinkSync(program, join(bin, 'claude'))
      return bin
    }
    stage = await setGuardStage({
      program,
      scripts,
      portsFor: ({ home, api }) => ({
        environment: {
          PATH: [link(home), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
          HOME: home,
        },
        claudeCode: {
          upstream: api.url,
          extraEnv: { ANTHROPIC_BASE_URL: api.url, ANTHROPIC_API_KEY: 'k' },
        },
      }),
    })
    const app = stage.app()
    await app.ask('guard.install', {})
    const { fingerprint } = await app.ask('workspace.inspect', { path: stage.project })
    const trusted = { path: stage.project, trust: 'limited', fingerprint } as const
    await app.ask('workspace.decideTrust', trusted)
    const wanted = { agent: 'claude-code', workspace: stage.project } as const
    const { id: sessionId } = await app.ask('sessions.start', { ...wanted, prompt: `@@${script}` })
    return { app, sessionId }
  }

  it('judges and records an allowed call once, and asks nobody', async () => {
    const { app, sessionId } = await started('ordinary')
    await app.untilState(sessionId, 'finished')
    expect(stage.files()).toEqual(['ran.txt'])
    expect(await stage.decisions()).toMatchObject([
      { session: sessionId, verdict: { decision: 'allow' } },
    ])
    expect((await app.ask('inbox.list', {})).items).toEqual([])
  })

  it('judges and records a denied call once', async () => {
    const { app, sessionId } = await started('denied')
    await app.untilState(sessionId, 'finished')
    expect(await stage.decisions()).toMatchObject([
      { session: sessionId, verdict: { decision: 'deny' } },
    ])
  })

  it('asks in the app, once, and lets the answer count', async () => {
    const { app, sessionId } = await started('asked')
    const item = await app.untilWaiting(sessionId)
    expect(item.body).toMatchObject({ kind: 'approval' })
    await app.ask('inbox.answer', {
      id: item.id,
      answer: { kind: 'deny', note: 'not now' },
    } as never)
    await app.untilState(sessionId, 'finished')
    expect(await stage.decisions()).toMatchObject([
      { session: sessionId, verdict: { decision: 'ask' } },
    ])
    expect(
      (await app.ask('inbox.list', {})).items.filter(({ state }) => state.status === 'waiting'),
    ).toEqual([])
  })
})
