import { spawn as spawnChild } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { leash } from './leash.ts'
import { createSpawn } from './spawn.ts'

const runs = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function untilEnded(pid: number): Promise<boolean> {
  for (let at = 0; at < 100 && runs(pid); at += 1) await wait(100)
  return !runs(pid)
}

/** A stand-in for the app: starts a program that nothing but SIGKILL ends, tells its number, and waits. */
const app = `
  import { leash } from ${JSON.stringify(new URL('leash.ts', import.meta.url).href)}
  import { createSpawn } from ${JSON.stringify(new URL('spawn.ts', import.meta.url).href)}
  const spawn = createSpawn()
  const args = ['-c', 'trap "" TERM; while :; do sleep 0.1; done']
  const started = await spawn.start({ command: '/bin/sh', args, cwd: '/', env: { PATH: '/usr/bin:/bin' } })
  await leash(spawn, started.value.pid)
  console.log(started.value.pid)
  setInterval(() => {}, 1000)
`

test('a program ends with the app, even when the app is killed and the program does not listen', async () => {
  const child = spawnChild(process.execPath, ['--input-type=module', '--eval', app], {
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const pid = Number(line)
  expect(runs(pid)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await untilEnded(pid)).toBe(true)
})

test('a released leash ends nothing', async () => {
  const spawn = createSpawn()
  const started = await spawn.start({
    command: '/bin/sleep',
    args: ['30'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
  })
  if (!started.ok) throw new Error(started.error)
  const held = await leash(spawn, started.value.pid)
  held.release()
  await wait(500)
  expect(runs(started.value.pid)).toBe(true)
  started.value.signal('SIGKILL')
  await started.value.exited
})
