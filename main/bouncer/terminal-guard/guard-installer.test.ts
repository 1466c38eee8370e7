import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../kit/clock.ts'
import { createGuardInstaller, type GuardInstaller } from './guard-installer.ts'

let root: string
let path: string
let installer: GuardInstaller
const hook = () => join(root, 'own', 'guard', 'terminal-guard.cjs')

function make(environment: NodeJS.ProcessEnv = {}, program = process.execPath): GuardInstaller {
  return createGuardInstaller({
    home: join(root, 'own'),
    userHome: join(root, 'noor'),
    environment,
    clock: systemClock,
    platform: 'linux',
    program: { path: program, args: [] },
  })
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'guard-')))
  path = join(root, 'noor', '.claude', 'settings.json')
  mkdirSync(dirname(path), { recursive: true })
  installer = make()
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const install = async (one = installer) => {
  const done = await one.install()
  if (!done.ok) throw new Error(done.error.message)
}
const uninstall = async (one = installer) => {
  const done = await one.uninstall()
  if (!done.ok) throw new Error(done.error.message)
  return done.value
}
/** Every command of the settings that names the hook. */
const hooks = (file = path): string[] => {
  const text = readFileSync(file, 'utf8').replace('\uFEFF', '')
  return [...text.matchAll(/"command": ?"((?:[^"\\]|\\.)*)"/g)]
    .map(([, command = '']) => command)
    .filter((command) => command.includes(hook()))
}

describe('installing and taking out', () => {
  it.each([
    '{}',
    '{"model":"opus"}',
    '{\n\t"hooks": {\r\n  "PreToolUse" : [ ] }, "z": 1e2 }',
    '\uFEFF{\n  "a": "ä"\n}\n\n',
    '',
  ])('leaves %j byte for byte as it was', async (before) => {
    writeFileSync(path, before, { mode: 0o640 })
    chmodSync(path, 0o640)
    await install()
    expect(hooks()).toHaveLength(3)
    expect(await uninstall()).toEqual([{ path, how: 'restored' }])
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(statSync(path).mode & 0o777).toBe(0o640)
  })

  it('removes the file and the folder where there was none', async () => {
    rmSync(dirname(path), { recursive: true })
    await install()
    expect(hooks()).toHaveLength(3)
    expect(await uninstall()).toEqual([{ path, how: 'removed' }])
    expect(existsSync(dirname(path))).toBe(false)
  })

  it('takes only its entry out where others changed the file since', async () => {
    writeFileSync(path, '{\n  "a": 1\n}\n')
    await install()
    const changed = readFileSync(path, 'utf8').replace('"a": 1', '"a": 2,\n  "b": [3]')
    writeFileSync(path, changed)
    expect(await uninstall()).toEqual([{ path, how: 'edited' }])
    expect(readFileSync(path, 'utf8')).toBe('{\n  "a": 2,\n  "b": [3]\n}\n')
  })

  it('says so where the entry was taken out before', async () => {
    writeFileSync(path, '{}')
    await install()
    writeFileSync(path, '{"mine":1}')
    expect(await uninstall()).toEqual([{ path, how: 'gone' }])
    expect(readFileSync(path, 'utf8')).toBe('{"mine":1}')
  })

  it('finds its entry where the note of it was lost, and puts no second one beside it', async () => {
    writeFileSync(path, '{"a":1}')
    await install()
    rmSync(join(root, 'own', 'guard', 'installs.json'))
    await install()
    expect(hooks()).toHaveLength(3)
    rmSync(join(root, 'own', 'guard', 'installs.json'))
    expect(await uninstall()).toEqual([{ path, how: 'edited' }])
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}')
  })

  it('leaves hooks of others where the note of it was lost', async () => {
    const others = '{"hooks":{"PreToolUse":[{"matcher":"Edit","hooks":[]}],"Stop":[]}}'
    writeFileSync(path, others)
    await install()
    rmSync(join(root, 'own', 'guard', 'installs.json'))
    expect(await uninstall()).toEqual([{ path, how: 'edited' }])
    expect(readFileSync(path, 'utf8')).toBe(others)
  })

  it('brings back what was there first, also after a second and a changed installation', async () => {
    writeFileSync(path, '{ "a":1 }')
    await install()
    await install()
    await install(make({}, '/opt/another/node'))
    const [one = '', ...more] = new Set(hooks())
    expect([one.includes('/opt/another/node'), more]).toEqual([true, []])
    expect(await uninstall()).toEqual([{ path, how: 'restored' }])
    expect(readFileSync(path, 'utf8')).toBe('{ "a":1 }')
  })

  it('cuts its entry out where the copy is gone', async () => {
    writeFileSync(path, '{"a":1}')
    await install()
    const [copy = ''] = readdirSync(dirname(hook())).filter((name) => name.endsWith('.backup'))
    rmSync(join(dirname(hook()), copy))
    expect(await uninstall()).toEqual([{ path, how: 'edited' }])
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}')
  })

  it('goes to the folder that the agent’s program was given, and out of all of them', async () => {
    const other = make({ CLAUDE_CONFIG_DIR: join(root, 'elsewhere') })
    await install()
    await install(other)
    expect(hooks(join(root, 'elsewhere', 'settings.json'))).toHaveLength(3)
    expect((await uninstall()).map(({ how }) => how)).toEqual(['removed', 'removed'])
    expect(existsSync(join(root, 'elsewhere'))).toBe(false)
  })

  it('keeps the folder of the guard to the owner', async () => {
    await install()
    expect(statSync(dirname(hook())).mode & 0o077).toBe(0)
    for (const name of readdirSync(dirname(hook()))) {
      expect(statSync(join(dirname(hook()), name)).mode & 0o077).toBe(0)
    }
  })
})

describe('settings that are not plain', () => {
  const refused = async (code: string) => {
    const done = await installer.install()
    expect(done).toMatchObject({ ok: false, error: { code } })
    expect(existsSync(hook())).toBe(false)
  }

  it('follows a link to a file of the person and leaves the link', async () => {
    const target = join(root, 'dotfiles.json')
    writeFileSync(target, '{"a":1}')
    symlinkSync(target, path)
    await install()
    expect(hooks(target)).toHaveLength(3)
    expect(realpathSync(path)).toBe(target)
    expect(await uninstall()).toEqual([{ path, how: 'restored' }])
    expect(readFileSync(target, 'utf8')).toBe('{"a":1}')
  })

  it('refuses a link that leads nowhere', async () => {
    symlinkSync(join(root, 'nowhere'), path)
    await refused('guard.link-nowhere')
  })

  it.each([
    ['{ "a": 1', 'guard.broken'],
    ['// settings\n{}', 'guard.broken'],
    ['[]', 'guard.foreign'],
    ['{"hooks": "none"}', 'guard.foreign'],
    ['{"disableAllHooks": true}', 'guard.all-hooks-off'],
  ])('refuses %j and leaves it as it is', async (before, code) => {
    writeFileSync(path, before)
    await refused(code)
    expect(readFileSync(path, 'utf8')).toBe(before)
  })

  it('refuses bytes that are no text', async () => {
    writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d]))
    await refused('guard.broken')
  })

  it('refuses a folder in the place of the file', async () => {
    mkdirSync(path)
    await refused('guard.no-file')
  })

  it('refuses a file that others can write', async () => {
    writeFileSync(path, '{}')
    chmodSync(path, 0o666)
    await refused('guard.not-own')
  })

  it('refuses a file that is read-only and leaves it so', async () => {
    writeFileSync(path, '{}', { mode: 0o444 })
    await refused('guard.read-only')
    expect(readFileSync(path, 'utf8')).toBe('{}')
    expect(statSync(path).mode & 0o777).toBe(0o444)
  })

  it('refuses one of more than 4 MB', async () => {
    writeFileSync(path, JSON.stringify({ a: 'x'.repeat(4_000_000) }))
    await refused('guard.too-large')
  })

  it('keeps everything for a later try where the file cannot be restored now', async () => {
    writeFileSync(path, '{"a":1}')
    await install()
    const ours = readFileSync(path, 'utf8')
    writeFileSync(path, '{ broken')
    const done = await installer.uninstall()
    expect(done).toMatchObject({ ok: false, error: { code: 'guard.broken' } })
    expect(existsSync(hook())).toBe(true)
    writeFileSync(path, ours)
    expect(await uninstall()).toEqual([{ path, how: 'restored' }])
  })

  it('installs nothing without a program that stays', async () => {
    const none = createGuardInstaller({
      ...{ home: join(root, 'own'), userHome: join(root, 'noor'), environment: {} },
      ...{ clock: systemClock, platform: 'linux', program: null },
    })
    expect(await none.install()).toMatchObject({ ok: false, error: { code: 'guard.no-program' } })
  })
})
