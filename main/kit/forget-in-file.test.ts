import { mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { secret } from '../../shared/kit/secret.ts'
import { forgetInFile } from './forget-in-file.ts'
import { createForgetting } from './forget-secret.ts'

const plain = 'geheim-äöü-wort'
const forgetting = createForgetting(secret(plain))
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('text and torn bytes lose the secret, and the file does not become younger', async () => {
  const text = join(folder, 'text')
  const torn = join(folder, 'torn')
  await writeFile(text, `a ${plain} b`)
  await writeFile(torn, Buffer.concat([Buffer.from([0xc3]), Buffer.from(plain), Buffer.from([0])]))
  await utimes(text, 1, 1)
  expect(await forgetInFile(text, forgetting, 'find')).toBe(1)
  expect(await readFile(text, 'utf8')).toContain(plain)
  expect(await forgetInFile(text, forgetting, 'replace')).toBe(1)
  expect(await forgetInFile(torn, forgetting, 'replace')).toBe(1)
  expect(await readFile(text, 'utf8')).toBe('a __redacted_forgotten__ b')
  expect((await readFile(torn)).includes(Buffer.from(plain))).toBe(false)
  expect((await readFile(torn))[0]).toBe(0xc3)
  expect((await stat(text)).mtimeMs).toBe(1_000)
})

test('a link, a folder and a missing file are left', async () => {
  const outside = join(folder, 'outside')
  await writeFile(outside, plain)
  await symlink(outside, join(folder, 'link'))
  for (const name of ['link', '.', 'missing']) {
    expect(await forgetInFile(join(folder, name), forgetting, 'replace')).toBe(0)
  }
  expect(await readFile(outside, 'utf8')).toBe(plain)
})
