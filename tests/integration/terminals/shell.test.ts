import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PtyExit, PtyPort } from '../../../main/kit/pty.ts'
import { createSpawn } from '../../../main/kit/spawn.ts'
import { createPtyPort } from '../../../main/os/node/pty.ts'
import { ok } from '../../../shared/kit/result.ts'
import type { Terminal } from '../../../shared/workspace/terminal-model.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { isAlive, showTerminal } from './terminal-stage.ts'

const secret = 'canary-of-ours-4711'
const size = { cols: 80, rows: 24 } as const

let home: string
let project: string
let app: AppUnderTest
beforeEach(async () => {
  home = await freshHome()
  project = join(home, 'work')
  mkdirSync(project)
  app = await startApp(home, {
    pty: createPtyPort(),
    environment: {
      ...{ PATH: '/usr/bin:/bin', HOME: home, SHELL: '/bin/bash', LANG: 'C.UTF-8', PS1: 'no' },
      ...{ MSTRO_PASSPHRASE: secret, ANTHROPIC_API_KEY: secret, GITHUB_TOKEN: secret },
      ...{ NODE_OPTIONS: `--title=${secret}`, DBUS_SESSION_BUS_ADDRESS: secret },
    },
  })
})
afterEach(async () => {
  await app.stop()
  await removeHome(home)
})

/** Terminals in which nothing runs, for counting them. */
const quietPort: PtyPort = {
  whyNot: async () => null,
  async open() {
    const { promise: exited, resolve } = Promise.withResolvers<PtyExit>()
    const nothing = () => undefined
    return ok({
      ...{ pid: 2 ** 30, exited, onPrinted: nothing, write: nothing, resize: nothing },
      ...{ pause: nothing, resume: nothing, hangUp: () => resolve({ code: null, signal: 1 }) },
    })
  },
}

const open = (folder = project) => app.ask('terminals.open', { folder, run: 'shell', ...size })
const opened = async () => showTerminal(app, await open())

describe('a shell in a terminal of the app', () => {
  it('is the login shell in the project folder, echoes and tells its exit code', async () => {
    const page = await opened()
    expect(page.terminal).toMatchObject({ program: '/bin/bash', folder: project, guard: null })
    await page.type('shopt -q login_shell && echo lo""gin; pwd; tty\r')
    await page.until('login')
    await page.until(realpathSync(project))
    await page.until('/dev/pts/')
    await page.type('exit 7\r')
    expect(await page.untilEnded()).toMatchObject({ status: 'ended', code: 7, signal: null })
  })

  it('gets nothing of ours and no key that the app was started with', async () => {
    const page = await opened()
    await page.type('env; cat /proc/$$/environ; echo en""d of it\r')
    await page.until('end of it')
    expect(page.printed()).toContain('TERM=xterm-256color')
    expect(page.printed()).not.toContain(secret)
    expect(page.printed()).not.toContain('MSTRO_')
  })

  it('is closed to other terminals and to programs that the app starts', async () => {
    await opened()
    const second = await opened()
    await second.type('ls -l /proc/self/fd; echo lis""ted\r')
    await second.until('listed')
    expect(second.printed()).toContain('/dev/pts/')
    expect(second.printed()).not.toContain('ptmx')
    const listing = { command: '/bin/ls', args: ['-l', '/proc/self/fd'], cwd: '/', env: {} }
    const ran = await createSpawn().run({ ...listing, timeoutMs: 5_000 })
    if (!ran.ok) throw new Error(ran.error)
    expect(ran.value.stdout).toContain('/dev/null')
    expect(ran.value.stdout).not.toContain('ptmx')
  })

  it('knows its size, and follows a storm of sizes to the last one', async () => {
    const page = await opened()
    const terminalId = page.terminal.id
    for (let step = 0; step < 200; step += 1) {
      const storm = { terminalId, viewer: 'one', cols: 20 + step, rows: 5 + (step % 40) }
      await app.ask('terminals.resize', storm)
    }
    await app.ask('terminals.resize', { terminalId, viewer: 'one', cols: 101, rows: 33 })
    await page.type('stty size; echo si""zed\r')
    await page.until('33 101')
    await page.until('sized')
  })

  it('shows two pages the same, and one that comes later what was printed', async () => {
    const first = await opened()
    const second = await showTerminal(app, first.terminal, 'two')
    await first.type('echo from-""the-first\r')
    await second.until('from-the-first')
    await second.type('echo from-""the-second\r')
    await first.until('from-the-second')
    first.leave()
    second.leave()
    const late = await showTerminal(app, first.terminal, 'three')
    expect(late.printed()).toContain('from-the-second')
    expect(late.printed().length).toBe(first.printed().length)
  })

  it('takes the answer to a question of the program from one page only', async () => {
    const page = await opened()
    const terminalId = page.terminal.id
    const reply = (viewer: string, data: string) =>
      app.ask('terminals.write', { terminalId, viewer, data, isReply: true })
    await page.type('read -r -d R -p \'asks\' place; echo; echo got "${place//[^0-9;]/}"\r')
    await page.until('got "${place')
    await reply('two', '\x1b[1;99R')
    await reply('one', '\x1b[5;6R')
    await page.until('got 5;6')
    expect(page.printed()).not.toContain('1;99')
  })

  it('lets a flood wait for a page that draws slowly, and runs on without a page', async () => {
    const page = await opened()
    await page.type('yes | head -c 6000000; echo flood-""over\r')
    await app.until('the flood to stand still', async () => page.arrived() > 300_000)
    const before = page.arrived()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(page.arrived() - before).toBeLessThan(800_000)
    expect(page.printed()).not.toContain('flood-over')
    page.leave()
    const late = await app.until('the end of the flood', async () => {
      const { text, total, isCut } = await app.ask('terminals.read', {
        terminalId: page.terminal.id,
      })
      return text.includes('flood-over') ? { text, total, isCut } : null
    })
    expect(late.isCut).toBe(true)
    expect(late.total).toBeGreaterThan(6_000_000)
    expect(late.text.length).toBeLessThan(1_600_000)
  })

  it('hands garbage on as it is, and lives on', async () => {
    const page = await opened()
    await page.type('head -c 200000 /dev/urandom; printf "\\033]0;ti\\007\\033[999999999Z\\033P";')
    await page.type(' echo; echo still-""here\r')
    await page.until('still-here')
  })

  it('takes a paste of brackets and a large one whole', async () => {
    const page = await opened()
    await page.type('bind "set enable-bracketed-paste on"; echo re""ady\r')
    await page.until('ready')
    await page.type(`\x1b[200~echo pas""ted; \x1b[201~\r`)
    await page.until('pasted')
    await page.type('cat > large.txt\r')
    for (let part = 0; part < 40; part += 1) await page.type(`${'x'.repeat(1_000)}\r`)
    await page.type('\x04wc -c large.txt\r')
    await page.until('40040')
  })

  it('is closed with everything that it started', async () => {
    const page = await opened()
    await page.type('sleep 300 & echo child $!.\r')
    const child = await page.number(/child (\d+)\./)
    expect(isAlive(child)).toBe(true)
    await app.ask('terminals.close', { terminalId: page.terminal.id })
    expect(isAlive(child)).toBe(false)
    expect((await app.ask('terminals.list', {})).terminals).toEqual([])
    const gone = await app.call('terminals.read', { terminalId: page.terminal.id })
    expect(gone).toMatchObject({ ok: false, error: { code: 'terminal.unknown' } })
  })

  it('is closed although it ignores that the terminal hung up', async () => {
    const page = await opened()
    await page.type('trap \'\' HUP TERM; echo stub""born $$.\r')
    await page.number(/stubborn (\d+)\./)
    await app.ask('terminals.close', { terminalId: page.terminal.id })
    expect((await app.ask('terminals.list', {})).terminals).toEqual([])
  })

  it('ends with the app', async () => {
    const page = await opened()
    await page.type('echo pid $$.\r')
    const shell = await page.number(/pid (\d+)\./)
    await app.stop()
    expect(isAlive(shell)).toBe(false)
    app = await startApp(home, { pty: createPtyPort() })
  })

  it('goes on where its folder is removed, and says so itself', async () => {
    const page = await opened()
    await page.type('echo re""ady\r')
    await page.until('ready')
    rmSync(project, { recursive: true })
    await page.type('ls . && touch x || echo no-""folder\r')
    await page.until('no-folder')
    expect(await page.state()).toEqual({ status: 'running' })
  })
})

describe('a terminal that is not opened', () => {
  const refused = (folder: string) => app.call('terminals.open', { folder, run: 'shell', ...size })

  it('in a folder that is not there, too wide or our own', async () => {
    const codes = await Promise.all(
      [join(home, 'nowhere'), home, join(home, 'mstro-home')].map(async (folder) => {
        const answer = await refused(folder)
        return answer.ok ? 'opened' : answer.error.code
      }),
    )
    expect(codes).toEqual(['workspace.missing', 'workspace.too-wide', 'workspace.guarded'])
  })

  it('in a folder whose settings nobody decided about', async () => {
    mkdirSync(join(project, '.claude'))
    const settings = { hooks: { PreToolUse: [{ hooks: [{ type: 'command', command: 'true' }] }] } }
    writeFileSync(join(project, '.claude', 'settings.json'), JSON.stringify(settings))
    expect(await refused(project)).toMatchObject({ error: { code: 'terminal.undecided' } })
    const { fingerprint } = await app.ask('workspace.inspect', { path: project })
    const decided = { path: project, trust: 'limited', fingerprint } as const
    await app.ask('workspace.decideTrust', decided)
    expect((await refused(project)).ok).toBe(true)
  })

  it('beyond sixteen', async () => {
    await app.stop()
    app = await startApp(home, { pty: quietPort })
    const many: Terminal[] = []
    for (let one = 0; one < 16; one += 1) many.push(await open())
    expect(await refused(project)).toMatchObject({ error: { code: 'terminal.too-many' } })
    await app.ask('terminals.close', { terminalId: many[0]?.id as Terminal['id'] })
    expect((await refused(project)).ok).toBe(true)
  })

  it('where this host has none', async () => {
    const load = () => Promise.reject(new Error('no such module\nmore'))
    await app.stop()
    app = await startApp(home, { pty: createPtyPort(load) })
    expect(await app.ask('terminals.list', {})).toEqual({
      ...{ terminals: [], unavailable: 'no such module' },
    })
    expect(await refused(project)).toMatchObject({ error: { code: 'terminal.unavailable' } })
  })
})
