import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { placeForEachTest } from '../app/each-place.ts'
import { runToEnd, startApp } from '../app/running-app.ts'
import { fillDisk, mountSmallDisk, unmountAll } from '../app/small-disk.ts'
import { readArchive } from './read-archive.ts'

const place = placeForEachTest()
afterEach(unmountAll)

test('a disk without any room is exported from and erased from, and started on', async (context) => {
  const disk = await mountSmallDisk(place.home, context)
  const app = startApp(place)
  const client = await app.open()
  await client.ask('settings.change', { theme: 'dark' })
  await app.end('SIGTERM')
  await mkdir(join(place.home, 'policies'))
  await writeFile(join(place.home, 'policies/own.yaml'), 'version: 1\nrules: []\n')
  await fillDisk(disk)

  const target = join(place.folder, 'all.zip')
  const exported = await runToEnd(place, ['export', '--out', target, '--home', place.home])
  expect(exported.code, exported.printed).toBe(0)
  const archive = await readArchive(target)
  expect(archive.get('data/desktop/settings.json')?.toString()).toContain('dark')

  const held = startApp(place)
  expect((await (await held.open()).ask('settings.get', {})).theme).toBe('dark')
  const beside = await runToEnd(place, ['serve', '--no-open', '--json', '--home', place.home])
  expect(beside).toMatchObject({ code: 1, printed: expect.stringContaining('start.home-in-use') })
  await held.end('SIGTERM')

  const args = ['erase', '--everything', '--yes', '--json', '--home', place.home]
  const erased = await runToEnd(place, args)
  expect(erased.code, erased.printed).toBe(0)
  const { receipt } = JSON.parse(erased.printed)
  const gone = receipt.gone.flatMap((part: { files: { path: string }[] }) => part.files)
  expect(gone.map(({ path }: { path: string }) => path)).toContain('desktop/settings.json')
  const settings = await readFile(join(place.home, 'desktop/settings.json'), 'utf8').catch(() => '')
  expect(settings).not.toContain('dark')
  const verified = await runToEnd(place, ['audit', 'verify', '--home', place.home])
  expect(verified.code, verified.printed).toBe(0)
}, 120_000)
