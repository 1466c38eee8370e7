import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { brand } from '../../../shared/brand.ts'
import { secret } from '../../../shared/kit/secret.ts'
import { policy } from '../../../shared/privacy/policy-text.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'
import { homeOf, rehearse } from './prepared-app.ts'
import { readArchive } from './read-archive.ts'

const run = promisify(execFile)
const projectSecret = 'sk-ant-api03-of-a-project-0123456789'
const ownKey = secret('sk-ant-api03-our-own-key-9876543210')

let home: string
let target: string
let app: AppUnderTest
let chosen: string | null
const mounted: string[] = []

beforeEach(async () => {
  home = await freshHome()
  target = await mkdtemp(join(tmpdir(), 'export-'))
  chosen = target
  app = await startApp(home, { pickFolder: async () => chosen })
})
afterEach(async () => {
  await app.stop()
  for (const at of mounted.splice(0)) await run('umount', ['--lazy', at])
  await removeHome(home)
  await rm(target, { recursive: true, force: true })
})

const privacy = () => app.app.privacy

test('one archive holds every part, described and checked, and no secret', async () => {
  await app.ask('credentials.store', {
    ...{ name: 'anthropic-api-key', secret: ownKey.expose(), testFirst: false },
  })
  await rehearse(app, `Use ${projectSecret} for the call.`)
  await app.ask('settings.change', { theme: 'dark' })
  await writeFile(
    join(homeOf(home), 'desktop', 'settings.json.broken-1'),
    `{"key":"${projectSecret}"`,
  )
  await mkdir(join(homeOf(home), 'policies'), { recursive: true })
  await writeFile(join(homeOf(home), 'policies', 'user.yaml'), 'rules: []\n')
  const path = join(target, 'all.zip')
  app.app.logger.info('exported in a test')
  const told: number[] = []
  const done = await privacy().exportEverything(path, {
    onProgress: ({ files, totalFiles }) => told.push(files / totalFiles),
  })
  expect(done).toMatchObject({ ok: true })
  expect(told.length).toBeGreaterThan(3)
  expect((await stat(path)).mode & 0o777).toBe(0o600)

  const files = await readArchive(path)
  const manifest = JSON.parse(String(files.get('manifest.json')))
  for (const row of manifest.files) {
    const contents = files.get(row.path)
    if (!contents) throw new Error(`${row.path} is not there`)
    expect(createHash('sha256').update(contents).digest('hex')).toBe(row.sha256)
    expect([row.path, row.what]).toEqual([row.path, expect.stringMatching(/\w/)])
  }
  const described = manifest.files.map(({ path: name }: { path: string }) => name).sort()
  const inside = [...files.keys()].filter((name) => name.startsWith('data/')).sort()
  expect(inside).toEqual(described)
  for (const part of ['sessions', 'audit', 'inbox', 'settings', 'log', 'bouncer', 'leftovers']) {
    expect(manifest.files.map(({ owner }: { owner: string }) => owner)).toContain(part)
  }
  const all = [...files.values()].map(String).join('\n')
  expect(all).not.toContain(projectSecret.slice(14))
  expect(all).not.toContain(ownKey.expose().slice(14))
  expect(all).toContain('Use __redacted_anthropic_key__ for the call.')
})

test('the schema fits the lines it describes, and the record in the archive verifies as it is', async () => {
  await rehearse(app, 'Make the check pass.')
  const path = join(target, 'all.zip')
  await privacy().exportEverything(path)
  const files = await readArchive(path)
  const schema = JSON.parse(String(files.get('schema.json')))
  const journal = schema.files.find(({ pattern }: { pattern: string }) =>
    /journal\.\*\.jsonl/.test(pattern),
  )
  expect(journal).toMatchObject({ unit: 'line', owner: 'sessions' })
  expect(JSON.stringify(journal.schema)).toContain('tool-called')
  const record = files.get('data/logs/bouncer-audit.jsonl')
  expect(record).toEqual(await readFile(join(homeOf(home), 'logs', 'bouncer-audit.jsonl')))
})

test('the export of a fresh home holds what privacy keeps in its file', async () => {
  const path = join(target, 'fresh.zip')
  expect(await privacy().exportEverything(path)).toMatchObject({ ok: true })
  const kept = (await readArchive(path)).get('data/desktop/privacy.json')
  expect(JSON.parse(String(kept))).toMatchObject({ acknowledged: [], firstText: policy.text })
})

test('what lies at the path already is never overwritten', async () => {
  const path = join(target, 'mine.zip')
  await writeFile(path, 'mine')
  expect(await privacy().exportEverything(path)).toMatchObject({
    error: { code: 'privacy.export-exists' },
  })
  expect(await readFile(path, 'utf8')).toBe('mine')
})

test('a file or a link that has the name of a draft is neither used nor followed', async () => {
  const path = join(target, 'all.zip')
  const outside = join(target, 'outside.txt')
  await writeFile(outside, 'mine')
  await symlink(outside, `${path}.part`)
  expect(await privacy().exportEverything(path)).toMatchObject({ ok: true })
  expect(await readFile(outside, 'utf8')).toBe('mine')
  expect((await readdir(target)).sort()).toEqual(['all.zip', 'all.zip.part', 'outside.txt'])
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('a link that leads nowhere is not replaced', async () => {
  const path = join(target, 'all.zip')
  await symlink(join(target, 'nowhere'), path)
  expect(await privacy().exportEverything(path)).toMatchObject({
    error: { code: 'privacy.export-exists' },
  })
  expect(await readdir(target)).toEqual(['all.zip'])
})

test('stopped in the middle, no part of it stays', async () => {
  await rehearse(app, 'Make the check pass.')
  const stop = new AbortController()
  const path = join(target, 'all.zip')
  const done = await privacy().exportEverything(path, {
    signal: stop.signal,
    onProgress: ({ files }) => files >= 2 && stop.abort(),
  })
  expect(done).toMatchObject({ error: { code: 'privacy.export-stopped' } })
  expect(await readdir(target)).toEqual([])
})

test('on a full disk no half archive stays, and the reason is told', async (context) => {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', target])
    mounted.push(target)
  } catch {
    context.skip('a small disk cannot be mounted here: that needs root and a system that allows it')
  }
  await rehearse(app, 'Make the check pass.')
  const big = join(homeOf(home), 'logs', `${brand.command}.log.1`)
  await writeFile(big, '')
  await truncate(big, 0)
  const noise = Array.from({ length: 4_000 }, (_, at) =>
    createHash('sha512').update(`${at}`).digest('hex'),
  )
  await writeFile(big, `${noise.map((text) => JSON.stringify({ text })).join('\n')}\n`)
  const done = await privacy().exportEverything(join(target, 'all.zip'))
  expect(done).toMatchObject({ error: { code: 'privacy.export-unwritable' } })
  expect(done.ok ? '' : done.error.message).toContain('ENOSPC')
  expect(await readdir(target)).toEqual([])
})

const untilDone = () =>
  app.until('the end of the export', async () => {
    const status = await app.ask('privacy.exportStatus', {})
    return status.status === 'done' ? status : null
  })

test('the person chooses a folder; choosing none exports nothing', async () => {
  chosen = null
  expect(await app.ask('privacy.startExport', { to: 'folder' })).toEqual({ status: 'idle' })
  chosen = target
  await app.ask('privacy.startExport', { to: 'folder' })
  const done = await untilDone()
  expect(done.path).toBe(join(target, done.name))
  expect(await readdir(target)).toEqual([done.name])
})

test('of two that begin at one moment one writes, the other is told', async () => {
  const start = () => app.call('privacy.startExport', { to: 'folder' })
  const both = await Promise.all([start(), start()])
  expect(both.map((one) => (one.ok ? one.value.status : one.error.code)).sort()).toEqual([
    'privacy.export-running',
    'running',
  ])
  const done = await untilDone()
  expect(await readdir(target)).toEqual([done.name])
})

test('a page fetches it part by part, and the copy in the home goes', async () => {
  await rehearse(app, 'Make the check pass.')
  await app.ask('privacy.startExport', { to: 'download' })
  const { id, path, bytes } = await untilDone()
  expect(path).toBeNull()
  const parts: Buffer[] = []
  for (let offset: number | null = 0; offset !== null; ) {
    const part: { base64: string; next: number | null } = await app.ask('privacy.readExport', {
      id,
      offset,
    })
    parts.push(Buffer.from(part.base64, 'base64'))
    offset = part.next
  }
  const fetched = join(target, 'fetched.zip')
  await writeFile(fetched, Buffer.concat(parts))
  expect((await stat(fetched)).size).toBe(bytes)
  expect((await readArchive(fetched)).has('manifest.json')).toBe(true)
  expect(await app.ask('privacy.dropExport', {})).toEqual({ status: 'idle' })
  await expect(stat(join(homeOf(home), 'desktop', 'exports'))).rejects.toThrow('ENOENT')
  expect(await app.call('privacy.readExport', { id, offset: 0 })).toMatchObject({
    error: { code: 'privacy.export-gone' },
  })
})
