import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { hookInput, runHook } from '../terminal-guard/hook-program.ts'
import { endAll, freshHome, fromSource, run, serve } from './run-command.ts'

afterEach(endAll)

const settingsOf = (home: string) => join(home, '.claude', 'settings.json')

test('installs, says how it stands, and takes it out byte for byte', async () => {
  const home = await freshHome()
  const program = fromSource(home)
  await mkdir(join(home, '.claude'))
  await writeFile(settingsOf(home), '{\n   "model" : "opus"}')
  const before = await run(program, ['bouncer', 'status', '--json'])
  expect(before.code).toBe(1)
  expect(JSON.parse(before.out)).toMatchObject({
    ...{ ok: false, code: 'command.guard-not-in-force' },
    standing: { inForce: false, installs: [], app: 'away' },
  })

  const installed = await run(program, ['bouncer', 'install', '--when-away', 'deny'])
  expect(installed).toMatchObject({ code: 0, err: '' })
  expect(installed.out).toContain('each call is denied')
  const status = await run(program, ['bouncer', 'status', '--json'])
  expect(status.code).toBe(0)
  expect(JSON.parse(status.out)).toMatchObject({
    ok: true,
    standing: { inForce: true, away: 'deny', installs: [{ path: settingsOf(home) }] },
  })

  const out = await run(program, ['bouncer', 'uninstall', '--json'])
  const files = [{ path: settingsOf(home), how: 'restored' }]
  expect(JSON.parse(out.out)).toEqual({ ok: true, files })
  expect(await readFile(settingsOf(home), 'utf8')).toBe('{\n   "model" : "opus"}')
  const again = await run(program, ['bouncer', 'uninstall'])
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('was not installed') })
})

test('says that the app answers while it runs', async () => {
  const home = await freshHome()
  const program = fromSource(home)
  await run(program, ['bouncer', 'install'])
  await serve(program)
  const { code, out } = await run(program, ['bouncer', 'status'])
  expect(code).toBe(0)
  expect(out).toContain('runs and answers')
})

test('an app that is killed leaves a hook that does as chosen', async () => {
  const home = await freshHome()
  const program = fromSource(home)
  await run(program, ['bouncer', 'install'])
  const { child } = await serve(program)
  const settings = JSON.parse(await readFile(settingsOf(home), 'utf8'))
  const { command } = settings.hooks.PreToolUse[0].hooks[0]
  const before = await runHook(command, hookInput())
  expect(before.answer).toMatchObject({ decision: 'allow' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const after = await runHook(command, hookInput())
  expect(after.answer).toMatchObject({
    decision: 'ask',
    reason: expect.stringContaining('does not run'),
  })
})

test.each([
  [['--when-away', 'allow'], 2, 'command.usage'],
  [['--when-away'], 2, 'command.usage'],
])('does not install with %j', async (flags, exit, code) => {
  const home = await freshHome()
  const ended = await run(fromSource(home), ['bouncer', 'install', ...flags, '--json'])
  expect(ended.code).toBe(exit)
  expect(JSON.parse(ended.out)).toMatchObject({ ok: false, code })
  await expect(readFile(settingsOf(home))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('leaves broken settings as they are and says so', async () => {
  const home = await freshHome()
  await mkdir(join(home, '.claude'))
  await writeFile(settingsOf(home), '{ "a": ')
  const ended = await run(fromSource(home), ['bouncer', 'install'])
  expect(ended.code).toBe(1)
  expect(ended.err).toContain('were left as they are')
  expect(await readFile(settingsOf(home), 'utf8')).toBe('{ "a": ')
})
