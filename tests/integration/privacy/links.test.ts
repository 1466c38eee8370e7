import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { homeOf, rehearse } from './prepared-app.ts'
import { readArchive } from './read-archive.ts'

let home: string
let outside: string
let app: AppUnderTest

beforeEach(async () => {
  home = await freshHome()
  outside = await mkdtemp(join(tmpdir(), 'outside-'))
  app = await startApp(home)
})
afterEach(async () => {
  await app.stop()
  await removeHome(home)
  await rm(outside, { recursive: true, force: true })
})

const word = 'of-somebody-else'

/** Puts a folder outside, with a file of each name, and a link to it into the home. */
async function linkFolder(path: string, ...names: readonly string[]): Promise<string> {
  const folder = join(outside, path.replaceAll('/', '-'))
  await mkdir(folder)
  for (const name of names) await writeFile(join(folder, name), word)
  await link(path, folder)
  return folder
}

async function link(path: string, to: string): Promise<void> {
  const at = join(homeOf(home), path)
  await rm(at, { recursive: true, force: true })
  await mkdir(dirname(at), { recursive: true })
  await symlink(to, at)
}

/** Every link that a home may have in the place of what this app keeps. */
async function linkAll() {
  const folders = {
    policies: await linkFolder('policies', 'user.yaml', 'diary.txt'),
    guard: await linkFolder('guard', 'notes.json', 'x.backup'),
    window: await linkFolder('desktop/window', 'Cookies', 'diary.txt'),
    telemetry: await linkFolder('desktop/telemetry', 'queue.json', 'diary.txt'),
    undo: await linkFolder('desktop/undo', 'diary.txt'),
    session: await linkFolder('desktop/sessions/made-up', 'journal.1.jsonl', 'diary.txt'),
  }
  const file = join(outside, 'file.txt')
  await writeFile(file, word)
  // A folder of somebody else that is named like the entries of the keychain.
  await link('keychain/of-somebody-else', file)
  await link('desktop/workspaces.json', file)
  await link('desktop/x.json.broken-1', file)
  await link('logs/desktop.log.2', file)
  return { folders, file }
}

const isThere = (path: string) =>
  lstat(join(homeOf(home), path)).then(
    () => true,
    () => false,
  )

/** The guard listens in its folder, wherever a link has put that, as soon as it sees that its socket is gone. */
const ofListening = ['guard.sock', 'running.json']
const namesIn = async (folder: string) =>
  (await readdir(folder)).filter((name) => !ofListening.includes(name))

test('an erasure removes links as links, says where they led and touches nothing behind them', async () => {
  await rehearse(app, 'Make the check pass.')
  const { folders, file } = await linkAll()
  const before = await Promise.all(Object.values(folders).map(namesIn))
  const receipt = await app.ask('privacy.eraseEverything', {})

  const after = await Promise.all(Object.values(folders).map(namesIn))
  expect(after).toEqual(before)
  expect(await readFile(file, 'utf8')).toBe(word)
  const stays = receipt.stays.map(({ what, why }) => `${what}: ${why}`)
  const { guard, ...others } = folders
  for (const folder of Object.values(others)) {
    expect(stays.filter((stay) => stay.startsWith(`${folder}: `)).join()).toContain('was a link')
  }
  for (const path of ['policies', 'desktop/window', 'desktop/undo', 'desktop/sessions/made-up']) {
    const at = join(homeOf(home), path)
    const isLink = await lstat(at).then(
      (found) => found.isSymbolicLink(),
      () => false,
    )
    expect(isLink, path).toBe(false)
  }
  expect(await isThere('desktop/x.json.broken-1')).toBe(false)
  expect(await isThere('logs/desktop.log.2')).toBe(false)
  expect(await isThere('desktop/workspaces.json')).toBe(false)
  expect(await isThere('keychain/of-somebody-else')).toBe(true)
  // Without the folder nobody knows from which settings to take the hook.
  expect(stays.join('\n')).toContain(`guard is a link to ${guard}`)
  expect(await isThere('guard')).toBe(true)
  const gone = receipt.gone.flatMap(({ files }) => files.map(({ path }) => path))
  expect(gone).toContain('policies')
  expect(gone).not.toContain('policies/diary.txt')
  expect((await app.ask('audit.verify', {})).status).toBe('intact')
})

test('an export holds of a link its name and where it leads, and nothing behind it', async () => {
  const { folders } = await linkAll()
  // One that leads to a folder in the place of a file, and one that leads nowhere.
  await link('policies', join(outside, 'nowhere'))
  await link('desktop/inbox/x.json', folders.window)
  const path = join(outside, 'all.zip')
  const written = await app.app.privacy.exportEverything(path)
  expect(written.ok).toBe(true)
  const files = await readArchive(path)
  const texts = [...files.values()].map(String).join('\n')
  expect(texts).not.toContain(word)
  expect(JSON.parse(String(files.get('data/policies')))).toEqual({
    linkTo: join(outside, 'nowhere'),
  })
  expect(JSON.parse(String(files.get('data/desktop/workspaces.json')))).toEqual({
    linkTo: join(outside, 'file.txt'),
  })
  expect(files.has('data/guard/x.backup')).toBe(false)
})

test('forgetting and ageing leave alone what lies behind a link, and forgetting says so', async () => {
  const { folders } = await linkAll()
  const { stays } = await app.ask('privacy.forgetSecret', { secret: word })
  expect(stays).toContainEqual({
    path: 'policies',
    why: `It is a link to ${folders.policies}. What lies behind it is not searched. Look there yourself.`,
  })
  for (const name of ['user.yaml', 'diary.txt']) {
    expect(await readFile(join(folders.policies, name), 'utf8')).toBe(word)
  }
  expect(await readFile(join(folders.session, 'journal.1.jsonl'), 'utf8')).toBe(word)
})

test('where the app itself was put elsewhere by a link, its own files go from there and nothing else', async () => {
  await rehearse(app, 'Make the check pass.')
  await app.stop()
  const logs = join(outside, 'logs')
  await rename(join(homeOf(home), 'logs'), logs)
  await symlink(logs, join(homeOf(home), 'logs'))
  await writeFile(join(logs, 'diary.txt'), word)
  app = await startApp(home)
  const receipt = await app.ask('privacy.eraseEverything', {})
  const gone = receipt.gone.flatMap(({ files }) => files.map(({ path }) => path))
  expect(gone).toContain('logs/bouncer-audit.1.jsonl')
  expect(await readFile(join(logs, 'diary.txt'), 'utf8')).toBe(word)
  const stay = receipt.stays.find(({ what }) => what === 'logs')
  expect(stay?.why).toContain(`It is a link to ${logs}`)
  expect((await app.ask('audit.verify', {})).status).toBe('intact')
})
