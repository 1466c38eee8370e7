import { spawnSync } from 'node:child_process'
import {
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDraft } from './draft-file.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draft-'))
  path = join(folder, 'new.zip')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('it has its name when it is whole, for its owner alone', async () => {
  const draft = await openDraft(path)
  await draft.handle.appendFile('whole')
  expect(await readdir(folder)).not.toContain('new.zip')
  await draft.keep()
  await draft.end()
  expect(await readFile(path, 'utf8')).toBe('whole')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['new.zip'])
})

test('what came to the name meanwhile stays, and the draft goes', async () => {
  const draft = await openDraft(path)
  await draft.handle.appendFile('ours')
  await writeFile(path, 'theirs')
  await expect(draft.keep()).rejects.toMatchObject({ code: 'EEXIST' })
  await draft.end()
  expect(await readFile(path, 'utf8')).toBe('theirs')
  expect(await readdir(folder)).toEqual(['new.zip'])
})

test('a link that leads nowhere is something, too', async () => {
  await symlink(join(folder, 'elsewhere'), path)
  await expect(openDraft(path)).rejects.toMatchObject({ code: 'EEXIST' })
  expect(await readlink(path)).toBe(join(folder, 'elsewhere'))
  expect(await readdir(folder)).toEqual(['new.zip'])
})

test('a draft whose writer was killed goes when the same file is written again; others stay', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  const left = (who: number | string) => `new.zip.${who}-0123456789ab.part`
  const kept = [left(process.pid), left('mine'), `old.zip.${gone}-0123456789ab.part`]
  for (const name of [left(gone), ...kept]) await writeFile(join(folder, name), 'half')
  const draft = await openDraft(path)
  await draft.keep()
  await draft.end()
  expect((await readdir(folder)).sort()).toEqual([...kept, 'new.zip'].sort())
})
