import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, PINNED_NODE, ROOT } from './places.mjs'
import { runProgram } from './run-program.mjs'

const FETCH_TIMEOUT_MS = 60_000
/** After a failed fetch the next start does not wait for another one. */
const RETRY_AFTER_MS = 60 * 60_000
const FAILED_MARK = inRoot('.cache', 'electron-fetch-failed')

const readName = () => {
  const file = inRoot('node_modules', 'electron', 'path.txt')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

/** True when an environment variable names the folder of the binary, as the stand-in host's does. */
export const isOverridden = () => Boolean(process.env.ELECTRON_OVERRIDE_DIST_PATH)

/** The path of Electron's program when it is on this machine, otherwise null. */
export function findElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const name = readName()
  const path = folder
    ? join(folder, name ?? 'electron')
    : name && inRoot('node_modules', 'electron', 'dist', name)
  return path && existsSync(path) ? path : null
}

const failedLately = () =>
  existsSync(FAILED_MARK) && Date.now() - statSync(FAILED_MARK).mtimeMs < RETRY_AFTER_MS

/**
 * Fetches Electron's program with the package's own installer, within a minute; gives back its path,
 * or null when it cannot be had. An attempt that failed within the last hour counts, unless `insist`.
 */
export async function fetchElectron(/** @type {boolean} */ insist) {
  const script = inRoot('node_modules', 'electron', 'install.js')
  if (isOverridden() || !existsSync(script) || (failedLately() && !insist)) return null
  await runProgram(PINNED_NODE, [script], { cwd: ROOT, timeoutMs: FETCH_TIMEOUT_MS })
  const found = findElectron()
  if (found) rmSync(FAILED_MARK, { force: true })
  else {
    mkdirSync(inRoot('.cache'), { recursive: true })
    writeFileSync(FAILED_MARK, '')
  }
  return found
}
