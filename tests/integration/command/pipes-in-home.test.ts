import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readArchive } from '../privacy/read-archive.ts'
import { endAll, freshHome, fromSource, run, start } from './run-command.ts'
import { writeSession } from './session-fixture.ts'

afterEach(endAll)

const places = [
  'desktop/settings.json',
  'desktop/privacy.json',
  'desktop/consent.json',
  'desktop/grants.json',
  'desktop/egress.jsonl',
  'desktop/inbox/a-question.json',
  'desktop/sessions/s1/summary.json',
  'desktop/sessions/s2/journal.1.jsonl',
  'desktop/undo/copies/a-copy.json',
  'desktop/left-over',
  'guard/standing.json',
  'policies/user.yaml',
  'logs/bouncer-audit.jsonl',
  'logs/bouncer-audit.head.json',
]

/** Ends a command that waits for ever, which the test then sees by its missing code. */
async function ends(program: ReturnType<typeof fromSource>, args: readonly string[]) {
  const { child, ended } = start(program, args)
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  const { code } = await ended
  clearTimeout(timer)
  return `${args.slice(0, 2).join(' ')} ${code === null ? 'waits for ever' : 'ends'}`
}

test.skipIf(process.platform === 'win32')(
  'pipes in the place of files keep no command waiting',
  async () => {
    const home = await freshHome()
    const data = join(home, 'data')
    await writeSession(data, 's1')
    await writeSession(data, 's2')
    for (const place of places) {
      const path = join(data, place)
      mkdirSync(dirname(path), { recursive: true })
      rmSync(path, { recursive: true, force: true })
      execFileSync('mkfifo', ['--', path])
    }
    const program = fromSource(home)
    for (const args of [
      ['status', '--json'],
      ['bouncer', 'status', '--json'],
      ['sessions', 'list', '--json'],
      ['audit', 'verify', '--json'],
      ['export', '--out', join(home, 'all.zip'), '--json'],
      ['erase', '--everything', '--yes', '--json'],
    ]) {
      expect(await ends(program, args)).toBe(`${args.slice(0, 2).join(' ')} ends`)
    }
  },
  180_000,
)

test.skipIf(process.platform === 'win32')(
  'an export names what lies in the place of its files, and erasing says to move it',
  async () => {
    const home = await freshHome()
    const odd = ['desktop/settings.json', 'logs/bouncer-audit.jsonl', 'logs/mstro.log']
    for (const place of odd) {
      mkdirSync(dirname(join(home, 'data', place)), { recursive: true })
      execFileSync('mkfifo', ['--', join(home, 'data', place)])
    }
    symlinkSync('consent.json', join(home, 'data', 'desktop', 'consent.json'))
    const program = fromSource(home)
    const exported = await run(program, ['export', '--out', join(home, 'all.zip'), '--json'])
    const { leftOut } = JSON.parse(exported.out) as { leftOut: { path: string; why: string }[] }
    expect(leftOut.map(({ path }) => path).sort()).toEqual(odd)
    const files = await readArchive(join(home, 'all.zip'))
    expect([...files.keys()]).not.toContain('data/desktop/settings.json')
    expect(JSON.parse(String(files.get('data/desktop/consent.json')))).toHaveProperty('linkTo')
    for (const owner of ['settings', 'audit']) {
      const erased = await run(program, ['erase', '--owner', owner, '--yes'])
      expect([owner, erased.code, erased.out]).toEqual([
        ...[owner, 1],
        expect.stringMatching(/[Mm]ove (it|that) away, then erase/),
      ])
    }
  },
  60_000,
)
