import { mkdirSync, statSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isMissing } from './system-code.ts'

/**
 * Makes a folder and those above it that are missing, each with `mode`; throws the system's error.
 * Node's own way tries for ever where a folder exists that takes no new ones, such as `/proc`.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  if ((await tryMaking(path, mode)) === null) return
  const above = dirname(path)
  if (above !== path) await makeFolder(above, mode)
  // Another process may have made it meanwhile.
  const missing = await tryMaking(path, mode)
  if (missing !== null) throw missing
}

/** The error of a folder that lacks the one above it; null where it is there now. */
async function tryMaking(path: string, mode: number): Promise<unknown> {
  try {
    await mkdir(path, { mode })
    return null
  } catch (error) {
    if (isMissing(error)) return error
    // Systems name what is there in several ways: EEXIST, EISDIR, EPERM or EACCES.
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    )
    if (isThere) return null
    throw error
  }
}

/** The same at once, for the moments before a program may wait. */
export function makeFolderSync(path: string, mode = 0o777): void {
  if (tryMakingSync(path, mode) === null) return
  const above = dirname(path)
  if (above !== path) makeFolderSync(above, mode)
  const missing = tryMakingSync(path, mode)
  if (missing !== null) throw missing
}

function tryMakingSync(path: string, mode: number): unknown {
  try {
    mkdirSync(path, { mode })
    return null
  } catch (error) {
    if (isMissing(error)) return error
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return null
    throw error
  }
}
