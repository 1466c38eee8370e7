import { createHash } from 'node:crypto'
import { closeSync, constants, openSync, readlinkSync, readSync, type Stats } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { PlaceState } from '../../../shared/bouncer/undo.ts'
import { assertNever } from '../../../shared/kit/assert-never.ts'
import type { KeptThing } from './kept-things.ts'
import type { Repository } from './repository.ts'
import { realOf, stat } from './walk.ts'

interface Found {
  readonly has: (hash: string) => boolean
  readonly repository: Repository | null
}

/** How a kept thing stands to what lies in its place now. */
export function stateOf(thing: KeptThing, at: Found): PlaceState {
  if (thing.type === 'file' && (thing.hash === null || !at.has(thing.hash))) return 'lost'
  if (!isSoundPlace(thing.path)) return 'lost'
  const now = stat(thing.path)
  if (!now) return 'missing'
  if (isSame(thing, now)) return 'same'
  if (thing.type !== 'file') return 'newer'
  return now.isFile() && isInGit(thing.path, at.repository) ? 'replaceable' : 'newer'
}

function isSame(thing: KeptThing, now: Stats): boolean {
  switch (thing.type) {
    case 'folder':
      return now.isDirectory()
    case 'link':
      return now.isSymbolicLink() && readlinkSync(thing.path) === thing.target
    case 'file':
      return now.isFile() && now.size === thing.size && hashOf(thing.path) === thing.hash
    default:
      return assertNever(thing)
  }
}

/** A folder that became a link to elsewhere is never written through. */
export function isSoundPlace(path: string): boolean {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!stat(folder)) continue
    return stat(folder)?.isDirectory() === true && realOf(folder) === folder
  }
  return true
}

/** What git has in its index or its commit can be had back any time. */
function isInGit(path: string, repository: Repository | null): boolean {
  if (repository === null) return false
  const id = repository.idOf(path)
  const name = relative(repository.root, path).replaceAll(sep, '/')
  if (id === null) return false
  return repository.committed.get(name) === id
}

const PIECE = 1024 * 1024

/** SHA-256 of a file's contents; null where it cannot be read. */
export function hashOf(path: string): string | null {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const hash = createHash('sha256')
      const buffer = Buffer.alloc(PIECE)
      for (;;) {
        const read = readSync(file, buffer, 0, buffer.length, null)
        if (read === 0) return hash.digest('hex')
        hash.update(buffer.subarray(0, read))
      }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** A name beside a path that is still free: `notes.restored.txt`, then with a number. */
export function freeBeside(path: string): string {
  const name = basename(path)
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let number = 1; ; number += 1) {
    const more = number === 1 ? '' : `-${number}`
    const beside = join(dirname(path), `${stem}.restored${more}${ending}`)
    if (!stat(beside)) return beside
  }
}
