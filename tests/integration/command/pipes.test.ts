import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import { until } from '../app/until.ts'
import { endAll, freshHome, fromSource, run, serve, start } from './run-command.ts'

afterEach(endAll)

/** Runs a line of shell in which `mstro` stands for the command from source. */
async function inShell(script: string): Promise<string> {
  const home = await freshHome()
  const { file, args, env } = fromSource(home)
  await writeFile(join(home, 'calls.jsonl'), `${'{"id":"1"}\n'.repeat(20_000)}`)
  const named = `mstro() { "$NODE" "$SOURCE" "$@"; }; cd "$HOME"; ${script}`
  const own = { ...env, NODE: file, SOURCE: args[0] ?? '' }
  const options = { env: own, encoding: 'utf8', timeout: 60_000 } as const
  return execFileSync('/bin/bash', ['--norc', '-c', named, 'bash'], options)
}

describe.skipIf(process.platform === 'win32')('when nobody reads its output', () => {
  test('it ends quietly with a code of its own', async () => {
    const script = `
      mstro bouncer judge --jsonl < calls.jsonl 2> errors | head -1 > first
      echo "\${PIPESTATUS[0]} $(wc -c < errors) $(wc -l < first)"`
    expect((await inShell(script)).trim()).toBe('141 0 1')
  })

  test('a server goes on', async () => {
    const program = fromSource(await freshHome())
    const server = start(program, ['serve', '--no-open'])
    // Before it prints its address.
    server.child.stdout.destroy()
    await until('the server', async () => {
      const { out } = await run(program, ['status', '--json'])
      return (JSON.parse(out) as { record: { lastEntry: number | null } }).record.lastEntry !== null
    })
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    server.child.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ code: 0, err: '' })
  })
})

test('help, version and mistakes go where they belong, with their codes', async () => {
  const program = fromSource(await freshHome())
  expect(await run(program, ['help'])).toMatchObject({
    ...{ code: 0, err: '', out: expect.stringContaining(`${brand.command} erase`) },
  })
  const one = await run(program, ['erase', '--help'])
  expect(one.out).toContain('With --json it prints:')
  expect(one.out).not.toContain(`${brand.command} serve`)
  expect(await run(program, ['--version', '--json'])).toMatchObject({
    ...{ code: 0, out: `{"ok":true,"version":"${brand.version}"}\n` },
  })
  const data = JSON.parse((await run(program, ['help', '--json'])).out) as { commands: object[] }
  expect(data.commands.length).toBeGreaterThan(10)
  const mistake = await run(program, ['statsu'])
  expect(mistake).toMatchObject({ code: 2, out: '' })
  expect(mistake.err).toContain(`Nearest: ${brand.command} status`)
  const bouncer = await run(program, ['bouncer'])
  expect(bouncer).toMatchObject({ code: 2, out: '' })
  expect(bouncer.err).toContain(`${brand.command} bouncer judge`)
  expect(bouncer.err).not.toContain(`${brand.command} serve`)
})

test('verify and explain answer in JSON, too', async () => {
  const home = await freshHome()
  const program = fromSource(home)
  const none = await run(program, ['audit', 'verify', '/nowhere/at/all.jsonl', '--json'])
  expect(none.code).toBe(1)
  expect(JSON.parse(none.out)).toMatchObject({ ok: false, message: expect.any(String) })
  const file = join(home, 'bouncer-audit.jsonl')
  await writeFile(file, 'no line of ours\n')
  const broken = await run(program, ['audit', 'verify', file, '--json'])
  expect(broken.code).toBe(1)
  expect(JSON.parse(broken.out)).toMatchObject({ ok: false, report: { status: 'broken' } })
  const explained = await run(program, ['bouncer', 'explain', '--json', '--', 'rm', '-rf', '/'])
  expect(explained.code).toBe(0)
  expect(JSON.parse(explained.out)).toMatchObject({ ok: true, calls: [{ decision: 'deny' }] })
})

test('a server that cannot start says why in JSON', async () => {
  const program = fromSource(await freshHome())
  const server = await serve(program)
  expect(server.told).toMatchObject({ ok: true, port: Number(new URL(server.told.address).port) })
  const second = await run(program, ['serve', '--no-open', '--json'])
  expect(second.code).toBe(1)
  expect(JSON.parse(second.out)).toMatchObject({ ok: false, code: 'start.home-in-use' })
  server.child.kill('SIGTERM')
  expect((await server.ended).code).toBe(0)
})
