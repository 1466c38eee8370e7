import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openUndoHouse, type UndoHouse } from './undo-house.ts'

let house: UndoHouse

beforeEach(async () => {
  house = await openUndoHouse()
})
afterEach(() => house.close())

const at = (name: string) => join(house.project, name)
const text = (name: string) => readFileSync(at(name), 'utf8')

/** Everything below a folder: path, kind, mode, time and contents. */
function picture(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name)
      const { mode, mtimeMs } = lstatSync(path)
      if (lstatSync(path).isSymbolicLink()) return `${name} -> ${readlinkSync(path)}`
      const what = lstatSync(path).isDirectory() ? 'folder' : readFileSync(path, 'utf8')
      return `${name} ${mode.toString(8)} ${Math.round(mtimeMs / 1000)} ${what}`
    })
}

async function keep(command: string) {
  expect(await house.approve(house.question(command))).toEqual({ status: 'go' })
  const [copy] = await house.copies()
  if (!copy) throw new Error('no copy was kept')
  return copy
}

test('modes, times, links and empty folders come back as they were, also after a restart', async () => {
  house.write('data/script.sh', '#!/bin/sh\n')
  house.write('data/secret.key', 'k\n')
  house.write('data/deep/er/x.txt', 'x\n')
  mkdirSync(at('data/empty'))
  symlinkSync('script.sh', at('data/link'))
  symlinkSync('/etc', at('data/away'))
  chmodSync(at('data/script.sh'), 0o755)
  chmodSync(at('data/secret.key'), 0o400)
  chmodSync(at('data/empty'), 0o750)
  utimesSync(at('data/script.sh'), 1_600_000_000, 1_600_000_000)
  utimesSync(at('data/deep'), 1_500_000_000, 1_500_000_000)
  const before = picture(house.project)
  const preview = await house.preview(house.question('rm -rf data'))
  expect(preview).toMatchObject({ files: 3, folders: 4, links: 2, status: 'counted' })
  const copy = await keep('rm -rf data')
  house.run('rm -rf data')
  house = await house.reopen()
  const report = await house.restore(copy.id)
  expect(report).toMatchObject({ back: 9, same: 0, beside: [], failed: [] })
  expect(picture(house.project)).toEqual(before)
  expect((await house.copies())[0]?.restoredAt).toBeGreaterThan(0)
})

test('links are never followed out of what goes', async () => {
  const outside = join(house.root, 'outside')
  mkdirSync(outside)
  writeFileSync(join(outside, 'big'), Buffer.alloc(1_000_000))
  house.write('data/a', 'a')
  symlinkSync(outside, at('data/out'))
  symlinkSync('.', at('data/round'))
  const preview = await house.preview(house.question('rm -rf data'))
  expect(preview).toMatchObject({ files: 1, bytes: 1, links: 2 })
})

test('a folder that became a link meanwhile is not written through', async () => {
  house.write('data/a', 'a')
  const copy = await keep('rm -rf data')
  house.run('rm -rf data')
  const outside = join(house.root, 'outside')
  mkdirSync(outside)
  symlinkSync(outside, at('data'))
  const report = await house.restore(copy.id, 'replace')
  expect(report.failed.map(({ path }) => path)).toEqual([at('data'), at('data/a')])
  expect(readdirSync(outside)).toEqual([])
})

test('a restore that fails in part says what came back and what did not', async () => {
  house.write('data/a', 'a')
  house.write('data/sub/b', 'b')
  const copy = await keep('rm -rf data')
  house.run('rm -rf data')
  house.write('data/sub', 'a file has the name of the folder')
  const report = await house.restore(copy.id)
  expect(text('data/a')).toBe('a')
  expect(report.failed.map(({ path }) => path).toSorted()).toEqual([
    at('data/sub'),
    at('data/sub/b'),
  ])
  expect((await house.copies())[0]?.restoredAt).toBeNull()
})

test('patterns are looked for: the ones of the shell and the ones of find', async () => {
  for (const name of ['a.log', 'b.log', 'c.txt', '.hidden.log', 'sub/d.log', 'sub/deep/e.log']) {
    house.write(name, name)
  }
  const names = async (command: string) =>
    (await house.preview(house.question(command)))?.onlyHere.toSorted()
  expect(await names('rm -f *.log')).toEqual(['a.log', 'b.log'])
  expect(await names('find . -name "*.log" -delete')).toEqual(
    ['.hidden.log', 'a.log', 'b.log', 'sub/d.log', 'sub/deep/e.log'].toSorted(),
  )
})

test('what is overwritten is copied, what is appended to is not', async () => {
  house.write('config.json', 'old')
  expect(await house.preview(house.question('echo more >> config.json'))).toBeNull()
  const copy = await keep('echo new > config.json')
  house.run('echo new > config.json')
  await house.restore(copy.id, 'replace')
  expect(text('config.json')).toBe('old')
})

test('what is moved into a folder replaces what has its name there; the rest of the folder is not known', async () => {
  house.write('a.txt', 'new')
  house.write('target/a.txt', 'old')
  house.write('target/b.txt', 'other')
  const command = 'mv a.txt target'
  const preview = await house.preview(house.question(command))
  expect(preview).toMatchObject({ files: 1, onlyHere: ['target/a.txt'], unknown: ['folder'] })
  const copy = await keep(command)
  house.run(command)
  await house.restore(copy.id, 'replace')
  expect(text('target/a.txt')).toBe('old')
})

test('what tools make again is left out where it is large, and nobody is asked about it', async () => {
  house.git('init', '-q')
  house.write('.gitignore', 'node_modules/\n')
  house.write('node_modules/x/big.js', 'x'.repeat(51_000_000))
  const item = house.question('rm -rf node_modules')
  expect((await house.preview(item))?.copy).toEqual({ kind: 'none', why: 'rebuildable' })
  expect(await house.approve(house.question('rm -rf node_modules'))).toEqual({ status: 'go' })
  expect(await house.copies()).toEqual([])
  house.write('notes.md', 'mine')
  const both = await house.preview(house.question('rm -rf node_modules notes.md'))
  expect(both?.copy).toMatchObject({ kind: 'kept', files: 1, leavesOut: ['node_modules'] })
  const copy = await keep('rm -rf node_modules notes.md')
  house.run('rm -rf node_modules notes.md')
  await house.restore(copy.id)
  expect(readdirSync(house.project).toSorted()).toEqual(['.git', '.gitignore', 'notes.md'])
})

test('an unknown path and other version control say that no copy can be kept', async () => {
  const copyOf = async (command: string) => (await house.preview(house.question(command)))?.copy
  expect(await copyOf('rm -rf "$SOMEWHERE"')).toEqual({ kind: 'none', why: 'unknown' })
  expect(await copyOf('svn revert -R .')).toEqual({ kind: 'none', why: 'unknown' })
  expect(await copyOf('rm -rf not-there')).toEqual({ kind: 'nothing' })
})

test('a folder in which another disk is mounted is named, not counted and not copied', async () => {
  house.write('data/a', 'a')
  mkdirSync(at('data/disk'))
  const isMounted = mount(at('data/disk'))
  if (!isMounted) return
  try {
    writeFileSync(at('data/disk/inside'), 'i')
    const preview = await house.preview(house.question('rm -rf data'))
    expect(preview).toMatchObject({ files: 1, mounts: [at('data/disk')] })
    expect(preview?.copy).toMatchObject({ kind: 'kept', isPart: true })
  } finally {
    umount(at('data/disk'))
  }
})

function mount(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder], {
      stdio: 'ignore',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    })
    return true
  } catch {
    return false
  }
}

function umount(folder: string): void {
  execFileSync('umount', [folder], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } })
}

test('on a full disk nothing is kept, nothing is left behind, and the call is refused', async () => {
  const disk = join(house.root, 'disk')
  mkdirSync(disk)
  if (!mount(disk)) return
  try {
    await house.undo.close()
    const full = await openUndoHouse({ root: house.root, folder: join(disk, 'undo') })
    full.write('data/big', 'x'.repeat(700_000))
    const kept = await full.approve(full.question('rm -rf data'))
    expect(kept.status).toBe('deny')
    expect(kept.why).toContain('ENOSPC')
    expect(await full.copies()).toEqual([])
    full.write('data/big', 'small now')
    expect(await full.approve(full.question('rm -rf data'))).toEqual({ status: 'go' })
    expect(await full.copies()).toHaveLength(1)
    await full.undo.close()
  } finally {
    umount(disk)
  }
})

test('10,000 files are counted with words on the way, copied and put back', async () => {
  for (let folder = 0; folder < 100; folder += 1) {
    mkdirSync(at(`many/${folder}`), { recursive: true })
    for (let file = 0; file < 100; file += 1) {
      writeFileSync(at(`many/${folder}/${file}.txt`), `${folder} ${file}\n`)
    }
  }
  const item = house.question('rm -rf many')
  const preview = await house.preview(item)
  expect(preview).toMatchObject({ status: 'counted', files: 10_000, folders: 101 })
  expect(preview?.onlyHere).toHaveLength(40)
  const counting = house.announced.flatMap(({ name, payload }) =>
    name === 'bouncer.previewed' && JSON.stringify(payload).includes('"counting"') ? [payload] : [],
  )
  expect(counting.length).toBeGreaterThan(2)
  const copy = await keep('rm -rf many')
  expect(copy.files).toBe(10_000)
  rmSync(at('many'), { recursive: true })
  const report = await house.restore(copy.id)
  expect(report).toMatchObject({ back: 10_101, failed: [] })
  expect(text('many/99/99.txt')).toBe('99 99\n')
}, 120_000)

test('a count that takes too long stops, says so, and no copy is promised', async () => {
  await house.undo.close()
  house = await openUndoHouse({ root: house.root, countMs: 0 })
  for (let file = 0; file < 900; file += 1) house.write(`many/${file}`, 'x')
  const preview = await house.preview(house.question('rm -rf many'))
  expect(['stopped', 'failed']).toContain(preview?.status)
  expect(preview?.copy).toEqual({ kind: 'none', why: 'not-counted' })
})

test.skipIf(process.getuid?.() === 0)('what cannot be read cannot be promised', async () => {
  house.write('data/a', 'a')
  chmodSync(at('data/a'), 0)
  const preview = await house.preview(house.question('rm -rf data'))
  expect(preview?.copy).toEqual({ kind: 'none', why: 'unreadable' })
})
