import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { lockHome } from './home-lock.ts'
import { lookAtHolder } from './look-at-lock.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
const freshHome = () => mkdtemp(join(tmpdir(), 'look-at-lock-'))

const program = `
  const { lockHome } = await import(process.argv[1])
  const lock = await lockHome({ home: process.argv[2], host: 'desktop' })
  process.stdout.write(lock.ok ? 'held' : 'lost')
  setInterval(() => {}, 1000)
`

async function lockElsewhere(home: string): Promise<ChildProcess> {
  const args = ['--input-type=module', '-e', program, join(import.meta.dirname, 'home-lock.ts')]
  const child = spawn(process.execPath, [...args, home], { env: {}, stdio: 'pipe' })
  children.push(child)
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  expect(String(said)).toBe('held')
  return child
}

test('nobody has a home that is not there, and it is not made', async () => {
  const home = join(await freshHome(), 'none')
  expect(await lookAtHolder(home)).toEqual({ running: null, endedBadly: false })
  await expect(readdir(home)).rejects.toThrow('ENOENT')
})

test('names who has it, changes nothing and leaves the lock free to be taken', async () => {
  const home = await freshHome()
  const child = await lockElsewhere(home)
  const before = await readdir(join(home, 'desktop'))
  const running = { pid: child.pid, host: 'desktop', startedAt: expect.any(Number) }
  expect(await lookAtHolder(home)).toEqual({ running, endedBadly: false })
  expect(await readdir(join(home, 'desktop'))).toEqual(before)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await lookAtHolder(home)).toEqual({ running: null, endedBadly: true })
  const lock = await lockHome({ home, host: 'browser' })
  expect(lock.ok).toBe(true)
  if (lock.ok) await lock.value.release()
  expect(await lookAtHolder(home)).toEqual({ running: null, endedBadly: false })
})

test.runIf(process.platform === 'linux')(
  'a process that got the number of one that is gone does not have the home',
  async () => {
    const home = await freshHome()
    const child = await lockElsewhere(home)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const path = join(home, 'desktop', 'owner.json')
    const owner = JSON.parse(await readFile(path, 'utf8')) as object
    await writeFile(path, JSON.stringify({ ...owner, pid: process.pid }))
    expect(await lookAtHolder(home)).toEqual({ running: null, endedBadly: true })
  },
)

test.runIf(process.platform === 'linux')(
  'a holder whose name is not written yet is known by its process',
  async () => {
    const home = await freshHome()
    const child = await lockElsewhere(home)
    await writeFile(join(home, 'desktop', 'owner.json'), '')
    expect((await lookAtHolder(home)).running?.pid).toBe(child.pid)
  },
)
