import { join } from 'node:path'
import { isWithin, type Mount } from './layout.ts'
import type { SeenFiles } from './seen-files.ts'

/** A folder that is shown in parts. */
export interface OpenFolder {
  readonly folder: string
  /** Paths that do not appear. */
  readonly absent: ReadonlySet<string>
  /** Paths whose parents are opened in turn, instead of being shown whole. */
  readonly open: ReadonlySet<string>
  readonly files: SeenFiles
}

/** Each mount costs bubblewrap a look at all before it, and it takes 9,000 words at most. */
const mostEntries = 150

/**
 * What is left of a folder: each of its entries for reading, in a folder in memory, but none that is
 * absent and no socket; folders above those are opened the same way. New entries can be made in it,
 * and are gone with it. A folder with very many entries is shown whole, and what is absent is
 * covered: nothing new can be made there.
 */
export async function openFolder(request: OpenFolder): Promise<Mount[]> {
  const names = await request.files.namesIn(request.folder)
  return names.length > mostEntries ? covered(request, names) : opened(request, names)
}

async function opened(request: OpenFolder, names: readonly string[]): Promise<Mount[]> {
  const mounts: Mount[] = [{ kind: 'memory', path: request.folder }]
  for (const name of names) {
    const path = join(request.folder, name)
    if (!request.absent.has(path)) mounts.push(...(await shown(path, request)))
  }
  return mounts
}

async function shown(path: string, request: OpenFolder): Promise<Mount[]> {
  const kind = await request.files.kindOf(path)
  // What listens in a home answers for the person: keys of an agent, a daemon of containers.
  if (kind === 'nothing' || kind === 'socket') return []
  if (kind === 'link') {
    const target = await request.files.targetOf(path)
    return target === null ? [] : [{ kind: 'link', path, target }]
  }
  const isOpened = kind === 'folder' && isAbove(path, request)
  return isOpened ? openFolder({ ...request, folder: path }) : [{ kind: 'read', path }]
}

async function covered(request: OpenFolder, names: readonly string[]): Promise<Mount[]> {
  const mounts: Mount[] = [{ kind: 'read', path: request.folder }]
  for (const name of names) mounts.push(...(await cover(join(request.folder, name), request)))
  return mounts
}

/** What lies over one entry of a folder that is shown whole; a link stays, what it leads to is covered itself. */
async function cover(path: string, request: OpenFolder): Promise<Mount[]> {
  const kind = await request.files.kindOf(path)
  if (kind === 'socket') return [{ kind: 'empty-file', path }]
  if (request.absent.has(path)) {
    if (kind === 'folder') return [{ kind: 'memory', path }]
    return kind === 'file' ? [{ kind: 'empty-file', path }] : []
  }
  return kind === 'folder' && isAbove(path, request) ? openFolder({ ...request, folder: path }) : []
}

function isAbove(path: string, { open }: OpenFolder): boolean {
  return [...open].some((one) => one !== path && isWithin(one, path))
}
