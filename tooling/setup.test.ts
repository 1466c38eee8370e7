import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createScratchClone, type ScratchClone } from '../tests/arch/scratch-clone.ts'

let clone: ScratchClone
beforeEach(() => {
  clone = createScratchClone()
})
afterEach(() => clone.remove())

/** A registry that nobody answers for; npm gives up at its first try. */
const offline = {
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_fetch_retries: '0',
  npm_config_cache: '/nonexistent-cache',
}

const lockOf = (packages: Record<string, unknown>) =>
  JSON.stringify({ name: 'scratch', lockfileVersion: 3, requires: true, packages })

const wanted = {
  '': { name: 'scratch', dependencies: { ms: '2.1.3' } },
  'node_modules/ms': { version: '2.1.3', integrity: 'sha512-AAAA' },
}

test('with everything installed it prints the pinned Node and installs nothing', async () => {
  const run = await clone.run('setup.mjs', [], { env: offline })
  expect(run).toMatchObject({ code: 0, stdout: `${join(clone.path, 'node_modules/.bin/node')}\n` })
})

test('a changed lock means npm ci; without a network it says what happened, was kept, and to do', async () => {
  clone.write('package.json', '{ "name": "scratch", "dependencies": { "ms": "2.1.3" } }')
  clone.write('package-lock.json', lockOf(wanted))
  const run = await clone.run('setup.mjs', [], {
    env: { ...offline, npm_config_cache: join(clone.path, 'cache') },
  })
  expect(run.code).toBe(1)
  expect(run.stdout).toContain('npm ci')
  expect(run.stderr).toContain('The npm registry could not be reached.')
  expect(run.stderr).toContain('Kept: all files of the repository')
  expect(run.stderr).toContain('To do: Check the connection')
})

test('packages that a person’s own npm has installed are taken over', async () => {
  clone.write('package-lock.json', lockOf(wanted))
  clone.write(
    'node_modules/.package-lock.json',
    lockOf({ 'node_modules/ms': { version: '2.1.3' } }),
  )
  const run = await clone.run('setup.mjs', [], { env: offline })
  expect(run.code).toBe(0)
  const stamp: { lock: string } = JSON.parse(
    readFileSync(join(clone.path, 'node_modules/.mstro-setup'), 'utf8'),
  )
  expect(stamp.lock).toMatch(/^[0-9a-f]{64}$/)
})

test('an optional package that this machine could not install is no reason to install again', async () => {
  const optional = { ...wanted, 'node_modules/keychain': { version: '1.0.0', optional: true } }
  clone.write('package-lock.json', lockOf(optional))
  clone.write(
    'node_modules/.package-lock.json',
    lockOf({ 'node_modules/ms': { version: '2.1.3' } }),
  )
  expect((await clone.run('setup.mjs', [], { env: offline })).code).toBe(0)
})

test('without the pinned Node it installs, whatever the stamp says', async () => {
  rmSync(join(clone.path, 'node_modules/.bin/node'))
  const run = await clone.run('setup.mjs', [], { env: offline })
  expect(run.stdout).toContain('npm ci')
  expect(run.code).toBe(1)
})
