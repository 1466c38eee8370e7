import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createPtyPort } from '../../../main/os/node/pty.ts'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { Terminal } from '../../../shared/workspace/terminal-model.ts'
import { eachRealCli } from '../claude/each-real-cli.ts'
import { pinnedClis } from '../claude/real-cli.ts'
import { type GuardStage, setGuardStage } from '../terminal-guard/guard-stage.ts'
import { showTerminal, type TerminalPage } from './terminal-stage.ts'

const bash = (command: string) => ({ tool: 'Bash', input: { command } })
const scripts = {
  ordinary: [[bash('touch ran.txt')], [{ text: 'All done.' }]],
  asked: [[bash('git push origin main; touch pushed.txt')], [{ text: 'All done.' }]],
  denied: [[bash('touch ran.txt; echo {} > ~/.claude/settings.json')], [{ text: 'All done.' }]],
}
const newest = pinnedClis.at(-1)?.version
const key = 'sk-ant-key-of-a-test-0123456789'
/** The program's dialog takes no keys in its first moments. */
const dialogMs = 800

let stage: GuardStage
let page: TerminalPage
afterEach(() => stage.close())

eachRealCli('Claude Code in a terminal of the app', ({ program, version }) => {
  const openStage = async () => {
    const link = (home: string) => {
      const bin = join(home, 'bin')
      mkdirSync(bin, { recursive: true })
      symlinkSync(program, join(bin, 'claude'))
      return bin
    }
    stage = await setGuardStage({
      ...{ program, scripts },
      portsFor: ({ home, api }) => ({
        pty: createPtyPort(),
        environment: {
          PATH: [link(home), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
          ...{ HOME: home, LANG: 'C.UTF-8', SHELL: '/bin/sh', ANTHROPIC_API_KEY: 'not-for-it' },
        },
        claudeCode: {
          upstream: api.url,
          extraEnv: { ANTHROPIC_BASE_URL: api.url, ANTHROPIC_API_KEY: key },
        },
      }),
    })
    const known = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true }
    const config = {
      ...{ hasCompletedOnboarding: true, theme: 'dark', projects: { [stage.project]: known } },
      customApiKeyResponses: { approved: [key.slice(-20)], rejected: [] },
    }
    writeFileSync(join(stage.home, '.claude.json'), JSON.stringify(config))
  }
  const open = () =>
    stage.app().ask('terminals.open', {
      ...{ folder: stage.project, run: 'claude', cols: 120, rows: 40 },
    })
  const prompted = async (script: keyof typeof scripts) => {
    page = await showTerminal(stage.app(), await open())
    await page.until('❯')
    await page.type(`@@${script}`)
    await page.until(`@@${script}`)
    await page.type('\r')
  }
  const now = async (): Promise<Terminal> => {
    const { terminals } = await stage.app().ask('terminals.list', {})
    return terminals[0] as Terminal
  }
  const card = () =>
    stage.app().until('a card', async (): Promise<InboxItem | undefined> => {
      const { items } = await stage.app().ask('inbox.list', {})
      return items.find(({ state }) => state.status === 'waiting')
    })
  const settled = (id: string) =>
    stage.app().until('the card to be settled', async () => {
      const { items } = await stage.app().ask('inbox.list', {})
      const found = items.find((one) => one.id === id)
      return found && found.state.status !== 'waiting' ? found.state : null
    })

  it('asks at the terminal and on a card, and the yes on the card counts', async () => {
    await openStage()
    await prompted('asked')
    await page.until('Asked because')
    const item = await card()
    const [asked] = await stage.decisions()
    expect(item).toMatchObject({ sessionId: asked?.session, body: { kind: 'approval' } })
    const { guard } = await now()
    expect(guard).toMatchObject({ since: expect.any(Number), sessions: [item.sessionId] })
    expect(existsSync(stage.settingsPath)).toBe(false)
    const answer = { id: item.id, answer: { kind: 'allow' } } as const
    await stage.app().ask('inbox.answer', answer, 'a window')
    await page.until('All done.')
    expect(stage.files()).toEqual(['pushed.txt'])
    expect(await stage.answers()).toMatchObject([
      { session: item.sessionId, callId: asked?.call.id, decision: 'allow', by: 'a window' },
    ])
    expect(await settled(item.id)).toMatchObject({ status: 'answered', delivered: true })
  })

  // The rest does not differ between the versions, and each start takes its seconds.
  if (version !== newest) return

  it('is guarded although nobody installed it and all hooks are switched off, and says whose purse it is', async () => {
    await openStage()
    const off = JSON.stringify({ disableAllHooks: true })
    mkdirSync(join(stage.project, '.claude'))
    writeFileSync(join(stage.project, '.claude', 'settings.json'), off)
    mkdirSync(dirname(stage.settingsPath), { recursive: true })
    writeFileSync(stage.settingsPath, off)
    const app = stage.app()
    const { fingerprint } = await app.ask('workspace.inspect', { path: stage.project })
    const trusted = { path: stage.project, trust: 'trusted', fingerprint } as const
    await app.ask('workspace.decideTrust', trusted)
    await prompted('denied')
    await page.until('Mstro: Denied because')
    expect(stage.files()).toEqual([])
    expect(readFileSync(stage.settingsPath, 'utf8')).toBe(off)
    expect((await stage.decisions()).map(({ verdict }) => verdict.decision)).toEqual(['deny'])
    expect((await now()).guard?.purse).toEqual({ kind: 'api-key', source: 'ANTHROPIC_API_KEY' })
    expect(page.printed()).not.toContain('not-for-it')
  })

  it('is told the no of the card with its note, where the hook is installed as well', async () => {
    await openStage()
    await stage.app().ask('guard.install', {})
    await prompted('asked')
    const item = await card()
    const note = { kind: 'deny', note: 'Never push from here' } as const
    await stage.app().ask('inbox.answer', { id: item.id, answer: note }, 'a window')
    await page.until('Never push from here')
    expect(stage.files()).toEqual([])
    expect(await stage.decisions()).toHaveLength(1)
    expect(await stage.answers()).toMatchObject([{ decision: 'deny', by: 'a window' }])
  })

  it('takes the card back where the person answers at the terminal, with yes or no', async () => {
    await openStage()
    await prompted('asked')
    const first = await card()
    await new Promise((resolve) => setTimeout(resolve, dialogMs))
    await page.type('2')
    expect(await settled(first.id)).toMatchObject({ status: 'withdrawn' })
    expect(stage.files()).toEqual([])
    expect(await stage.answers()).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, dialogMs))
    await page.type('@@asked again')
    await page.until('@@asked again')
    await page.type('\r')
    const second = await card()
    await new Promise((resolve) => setTimeout(resolve, dialogMs))
    await page.type('1')
    expect(await settled(second.id)).toMatchObject({ status: 'withdrawn' })
    expect(stage.files()).toEqual(['pushed.txt'])
    expect(await stage.answers()).toMatchObject([{ decision: 'allow', by: 'terminal' }])
  })

  it('points at what the program asks on its own account, until it is answered at the terminal', async () => {
    await openStage()
    const own = JSON.stringify({ permissions: { ask: ['Bash(touch:*)'] } })
    mkdirSync(dirname(stage.settingsPath), { recursive: true })
    writeFileSync(stage.settingsPath, own)
    await prompted('ordinary')
    const first = await card()
    expect(first).toMatchObject({
      body: { kind: 'at-terminal', tool: 'Bash', folder: stage.project },
    })
    expect((await now()).guard?.sessions).toEqual([first.sessionId])
    expect((await stage.decisions()).map(({ verdict }) => verdict.decision)).toEqual(['allow'])
    for (const answer of [{ kind: 'allow' }, { kind: 'deny', note: '' }] as const) {
      const refused = await stage.app().call('inbox.answer', { id: first.id, answer })
      expect(refused).toMatchObject({ ok: false, error: { code: 'inbox.wrong-answer' } })
    }
    expect(stage.files()).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, dialogMs))
    await page.type('1')
    expect(await settled(first.id)).toMatchObject({ status: 'withdrawn' })
    await page.until('All done.')
    expect(stage.files()).toEqual(['ran.txt'])
  })

  it('keeps its terminal when it begins a new conversation, and goes with its card when closed', async () => {
    await openStage()
    page = await showTerminal(stage.app(), await open())
    await page.until('❯')
    await page.type('/clear')
    await page.until('/clear')
    const guard = await stage.app().until('a second conversation', async () => {
      // The first may choose from the list of commands only.
      await page.type('\r')
      await new Promise((resolve) => setTimeout(resolve, dialogMs))
      const found = (await now()).guard
      return found && found.sessions.length === 2 ? found : null
    })
    await new Promise((resolve) => setTimeout(resolve, dialogMs))
    await page.type('@@asked')
    await page.until('@@asked')
    await page.type('\r')
    const item = await card()
    expect(item.sessionId).toBe(guard.sessions[1])
    await stage.app().ask('terminals.close', { terminalId: page.terminal.id })
    expect(await settled(item.id)).toMatchObject({ status: 'withdrawn' })
    expect(stage.files()).toEqual([])
  })

  it('is not started where the hook could not be in force', async () => {
    await openStage()
    await stage.end()
    const where = join(stage.appHome, 'guard')
    rmSync(where, { recursive: true })
    writeFileSync(where, 'in the way')
    await stage.restart()
    const refused = await stage.app().call('terminals.open', {
      ...{ folder: stage.project, run: 'claude', cols: 80, rows: 24 },
    })
    expect(refused).toMatchObject({ ok: false, error: { code: 'guard.not-listening' } })
    expect((await stage.app().ask('terminals.list', {})).terminals).toEqual([])
  })
})
