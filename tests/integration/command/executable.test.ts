import { execFileSync } from 'node:child_process'
import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import type { Receipt } from '../../../shared/privacy/model.ts'
import { until } from '../app/until.ts'
import {
  fromCheckout,
  headIn,
  keyringHome,
  sessionsMs,
  whyNoKeyring,
} from '../os/keyring-session.ts'
import { hookInput, runHook } from '../terminal-guard/hook-program.ts'
import { endAll, freshHome, type Program, run, serve } from './run-command.ts'
import { canary, writeSession } from './session-fixture.ts'

const root = join(import.meta.dirname, '..', '..', '..')
/** Copying Node and putting the script into it took 15 s on a busy machine. */
const buildTimeoutMs = 240_000
let made = ''

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'executable-'))
  const script = join(root, 'tooling', 'build-command.mjs')
  const options = { cwd: root, timeout: buildTimeoutMs, stdio: 'pipe' } as const
  execFileSync(process.execPath, [script, '--out', join(made, 'app')], options)
  await mkdir(join(made, 'bin'))
  await symlink(join(made, 'app', brand.command), join(made, 'bin', brand.command))
}, buildTimeoutMs)
afterEach(endAll)

/** As a person has it: by its name on a PATH on which nothing else is; no Node, Electron, display. */
async function installed(): Promise<Program & { readonly home: string }> {
  const home = await freshHome()
  // A Node that is told to load something, or to run as another program, is not meant.
  const hostile = { NODE_OPTIONS: '--require /nowhere/at/all.cjs', ELECTRON_RUN_AS_NODE: '1' }
  const env = { PATH: join(made, 'bin'), HOME: home, ...hostile }
  return { file: brand.command, args: [], env, home }
}

describe.skipIf(process.platform === 'win32')('the single executable', () => {
  test('guards terminals: it runs the hook by itself', async () => {
    const program = await installed()
    expect(await run(program, ['bouncer', 'install'])).toMatchObject({ code: 0, err: '' })
    const path = join(program.home, '.claude', 'settings.json')
    const { command } = JSON.parse(await readFile(path, 'utf8')).hooks.PreToolUse[0].hooks[0]
    const away = await runHook(command, hookInput(), { NODE_OPTIONS: '--require /nowhere.cjs' })
    expect(away.answer).toMatchObject({ decision: 'ask' })
    await serve(program)
    const judged = await runHook(command, hookInput())
    expect(judged.answer).toMatchObject({ decision: 'allow' })
    expect(await runHook(command, 'no JSON')).toMatchObject({ code: 2, answer: null })
  })

  test('says its version, its state and how it is used', async () => {
    const program = await installed()
    const version = { code: 0, out: `${brand.version}\n`, err: '' }
    expect(await run(program, ['--version'])).toEqual(version)
    const { code, out, err } = await run(program, ['status', '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({ ok: true, exists: false, running: null })
    expect((await run(program, ['help'])).out).toContain(`${brand.command} audit verify`)
    expect(await run(program, ['statsu'])).toMatchObject({ code: 2, out: '' })
  })

  test('judges and explains calls', async () => {
    const program = await installed()
    const call = { id: '1', tool: 'Bash', input: { command: 'rm -rf /' }, cwd: '/home/mira' }
    const judged = await run(program, ['bouncer', 'judge', '--jsonl'], JSON.stringify(call))
    expect(judged).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(judged.out)).toMatchObject({ id: '1', decision: 'deny' })
    const explained = await run(program, ['bouncer', 'explain', '--', 'git', 'push', '--force'])
    expect(explained.out).toMatch(/won +ask/)
  })

  test('plays the calls on record by other rules', async () => {
    const program = await installed()
    const installing = await run(program, ['bouncer', 'install'])
    expect(installing).toMatchObject({ code: 0, err: '' })
    const path = join(program.home, '.claude', 'settings.json')
    const { hooks } = JSON.parse(await readFile(path, 'utf8'))
    const server = await serve(program)
    const judged = await runHook(hooks.PreToolUse[0].hooks[0].command, hookInput())
    expect(judged.answer).toMatchObject({ decision: 'allow' })
    server.child.kill('SIGTERM')
    await server.ended
    const rules = join(program.home, 'rules.yaml')
    await writeFile(
      rules,
      'version: 1\nrules: [{ id: mine.ls, decision: deny, why: No., when: { execute: { program: ls } } }]',
    )
    const played = await run(program, ['bouncer', 'replay', '--policy', rules, '--json'])
    expect(played).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(played.out)).toMatchObject({ ok: true, calls: 1, newly: { deny: 1 } })
  })

  test('serves the page that lies beside it, ends in order, and its record verifies', async () => {
    const program = await installed()
    const server = await serve(program)
    expect(server.said.err).toBe('')
    const page = await fetch(new URL('/', server.told.address))
    const index = await readFile(join(made, 'app', 'page', 'index.html'), 'utf8')
    expect(await page.text()).toBe(index)
    const { out } = await run(program, ['status', '--json'])
    expect(JSON.parse(out)).toMatchObject({ running: { pid: server.child.pid } })
    server.child.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ code: 0, err: '' })
    const verified = await run(program, ['audit', 'verify', '--json'])
    expect(verified.code).toBe(0)
    expect(JSON.parse(verified.out)).toMatchObject({ ok: true, report: { status: 'intact' } })
  })

  test('without the page it says what is missing, and serves on', async () => {
    const alone = join(made, 'alone')
    await mkdir(alone)
    await copyFile(join(made, 'app', brand.command), join(alone, brand.command))
    const program = { ...(await installed()), file: join(alone, brand.command) }
    const server = await serve(program)
    expect(server.said.err).toContain(`${join(alone, 'page')} is missing`)
    expect(server.said.err).toContain(`${join(alone, 'keytar.node')} is missing`)
    expect(server.said.err).not.toContain('npm')
  })

  test('exports and erases a home without a keychain', async () => {
    const program = await installed()
    const home = join(program.home, brand.homeFolder)
    const folder = await writeSession(home, 's1')
    const text = await run(program, ['sessions', 'export', 's1', '--format', 'markdown'])
    expect(text.out).toContain('Print the key')
    expect(text.out).not.toContain(canary)
    const out = join(program.home, 'all.zip')
    expect(await run(program, ['export', '--out', out])).toMatchObject({ code: 0, err: '' })
    expect((await stat(out)).size).toBeGreaterThan(1_000)
    expect(await run(program, ['erase', '--everything', '--yes'])).toMatchObject({ code: 0 })
    await expect(stat(folder)).rejects.toThrow('ENOENT')
  })

  test('a key in a keychain that it cannot reach stands in the receipt', async () => {
    const program = await installed()
    const desktop = join(program.home, brand.homeFolder, 'desktop')
    await mkdir(desktop, { recursive: true })
    const value = { 'anthropic-api-key': { where: 'keychain', storedAt: 1, usedAt: null } }
    const names = { format: 'credential-names', version: 1, value }
    await writeFile(join(desktop, 'credentials.json'), JSON.stringify(names))
    const { out } = await run(program, ['erase', '--everything', '--yes', '--json'])
    const { receipt } = JSON.parse(out) as { receipt: Receipt }
    const stays = receipt.stays.find(({ what }) => what.startsWith('credentials'))
    expect(stays?.what).toContain('keychain/anthropic-api-key')
    expect(stays?.why).toContain('could not be reached')
    expect(await readFile(join(desktop, 'credentials.json'), 'utf8')).toContain('keychain')
  })

  test.skipIf(whyNoKeyring)(
    'copied to an empty folder it reaches the keyring, and signs with the key of the checkout',
    async () => {
      const alone = await mkdtemp(join(tmpdir(), 'copied-'))
      for (const name of [brand.command, 'page', 'keytar.node']) {
        await cp(join(made, 'app', name), join(alone, name), { recursive: true })
      }
      const command = [join(alone, brand.command)] as const
      const place = await keyringHome()
      try {
        const first = await place.serve('open', { command: fromCheckout })
        const name = 'anthropic-api-key'
        const key = { name, secret: 'sk-ant-kept-by-the-checkout', testFirst: false } as const
        expect(await first.client.ask('credentials.store', key)).toMatchObject({
          where: 'keychain',
        })
        await first.stop()
        const second = await place.serve('open', { command })
        expect(second.printed()).not.toContain('missing')
        expect(await second.client.ask('credentials.list', {})).toMatchObject({
          credentials: [{ name, status: 'stored', where: 'keychain' }],
        })
        await second.stop()
        const verified = await place.run('open', command, ['audit', 'verify', '--json'])
        expect(JSON.parse(verified.out)).toMatchObject({ report: { head: 'signed' } })

        // Without its module it says so at once, and takes no signature away.
        await rm(join(alone, 'keytar.node'))
        const signed = await headIn(place.logs)
        const third = await place.serve('open', { command })
        await until('what it lacks', () => third.printed().includes('keytar.node is missing'))
        const { notices } = await third.client.ask('app.snapshot', {})
        expect(notices.map(({ message }) => message).join()).toContain('its key cannot be reached')
        await third.stop()
        expect(await headIn(place.logs)).toEqual(signed)
      } finally {
        await place.remove()
      }
    },
    sessionsMs,
  )

  test('consists of the program, its script, licences, the page and its native modules', async () => {
    const names = (await readdir(join(made, 'app'))).sort()
    // Terminals need the module of the pty, which is built for Linux alone so far.
    const natives = process.platform === 'linux' ? ['keytar.node', 'pty.node'] : ['keytar.node']
    expect(names).toEqual(['LICENSES.txt', 'command.cjs', ...natives, brand.command, 'page'].sort())
    const script = await readFile(join(made, 'app', 'command.cjs'), 'utf8')
    // Nothing of this checkout, and nothing that only Electron has.
    expect(script).not.toContain(root)
    expect(script).not.toMatch(/require\(["'`](?:electron|@sentry\/electron)/)
  })
})
