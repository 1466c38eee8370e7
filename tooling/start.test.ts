import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createScratchClone, type ScratchClone } from '../tests/arch/scratch-clone.ts'

let clone: ScratchClone
beforeEach(() => {
  clone = createScratchClone()
})
afterEach(() => clone.remove())

const builds = () => readFileSync(join(clone.path, 'builds'), 'utf8').length
const linesOf = (text: string) => text.trim().split('\n')

test('without a display: browser mode, said in one line, flags and exit code passed on', async () => {
  const run = await clone.run('start.mjs', ['--port', '0', '--home', 'exit5', '--no-open'])
  const [built, said, ...args] = linesOf(run.stdout)
  expect(built).toMatch(/^Built the app in /)
  expect(said).toMatch(/^Browser mode: no display here\./)
  expect(args).toEqual(['["serve","--port","0","--home","exit5","--no-open"]'])
  expect(run.code).toBe(5)
})

test('builds again only when a source changed, not for a test', async () => {
  await clone.run('start.mjs', ['--browser', '--home', 'exit0'])
  clone.write('main/audit/index.test.ts', 'test')
  await clone.run('start.mjs', ['--browser', '--home', 'exit0'])
  expect(builds()).toBe(1)
  clone.write('main/audit/index.ts', 'changed')
  await clone.run('start.mjs', ['--browser', '--home', 'exit0'])
  expect(builds()).toBe(2)
})

test('a build that fails says so, keeps nothing half done, and works once mended', async () => {
  clone.write('main/main.ts', 'broken')
  const run = await clone.run('start.mjs', ['--browser', '--home', 'exit0'])
  expect(run.code).toBe(1)
  expect(run.stderr).toContain('main.ts: it is broken')
  expect(run.stderr).toContain('The app was not built.')
  clone.write('main/main.ts', 'mended')
  expect((await clone.run('start.mjs', ['--browser', '--home', 'exit0'])).code).toBe(0)
})

test('two starts at once build once', async () => {
  const args = ['--browser', '--home', 'exit0']
  const runs = await Promise.all([clone.run('start.mjs', args), clone.run('start.mjs', args)])
  expect(runs.map(({ code }) => code)).toEqual([0, 0])
  expect(builds()).toBe(1)
})

test('--desktop without a display is an error sentence', async () => {
  const run = await clone.run('start.mjs', ['--desktop'])
  expect(run.code).toBe(1)
  expect(run.stderr).toContain('The desktop window cannot open: no display here.')
  expect(run.stderr).toContain('npm start -- --browser')
})

test('with a display but no Electron: browser mode and the reason', async () => {
  const run = await clone.run('start.mjs', ['--home', 'exit0'], { env: { DISPLAY: ':9' } })
  const reason = process.getuid?.() === 0 ? 'does not run as root' : 'could not be fetched'
  expect(linesOf(run.stdout)[1]).toContain(reason)
  expect(run.code).toBe(0)
})

test('a host named by ELECTRON_OVERRIDE_DIST_PATH opens the window', async () => {
  clone.write('host/electron', '#!/bin/sh\necho "host: $*"\nexit 3\n')
  const folder = join(clone.path, 'host')
  chmodSync(join(folder, 'electron'), 0o755)
  const run = await clone.run('start.mjs', ['--home', '/h', '--no-open'], {
    env: { DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: folder },
  })
  expect(linesOf(run.stdout).slice(1)).toEqual([
    'Desktop window: the host that ELECTRON_OVERRIDE_DIST_PATH names and a display are here.',
    'host: . --home /h',
  ])
  expect(run.code).toBe(3)
})

test('a signal reaches the app, and its exit code comes back', async () => {
  let isSent = false
  const run = await clone.run('start.mjs', ['--browser', '--port', '0'], {
    onOutput(output, child) {
      if (isSent || !output.includes('"serve"')) return
      isSent = true
      // The app installs its handler right after it printed its arguments.
      setTimeout(() => child.kill('SIGTERM'), 200)
    },
  })
  expect(run.code).toBe(7)
})

test('an unknown flag is named, with the usage, and nothing is built', async () => {
  const run = await clone.run('start.mjs', ['--prot', '1'])
  expect(run.code).toBe(2)
  expect(run.stderr).toContain("Unknown option '--prot'.")
  expect(run.stderr).toContain('--browser')
  expect(run.stdout).toBe('')
})
