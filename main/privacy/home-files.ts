import { lstat, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isOwnerFile } from '../kit/owner-files.ts'
import { isMissing, systemCode } from '../kit/system-code.ts'

/** A file in the home folder. */
export interface HomeFile {
  /** Relative to the home folder. */
  readonly path: string
  readonly bytes: number
  readonly changedMs: number
  /** Where it leads, when it is a link. */
  readonly linkTo?: string
  /** A pipe or a device, which is never read. */
  readonly isOdd?: true
}

/** The two folders that the app makes its own by writing its lock and its record there, also where a link has put them elsewhere. */
export const ownFolders: readonly string[] = ['desktop', 'logs']

/** Every folder of the home that parts of the app write to. */
export const keptFolders: readonly string[] = [...ownFolders, 'policies', 'guard']

/** True for one of its own two, relative to the home folder. */
export function isOwnFolder(path: string): boolean {
  return ownFolders.includes(path)
}

/** Every file below a folder of the home but those of its owner's lock; links are named and not followed, what vanishes meanwhile is left out. */
export async function* filesBelow(home: string, folder = ''): AsyncIterable<HomeFile> {
  const start = folder.replace(/\/$/, '')
  if (start !== '' && !isOwnFolder(start) && (await isLink(join(home, start)))) {
    yield* fileAt(home, start)
    return
  }
  for (const entry of await entriesOf(join(home, start))) {
    const path = join(start, entry.name)
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isOwnFolder(path))
    if (isFolder) yield* filesBelow(home, path)
    else if (!isOwnerFile(path)) yield* fileAt(home, path)
  }
}

/** Pipes and devices in the folders that parts of the app write to; whatever holds such a name holds no data. */
export async function* oddFilesOf(home: string): AsyncIterable<HomeFile> {
  for (const folder of keptFolders) {
    for await (const file of filesBelow(home, folder)) if (file.isOdd) yield file
  }
}

/** True for a link itself, wherever it leads. */
export async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink()
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

async function* fileAt(home: string, path: string): AsyncIterable<HomeFile> {
  try {
    const at = join(home, path)
    const found = await lstat(at)
    const linkTo = found.isSymbolicLink() ? { linkTo: await readlink(at) } : {}
    const isOdd = found.isFIFO() || found.isCharacterDevice() || found.isBlockDevice()
    const odd = isOdd ? ({ isOdd } as const) : {}
    yield { path, bytes: found.size, changedMs: found.mtimeMs, ...linkTo, ...odd }
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
    // A link of that name that leads to no folder holds nothing.
    if (isMissing(error) || systemCode(error) === 'ENOTDIR') return []
    throw error
  }
}
