import { lstat, readdir, readFile, readlink, realpath } from 'node:fs/promises'

/** What the layout needs to know of the file system; nothing here follows more than it says. */
export interface SeenFiles {
  /** What lies at a path itself, without following it. */
  kindOf(path: string): Promise<'folder' | 'file' | 'link' | 'socket' | 'nothing'>
  /** Names in a folder in a fixed order; empty when it cannot be read. */
  namesIn(folder: string): Promise<readonly string[]>
  targetOf(link: string): Promise<string | null>
  /** The real path; null when there is none. */
  realOf(path: string): Promise<string | null>
  /** A short text file; null when it cannot be read. */
  textOf(path: string): Promise<string | null>
}

/** The file system as it is. */
export const seenFiles: SeenFiles = {
  async kindOf(path) {
    const found = await lstat(path).catch(nothing)
    if (found === null) return 'nothing'
    if (found.isSymbolicLink()) return 'link'
    if (found.isSocket()) return 'socket'
    return found.isDirectory() ? 'folder' : 'file'
  },
  async namesIn(folder) {
    const names = await readdir(folder).catch(nothing)
    return names === null ? [] : names.sort()
  },
  targetOf: (link) => readlink(link).catch(nothing),
  realOf: (path) => realpath(path).catch(nothing),
  textOf: (path) => readFile(path, 'utf8').catch(nothing),
}

/** Gone, unreadable or no such thing: none of it is there to be laid out. */
function nothing(): null {
  return null
}
