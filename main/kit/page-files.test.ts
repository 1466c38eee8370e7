import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openPageFiles } from './page-files.ts'

async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'page-files-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), 'page')
  await writeFile(join(folder, 'assets', 'a-1.js'), 'one')
  return folder
}
const text = (file: { bytes: Uint8Array } | null) => file && Buffer.from(file.bytes).toString()

test('a file is found by its path alone, an address of the app leads to the page', async () => {
  const files = await openPageFiles(await makeFolder())
  expect(text(await files.find('/assets/a-1.js'))).toBe('one')
  expect(text(await files.find('/session/x'))).toBe('page')
  expect(await files.find('/assets/a-2.js')).toBeNull()
  expect(await files.find('/assets/../index.html')).toBeNull()
})

test('a link out of the folder is not followed', async () => {
  const folder = await makeFolder()
  await symlink('/etc/hostname', join(folder, 'assets', 'out.txt'))
  const files = await openPageFiles(folder)
  expect(await files.find('/assets/out.txt')).toBeNull()
})

test('a build meanwhile is noticed, looking at most once a second', async () => {
  const folder = await makeFolder()
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
  const files = await openPageFiles(folder)
  await writeFile(join(folder, 'assets', 'b-2.js'), 'two')
  now = 900
  expect(await files.find('/assets/b-2.js')).toBeNull()
  now = 1_000
  expect(text(await files.find('/assets/b-2.js'))).toBe('two')
  clock.mockRestore()
})

test('a folder that is not there holds nothing', async () => {
  const files = await openPageFiles('/nowhere/at/all')
  expect(await files.find('/')).toBeNull()
})
