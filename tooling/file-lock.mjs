import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A lock whose owner has not yet written its name is taken for abandoned after this long. */
const UNNAMED_GRACE_MS = 5_000

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** @param {string} path */
function isAbandoned(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8').trim())
    if (pid > 0) return !isAlive(pid)
    return Date.now() - statSync(path).mtimeMs > UNNAMED_GRACE_MS
  } catch {
    // Released between two looks: not abandoned, just gone.
    return false
  }
}

/** @param {string} path */
function tryTake(path) {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Runs `work` while holding the lock file; waits for another owner, takes over from a dead one, and
 * throws when `timeoutMs` passes.
 * @template T
 * @param {string} path
 * @param {{ timeoutMs: number, onWait: () => void }} options
 * @param {() => Promise<T>} work
 */
export async function withFileLock(path, options, work) {
  const deadline = Date.now() + options.timeoutMs
  let told = false
  while (!tryTake(path)) {
    if (isAbandoned(path)) rmSync(path, { force: true })
    else {
      if (!told) options.onWait()
      told = true
      if (Date.now() > deadline) throw new Error(`Another run holds ${path} and does not end.`)
      await sleep(200)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}
