import { execFile } from 'node:child_process'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestContext } from 'vitest'

const run = promisify(execFile)
const diskBytes = 3 * 1024 * 1024
const mounted: string[] = []

/** Puts a small disk of its own under a folder; skips where this account or machine does not allow it. */
export async function mountSmallDisk(at: string, context: TestContext): Promise<string> {
  await mkdir(at, { recursive: true })
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', at])
    mounted.push(at)
  } catch {
    context.skip('a small disk cannot be mounted here: that needs root and a system that allows it')
  }
  return at
}

/** Takes every small disk away again; for `afterEach`. */
export async function unmountAll(): Promise<void> {
  for (const at of mounted.splice(0)) await run('umount', ['--lazy', at])
}

/** Lets nothing be written on the disk any more, or lets it again. */
export async function setReadOnly(at: string, isReadOnly: boolean): Promise<void> {
  await run('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, at])
}

const ballast = (disk: string, part: number) => join(disk, `ballast-${part}`)

/** Takes all space that is left, to the last block. */
export async function fillDisk(disk: string): Promise<void> {
  for (let part = 0; part < 10; part += 1) {
    const { bavail, bsize } = await statfs(disk)
    if (bavail === 0) return
    // A block may go to the folder itself: the rest is taken by the next part.
    await writeFile(ballast(disk, part), Buffer.alloc(bavail * bsize)).catch(() => undefined)
  }
  throw new Error('the disk does not get full')
}

/** Gives the space back. */
export async function freeDisk(disk: string): Promise<void> {
  for (let part = 0; part < 10; part += 1) await rm(ballast(disk, part), { force: true })
}
