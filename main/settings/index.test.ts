import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSettings, settingsFor } from '../../shared/settings/model.ts'
import { systemClock } from '../kit/clock.ts'
import { createSettings } from './index.ts'

const caller = { wire: 'ipc', role: 'owner', name: 'test' } as const
let home: string
let path: string
let warnings: string[]
let standing: string[]

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'settings-'))
  path = join(home, 'settings.json')
  warnings = []
  standing = []
})
afterEach(() => rm(home, { recursive: true, force: true }))

function open() {
  return createSettings({
    path,
    home,
    clock: systemClock,
    announce: () => undefined,
    notify: ({ message, key }) => {
      warnings.push(message)
      if (key !== undefined) standing.push(key)
    },
    takeBack: (key) => {
      standing = standing.filter((one) => one !== key)
    },
  })
}

test('a change survives a restart and leaves the rest', async () => {
  await (await open()).change({ theme: 'dark' })
  await (await open()).change({ density: 'compact' })
  expect((await open()).get()).toEqual({ ...defaultSettings, theme: 'dark', density: 'compact' })
  expect(warnings).toEqual([])
})

/** What is in force where nobody can tell what was set. */
const cautious = { ...defaultSettings, offline: true, ring: 'ring' }

test('a broken file is set aside under a name that is told, and defaults are in force', async () => {
  await writeFile(path, '{"format":"mstro-settings","version":1,"value":{"the')
  const settings = await open()
  expect(settings.get()).toEqual(cautious)
  const aside = (await readdir(home)).find((name) => name.includes('.broken-')) ?? ''
  expect(warnings[0]).toContain(aside)
  expect(await readFile(join(home, aside), 'utf8')).toContain('"the')
  expect((await settings.change({ theme: 'light' })).ok).toBe(true)
})

test('one value that does not fit costs only that value', async () => {
  const value = { ...defaultSettings, theme: 'dark', density: 'enormous' }
  await writeFile(path, JSON.stringify({ format: 'mstro-settings', version: 1, value }))
  expect((await open()).get()).toEqual({ ...defaultSettings, theme: 'dark' })
  expect(warnings[0]).toContain('density')
})

test('one bad entry of a folder costs that entry, each dropped value is named, and the file is kept aside', async () => {
  const projects = {
    '/a': { model: 'opus', mode: 'yolo' },
    '/b': { purse: 'api-key' },
    '/c': 'all of it',
    '/d': { colour: 1 },
  }
  const value = { theme: 'drak', density: 'compact', colour: 'red', projects }
  const text = JSON.stringify({ format: 'mstro-settings', version: 2, value })
  await writeFile(path, text)
  const settings = await open()
  expect(settings.get()).toEqual({
    ...{ ...defaultSettings, density: 'compact' },
    projects: { '/a': { model: 'opus' }, '/b': { purse: 'api-key' } },
  })
  for (const name of [
    ...['theme ("drak")', 'colour ("red")', 'projects /a mode ("yolo")'],
    ...['projects /c ("all of it")', 'projects /d colour (1)'],
  ]) {
    expect(warnings[0]).toContain(name)
  }
  expect(await readdir(home)).toEqual(['settings.json'])
  await settings.change({ model: 'opus' })
  await settings.change({ model: 'sonnet' })
  const asides = (await readdir(home)).filter((name) => name.includes('.broken-'))
  expect(asides).toHaveLength(1)
  expect(await readFile(join(home, asides[0] ?? ''), 'utf8')).toBe(text)
  expect(warnings[1]).toContain(asides[0])
  expect((await open()).get()).toMatchObject({ model: 'sonnet', projects: { '/b': {} } })
  expect(warnings).toHaveLength(2)
})

test('where the wrong file cannot be kept aside, nothing is written over it', async () => {
  const text = '{"format":"mstro-settings","version":2,"value":{"theme":"drak"}}'
  await writeFile(path, text)
  const settings = await open()
  await rm(path)
  await mkdir(path)
  expect(await settings.change({ theme: 'dark' })).toMatchObject({
    ...{ ok: false, error: { code: 'settings.unwritable' } },
  })
  expect(settings.get()).toEqual(defaultSettings)
})

test.each([
  ['cut off', '{"format":"mstro-settings","version":2,"value":{"offline":tr'],
  ['empty', ''],
  ['of a newer version', '{"format":"mstro-settings","version":9,"value":{}}'],
  ["another program's", '{"someone":"else"}'],
  ['wrong there', '{"format":"mstro-settings","version":2,"value":{"offline":"yes"}}'],
])('offline mode is on, and said to be, where the file is %s', async (_what, text) => {
  await writeFile(path, text)
  expect((await open()).get().offline).toBe(true)
  expect(warnings.join()).toContain('Offline mode is on, because')
  // It stays so until the person says otherwise.
  const settings = await open()
  expect(settings.get().offline).toBe(true)
  expect(standing).not.toEqual([])
  await settings.change({ theme: 'dark' })
  expect(standing).not.toEqual([])
  await rm(path, { force: true })
  await settings.change({ offline: false })
  expect(standing).toEqual([])
})

test('a file of a newer version is called that, left alone, and a change says why it cannot be', async () => {
  const text = '{"format":"mstro-settings","version":9,"value":{"theme":"dark"}}'
  await writeFile(path, text)
  const settings = await open()
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain('of a newer version of the app (its version is 9)')
  expect(warnings[0]).toContain('Update the app, or move the file away.')
  expect(warnings[0]).not.toMatch(/not one of ours|Switch it off/)
  const changed = await settings.change({ offline: false })
  expect(changed).toMatchObject({ ok: false, error: { code: 'settings.newer-file' } })
  await expect(settings.dataOwner.erase()).rejects.toMatchObject({
    why: expect.stringContaining('newer version'),
  })
  expect(await readFile(path, 'utf8')).toBe(text)
  await rm(path)
  expect(await settings.change({ offline: false })).toMatchObject({ ok: true })
})

test('a file of another program is not written over, and a change says so', async () => {
  await writeFile(path, '{"someone":"else"}')
  const changed = await (await open()).change({ offline: false })
  expect(changed).toMatchObject({ ok: false, error: { code: 'settings.foreign-file' } })
  expect(warnings.join()).not.toContain('Switch it off')
})

test('it is on as well when the broken file could be set aside and nothing written in its place', async () => {
  await writeFile(join(home, 'settings.json.broken-2026-01-01T00-00-00-000Z'), '{"form')
  const settings = await open()
  expect(settings.get().offline).toBe(true)
  await settings.change({ offline: false })
  warnings = []
  expect((await open()).get().offline).toBe(false)
  expect(warnings).toEqual([])
})

test('a file that cannot be read does not switch it off', async () => {
  await mkdir(path)
  expect((await open()).get().offline).toBe(true)
  expect(warnings.join()).toContain('Offline mode is on, because')
})

test('erasing the settings leaves offline mode as it was', async () => {
  const settings = await open()
  await settings.change({ offline: true, theme: 'dark' })
  await settings.dataOwner.erase()
  expect(settings.get()).toEqual({ ...cautious, ring: 'off' })
})

test('a file of version 1 is brought to the present: what nobody had chosen is not in it any more', async () => {
  const older = { ...defaultSettings, theme: 'dark', logRetentionDays: 7, welcomed: true }
  await writeFile(path, JSON.stringify({ format: 'mstro-settings', version: 1, value: older }))
  const settings = await open()
  expect(settings.get()).toEqual(older)
  await settings.change({ density: 'compact' })
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    ...{ format: 'mstro-settings', version: 2 },
    value: { theme: 'dark', logRetentionDays: 7, welcomed: true, density: 'compact' },
  })
  expect(warnings).toEqual([])
})

test('changes at one moment all hold', async () => {
  const settings = await open()
  await Promise.all([settings.change({ theme: 'dark' }), settings.change({ density: 'compact' })])
  expect((await open()).get()).toMatchObject({ theme: 'dark', density: 'compact' })
})

test('an address for AI review that is lost or changed switches it off, so that nobody else is asked', async () => {
  const far = { aiProvider: 'local', aiAddress: 'https://models.example/v1' } as const
  const settings = await open()
  await settings.change(far)
  await settings.change({ aiAddress: defaultSettings.aiAddress })
  expect(settings.get().aiProvider).toBe('off')
  await settings.change(far)
  await settings.change({ ...far, theme: 'dark' })
  expect(settings.get()).toMatchObject(far)
  const value = { ...far, aiAddress: 'http://user:secret@192.168.7.7/v1' }
  await writeFile(path, JSON.stringify({ format: 'mstro-settings', version: 2, value }))
  expect((await open()).get()).toMatchObject({
    ...{ aiProvider: 'off', aiAddress: defaultSettings.aiAddress },
  })
  expect(warnings.join()).toContain('aiAddress')
  expect(warnings.join()).not.toContain('secret')
})

test.each([['-5'], ['"zzz"'], ['0'], ['1.5'], ['null']])(
  'a file of version %s is set aside, not half understood',
  async (version) => {
    await writeFile(path, `{"format":"mstro-settings","version":${version},"value":{}}`)
    await open()
    expect(warnings[0]).toContain('.broken-')
  },
)

test("another program's file is never written over", async () => {
  await writeFile(path, '{"someone":"else"}')
  const settings = await open()
  expect(await settings.change({ theme: 'dark' })).toMatchObject({
    ok: false,
    error: { code: 'settings.foreign-file' },
  })
  expect(settings.get()).toEqual(cautious)
  expect(await readFile(path, 'utf8')).toBe('{"someone":"else"}')
})

test('the file is readable by its owner only', async () => {
  await (await open()).change({ theme: 'dark' })
  await chmod(path, 0o600)
  const { mode } = await import('node:fs/promises').then(({ stat }) => stat(path))
  expect(mode & 0o077).toBe(0)
})

test('an exported text brings the same settings to another machine, and nothing of this one', async () => {
  const here = await open()
  await here.change({ theme: 'dark', model: 'opus', claudePath: '/opt/claude', welcomed: true })
  const exported = await here.handlers['settings.export']({}, caller)
  if (!exported.ok) throw new Error(exported.error.code)
  await rm(path)
  const there = await open()
  const seen = await there.handlers['settings.previewImport'](exported.value, caller)
  expect(seen).toEqual({
    ok: true,
    value: { change: { theme: 'dark', model: 'opus' }, refused: [], leftOut: [] },
  })
  expect(there.get()).toEqual(defaultSettings)
})

test('what does not fit in an imported text is named, and the rest counts', async () => {
  const value = { theme: 'pink', density: 'compact', colour: 1, welcomed: true }
  const text = JSON.stringify({ format: 'mstro-settings', version: 1, value })
  const seen = await (await open()).handlers['settings.previewImport']({ text }, caller)
  expect(seen).toEqual({
    ok: true,
    value: {
      change: { density: 'compact' },
      refused: ['colour (1)', 'theme ("pink")'],
      leftOut: ['welcomed'],
    },
  })
})

test('what belongs to the other machine is named as left out', async () => {
  const value = { claudePath: '/opt/claude', projects: { '/a': { mode: 'yolo' } }, theme: 'dark' }
  const text = JSON.stringify({ format: 'mstro-settings', version: 2, value })
  const seen = await (await open()).handlers['settings.previewImport']({ text }, caller)
  expect(seen).toEqual({
    ok: true,
    value: { change: { theme: 'dark' }, refused: [], leftOut: ['claudePath', 'projects'] },
  })
})

test('a text of version 1 says its defaults, too, and goes through the same migration', async () => {
  const settings = await open()
  await settings.change({ theme: 'dark', density: 'compact' })
  const text = '{"format":"mstro-settings","version":1,"value":{"theme":"system"}}'
  expect(await settings.handlers['settings.previewImport']({ text }, caller)).toEqual({
    ok: true,
    value: { change: { theme: 'system' }, refused: [], leftOut: [] },
  })
})

test.each([
  ['no JSON', '{"a', 'it is no JSON'],
  ['no format', '{"model":"opus"}', 'it carries no format marker'],
  ['another format', '{"format":"other","version":1,"value":{}}', 'its format is other'],
  ['a negative version', '{"format":"mstro-settings","version":-5,"value":{}}', 'is -5, not'],
  ['a word as version', '{"format":"mstro-settings","version":"zzz","value":{}}', 'is "zzz", not'],
  ['no version', '{"format":"mstro-settings","value":{}}', 'is missing, not'],
  ['no value', '{"format":"mstro-settings","version":2}', 'it is empty'],
  ['nothing', 'null', 'it carries no format marker'],
])('a text with %s changes nothing and says why', async (_name, text, why) => {
  const seen = await (await open()).handlers['settings.previewImport']({ text }, caller)
  expect(seen).toMatchObject({ ok: false, error: { code: 'settings.not-settings' } })
  expect(seen.ok ? '' : seen.error.message).toContain(why)
})

test('a file of a newer version is told from one that holds no settings', async () => {
  const text = '{"format":"mstro-settings","version":9,"value":{}}'
  const seen = await (await open()).handlers['settings.previewImport']({ text }, caller)
  expect(seen).toMatchObject({ ok: false, error: { code: 'settings.newer' } })
  expect(seen.ok ? '' : seen.error.message).toContain('a newer version of the app (9; this one')
})

test('a folder has what it has otherwise, and the rest as everywhere', () => {
  const settings = { ...defaultSettings, model: 'sonnet', projects: { '/a': { model: 'opus' } } }
  expect(settingsFor(settings, '/a')).toMatchObject({ model: 'opus', mode: 'default' })
  expect(settingsFor(settings, '/b')).toMatchObject({ model: 'sonnet' })
  expect(settingsFor(settings, '__proto__')).toMatchObject({ model: 'sonnet' })
})

test('files of the command-line program are named and left alone, and its model can be taken over', async () => {
  const theirs = '{"model":"opus","effortLevel":"high","bouncerClassifier":{}}'
  await writeFile(join(home, 'settings.json.theirs'), '')
  await writeFile(join(home, 'credentials.json'), '{"token":"secret"}')
  await writeFile(join(home, 'notes.txt'), 'mine')
  path = join(home, 'desktop', 'settings.json')
  await writeFile(join(home, 'settings.json'), theirs)
  const settings = await open()
  expect(await settings.handlers['settings.otherFiles']({}, caller)).toEqual({
    ok: true,
    value: { files: ['credentials.json', 'settings.json'], importable: { model: 'opus' } },
  })
  await settings.change({ model: 'opus' })
  expect(await readFile(join(home, 'settings.json'), 'utf8')).toBe(theirs)
  await writeFile(join(home, 'settings.json'), '{"model":7}')
  expect(await settings.handlers['settings.otherFiles']({}, caller)).toMatchObject({
    value: { importable: {} },
  })
})

test('who is asked by the AI layer is chosen on each machine: no export carries it, no import sets it', async () => {
  const settings = await open()
  const chosen = {
    aiProvider: 'local',
    aiAddress: 'https://models.example/v1',
    aiModel: 'm',
  } as const
  await settings.change(chosen)
  const exported = await settings.handlers['settings.export']({}, caller)
  if (!exported.ok) throw new Error('not exported')
  expect(exported.value.text).not.toContain('models.example')
  const text = JSON.stringify({ ...JSON.parse(exported.value.text), value: chosen })
  await settings.change({ aiProvider: 'off' })
  const preview = await settings.handlers['settings.previewImport']({ text }, caller)
  expect(preview).toMatchObject({ ok: true, value: { change: {} } })
  if (preview.ok) expect(preview.value.leftOut).toEqual(Object.keys(chosen))
})
