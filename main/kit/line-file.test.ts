import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  write as writeBytes,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FILE_CHANGED, openLineFile, type WriteAt } from './line-file.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'line-file-'))
  path = join(folder, 'x.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = (text: string) => Buffer.from(text)

/** Really writes up to `most` bytes a call, and fails with `code` once `room` bytes were written. */
function limited(limits: { most?: number; room?: number; code?: string }): WriteAt & {
  free(): void
} {
  let room = limits.room ?? Number.POSITIVE_INFINITY
  const write: WriteAt = (fd, added, position) =>
    new Promise((resolve, reject) => {
      const count = Math.min(added.length, limits.most ?? added.length, room)
      if (count === 0) {
        reject(Object.assign(new Error('full'), { code: limits.code ?? 'ENOSPC' }))
        return
      }
      room -= count
      writeBytes(fd, added, 0, count, position, (error, written) =>
        error ? reject(error) : resolve(written),
      )
    })
  return Object.assign(write, {
    free: () => {
      room = Number.POSITIVE_INFINITY
    },
  })
}

test('appends behind what is there and is readable by its owner only', async () => {
  const first = await openLineFile({ path })
  expect(await first.append(bytes('a\n'))).toEqual({ ok: true, value: undefined })
  await first.close()
  const second = await openLineFile({ path })
  await second.append(bytes('b\n'))
  await second.sync()
  await second.close()
  expect(readFileSync(path, 'utf8')).toBe('a\nb\n')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('takes a loose mode away from a file that exists', async () => {
  appendFileSync(path, 'a\n', { mode: 0o644 })
  await (await openLineFile({ path })).close()
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test.skipIf(process.platform === 'win32')('refuses a pipe without waiting for it', async () => {
  rmSync(path, { force: true })
  execFileSync('mkfifo', ['--', path])
  await expect(openLineFile({ path })).rejects.toMatchObject({ code: 'EFTYPE' })
})

test('cuts the file to what is kept', async () => {
  appendFileSync(path, 'good\ntorn')
  const file = await openLineFile({ path, keepBytes: 5 })
  await file.append(bytes('next\n'))
  await file.close()
  expect(readFileSync(path, 'utf8')).toBe('good\nnext\n')
})

test('goes on after short writes', async () => {
  const file = await openLineFile({ path, write: limited({ most: 3 }) })
  expect((await file.append(bytes('0123456789\n'))).ok).toBe(true)
  await file.close()
  expect(readFileSync(path, 'utf8')).toBe('0123456789\n')
})

test('leaves nothing of an append that fails halfway, and goes on when there is room', async () => {
  const write = limited({ most: 4, room: 10 })
  const file = await openLineFile({ path, write })
  expect((await file.append(bytes('abc\n'))).ok).toBe(true)
  expect(await file.append(bytes('too long for the disk\n'))).toEqual({
    ok: false,
    error: 'ENOSPC',
  })
  expect(readFileSync(path, 'utf8')).toBe('abc\n')
  expect(file.bytes).toBe(4)
  write.free()
  expect((await file.append(bytes('def\n'))).ok).toBe(true)
  await file.close()
  expect(readFileSync(path, 'utf8')).toBe('abc\ndef\n')
})

function replaceWith(make: () => unknown): void {
  renameSync(path, `${path}.moved`)
  make()
}

test.each([
  ['lengthened', () => appendFileSync(path, 'foreign\n')],
  ['shortened', () => truncateSync(path, 1)],
  ['removed', () => rmSync(path)],
  ['moved away', () => renameSync(path, `${path}.moved`)],
  ['replaced by a folder', () => replaceWith(() => mkdirSync(path))],
  ['replaced by another file', () => replaceWith(() => appendFileSync(path, 'a\n'))],
])('refuses to write to a file that someone else %s', async (_, touch) => {
  const file = await openLineFile({ path })
  await file.append(bytes('a\n'))
  touch()
  expect(await file.append(bytes('b\n'))).toEqual({ ok: false, error: FILE_CHANGED })
  await file.close()
})

test('refuses to open a device that forgets', async () => {
  symlinkSync('/dev/null', path)
  await expect(openLineFile({ path })).rejects.toMatchObject({ code: 'EFTYPE' })
})
