import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { eachRealCli } from './each-real-cli.ts'

const secret = 'staple-battery-4711'
const command = 'git clean -fd && git reset --hard'
const scripts = {
  job: [[{ tool: 'Bash', input: { command }, id: 'toolu_clean' }], [{ text: 'Done.' }]],
}

let home: string
let api: MessagesApi
let app: AppUnderTest
afterEach(async () => {
  await app.stop()
  await api.close()
  await removeHome(home)
})

eachRealCli('what an allowed call of Claude Code destroys', ({ program }) => {
  it('is told on the card, kept before it runs, and put back after a restart', async () => {
    home = await freshHome()
    api = await startMessagesApi({ scripts })
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
    writeFileSync(join(project, 'notes.md'), `only here ${secret}\n`)

    const ports = {
      environment: { PATH, HOME: home },
      claudeCode: {
        upstream: api.url,
        extraEnv: { ANTHROPIC_BASE_URL: api.url, ANTHROPIC_API_KEY: 'k' },
      },
    }
    app = await startApp(home, ports)
    const { fingerprint } = await app.ask('workspace.inspect', { path: project })
    await app.ask('workspace.decideTrust', { path: project, trust: 'limited', fingerprint })
    const wanted = { agent: 'claude-code', workspace: project, prompt: '@@job' } as const
    const { id: sessionId } = await app.ask('sessions.start', wanted)
    const { id: inboxId } = await app.untilWaiting(sessionId)
    const preview = await app.until('the count', async () => {
      const told = (await app.ask('bouncer.preview', { inboxId })).preview
      return told?.status === 'counted' ? told : null
    })
    expect(preview).toMatchObject({ untracked: 1, changed: 1, copy: { kind: 'kept', files: 2 } })

    await app.ask('inbox.answer', { id: inboxId, answer: { kind: 'allow' } })
    await app.untilState(sessionId, 'finished')
    expect(existsSync(join(project, 'notes.md'))).toBe(false)
    expect(readFileSync(join(project, 'kept.txt'), 'utf8')).toBe('first\n')

    await app.stop()
    app = await startApp(home, ports)
    const { copies } = await app.ask('bouncer.copies', {})
    expect(copies).toMatchObject([{ inboxId, sessionId, files: 2, title: command }])
    const [copy] = copies
    if (!copy) return
    // What is copied is among what is kept, and a secret in it is found; nothing else holds it.
    const { found } = await app.ask('privacy.findSecret', { secret })
    expect(found.map(({ path }) => path)).toEqual([`desktop/undo/copies/${copy.id}.json`])
    const { holdings } = await app.ask('privacy.holdings', {})
    expect(holdings.find(({ owner }) => owner === 'copies')).toMatchObject({ items: 1 })
    const { counts } = await app.ask('bouncer.copy', { id: copy.id })
    expect(counts).toMatchObject({ missing: 1, replaceable: 1, newer: 0 })
    const report = await app.ask('bouncer.restore', { id: copy.id, newer: 'beside' })
    expect(report).toMatchObject({ back: 2, beside: [], failed: [] })
    expect(readFileSync(join(project, 'notes.md'), 'utf8')).toBe(`only here ${secret}\n`)
    expect(readFileSync(join(project, 'kept.txt'), 'utf8')).toBe('changed\n')
  }, 60_000)
})
