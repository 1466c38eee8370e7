import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { systemClock } from '../kit/clock.ts'
import { openOutbox, type Parcel, queueDays } from './outbox.ts'

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'outbox-')), 'telemetry')
})
const open = () => openOutbox({ folder, clock: systemClock })
const parcel = (id: string, more: Partial<Parcel> = {}): Parcel => ({
  ...{ id, kind: 'usage', at: Date.now(), host: 'h', body: '{}' },
  ...more,
})

test('what waits is there after a restart, in its order', async () => {
  const outbox = await open()
  await Promise.all(['a', 'b', 'c'].map((id) => outbox.add(parcel(id))))
  await outbox.remove('a')
  expect((await open()).first(['usage'])?.id).toBe('b')
  expect((await open()).first(['errors'])).toBeNull()
  expect((await open()).count('usage')).toBe(2)
})

test('what was dropped does not come back where the rest cannot be written', async () => {
  const outbox = await open()
  await outbox.add(parcel('a'))
  await outbox.add(parcel('b', { kind: 'errors' }))
  // A folder in the place of the file cannot be replaced by one, as on a full disk.
  await rm(join(folder, 'queue.json'))
  await mkdir(join(folder, 'queue.json'))
  await outbox.clear(['usage'])
  expect(outbox.count('errors')).toBe(1)
  expect(existsSync(folder)).toBe(false)
})

test('clearing leaves no file and no folder', async () => {
  const outbox = await open()
  await outbox.add(parcel('a'))
  await outbox.add(parcel('b', { kind: 'errors' }))
  expect(await outbox.clear(['usage'])).toBe(1)
  expect(existsSync(join(folder, 'queue.json'))).toBe(true)
  expect(await outbox.clear(['errors'])).toBe(1)
  expect(existsSync(folder)).toBe(false)
})

test('what an earlier run left goes, also where nothing is known of it', async () => {
  await mkdir(folder)
  await writeFile(join(folder, 'queue.json.0a.tmp'), 'x')
  await (await open()).clear(['errors', 'usage'])
  expect(existsSync(folder)).toBe(false)
})

test.each(['{', '{"format":"x"}', '{"format":"mstro-telemetry-queue","version":1,"value":[{}]}'])(
  'a queue that reads %s is dropped',
  async (text) => {
    await mkdir(folder)
    await writeFile(join(folder, 'queue.json'), text)
    const outbox = await open()
    expect(outbox.count('usage')).toBe(0)
    await outbox.add(parcel('a'))
    expect((await open()).count('usage')).toBe(1)
  },
)

test('it has bounds in number, size and age', async () => {
  const outbox = await open()
  const body = 'x'.repeat(100_000)
  for (let at = 0; at < 30; at += 1) await outbox.add(parcel(`big-${at}`, { body }))
  expect(outbox.count('usage')).toBe(20)
  await outbox.add(parcel('huge', { body: 'x'.repeat(3_000_000) }))
  expect(outbox.count('usage')).toBe(20)
  await outbox.clear(['usage'])
  for (let at = 0; at < 205; at += 1) await outbox.add(parcel(`small-${at}`))
  expect(outbox.count('usage')).toBe(200)
  expect(outbox.first(['usage'])?.id).toBe('small-5')
  expect(await outbox.retain(Date.now() + (queueDays + 1) * 86_400_000)).toBe(200)
  expect(existsSync(folder)).toBe(false)
})
