import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createForgetting } from '../../../main/kit/forget-secret.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { forgetSecret } from '../../../main/privacy/forgetting.ts'
import { secret } from '../../../shared/kit/secret.ts'
import { openUndoHouse, type UndoHouse } from './undo-house.ts'

let house: UndoHouse

beforeEach(async () => {
  house = await openUndoHouse()
})
afterEach(() => house.close())

const at = (name: string) => join(house.project, name)
const text = (name: string) => readFileSync(at(name), 'utf8')
const caller = { wire: 'ipc', role: 'owner', name: 'window' } as const

async function keep(command: string) {
  expect(await house.approve(house.question(command))).toEqual({ status: 'go' })
  const [copy] = await house.copies()
  if (!copy) throw new Error('no copy was kept')
  return copy
}

test('the same contents are kept once, and what one copy drops stays for the other', async () => {
  house.write('one/a', 'shared'.repeat(1_000))
  house.write('two/a', 'shared'.repeat(1_000))
  house.write('two/b', 'own'.repeat(1_000))
  house.write('one/c', 'dropped'.repeat(100))
  const first = await keep('rm -rf one two')
  const packs = () =>
    readdirSync(join(house.store, 'packs')).filter((name) => name.endsWith('.pack'))
  const sizes = () => packs().map((name) => statSync(join(house.store, 'packs', name)).size)
  expect(sizes()).toEqual([9_700])
  const second = await keep('rm -rf two')
  expect(sizes()).toEqual([9_700])
  house.run('rm -rf one two')
  await house.undo.handlers['bouncer.dropCopy']({ id: first.id }, caller)
  expect(await house.copies()).toHaveLength(1)
  // What nothing holds any more is gone from the disk, too.
  expect(sizes()).toEqual([9_000])
  await house.restore(second.id)
  expect(text('two/b')).toBe('own'.repeat(1_000))
  await house.undo.handlers['bouncer.dropCopy']({ id: second.id }, caller)
  expect(packs()).toEqual([])
})

test('copies go for their age, and the oldest for their room, none in its first day', async () => {
  await house.undo.close()
  house = await openUndoHouse({
    root: house.root,
    settings: () => ({ callBytes: 10_000, totalBytes: 25_000, retentionDays: 30 }),
  })
  const day = 24 * 3_600_000
  const keepOf = async (name: string) => {
    house.write(`${name}/x`, name.repeat(1_000))
    return keep(`rm -rf ${name}`)
  }
  const old = await keepOf('aaaaaaaa')
  house.later(2 * day)
  const second = await keepOf('bbbbbbbb')
  const third = await keepOf('cccccccc')
  expect((await house.copies()).map(({ id }) => id)).toEqual([third.id, second.id])
  expect(existsSync(join(house.store, 'entries', `${old.id}.json`))).toBe(false)
  const preview = await house.preview(house.question('rm -rf cccccccc bbbbbbbb'))
  expect(preview?.copy).toMatchObject({ kind: 'too-large', capBytes: 10_000 })
  house.write('dddddddd/x', 'dddddddd'.repeat(1_200))
  const full = await house.preview(house.question('rm -rf dddddddd'))
  expect(full?.copy).toEqual({ kind: 'none', why: 'no-room' })
  const removed = await house.undo.dataOwner.retain(Date.now() + 40 * day)
  expect(removed).toHaveLength(2)
  expect(await house.copies()).toEqual([])
})

test('a secret is found in copied contents and taken out of them; exports hold names alone', async () => {
  const key = 'correct-horse-battery-staple-9f3a'
  house.write('data/.env', `KEY=${key}\nOTHER=1\n`)
  house.write('data/plain.txt', 'plain\n')
  house.git('init', '-q')
  house.write('tracked', `x ${key}\n`)
  house.git('add', 'tracked')
  house.git('commit', '-q', '-m', 'only here')
  house.git('branch', 'side')
  house.git('commit', '-q', '--allow-empty', '-m', 'more')
  const copy = await keep('rm -rf data')
  const packs = join(house.store, 'packs')
  const raw = () =>
    readdirSync(packs)
      .map((name) => readFileSync(join(packs, name), 'latin1'))
      .join('')
  expect(raw()).toContain(key)
  for await (const held of house.undo.dataOwner.export()) {
    const bytes = await held.read()
    expect(Buffer.from(bytes ?? []).toString()).toContain('plain.txt')
    expect(Buffer.from(bytes ?? []).toString()).not.toContain(key)
  }
  const forgetting = createForgetting(secret(key))
  const found = await house.undo.dataOwner.forget?.(forgetting, 'find')
  const path = `desktop/undo/copies/${copy.id}.json`
  expect(found?.found).toMatchObject([{ path, places: 1 }])
  const parts = { home: join(house.root, 'home'), owners: [house.undo.dataOwner] }
  const said = await forgetSecret(secret(key), 'find', { ...parts, logger: silentLogger })
  // The pack in which it lies is rewritten with the copy, so nobody is sent to take it out there.
  expect(said).toEqual({ found: [{ path, places: 1 }], stays: [] })
  await house.undo.dataOwner.forget?.(forgetting, 'replace')
  expect(raw()).not.toContain(key)
  expect((await house.copies())[0]?.forgotten).toBe(1)
  house.run('rm -rf data')
  await house.restore(copy.id)
  expect(text('data/.env')).toContain('OTHER=1')
  expect(text('data/.env')).not.toContain(key)
  expect(text('data/plain.txt')).toBe('plain\n')
})

test('of a secret in contents that no copy holds the part is named that takes it away', async () => {
  const key = 'correct-horse-battery-staple-9f3a'
  house.write('data/x', 'x'.repeat(100))
  await keep('rm -rf data')
  const pack = 'desktop/undo/packs/left-behind.pack'
  writeFileSync(join(house.root, 'home', pack), key)
  const parts = { home: join(house.root, 'home'), owners: [house.undo.dataOwner] }
  const said = await forgetSecret(secret(key), 'find', { ...parts, logger: silentLogger })
  const why = 'It is not rewritten. Erase “Copies” under Privacy.'
  expect(said).toEqual({ found: [], stays: [{ path: pack, why }] })
})

test('commits that are copied are searched for a secret too', async () => {
  const key = 'correct-horse-battery-staple-9f3a'
  house.git('init', '-q', '-b', 'main')
  house.git('commit', '-q', '--allow-empty', '-m', 'first')
  house.git('checkout', '-q', '-b', 'side')
  house.write('tracked', `x ${key}\n`)
  house.git('add', 'tracked')
  house.git('commit', '-q', '-m', 'side')
  house.git('checkout', '-q', 'main')
  await keep('git branch -D side')
  const forgetting = createForgetting(secret(key))
  expect((await house.undo.dataOwner.forget?.(forgetting, 'find'))?.found).toHaveLength(1)
  await house.undo.dataOwner.forget?.(forgetting, 'replace')
  expect((await house.undo.dataOwner.forget?.(forgetting, 'find'))?.found).toEqual([])
})

test('a damaged copy keeps no other from being read, and goes with an erasure', async () => {
  house.write('one/a', 'a')
  house.write('two/b', 'b')
  const damaged = await keep('rm -rf one')
  const whole = await keep('rm -rf two')
  writeFileSync(join(house.store, 'copies', `${damaged.id}.json`), '{"format":"mstro-undo-copy",')
  house = await house.reopen()
  expect((await house.copies()).map(({ id }) => id)).toEqual([whole.id])
  rmSync(at('two'), { recursive: true })
  expect((await house.restore(whole.id)).failed).toEqual([])
  expect(await house.undo.dataOwner.erase()).toHaveLength(1)
  expect(existsSync(house.store)).toBe(false)
  expect(await house.copies()).toEqual([])
})

test('contents that are damaged are told, the others come back', async () => {
  house.write('data/a', 'a'.repeat(100))
  house.write('data/b', 'b'.repeat(100))
  const copy = await keep('rm -rf data')
  rmSync(at('data'), { recursive: true })
  const [name = ''] = readdirSync(join(house.store, 'packs')).filter((one) => one.endsWith('.pack'))
  const pack = join(house.store, 'packs', name)
  writeFileSync(pack, readFileSync(pack, 'utf8').replace('a'.repeat(100), 'x'.repeat(100)))
  const report = await house.restore(copy.id)
  expect(report.failed.map(({ path }) => path)).toEqual([at('data/a')])
  expect(text('data/b')).toBe('b'.repeat(100))
})

test('a restore that was cut off is carried on with, and leaves nothing beside', async () => {
  house.write('data/a', 'a'.repeat(100))
  house.write('data/b', 'b')
  const copy = await keep('rm -rf data')
  rmSync(at('data'), { recursive: true })
  await house.restore(copy.id)
  // As a kill leaves it: one file not there yet, its draft half written.
  const draft = `.restoring-${createHash('sha256').update(at('data/a')).digest('hex').slice(0, 16)}`
  rmSync(at('data/a'))
  house.write(`data/${draft}`, 'a'.repeat(10))
  expect(await house.restore(copy.id)).toMatchObject({ back: 1, same: 2, failed: [] })
  expect(readdirSync(at('data')).toSorted()).toEqual(['a', 'b'])
})
