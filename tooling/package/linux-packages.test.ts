import { execFileSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { linkPart, unlinkPart } from './command-link.mjs'
import configuration, { commandLink, writeScripts } from './linux.config.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'package-'))
  mkdirSync(join(root, 'usr', 'bin'), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const link = () => join(root, commandLink.link)
const leadsTo = () => (existsLink() ? readlinkSync(link()) : null)
const existsLink = () => lstatSync(link(), { throwIfNoEntry: false })?.isSymbolicLink() ?? false

/** Runs our part of a script the way a package does, in another root. */
function run(part: string, argument: string): string {
  const env = { PATH: '/usr/bin:/bin', DPKG_ROOT: root }
  return execFileSync('/bin/sh', ['-eu', '-c', part, 'script', argument], { env, encoding: 'utf8' })
}
const install = (argument = 'configure') => run(linkPart(commandLink), argument)
const remove = (argument: string) => run(unlinkPart(commandLink), argument)

describe.skipIf(process.platform !== 'linux')('the link of the command', () => {
  test('is made with the package, once, and leads into it', () => {
    install()
    install()
    expect(leadsTo()).toMatch(/^\/opt\/[A-Z]\w+\/resources\/command\/[a-z]+$/)
    expect(leadsTo()).toBe(commandLink.target)
  })

  test.each(['remove', 'purge', '0'])('goes with it (%s)', (argument) => {
    install()
    remove(argument)
    expect(leadsTo()).toBeNull()
    expect(remove(argument)).toBe('')
  })

  test.each(['upgrade', '1', 'failed-upgrade', ''])(
    'stays while it is replaced (%s)',
    (argument) => {
      install()
      remove(argument)
      expect(leadsTo()).toBe(commandLink.target)
    },
  )

  test('leaves what else lies there under its name, and says so', () => {
    writeFileSync(link(), 'mine')
    expect(install()).toContain('is something else and was left as it is')
    remove('remove')
    expect(readFileSync(link(), 'utf8')).toBe('mine')
    rmSync(link())
    symlinkSync('/nowhere/else', link())
    expect(install()).toContain('something else')
    remove('purge')
    expect(leadsTo()).toBe('/nowhere/else')
  })
})

test('the scripts are those of electron-builder with ours behind them, and read by the shell', () => {
  const { afterInstall, afterRemove } = writeScripts(root)
  for (const path of [afterInstall, afterRemove]) {
    const text = readFileSync(path, 'utf8')
    expect(text.startsWith('#!/bin/bash\n')).toBe(true)
    expect(text).toContain('apparmor_status')
    expect(text).toContain(commandLink.target)
    // What electron-builder fills in; nothing of ours may look like it.
    const macros = [...text.matchAll(/\$\{([a-zA-Z]+)\}/g)].map(([, name]) => name)
    expect(new Set(macros)).toEqual(new Set(['executable', 'sanitizedProductName']))
    if (existsSync('/bin/bash')) execFileSync('/bin/bash', ['-n', path])
  }
})

test('electron-builder takes the configuration, and would say what it does not know', async () => {
  const builder = createRequire(
    createRequire(import.meta.url).resolve('electron-builder/package.json'),
  )
  const { validateConfiguration } = builder('app-builder-lib/out/util/config/config.js')
  const { DebugLogger } = builder('builder-util')
  const check = (value: object) => validateConfiguration(value, new DebugLogger(false))
  expect(configuration().appId).toMatch(/^\w+(\.\w+)+$/)
  await expect(check(configuration())).resolves.toBeUndefined()
  await expect(check({ ...configuration(), unheardOf: 1 })).rejects.toThrow('unheardOf')
})
