import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createAtomicFile, replaceFile } from './atomic-file.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atomic-file-'))
  path = join(folder, 'deep', 'state.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const schema = z.object({ count: z.number() })
const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6), elapsed: () => 0 }
const create = (version = 1) =>
  createAtomicFile({
    path,
    format: 'test-state',
    version,
    check: (value) => schema.parse(value),
    clock,
  })

test('what is written is read, 0600, and no draft stays behind', async () => {
  const file = create()
  expect(await file.read()).toEqual({ status: 'missing' })
  expect(await file.write({ count: 1 })).toEqual({ ok: true, value: undefined })
  expect(await create().read()).toEqual({ status: 'ok', value: { count: 1 } })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(folder, 'deep'))).toEqual(['state.json'])
})

test('the last of several writes stands', async () => {
  const file = create()
  await Promise.all([1, 2, 3, 4, 5].map((count) => file.write({ count })))
  expect(await file.read()).toEqual({ status: 'ok', value: { count: 5 } })
})

test.each([
  ['cut off', '{"format":"test-state","version":1,"value":{"cou'],
  ['empty', ''],
  ['of another shape', '{"format":"test-state","version":1,"value":{"count":"many"}}'],
])('a file that is %s is set aside and named, and writing goes on', async (_, text) => {
  await create().write({ count: 1 })
  writeFileSync(path, text)
  const file = create()
  expect(await file.inspect()).toMatchObject({ status: 'damaged' })
  expect(readFileSync(path, 'utf8')).toBe(text)
  const found = await file.read()
  if (found.status !== 'set-aside') throw new Error(`read as ${found.status}`)
  expect(found.path).toBe(`${path}.broken-2026-01-02T03-04-05-006Z`)
  expect(readFileSync(found.path, 'utf8')).toBe(text)
  expect((await file.write({ count: 2 })).ok).toBe(true)
  expect(await file.read()).toEqual({ status: 'ok', value: { count: 2 } })
})

test.each([
  ['without our marker', '{"count":7}'],
  ['of another format', '{"format":"else","version":1,"value":{"count":7}}'],
  ['of a newer version', '{"format":"test-state","version":2,"value":{"count":7}}'],
])('a file %s is never moved or written over', async (_, text) => {
  await create().write({ count: 1 })
  writeFileSync(path, text)
  const file = create()
  expect((await file.read()).status).toBe('foreign')
  expect(await file.write({ count: 2 })).toEqual({ ok: false, error: 'FOREIGN_FILE' })
  expect(await create().write({ count: 3 })).toEqual({ ok: false, error: 'FOREIGN_FILE' })
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('a write that fails leaves the old contents and no draft', async () => {
  mkdirSync(join(folder, 'occupied', 'inner'), { recursive: true })
  await expect(replaceFile(join(folder, 'occupied'), 'new')).rejects.toThrow()
  expect(readdirSync(folder)).toEqual(['occupied'])
  writeFileSync(join(folder, 'file'), 'old')
  const below = createAtomicFile({
    path: join(folder, 'file', 'state.json'),
    format: 'test-state',
    version: 1,
    check: (value) => schema.parse(value),
    clock,
  })
  expect((await below.write({ count: 2 })).ok).toBe(false)
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old')
})

test('a value of an older version is brought up step by step; a newer one is left alone', async () => {
  const path = join(folder, 'old.json')
  const steps: unknown[] = []
  const up = (name: string) => (value: unknown) => {
    steps.push([name, value])
    return { list: [...(value as { list: string[] }).list, name] }
  }
  const file = createAtomicFile({
    ...{ path, format: 'thing', version: 3, clock },
    check: (value) => value as { list: string[] },
    migrations: [up('two'), up('three')],
  })
  const put = (version: number) =>
    writeFileSync(path, JSON.stringify({ format: 'thing', version, value: { list: ['one'] } }))
  put(1)
  expect(await file.read()).toEqual({ status: 'ok', value: { list: ['one', 'two', 'three'] } })
  put(2)
  expect(await file.read()).toEqual({ status: 'ok', value: { list: ['one', 'three'] } })
  put(3)
  expect(await file.read()).toEqual({ status: 'ok', value: { list: ['one'] } })
  put(4)
  expect(await file.read()).toMatchObject({ status: 'foreign' })
  expect(steps).toHaveLength(3)
})
