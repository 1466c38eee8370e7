import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import { endAll, freshHome, fromSource, pictureOf, run, serve } from './run-command.ts'
import { canary, tear, writeSession } from './session-fixture.ts'

afterEach(endAll)

async function homeWithSession() {
  const home = await freshHome()
  const data = join(home, 'data')
  const folder = await writeSession(data, 's1')
  return { program: fromSource(home), home, data, folder }
}

const parsed = (text: string) => JSON.parse(text) as Record<string, unknown>

describe('status', () => {
  test('of a home that is not there says so and makes none', async () => {
    const home = await freshHome()
    const { code, out } = await run(fromSource(home), ['status', '--json'])
    expect(code).toBe(0)
    expect(parsed(out)).toMatchObject({
      ...{ ok: true, version: brand.version, home: join(home, 'data'), exists: false },
      ...{ running: null, endedBadly: false },
      sessions: { total: 0, waiting: 0, questions: 0, unreadable: 0, byState: {} },
      record: { state: 'empty', lastEntry: null, at: null },
      settings: { state: 'missing', problem: null },
      telemetry: { errors: { on: false, why: expect.any(String) } },
    })
    expect(await readdir(home)).toEqual([])
  })

  test('tells of the sessions, the record and damaged settings, and mends none of it', async () => {
    const { program, data, folder } = await homeWithSession()
    await tear(folder)
    await writeFile(join(data, 'desktop', 'settings.json'), '{"format":"mstro-settings"')
    await writeFile(join(data, 'desktop', 'consent.json'), '{"format":"mstro-consent"')
    await writeFile(join(folder, 'summary.json'), '{"format":"mstro-session-summary"')
    await mkdir(join(data, 'logs'))
    await writeFile(
      join(data, 'logs', 'bouncer-audit.jsonl'),
      '{"v":1,"n":7,"at":5,"prev":""}\n{"v"',
    )
    const before = await pictureOf(data)
    const { code, out } = await run(program, ['status', '--json'])
    expect(code).toBe(0)
    expect(parsed(out)).toMatchObject({
      sessions: { total: 1, waiting: 1, questions: 1, byState: { waiting: 1 } },
      record: { state: 'torn', lastEntry: 7, at: 5 },
      settings: { state: 'damaged' },
    })
    const spoken = await run(program, ['status'])
    expect(spoken.out).toContain('1 waiting')
    expect(spoken.out).toContain('last entry 7')
    expect(await pictureOf(data)).toEqual(before)
  })

  test('beside a running app names it and touches nothing', async () => {
    const { program, data } = await homeWithSession()
    const server = await serve(program)
    const before = await pictureOf(data)
    const { out } = await run(program, ['status', '--json'])
    expect(parsed(out)).toMatchObject({
      running: { pid: server.child.pid, host: 'browser' },
      record: { state: 'ok', lastEntry: expect.any(Number) },
    })
    expect((await run(program, ['status'])).out).toContain(`process ${server.child.pid}`)
    expect(await pictureOf(data)).toEqual(before)
    server.child.kill('SIGKILL')
    await server.ended
    expect(parsed((await run(program, ['status', '--json'])).out)).toMatchObject({
      ...{ running: null, endedBadly: true },
    })
  })

  test('a home that cannot be read is a sentence', async () => {
    const home = await freshHome()
    await mkdir(join(home, 'data', 'desktop'), { recursive: true })
    await writeFile(join(home, 'data', 'desktop', 'sessions'), '')
    for (const args of [['status'], ['sessions', 'list']]) {
      const { code, out, err } = await run(fromSource(home), args)
      expect(code).toBe(1)
      expect(out).toBe('')
      expect(err).toContain('could not be read (ENOTDIR)')
    }
  })
})

describe('sessions', () => {
  test.each(['quiet', 'running'])('list and export of a %s home read only', async (state) => {
    const { program, data, folder } = await homeWithSession()
    if (state === 'running') await serve(program)
    await tear(folder)
    const before = await pictureOf(data)
    const list = await run(program, ['sessions', 'list', '--json'])
    expect(list.code).toBe(0)
    expect(parsed(list.out)).toMatchObject({
      ok: true,
      sessions: [
        {
          // The app withdraws a question that its inbox does not hold.
          ...(state === 'quiet' ? { state: 'waiting', waiting: 1 } : { state: 'stopped' }),
          ...{ id: 's1', agent: 'rehearsal' },
          ...{ workspace: '/nowhere/at/all', lastAt: expect.any(Number) },
        },
      ],
      unreadable: [],
    })
    const jsonl = await run(program, ['sessions', 'export', 's1'])
    expect(jsonl.code).toBe(0)
    const kinds = jsonl.out
      .trim()
      .split('\n')
      .map((line) => parsed(line).kind)
    expect(kinds.slice(0, 5)).toEqual([
      ...['created', 'prompted', 'agent-started', 'turn-started', 'text'],
    ])
    expect(await pictureOf(data)).toEqual(before)
  })

  test('as text: one row a session without what drives a terminal', async () => {
    const { program } = await homeWithSession()
    const { out } = await run(program, ['sessions', 'list'])
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    expect(out.split('\t').slice(0, 2)).toEqual(['s1', 'waiting'])
    expect(out).not.toContain('\u001b')
  })

  test('as Markdown: what was said, called, decided and came out, each in a block of its own', async () => {
    const { program, home } = await homeWithSession()
    const out = join(home, 'a session.md')
    const args = ['sessions', 'export', 's1', '--format', 'markdown']
    const written = await run(program, [...args, '--out', out, '--json'])
    expect(written.code).toBe(0)
    const text = await readFile(out, 'utf8')
    expect(parsed(written.out)).toEqual({
      ...{ ok: true, id: 's1', format: 'markdown', out, bytes: Buffer.byteLength(text) },
    })
    expect((await stat(out)).mode & 0o777).toBe(0o600)
    expect(text).toContain('Print the key')
    expect(text).toContain('I will print it.\n')
    expect(text).not.toContain('I will \n')
    expect(text).toContain('Bouncer: ask, entry 1')
    // The fence is longer than the one in the output.
    expect(text).toMatch(/````\n```\n/)
    expect((await run(program, args)).out).toBe(text)
    const again = await run(program, [...args, '--out', out])
    expect(again).toMatchObject({ code: 1, out: '' })
    expect(again.err).toContain('There is a file')
    expect(await readFile(out, 'utf8')).toBe(text)
  })

  test.each(['s2', '..', '../sessions', 'a/b'])('there is none called %s', async (id) => {
    const { program } = await homeWithSession()
    const { code, out } = await run(program, ['sessions', 'export', id, '--out', '/x', '--json'])
    expect(code).toBe(1)
    expect(parsed(out)).toMatchObject({ ok: false, code: 'command.no-session' })
  })
})

describe('export and erase', () => {
  test('while the app runs nothing is exported or erased', async () => {
    const { program, data, home } = await homeWithSession()
    await serve(program)
    const before = await pictureOf(data)
    const erased = await run(program, ['erase', '--everything', '--yes', '--json'])
    expect(erased.code).toBe(1)
    expect(parsed(erased.out)).toMatchObject({ ok: false, code: 'command.home-held' })
    const out = join(home, 'all.zip')
    const exported = await run(program, ['export', '--out', out])
    expect(exported).toMatchObject({ code: 1, out: '' })
    expect(exported.err).toContain('Nothing was exported')
    await expect(stat(out)).rejects.toThrow('ENOENT')
    expect(await pictureOf(data)).toEqual(before)
  })

  test('of a home that is not there do nothing', async () => {
    const home = await freshHome()
    const erased = await run(fromSource(home), ['erase', '--everything', '--yes'])
    expect(erased).toMatchObject({ code: 1, out: '' })
    expect(erased.err).toContain('There is no home')
    expect(await readdir(home)).toEqual([])
  })

  test('export writes one archive and never over another file', async () => {
    const { program, home } = await homeWithSession()
    const out = join(home, 'all.zip')
    const { code, out: said } = await run(program, ['export', '--out', out, '--json'])
    expect(code).toBe(0)
    const bytes = await readFile(out)
    expect(bytes.subarray(0, 2).toString()).toBe('PK')
    expect(parsed(said)).toMatchObject({ ok: true, out, bytes: bytes.length, leftOut: [] })
    const again = await run(program, ['export', '--out', out])
    expect(again.code).toBe(1)
    expect(await readFile(out)).toEqual(bytes)
  })

  test('erase --owner removes that part, and everything removes the rest, each with a receipt', async () => {
    const { program, data, folder } = await homeWithSession()
    const one = await run(program, ['erase', '--owner', 'sessions', '--yes', '--json'])
    expect(one.code).toBe(0)
    expect(parsed(one.out)).toMatchObject({
      ok: true,
      receipt: { home: data, scope: 'sessions', gone: [{ owner: 'sessions' }] },
    })
    await expect(stat(folder)).rejects.toThrow('ENOENT')
    const all = await run(program, ['erase', '--everything', '--yes'])
    expect(all.code).toBe(0)
    expect(all.out).toMatch(/^Receipt [\w-]+, .*everything in /)
    expect(all.out).toContain('Gone:')
    const unknown = await run(program, ['erase', '--owner', 'nobody', '--yes', '--json'])
    expect(unknown.code).toBe(2)
    expect(parsed(unknown.out)).toMatchObject({ ok: false, code: 'command.usage' })
  })
})

test('no output holds the secret of a session, or codes for colours', async () => {
  const { program, home } = await homeWithSession()
  const file = join(home, 'out.md')
  const all = [
    ...[['status'], ['status', '--json'], ['sessions', 'list'], ['sessions', 'list', '--json']],
    ...[
      ['sessions', 'export', 's1'],
      ['sessions', 'export', 's1', '--format', 'markdown'],
    ],
    ['sessions', 'export', 's1', '--format', 'markdown', '--out', file],
    ...[['help'], ['help', 'serve'], ['dance'], ['audit', 'verify']],
    ['erase', '--everything', '--yes'],
  ]
  for (const args of all) {
    const { code, out, err } = await run(program, args)
    // A crash would say nothing of a secret either.
    expect(code, err).toBeLessThanOrEqual(2)
    expect(err).not.toContain('node:internal')
    expect(out + err, args.join(' ')).not.toContain(canary)
    expect(out + err, args.join(' ')).not.toContain('\u001b')
    expect(out + err).not.toBe('')
  }
  expect(await readFile(file, 'utf8')).not.toContain(canary)
})

const commandsOn = (home: string) => [
  ...['status', 'bouncer status', 'telemetry status', 'telemetry off', 'audit verify'],
  ...[`export --out ${join(home, 'x.zip')}`, 'erase --everything --yes', 'sessions list'],
]

test('a home that is a file is said to be no folder, by every command that needs one', async () => {
  const home = await freshHome()
  const program = fromSource(home)
  await writeFile(join(home, 'data'), 'notes of somebody')
  for (const command of commandsOn(home)) {
    const { code, out, err } = await run(program, [...command.split(' '), '--json'])
    expect({ command, err }).toEqual({ command, err: '' })
    expect(parsed(out), command).toMatchObject({
      ok: false,
      message: expect.stringContaining('ENOTDIR'),
    })
    expect(code, command).toBe(1)
  }
  expect(await readFile(join(home, 'data'), 'utf8')).toBe('notes of somebody')
})

test('a home that this account may not enter is said to be that, by every command', async (context) => {
  if (process.getuid?.() !== 0) context.skip('another account is needed, and only root can be one')
  // Nobody else may enter it.
  const home = await mkdtemp(join(tmpdir(), 'shut-'))
  const { file, args, env } = fromSource(home)
  for (const command of commandsOn(home)) {
    const words = [...args, ...command.split(' '), '--json']
    const ended = await new Promise<{ readonly code: unknown; readonly out: string }>((resolve) => {
      const account = { uid: 65_534, gid: 65_534 }
      execFile(file, words, { env, cwd: '/', ...account }, (error, out) =>
        resolve({ code: error?.code ?? 0, out }),
      )
    })
    expect(ended.code, command).toBe(1)
    expect(parsed(ended.out), command).toMatchObject({ ok: false, code: 'command.unreadable' })
  }
})
