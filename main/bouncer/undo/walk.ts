import {
  accessSync,
  constants,
  type Dirent,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Budget } from './budget.ts'
import type { Removal } from './destruction.ts'
import { readPattern } from './globs.ts'
import type { Thing } from './thing.ts'

/** What was found below the paths that would go. */
export interface Walk {
  readonly things: Map<string, Thing>
  /** Folders in which another file system begins; nothing in them is looked at. */
  readonly mounts: string[]
  /** Paths that could not be read. */
  readonly unreadable: string[]
  /** Working trees whose own `.git` would go with them. */
  readonly repositories: string[]
}

/** Begins with nothing. */
export function createWalk(): Walk {
  return { things: new Map(), mounts: [], unreadable: [], repositories: [] }
}

/** Adds what a removal would take; links are things of their own and never followed below the path's folder. */
export function walkRemoval(walk: Walk, removal: Removal, budget: Budget): void {
  for (const path of targetsOf(removal, budget)) {
    const found = stat(path)
    if (!found) continue
    const isOwnMount = mountPoints().has(path)
    if (isOwnMount) walk.mounts.push(path)
    else if (!found.isDirectory()) addThing(walk, { path, found, budget })
    else if (removal.recursive || isEmpty(path)) walkFolder(walk, { path, found, budget })
  }
}

/** Adds a file whose contents would be replaced, through links as writing goes; true for a folder. */
export function walkOverwrite(walk: Walk, path: string, budget: Budget): boolean {
  const real = realOf(path)
  const found = real === null ? null : stat(real)
  if (real !== null && found?.isFile()) addThing(walk, { path: real, found, budget })
  return found?.isDirectory() === true
}

function targetsOf({ path, isPattern, recursive }: Removal, budget: Budget): string[] {
  if (!isPattern) {
    const folder = realOf(dirname(path))
    return folder === null || path === '/' ? [path] : [join(folder, basename(path))]
  }
  const pattern = readPattern(path)
  const folder = realOf(pattern.folder)
  if (folder === null) return []
  const found: string[] = []
  const search = (inside: string) => {
    for (const entry of list(inside)) {
      const below = join(inside, entry.name)
      const isMatch = pattern.matches(entry.name)
      if (isMatch) found.push(below)
      const goesOn = pattern.isDeep && entry.isDirectory() && !(isMatch && recursive)
      if (goesOn && !budget.isSpent && !mountPoints().has(below)) search(below)
    }
  }
  search(folder)
  return found
}

interface Found {
  readonly path: string
  readonly found: Stats
  readonly budget: Budget
}

function walkFolder(walk: Walk, { path, found, budget }: Found): void {
  if (!budget.take(0)) return
  walk.things.set(path, folderThing(path, found))
  const entries = listOrNull(path)
  if (entries === null) walk.unreadable.push(path)
  else if (entries.some(({ name }) => name === '.git')) walk.repositories.push(path)
  for (const { name } of entries ?? []) {
    if (budget.isSpent) return
    walkEntry(walk, { path: join(path, name), device: found.dev, budget })
  }
}

function walkEntry(
  walk: Walk,
  {
    path,
    device,
    budget,
  }: { readonly path: string; readonly device: number; readonly budget: Budget },
): void {
  const found = stat(path)
  if (!found) walk.unreadable.push(path)
  else if (found.dev !== device || mountPoints().has(path)) walk.mounts.push(path)
  else if (found.isDirectory()) walkFolder(walk, { path, found, budget })
  else addThing(walk, { path, found, budget })
}

function folderThing(path: string, { mode, mtimeMs }: Stats): Thing {
  return { type: 'folder', path, mode: mode & 0o7777, mtimeMs }
}

/** Adds one file, link or other thing. */
export function addThing(walk: Walk, { path, found, budget }: Found): void {
  if (walk.things.has(path) || !budget.take(found.isFile() ? found.size : 0)) return
  walk.things.set(path, thingOf(path, found))
  const thing = walk.things.get(path)
  if (thing?.type === 'file' && !thing.isReadable) walk.unreadable.push(path)
}

function thingOf(path: string, found: Stats): Thing {
  if (found.isSymbolicLink()) return { type: 'link', path, target: readlinkSync(path) }
  if (!found.isFile()) return { type: 'other', path }
  const { size, mtimeMs } = found
  return {
    ...{ type: 'file', path, mode: found.mode & 0o7777, mtimeMs, size },
    ...{ standing: 'outside', rebuildable: null, isReadable: isReadable(path) },
  }
}

/** What lies at a path, links not followed; null for nothing. */
export function stat(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

function listOrNull(path: string): Dirent[] | null {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

function list(path: string): readonly Dirent[] {
  return listOrNull(path) ?? []
}

function isEmpty(path: string): boolean {
  return list(path).length === 0
}

/** Where a path really leads; null for nothing. */
export function realOf(path: string): string | null {
  try {
    return realpathSync.native(path)
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

let known: ReadonlySet<string> | null = null

/** Every mount point of the machine, read once; a thread lives for one look alone. */
function mountPoints(): ReadonlySet<string> {
  known ??= new Set(readMounts())
  return known
}

function readMounts(): string[] {
  try {
    const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n')
    return lines.flatMap((line) => line.split(' ')[4]?.replace(/\\040/g, ' ') ?? [])
  } catch (error) {
    // Other systems have no such file; there a change of the device is what tells.
    if (error instanceof Error) return []
    throw error
  }
}
