import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../main/kit/clock.ts'
import { createEgress } from '../../../main/kit/egress/index.ts'
import {
  claudeVersions,
  createClaudeCodeDriver,
} from '../../../main/sessions/agents/claude-code/index.ts'
import { type Fault, writeBrokenCli } from '../../fakes/broken-cli.ts'
import { eachRealCli } from './each-real-cli.ts'
import { pinned } from './real-cli.ts'

const command = `npm install -g @anthropic-ai/claude-code@${claudeVersions.current}`

let root: string
let workspace: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'finding-'))
  workspace = folder('project')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function folder(name: string): string {
  const path = join(root, name)
  mkdirSync(path, { recursive: true })
  return path
}

/** A driver whose PATH is the given folders and nothing else. */
function driverFor(options: {
  readonly path: readonly string[]
  readonly configured?: string
  readonly extraEnv?: Record<string, string>
}) {
  const log = () => {}
  return createClaudeCodeDriver({
    egress: createEgress({ clock: systemClock, record() {}, offline: () => true }),
    clock: systemClock,
    logger: { info: log, warn: log, error: log },
    configuredPath: () => options.configured ?? null,
    baseEnv: { PATH: options.path.join(':'), HOME: folder('home') },
    ...(options.extraEnv ? { extraEnv: options.extraEnv } : {}),
  })
}

/** A `node` that says to be of a version. */
function nodeOf(version: string): string {
  const bin = folder(`node-${version}`)
  writeFileSync(join(bin, 'node'), `#!/bin/sh\necho ${version}\n`)
  chmodSync(join(bin, 'node'), 0o755)
  return bin
}

describe('looking for Claude Code', () => {
  it('agrees with the versions that the tests are pinned to', () => {
    const { package: name, oldest, current } = claudeVersions
    expect(pinned).toMatchObject({ package: name, oldest, current })
  })

  it('says how to install it when there is none', async () => {
    const status = await driverFor({ path: [folder('bin')] }).check(workspace)
    expect(status).toMatchObject({ state: 'missing', path: null, version: null, command })
    expect(status.advice).toContain(command)
  })

  it.each([
    { name: 'in a folder of the project', place: 'project/tools' },
    { name: 'among the packages of the project', place: 'project/node_modules/.bin' },
  ])('refuses the one $name', async ({ place }) => {
    const path = writeBrokenCli(folder(place), 'garbage')
    const driver = driverFor({ path: [join(root, place)] })
    const status = await driver.check(workspace)
    expect(status).toMatchObject({ state: 'inside-workspace', path, command: null })
    expect(status.advice).toContain(path)
  })

  it('refuses a link outside that leads into the project', async () => {
    const planted = writeBrokenCli(folder('project/tools'), 'garbage')
    symlinkSync(planted, join(folder('bin'), 'claude'))
    const status = await driverFor({ path: [join(root, 'bin')] }).check(workspace)
    expect(status.state).toBe('inside-workspace')
  })

  it('refuses the one in the project also through a link to the project', async () => {
    writeBrokenCli(folder('project/tools'), 'garbage')
    const link = join(root, 'link')
    symlinkSync(workspace, link)
    const status = await driverFor({ path: [join(workspace, 'tools')] }).check(link)
    expect(status.state).toBe('inside-workspace')
  })

  it('refuses a configured path that lies inside the project', async () => {
    const configured = writeBrokenCli(folder('project/tools'), 'garbage')
    const status = await driverFor({ path: [], configured }).check(workspace)
    expect(status.state).toBe('inside-workspace')
  })

  it('names a configured path where nothing can be started, and does not advise to install', async () => {
    const configured = join(folder('bin'), 'no-claude')
    const status = await driverFor({ path: [], configured }).check(workspace)
    expect(status).toMatchObject({ state: 'broken', path: configured, command: null })
    expect(status.advice).toContain(`The settings name ${configured}`)
  })

  it('passes over the one in the project when there is another', async () => {
    writeBrokenCli(folder('project/tools'), 'garbage')
    const path = writeBrokenCli(folder('bin'), 'garbage')
    const driver = driverFor({ path: [join(workspace, 'tools'), join(root, 'bin')] })
    expect(await driver.check(workspace)).toMatchObject({ state: 'ready', path })
  })

  it('takes no relative entry of PATH for a place', async () => {
    writeBrokenCli(folder('bin'), 'garbage')
    const path = ['', '.', relative(process.cwd(), join(root, 'bin'))]
    expect((await driverFor({ path }).check(workspace)).state).toBe('missing')
  })

  it('refuses a link of the project that leads outside: the repository chose the program', async () => {
    const outside = writeBrokenCli(folder('elsewhere'), 'garbage')
    symlinkSync(outside, join(folder('project/tools'), 'claude'))
    const status = await driverFor({ path: [join(workspace, 'tools')] }).check(workspace)
    expect(status.state).toBe('inside-workspace')
  })

  it('tells an old version by its number and how to update', async () => {
    writeBrokenCli(folder('bin'), 'old')
    const driver = driverFor({ path: [join(root, 'bin'), nodeOf('v22.1.0')] })
    const status = await driver.check(workspace)
    expect(status).toMatchObject({ state: 'old', version: pinned.tooOld, command })
    expect(status.advice).toContain(`${claudeVersions.oldest} or newer can`)
    expect(status.advice).not.toContain('Node 20')
  })

  it('says so when the old version is what npm picks on Node 20', async () => {
    writeBrokenCli(folder('bin'), 'old')
    const driver = driverFor({ path: [join(root, 'bin'), nodeOf('v20.19.0')] })
    const status = await driver.check(workspace)
    expect(status).toMatchObject({ state: 'old', version: pinned.tooOld, command })
    expect(status.advice).toContain('what npm picks on Node 20')
  })

  it.each<{ fault: Fault; code: string }>([
    { fault: 'old', code: 'agent.old' },
    { fault: 'no-version', code: 'agent.broken' },
  ])('starts nothing that is unusable: $fault', async ({ fault, code }) => {
    writeBrokenCli(folder('bin'), fault)
    const started = await driverFor({ path: [join(root, 'bin')] }).start({
      session: 'a-session',
      sessionId: '6f9c1c1e-5a0f-4a53-9d0a-2f1f2c3d4e5f',
      resume: null,
      cwd: workspace,
      model: null,
      mode: 'default',
      trusted: false,
      apiKey: null,
      ring: null,
      signal: new AbortController().signal,
      gate: {
        judge: async () => ({ decision: 'deny', reason: 'never asked' }),
        ask: async () => ({ kind: 'gone' }),
      },
      onEvent() {},
    })
    expect(started).toMatchObject({ ok: false, error: { code, retry: 'check-agent-again' } })
  })

  it('repeats what a program said that does not start', async () => {
    writeBrokenCli(folder('bin'), 'no-version')
    const status = await driverFor({ path: [join(root, 'bin')] }).check(workspace)
    expect(status).toMatchObject({ state: 'broken', version: null, command: null })
    expect(status.advice).toContain('cannot find the library')
  })

  it('looks at a program again when it has been replaced', async () => {
    writeBrokenCli(folder('bin'), 'old')
    const driver = driverFor({ path: [join(root, 'bin')] })
    expect(await driver.check(workspace)).toMatchObject({ state: 'old' })
    writeBrokenCli(folder('bin'), 'garbage')
    expect(await driver.check(workspace)).toMatchObject({ state: 'ready' })
  })
})

eachRealCli('the real Claude Code', ({ program, version }) => {
  const bin = () => {
    symlinkSync(program, join(folder('bin'), 'claude'))
    return join(root, 'bin')
  }

  it('is ready and has no login in a fresh home', async () => {
    const status = await driverFor({ path: [bin()] }).check(workspace)
    expect(status).toMatchObject({
      state: 'ready',
      version,
      login: 'no',
      advice: '',
      command: null,
    })
  })

  it('reports a login that the program has', async () => {
    const extraEnv = { ANTHROPIC_API_KEY: 'own-key' }
    const status = await driverFor({ path: [bin()], extraEnv }).check(workspace)
    expect(status).toMatchObject({ state: 'ready', login: 'yes' })
  })
})
