import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { secret } from '../../../shared/kit/secret.ts'
import { systemClock } from '../../kit/clock.ts'
import { StaysError } from '../../kit/data-owner.ts'
import { createForgetting, forgottenPlaceholder } from '../../kit/forget-secret.ts'
import { createGuardDataOwner } from './guard-data-owner.ts'
import { createGuardInstaller, type GuardInstaller } from './guard-installer.ts'

let root: string
let installer: GuardInstaller
const settings = () => join(root, 'settings.json')

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'owner-'))
  writeFileSync(settings(), '{"env":{"ANTHROPIC_API_KEY":"sk-ant-of-the-person"}}')
  installer = createGuardInstaller({
    ...{ home: join(root, 'own'), userHome: root, environment: { CLAUDE_CONFIG_DIR: root } },
    ...{ clock: systemClock, platform: 'linux', program: { path: process.execPath, args: [] } },
  })
  await installer.install()
  writeFileSync(join(root, 'own', 'guard', 'running.json'), '{}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('exports what it keeps, without the settings of the agent and what runs now', async () => {
  const held: Record<string, string | null> = {}
  for await (const one of createGuardDataOwner(join(root, 'own'), installer).export()) {
    held[one.path] = (await one.read())?.toString() ?? null
  }
  expect(Object.keys(held)).toEqual([
    'guard/choice.json',
    'guard/installs.json',
    expect.stringMatching(/^guard\/settings-.*\.backup$/),
    'guard/terminal-guard.cjs',
  ])
  expect(JSON.stringify(held)).not.toContain('sk-ant-of-the-person')
})

it('takes the hook out before it erases', async () => {
  const removed = await createGuardDataOwner(join(root, 'own'), installer).erase()
  expect(removed).toHaveLength(4)
  expect(readFileSync(settings(), 'utf8')).toContain('sk-ant-of-the-person')
  expect(readFileSync(settings(), 'utf8')).not.toContain('hooks')
  expect(readdirSync(join(root, 'own', 'guard'))).toEqual(['running.json'])
})

it('erases nothing, and says why, where the hook cannot be taken out', async () => {
  chmodSync(settings(), 0o444)
  const erasing = createGuardDataOwner(join(root, 'own'), installer).erase()
  await expect(erasing).rejects.toThrow(StaysError)
  expect(readdirSync(join(root, 'own', 'guard'))).toContain('terminal-guard.cjs')
})

it('takes a secret out of its copy, and an uninstallation does not bring it back', async () => {
  const owner = createGuardDataOwner(join(root, 'own'), installer)
  const forgetting = createForgetting(secret('sk-ant-of-the-person'))
  const copy = expect.stringMatching(/^guard\/settings-.*\.backup$/)
  const own = { path: settings(), why: expect.stringContaining('your own file') }
  const told = { found: [{ path: copy, places: 1 }], stays: [own] }
  expect(await owner.forget?.(forgetting, 'find')).toEqual(told)
  expect(copyText()).toContain('sk-ant-of-the-person')
  expect(await owner.forget?.(forgetting, 'replace')).toEqual(told)
  expect(copyText()).toContain(forgottenPlaceholder)
  expect(copyText()).not.toContain('sk-ant-of-the-person')
  expect(await installer.uninstall()).toMatchObject({ value: [{ how: 'edited' }] })
  const left = JSON.parse(readFileSync(settings(), 'utf8'))
  expect(left).toEqual({ env: { ANTHROPIC_API_KEY: 'sk-ant-of-the-person' } })
})

it('says of what the hook needs that it stays', async () => {
  const forgetting = createForgetting(secret(process.execPath))
  const owner = createGuardDataOwner(join(root, 'own'), installer)
  const found = await owner.forget?.(forgetting, 'replace')
  expect(found?.stays).toContainEqual({
    ...{ path: 'guard/installs.json', why: expect.stringContaining('needs this file') },
  })
  expect(await installer.uninstall()).toMatchObject({ ok: true })
})

function copyText(): string {
  const folder = join(root, 'own', 'guard')
  const name = readdirSync(folder).find((one) => one.endsWith('.backup')) ?? ''
  return readFileSync(join(folder, name), 'utf8')
}
