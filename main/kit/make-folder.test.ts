import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolder, makeFolderSync } from './make-folder.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'folder-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

describe('making a folder', () => {
  it('makes what is missing above it, and leaves what is there', async () => {
    const path = join(root, 'a', 'b', 'c')
    await makeFolder(path, 0o700)
    await makeFolder(path)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
    expect((await stat(join(root, 'a'))).mode & 0o777).toBe(0o700)
  })

  it('says what stands in the way', async () => {
    await writeFile(join(root, 'file'), '')
    await expect(makeFolder(join(root, 'file', 'x'))).rejects.toThrow('ENOTDIR')
  })

  it('a file is no folder', async () => {
    await writeFile(join(root, 'text'), '')
    await expect(makeFolder(join(root, 'text'))).rejects.toThrow('EEXIST')
    expect(() => makeFolderSync(join(root, 'text'))).toThrow('EEXIST')
  })

  it('two that make the same at once do not disturb each other', async () => {
    const paths = Array.from({ length: 40 }, (_, at) => join(root, 'x', 'y', `${at % 4}`, 'z'))
    await Promise.all(paths.map((path) => makeFolder(path)))
    for (const path of paths) expect((await stat(path)).isDirectory()).toBe(true)
  })

  it('does the same at once', async () => {
    const path = join(root, 'at', 'once')
    makeFolderSync(path, 0o700)
    makeFolderSync(path)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
    expect(() => makeFolderSync(join(root, 'at', 'once\0'))).toThrow()
  })

  it.runIf(process.platform === 'linux')('ends where a folder takes no new ones', async () => {
    await expect(makeFolder('/proc/none/below')).rejects.toThrow('ENOENT')
    expect(() => makeFolderSync('/proc/none/below')).toThrow('ENOENT')
  })
})
