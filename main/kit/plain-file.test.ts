import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPlainFile, readPlainText } from './plain-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plain-file-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('reads a file, also through a link', async () => {
  writeFileSync(join(folder, 'a'), 'Grüße')
  symlinkSync('a', join(folder, 'b'))
  expect(await readPlainFile(join(folder, 'a'))).toEqual(Buffer.from('Grüße'))
  expect(await readPlainText(join(folder, 'b'))).toBe('Grüße')
})

test('names what is missing', async () => {
  await expect(readPlainText(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test.skipIf(process.platform === 'win32')('waits for no pipe and reads no device', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', ['--', pipe])
  for (const path of [pipe, folder, '/dev/zero']) {
    await expect(readPlainFile(path)).rejects.toMatchObject({ code: 'EFTYPE' })
  }
})
