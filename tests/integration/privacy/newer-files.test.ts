import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { homeOf, rehearse } from './prepared-app.ts'
import { readArchive } from './read-archive.ts'

let place: string
let app: AppUnderTest

beforeEach(async () => {
  place = await freshHome()
  app = await startApp(place)
})
afterEach(async () => {
  await app.stop()
  await removeHome(place)
})

const home = () => homeOf(place)
const newerWords = 'only a newer version knows this'

/** Small files of the app in which it stands what they are, relative to the home. */
async function marked(): Promise<string[]> {
  const names = await readdir(join(home(), 'desktop'), { recursive: true })
  const paths = names.filter((name) => name.endsWith('.json')).map((name) => `desktop/${name}`)
  const texts = await Promise.all(paths.map(read))
  return paths.filter((_, index) => /^\{\s*"format"/.test(texts[index] ?? '')).sort()
}

const read = (path: string) => readFile(join(home(), path), 'utf8')

async function makeNewer(path: string): Promise<void> {
  const file = JSON.parse(await read(path))
  await writeFile(join(home(), path), JSON.stringify({ ...file, version: 9, newerWords }))
}

async function grantsFile(): Promise<void> {
  const value = { grants: [], given: ['some-question'] }
  const file = { format: 'mstro-grants', version: 1, value }
  await mkdir(join(home(), 'desktop'), { recursive: true })
  await writeFile(join(home(), 'desktop/grants.json'), JSON.stringify(file))
}

/** A home in which every part keeps something, all of it written by a newer version. */
async function newerHome(): Promise<readonly string[]> {
  await rehearse(app, 'Do something that asks.')
  await app.ask('settings.change', { theme: 'dark' })
  const path = join(place, 'project')
  await mkdir(path)
  const { fingerprint } = await app.ask('workspace.inspect', { path })
  await app.ask('workspace.decideTrust', { path, trust: 'limited', fingerprint })
  const passphrase = 'a long enough passphrase'
  await app.ask('credentials.makeFile', { passphrase })
  const key = { name: 'anthropic-api-key', secret: 'sk-ant-api03-abcdefgh' } as const
  await app.ask('credentials.store', { ...key, testFirst: false })
  await app.stop()
  await grantsFile()
  const paths = await marked()
  for (const path of paths) await makeNewer(path)
  app = await startApp(place)
  return paths
}

test('files of a newer version are in an export as they are, or named as left out', async () => {
  const paths = await newerHome()
  for (const name of ['settings', 'grants', 'workspaces', 'credentials', 'credentials.sealed']) {
    expect(paths).toContain(`desktop/${name}.json`)
  }
  expect(paths.some((path) => path.startsWith('desktop/inbox/'))).toBe(true)
  const target = join(place, 'all.zip')
  const done = await app.app.privacy.exportEverything(target)
  const archive = await readArchive(target)
  const leftOut = done.ok ? done.value.leftOut.map(({ path }) => path) : []
  expect(leftOut).toContain('desktop/credentials.sealed.json')
  for (const path of paths.filter((one) => !leftOut.includes(one))) {
    expect(archive.get(`data/${path}`)?.toString(), path).toContain(newerWords)
  }
  const { files } = JSON.parse(archive.get('manifest.json')?.toString() ?? '')
  const row = files.find((one: { path: string }) => one.path === 'data/desktop/settings.json')
  expect(row.what).toContain('written by a newer version')
}, 60_000)

test('they go with everything, and the receipt says whose they were', async () => {
  const paths = await newerHome()
  const receipt = await app.ask('privacy.eraseEverything', {})
  const gone = receipt.gone.flatMap(({ files }) => files)
  for (const path of paths) expect(gone.map((one) => one.path)).toContain(path)
  expect(gone.find(({ path }) => path === 'desktop/grants.json')?.note).toContain('newer version')
  // Without its list a keychain that cannot be reached may hold the key.
  const failed = receipt.stays.filter((stay) => stay.failed).map(({ what }) => what)
  expect(failed).toEqual(['credentials (keychain/anthropic-api-key)'])
  expect(JSON.stringify(receipt.stays)).not.toContain('No part of this app keeps it')
  for (const path of await marked()) expect(await read(path), path).not.toContain(newerWords)
}, 60_000)

test.each(['grants', 'settings', 'workspace', 'inbox'])(
  'they go with their part: %s',
  async (owner) => {
    await newerHome()
    const receipt = await app.ask('privacy.erase', { owner })
    expect(JSON.stringify(receipt.gone)).toContain('newer version')
    expect(receipt.stays.filter(({ failed }) => failed)).toEqual([])
    const again = await app.ask('privacy.erase', { owner })
    expect(JSON.stringify(again.gone)).not.toContain('newer version')
  },
  60_000,
)

test('what another program put in their place is named and left, with what helps', async () => {
  await app.stop()
  const foreign = '{"format":"of-another","value":1}'
  await mkdir(join(home(), 'desktop'), { recursive: true })
  for (const name of ['settings', 'grants', 'workspaces']) {
    await writeFile(join(home(), `desktop/${name}.json`), foreign)
  }
  app = await startApp(place)
  const done = await app.app.privacy.exportEverything(join(place, 'all.zip'))
  const leftOut = done.ok ? done.value.leftOut : []
  for (const owner of ['settings', 'grants', 'workspace']) {
    const path = `desktop/${owner === 'workspace' ? 'workspaces' : owner}.json`
    expect(leftOut.find((one) => one.path === path)?.why).toContain('Another program wrote it')
    const { stays, gone } = await app.ask('privacy.erase', { owner })
    expect(gone).toEqual([])
    expect(stays).toMatchObject([
      { failed: true, why: expect.stringMatching(/Move (?:it|the file) away/) },
    ])
    expect(await read(path)).toBe(foreign)
  }
}, 60_000)
