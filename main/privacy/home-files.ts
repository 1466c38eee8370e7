import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isOwnerFile } from '../kit/owner-files.ts'
import { isMissing } from '../kit/system-code.ts'

/** A file in the home folder. */
export interface HomeFile {
  /** Relative to the home folder. */
  readonly path: string
  readonly bytes: number
  readonly changedMs: number
}

/** Every file below a folder of the home but those of its owner's lock; links are named and not followed, what vanishes meanwhile is left out. */
export async function* filesBelow(home: string, folder = ''): AsyncIterable<HomeFile> {
  for (const entry of await entriesOf(join(home, folder))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(home, path)
    else if (!isOwnerFile(path)) yield* fileAt(home, path)
  }
}

async function* fileAt(home: string, path: string): AsyncIterable<HomeFile> {
  try {
    const { size, mtimeMs } = await lstat(join(home, path))
    yield { path: path, bytes: size, changedMs: mtimeMs }
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

async function entriesOf(folder: string) {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
