import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createJobRunner } from './run-job.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jobs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const at = { searched: [], home: '/', folder: '/', limitMs: 1, mostThings: 1 }
const sweep = { kind: 'sweep' } as const

function runnerOf(code: string) {
  const path = join(folder, 'thread.mjs')
  writeFileSync(path, code)
  return createJobRunner(pathToFileURL(path))
}

test.each([
  ['dies', 'process.exit(3)', 'ended with 3'],
  ['throws', 'throw new Error("broken")', 'broken'],
  ['hangs', 'setInterval(() => {}, 1000)', 'took too long'],
])('a thread that %s is a failure, not a wait without end', async (_name, code, why) => {
  await expect(runnerOf(code).run(sweep, { at, patienceMs: 800 })).rejects.toThrow(why)
})

test('threads that hang are left behind up to a number, then nothing is begun', async () => {
  const runner = runnerOf('const end = Date.now() + 1500; while (Date.now() < end);')
  const tries = Array.from({ length: 12 }, () => runner.run(sweep, { at, patienceMs: 100 }))
  const ends = await Promise.allSettled(tries)
  const why = ends.map((end) => (end.status === 'rejected' ? String(end.reason) : 'done'))
  expect(why.filter((one) => one.includes('hang'))).toHaveLength(4)
})

test('closing ends the wait', async () => {
  const closing = new AbortController()
  const runner = runnerOf('setInterval(() => {}, 1000)')
  const running = runner.run(sweep, { at, patienceMs: 60_000, signal: closing.signal })
  closing.abort()
  await expect(running).rejects.toThrow('given up')
})
