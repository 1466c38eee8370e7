import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../kit/clock.ts'
import { createGuardInstaller, type GuardInstaller } from './guard-installer.ts'
import { type GuardLook, lookAtGuard } from './look-at-guard.ts'

let root: string
let path: string
let installer: GuardInstaller
const around = () => ({
  home: join(root, 'own'),
  userHome: join(root, 'noor'),
  environment: {},
  platform: 'linux' as const,
  program: { path: process.execPath, args: [] },
})
const note = () => join(root, 'own', 'guard', 'running.json')
const look = async (
  more: Partial<GuardLook> = {},
  running = '{"v":1,"pid":1,"key":"k","proof":"p"}',
) => {
  mkdirSync(dirname(note()), { recursive: true })
  if (running) writeFileSync(note(), running)
  return lookAtGuard({
    ...around(),
    state: await installer.state(),
    folder: null,
    agent: { path: '/usr/bin/claude', version: '2.1.329', state: 'ready' },
    isAppReachable: true,
    ...more,
  })
}

beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'look-')))
  path = join(root, 'noor', '.claude', 'settings.json')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '{}')
  installer = createGuardInstaller({ ...around(), clock: systemClock })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const hook = () => join(root, 'own', 'guard', 'terminal-guard.cjs')
const change = (from: string, to: string) =>
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))

describe('how the guard stands', () => {
  it('is not in force before it is installed, and says what to run', async () => {
    const standing = await look()
    expect(standing).toMatchObject({ inForce: false, installs: [], settingsPath: path })
    expect(standing.remarks).toEqual([expect.stringContaining('`mstro bouncer install`')])
  })

  it('knows a hook that its own list lost, and what that means', async () => {
    await installer.install('ask')
    rmSync(join(root, 'own'), { recursive: true })
    const standing = await look()
    expect(standing).toMatchObject({ inForce: false, installs: [] })
    expect(standing.remarks).toEqual([
      expect.stringContaining('hold the hook, and the app’s own list does not know of it'),
      expect.stringContaining('is missing, so every call of an agent in a terminal is blocked'),
    ])
  })

  it('is in force when all is as it was put there', async () => {
    await installer.install('deny')
    expect(await look()).toMatchObject({
      inForce: true,
      installs: [{ path, state: 'in-force', leadsTo: null }],
      hook: { path: hook(), state: 'intact' },
      app: 'reachable',
      away: 'deny',
      remarks: [],
    })
  })

  it.each([
    ['missing', ''],
    ['half', '{"v":1,'],
    ['another', '{"v":1}'],
  ])('is not in force while the note that leads to the app is %s', async (_how, running) => {
    await installer.install('deny')
    const standing = await look({}, running)
    expect(standing).toMatchObject({ inForce: false, app: 'unfound' })
    expect(standing.remarks).toEqual([expect.stringContaining(`The file ${note()}, by which`)])
    expect(await look({ isAppReachable: false }, running)).toMatchObject({ inForce: true })
  })

  it.each<[string, () => void, string]>([
    ['the entry was changed', () => change('"block"', '"continue"'), 'changed'],
    ['the entry leads elsewhere', () => change('env -i', 'env'), 'changed'],
    ['the entry is gone', () => writeFileSync(path, '{"mine":1}'), 'gone'],
    ['all hooks are off', () => change('{', '{"disableAllHooks":true,'), 'off'],
    ['the settings are broken', () => writeFileSync(path, '{'), 'unreadable'],
  ])('is not in force when %s', async (_name, spoil, state) => {
    await installer.install()
    spoil()
    const standing = await look()
    expect(standing).toMatchObject({ inForce: false, installs: [{ state }] })
    expect(standing.remarks).toHaveLength(1)
  })

  it('is not in force without the hook, and says that calls are blocked', async () => {
    await installer.install()
    rmSync(hook())
    const standing = await look()
    expect(standing).toMatchObject({ inForce: false, hook: { state: 'missing' } })
    expect(standing.remarks).toEqual([expect.stringContaining('is blocked')])
  })

  it('sees a hook that is not the one of this version', async () => {
    await installer.install()
    writeFileSync(hook(), 'process.exit(0)')
    expect(await look()).toMatchObject({ hook: { state: 'changed' }, inForce: false })
  })

  it('sees that what runs the hook is gone', async () => {
    const program = { path: join(root, 'no-node'), args: [] }
    installer = createGuardInstaller({ ...around(), program, clock: systemClock })
    await installer.install()
    const standing = await look({ program })
    expect(standing).toMatchObject({ inForce: false, program: { isThere: false } })
    expect(standing.remarks).toEqual([expect.stringContaining(program.path)])
  })

  it('is not in force for an agent’s program that is too old', async () => {
    await installer.install()
    const agent = { path: '/usr/bin/claude', version: '2.1.197', state: 'old' as const }
    const standing = await look({ agent })
    expect(standing.inForce).toBe(false)
    expect(standing.remarks).toEqual([expect.stringContaining('2.1.197')])
  })

  it.each(['settings.json', 'settings.local.json'])(
    'is not in force in a folder whose own %s switches hooks off',
    async (name) => {
      await installer.install()
      const folder = join(root, 'project')
      mkdirSync(join(folder, '.claude'), { recursive: true })
      writeFileSync(join(folder, '.claude', name), '{"disableAllHooks":true}')
      const standing = await look({ folder })
      expect(standing.inForce).toBe(false)
      expect(standing.remarks).toEqual([expect.stringContaining(join(folder, '.claude', name))])
    },
  )

  it('tells the newest call that was judged, and nothing of a file that is none', async () => {
    await installer.install()
    const last = { at: 5, tool: 'Bash', decision: 'deny', cwd: '/x' }
    writeFileSync(join(dirname(hook()), 'last-call.json'), JSON.stringify(last))
    expect((await look()).lastCall).toEqual(last)
    writeFileSync(join(dirname(hook()), 'last-call.json'), '{"at":"now"}')
    expect((await look()).lastCall).toBe(null)
  })
})
