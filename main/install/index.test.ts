import { chmod, lstat, mkdir, mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createInstaller } from './index.ts'

let root = ''
let executable = ''
let userHome = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'install-'))
  userHome = join(root, 'home')
  executable = join(root, 'app', 'mstro')
  await mkdir(join(root, 'app'))
  await mkdir(userHome)
  await writeFile(executable, '#!/bin/sh\n')
  await chmod(executable, 0o755)
})
afterEach(() => rm(root, { recursive: true, force: true }))

const own = () => join(userHome, '.local', 'bin')
function installer(folders: readonly string[] = [], more: NodeJS.ProcessEnv = {}) {
  const environment = { PATH: [...folders, '/usr/bin'].join(':'), SHELL: '/bin/bash', ...more }
  const executables = [join(root, 'nowhere'), executable]
  return createInstaller({
    ...{ name: 'mstro', executables, userHome, environment, platform: 'linux' },
  })
}

describe('linking', () => {
  test('goes into the own folder that is on the path, and the name starts the command', async () => {
    const bin = join(userHome, 'bin')
    const linked = await installer([`${bin}/`]).link()
    expect(linked).toMatchObject({
      ok: true,
      value: { folder: bin, links: [join(bin, 'mstro')], isOnPath: true },
    })
    expect(linked).toMatchObject({ value: { found: join(bin, 'mstro') } })
    expect(await readlink(join(bin, 'mstro'))).toBe(executable)
  })

  test('says which line puts the folder on the path where it is not', async () => {
    expect(await installer().link()).toMatchObject({
      value: {
        ...{ folder: own(), isOnPath: false, found: null },
        pathLine: { line: 'export PATH="$HOME/.local/bin:$PATH"', file: '~/.bashrc' },
      },
    })
    const fish = await installer([], { SHELL: '/usr/bin/fish' }).look()
    expect(fish.pathLine.line).toBe('fish_add_path "$HOME/.local/bin"')
  })

  test('twice is once, also where it lies already in another folder', async () => {
    const folder = join(root, 'chosen')
    await installer([folder]).link(folder)
    await installer([folder]).link(folder)
    expect(await installer([folder]).link()).toMatchObject({
      value: { links: [join(folder, 'mstro')] },
    })
  })

  test('tells of another program that the name starts first', async () => {
    const before = join(root, 'before')
    await mkdir(before)
    await writeFile(join(before, 'mstro'), '')
    expect(await installer([before, own()]).link()).toMatchObject({
      value: { folder: own(), found: join(before, 'mstro') },
    })
  })

  test('replaces a link that leads nowhere, and nothing else', async () => {
    await mkdir(own(), { recursive: true })
    await symlink(join(root, 'gone'), join(own(), 'mstro'))
    expect(await installer().link()).toMatchObject({ ok: true })
    await rm(join(own(), 'mstro'))
    await writeFile(join(own(), 'mstro'), 'mine')
    expect(await installer().link()).toMatchObject({ error: { code: 'install.taken' } })
    expect((await lstat(join(own(), 'mstro'))).isFile()).toBe(true)
    await rm(join(own(), 'mstro'))
    await symlink('/bin/sh', join(own(), 'mstro'))
    expect(await installer().link()).toMatchObject({ error: { code: 'install.taken' } })
  })

  test('a folder that cannot be made is named', async () => {
    await writeFile(join(userHome, '.local'), '')
    const linked = await installer().link()
    expect(linked).toMatchObject({ error: { code: 'install.unwritable' } })
    expect(linked.ok ? '' : linked.error.message).toContain('ENOTDIR')
  })

  test.each([
    ['without an executable', {}, 'install.no-executable'],
    ['from an image that is mounted while it runs', { APPIMAGE: '/x' }, 'install.passing'],
  ])('%s there is none', async (_what, environment, code) => {
    if (code === 'install.no-executable') await rm(executable)
    expect(await installer([], environment).link()).toMatchObject({ ok: false, error: { code } })
  })
})

test('a folder that is not on the path is seen where it is named: linked once, and removed', async () => {
  const folder = join(root, 'aside')
  const link = join(folder, 'mstro')
  const linked = { ok: true, value: { links: [link], folder, isOnPath: false } }
  expect(await installer().link(folder)).toMatchObject(linked)
  expect(await installer().link(folder)).toMatchObject(linked)
  expect(await installer().unlink()).toMatchObject({ ok: true })
  expect((await lstat(link)).isSymbolicLink()).toBe(true)
  expect(await installer().unlink(folder)).toMatchObject({ value: { links: [] } })
  await expect(lstat(link)).rejects.toThrow('ENOENT')
})

test('removing takes every link to this executable and leaves all else', async () => {
  const [one, other] = [join(root, 'one'), join(root, 'other')]
  await mkdir(other)
  await installer([one, other]).link(one)
  await installer([one, other]).link(own())
  await writeFile(join(other, 'mstro'), 'mine')
  const removed = await installer([one, other]).unlink()
  expect(removed).toMatchObject({ value: { links: [], found: join(other, 'mstro') } })
  await expect(lstat(join(one, 'mstro'))).rejects.toThrow('ENOENT')
  expect((await lstat(executable)).isFile()).toBe(true)
  expect(await installer([one]).unlink()).toMatchObject({ ok: true })
})
