import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemCode } from './system-code.ts'

/**
 * Makes a folder and those above it that are missing, each with `mode`; throws the system's error.
 * Node's own way tries for ever where a folder exists that takes no new ones, such as `/proc`.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  if (await isMade(path, mode)) return
  const above = dirname(path)
  if (above !== path) await makeFolder(above, mode)
  await mkdir(path, { mode })
}

/** False where the folder above is missing. */
async function isMade(path: string, mode: number): Promise<boolean> {
  try {
    await mkdir(path, { mode })
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return true
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}
