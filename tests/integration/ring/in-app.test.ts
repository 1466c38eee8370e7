import { existsSync, mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { eachRealCli } from '../claude/each-real-cli.ts'
import type { AppUnderTest } from '../sessions/app-under-test.ts'
import { type GuardStage, setGuardStage } from '../terminal-guard/guard-stage.ts'
import { noBubblewrap } from './ring-stage.ts'

const bash = (command: string) => ({ tool: 'Bash', input: { command } })
const scripts = {
  work: [[bash('touch ran.txt')], [{ text: 'Done.' }]],
  test: [[bash('sh test.sh')], [{ text: 'Done.' }]],
}

let stage: GuardStage
afterEach(() => stage.close())

async function open(program: string, programs?: readonly string[]): Promise<AppUnderTest> {
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
      ...(programs ? { ring: { programs } } : {}),
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
  const { fingerprint } = await app.ask('workspace.inspect', { path: stage.project })
  await app.ask('workspace.decideTrust', { path: stage.project, trust: 'limited', fingerprint })
  return app
}

const start = (app: AppUnderTest, script: keyof typeof scripts, ring?: 'ring' | 'off') =>
  app.ask('sessions.start', {
    ...{ agent: 'claude-code' as const, workspace: stage.project, prompt: `@@${script}` },
    ...(ring ? { ring } : {}),
  })

const started = async (app: AppUnderTest, id: SessionId) =>
  (await app.events(id)).filter((event) => event.kind === 'agent-started')

eachRealCli('a session of the app and the ring, Claude Code', ({ program }) => {
  it.skipIf(noBubblewrap)(
    'runs as the setting says, and the journal tells how it was held',
    async () => {
      const app = await open(program)
      await app.ask('settings.change', { ring: 'ring' })
      const { id, ring } = await start(app, 'work')
      expect(ring).toBe('ring')
      expect(await app.untilState(id, 'finished')).toMatchObject({ ring: 'ring', ranIn: 'ring' })
      expect(stage.files()).toEqual(['ran.txt'])
      const [first] = await started(app, id)
      expect(first?.ring).toMatchObject({ program: 'bubblewrap', writable: [stage.project] })
      expect(await app.ask('sessions.held', { sessionId: id })).toEqual({
        ranIn: 'ring',
        view: first?.ring,
      })
      expect((await app.events(id))[0]).toMatchObject({ kind: 'created', ring: 'ring' })
      // The agent knows where it is, so that it can say what is missing.
      expect(JSON.stringify(stage.api.requests.at(-1)?.body)).toContain('outer ring of Mstro')
    },
  )

  it.skipIf(noBubblewrap)('changes level from the next start on, and both are told', async () => {
    const app = await open(program)
    const { id } = await start(app, 'work', 'ring')
    await app.untilState(id, 'finished')
    expect(await app.ask('sessions.setRing', { sessionId: id, ring: 'off' })).toMatchObject({
      ring: 'off',
      ranIn: 'ring',
    })
    await app.ask('sessions.stop', { sessionId: id })
    await app.ask('sessions.send', { sessionId: id, text: '@@work' })
    await app.until('a second start', async () => (await started(app, id)).length === 2)
    expect((await started(app, id)).map((one) => one.ring?.program ?? null)).toEqual([
      'bubblewrap',
      null,
    ])
    const changes = (await app.events(id)).filter((event) => event.kind === 'ring-changed')
    expect(changes).toMatchObject([{ ring: 'off', by: 'test' }])
  })

  it('does not start without a ring that was chosen, and goes on once the person says so', async () => {
    const app = await open(program, ['/no/such/bwrap'])
    await app.ask('settings.change', { projects: { [stage.project]: { ring: 'ring' } } })
    const { id } = await start(app, 'work')
    const broke = await app.untilState(id, 'broke')
    expect(broke).toMatchObject({ ring: 'ring', ranIn: null })
    expect(broke.action).toContain('bubblewrap (bwrap) is not installed')
    expect(stage.files()).toEqual([])
    expect(await started(app, id)).toEqual([])
    expect(await stage.decisions()).toEqual([])
    const kept = (await app.events(id)).find((event) => event.kind === 'prompted')
    expect(kept).toMatchObject({ text: '@@work' })

    await app.ask('sessions.setRing', { sessionId: id, ring: 'off' })
    await app.ask('sessions.send', { sessionId: id, text: '@@work' })
    await app.untilState(id, 'finished')
    expect(stage.files()).toEqual(['ran.txt'])
  })

  it.skipIf(noBubblewrap)(
    'sees nothing of the guard of terminals where no hook was put in',
    async () => {
      const app = await open(program)
      const guard = join(stage.appHome, 'guard')
      expect(existsSync(join(guard, 'running.json'))).toBe(true)
      writeFileSync(join(stage.project, 'test.sh'), `ls -A ${guard} && touch SEEN; touch ran.txt\n`)
      const { id } = await start(app, 'test', 'ring')
      await app.untilState(id, 'finished')
      expect(stage.files().sort()).toEqual(['ran.txt', 'test.sh'])
    },
  )

  it.skipIf(noBubblewrap)('does not resume without it once it is gone', async () => {
    const bwrap = join(mkdtempSync(join(tmpdir(), 'ring-program-')), 'bwrap')
    symlinkSync('/usr/bin/bwrap', bwrap)
    const app = await open(program, [bwrap])
    const { id } = await start(app, 'work', 'ring')
    await app.untilState(id, 'finished')
    await app.ask('sessions.stop', { sessionId: id })
    renameSync(bwrap, `${bwrap}.gone`)
    await app.ask('sessions.send', { sessionId: id, text: '@@test' })
    expect(await app.untilState(id, 'broke')).toMatchObject({ ring: 'ring' })
    expect(await started(app, id)).toHaveLength(1)
    renameSync(`${bwrap}.gone`, bwrap)
    await app.ask('sessions.send', { sessionId: id, text: '@@work' })
    await app.until('the next start', async () => (await started(app, id)).length === 2)
  })

  it.skipIf(noBubblewrap)(
    'is judged once where the hook of terminals is there too, and cannot answer for it',
    async () => {
      const app = await open(program)
      await app.ask('guard.install', {})
      const own = join(stage.appHome, 'desktop', 'settings.json')
      const hook = join(stage.appHome, 'guard', 'terminal-guard.cjs')
      writeFileSync(
        join(stage.project, 'test.sh'),
        `cat ${own} && touch READ; echo x >> ${hook} && touch PLANTED; rm ${join(stage.appHome, 'guard', 'guard.sock')} && touch STOLEN; touch ran.txt\n`,
      )
      const { id } = await start(app, 'test', 'ring')
      const item = await Promise.race([
        app.untilState(id, 'finished').then(() => null),
        app.untilWaiting(id),
      ])
      if (item) {
        await app.ask('inbox.answer', {
          id: item.id,
          answer: { kind: 'allow' },
        })
        await app.untilState(id, 'finished')
      }
      expect(stage.files().sort()).toEqual(['ran.txt', 'test.sh'])
      expect(await stage.decisions()).toHaveLength(1)
      expect(existsSync(hook)).toBe(true)
    },
  )
})
