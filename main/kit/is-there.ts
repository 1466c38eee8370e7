import { lstat } from 'node:fs/promises'
import { isMissing } from './system-code.ts'

/** True where anything lies at a path, a link that leads nowhere too; throws the system's error where that cannot be seen. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
