import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { leftoverSentence, lockHome } from './home-lock.ts'
import { lookAtHolder } from './look-at-lock.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const freshHome = () => mkdtemp(join(tmpdir(), 'home-lock-'))
const ownerOf = async (home: string) =>
  JSON.parse(await readFile(join(home, 'desktop', 'owner.json'), 'utf8')) as { pid: number }

/** Takes the lock in a process of its own, says how it went and holds it until it ends. */
const program = `
  const { lockHome } = await import(process.argv[1])
  const lock = await lockHome({ home: process.argv[2], host: 'desktop' })
  process.stdout.write(JSON.stringify(lock.ok ? { pid: process.pid, leftover: lock.value.leftover } : lock.error) + '\\n')
  if (lock.ok) setInterval(() => {}, 1000)
`

/** The same, and then opens and closes every file of the home, as a search or a copy of it would. */
const careless = `
  const { closeSync, openSync, readdirSync } = await import('node:fs')
  const { join } = await import('node:path')
  const { lockHome } = await import(process.argv[1])
  const lock = await lockHome({ home: process.argv[2], host: 'desktop' })
  const opened = []
  for (const name of readdirSync(process.argv[2], { recursive: true })) {
    try {
      closeSync(openSync(join(process.argv[2], name), 'r'))
      opened.push(name)
    } catch {}
  }
  process.stdout.write(JSON.stringify({ pid: process.pid, opened }) + '\\n')
  setInterval(() => {}, 1000)
`

interface Report {
  readonly pid?: number
  readonly code?: string
  readonly message?: string
  readonly leftover?: { readonly pid: number } | null
  readonly opened?: readonly string[]
}

async function lockElsewhere(
  home: string,
  how = program,
): Promise<{ child: ChildProcess; report: Report }> {
  const args = ['--input-type=module', '-e', how, join(import.meta.dirname, 'home-lock.ts')]
  const child = spawn(process.execPath, [...args, home], { env: {}, stdio: 'pipe' })
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, report: JSON.parse(String(line)) as Report }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

describe('one owner per home', () => {
  test('a second process is told who has it and what to do', async () => {
    const home = await freshHome()
    const first = await lockElsewhere(home)
    const second = await lockElsewhere(home)
    expect(first.report.leftover).toBeNull()
    expect(second.report.code).toBe('start.home-in-use')
    expect(second.report.message).toContain(`process ${first.report.pid}`)
    expect(second.report.message).toContain(home)
    expect(second.report.message).toContain('--home')
  })

  test('of ten processes starting at once exactly one gets it, round after round', async () => {
    const home = await freshHome()
    for (let round = 0; round < 3; round += 1) {
      const all = await Promise.all(Array.from({ length: 10 }, () => lockElsewhere(home)))
      const winners = all.filter(({ report }) => report.code === undefined)
      expect(winners).toHaveLength(1)
      const pid = winners[0]?.report.pid
      for (const { report } of all) {
        if (report.code) expect(report.message).toContain(`process ${pid}`)
      }
      for (const { child } of winners) await kill(child, 'SIGKILL')
    }
  }, 60_000)

  test('kill -9 leaves nothing that stays locked, and the next one names who it was', async () => {
    const home = await freshHome()
    const first = await lockElsewhere(home)
    await kill(first.child, 'SIGKILL')
    const second = await lockHome({ home, host: 'browser' })
    if (!second.ok) throw new Error(second.error.message)
    expect(second.value.leftover).toMatchObject({ pid: first.report.pid, host: 'desktop' })
    await second.value.release()
  })

  test.each(['short', `long-${'x'.repeat(120)}`])(
    'opening and closing every file of the home in the owner lets nothing go (%s path)',
    async (name) => {
      const home = join(await freshHome(), name)
      const first = await lockElsewhere(home, careless)
      expect(first.report.opened).toContain('desktop/owner.lock')
      const second = await lockElsewhere(home)
      expect(second.report.code).toBe('start.home-in-use')
      expect(second.report.message).toContain(`process ${first.report.pid}`)
      expect((await lookAtHolder(home)).running?.pid).toBe(first.report.pid)
      // Also one that is stopped, and as often as it is tried.
      first.child.kill('SIGSTOP')
      const all = await Promise.all(Array.from({ length: 5 }, () => lockElsewhere(home)))
      expect(all.map(({ report }) => report.code)).toEqual(Array(5).fill('start.home-in-use'))
      await kill(first.child, 'SIGKILL')
      expect((await lookAtHolder(home)).running).toBeNull()
      const lock = await lockHome({ home, host: 'browser' })
      if (!lock.ok) throw new Error(lock.error.message)
      await lock.value.release()
      expect(await readdir(join(home, 'desktop'))).toEqual(['owner.lock'])
    },
    60_000,
  )

  test('a stopped process still has it', async () => {
    const home = await freshHome()
    const first = await lockElsewhere(home)
    first.child.kill('SIGSTOP')
    const second = await lockElsewhere(home)
    expect(second.report.message).toContain(`process ${first.report.pid}`)
  })

  test('a process id given out anew means nothing: a living stranger holds no lock', async () => {
    const home = await freshHome()
    await mkdir(join(home, 'desktop'), { recursive: true })
    const stranger = { pid: process.ppid, startedAt: 1, host: 'browser' }
    await writeFile(join(home, 'desktop', 'owner.json'), JSON.stringify(stranger))
    const lock = await lockHome({ home, host: 'desktop' })
    if (!lock.ok) throw new Error(lock.error.message)
    expect(lock.value.leftover).toEqual(stranger)
    expect((await ownerOf(home)).pid).toBe(process.pid)
    await lock.value.release()
  })

  test.each(['', '{', 'null', '{"pid":"1"}', '{"pid":1,"startedAt":1,"host":"moon"}'])(
    'an owner file that says %j stops nobody',
    async (text) => {
      const home = await freshHome()
      await mkdir(join(home, 'desktop'), { recursive: true })
      await writeFile(join(home, 'desktop', 'owner.json'), text)
      const lock = await lockHome({ home, host: 'desktop' })
      expect(lock).toMatchObject({ ok: true, value: { leftover: null } })
      if (lock.ok) await lock.value.release()
    },
  )

  test('after an orderly end nothing is left over', async () => {
    const home = await freshHome()
    const first = await lockHome({ home, host: 'browser' })
    if (!first.ok) throw new Error(first.error.message)
    await first.value.release()
    await first.value.release()
    const second = await lockHome({ home, host: 'browser' })
    expect(second).toMatchObject({ ok: true, value: { leftover: null } })
    if (second.ok) await second.value.release()
  })

  test('a second try in the same process is refused too', async () => {
    const home = await freshHome()
    const first = await lockHome({ home, host: 'browser' })
    const second = await lockHome({ home, host: 'browser' })
    expect(first.ok).toBe(true)
    expect(second).toMatchObject({ ok: false, error: { code: 'start.home-in-use' } })
    if (first.ok) await first.value.release()
  })

  test('the lock keeps the folder to its owner', async () => {
    const home = await freshHome()
    const lock = await lockHome({ home, host: 'browser' })
    const { mode } = await stat(join(home, 'desktop'))
    expect(mode & 0o777).toBe(0o700)
    if (lock.ok) await lock.value.release()
  })
})

describe('a home that cannot be used', () => {
  test('a file in its place is told with its cause', async () => {
    const home = join(await freshHome(), 'file')
    await writeFile(home, '')
    const lock = await lockHome({ home, host: 'browser' })
    expect(lock).toMatchObject({ ok: false, error: { code: 'start.home-unwritable' } })
    expect(lock.ok ? '' : lock.error.message).toMatch(/ENOTDIR|EEXIST/)
  })

  test.skipIf(process.getuid?.() === 0)('a folder without write permission as well', async () => {
    const home = await freshHome()
    await chmod(home, 0o500)
    const lock = await lockHome({ home, host: 'browser' })
    expect(lock).toMatchObject({ ok: false, error: { code: 'start.home-unwritable' } })
  })

  test('a lock file that is none is told, not removed', async () => {
    const home = await freshHome()
    await mkdir(join(home, 'desktop'), { recursive: true })
    const path = join(home, 'desktop', 'owner.lock')
    await writeFile(path, 'something else entirely '.repeat(40))
    const lock = await lockHome({ home, host: 'browser' })
    expect(lock).toMatchObject({ ok: false, error: { code: 'start.home-unwritable' } })
    expect(await readFile(path, 'utf8')).toContain('something else')
  })
})

test('what was left over is told in a sentence', () => {
  const sentence = leftoverSentence({
    pid: 12,
    startedAt: Date.UTC(2026, 0, 2, 3, 4),
    host: 'browser',
  })
  expect(sentence).toContain('browser mode, process 12, started 2026-01-02 03:04 UTC')
})
