import { lstat } from 'node:fs/promises'
import { readPlainFile } from './plain-file.ts'
import { isMissing } from './system-code.ts'

/** The bytes of a file; null for what is missing, a link or anything else; rejects where it cannot be read. */
export async function readRegularFile(path: string): Promise<Buffer | null> {
  try {
    return (await lstat(path)).isFile() ? await readPlainFile(path) : null
  } catch (error) {
    // Drafts of small files come and go while we look.
    if (isMissing(error)) return null
    throw error
  }
}
