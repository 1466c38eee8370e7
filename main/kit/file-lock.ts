import { lstat, rm, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { isMissing, systemCode } from './system-code.ts'

const triesEveryMs = 15
/** What holds it is done in milliseconds; a lock that is older was left by a kill. */
const abandonedMs = 5_000
const mostWaitMs = 8_000

/** Runs work that reads a file and writes it anew while no other process of ours does so with the same file; without the lock where none can be made. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`
  const isHeld = await take(lock)
  try {
    return await work()
  } finally {
    if (isHeld) await rm(lock, { force: true })
  }
}

async function take(lock: string): Promise<boolean> {
  const end = Date.now() + mostWaitMs
  while (Date.now() < end) {
    try {
      await writeFile(lock, '', { flag: 'wx', mode: 0o600 })
      return true
    } catch (error) {
      // A disk without room or a folder that is not ours: what is to be written will say so.
      if (systemCode(error) !== 'EEXIST') return false
      if (!(await isWorthWaiting(lock))) return false
      await wait(triesEveryMs)
    }
  }
  return false
}

/** False for what is no lock of ours; one that was left by a kill is removed. */
async function isWorthWaiting(lock: string): Promise<boolean> {
  try {
    const found = await lstat(lock)
    if (!found.isFile()) return false
    if (Math.abs(Date.now() - found.mtimeMs) > abandonedMs) await rm(lock, { force: true })
    return true
  } catch (error) {
    return isMissing(error)
  }
}
