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

/**
 * What is left of a folder in memory: each of its entries for reading, but none that is absent, and
 * folders above those opened the same way. New entries can be made in every opened folder, and are
 * gone with it.
 */
export async function openFolder(request: OpenFolder): Promise<Mount[]> {
  const { folder, absent, files } = request
  const mounts: Mount[] = []
  for (const name of await files.namesIn(folder)) {
    const path = join(folder, name)
    if (!absent.has(path)) mounts.push(...(await shown(path, request)))
  }
  return mounts
}

async function shown(path: string, request: OpenFolder): Promise<Mount[]> {
  const { open, files } = request
  const kind = await files.kindOf(path)
  // What listens in a home answers for the person: keys of an agent, a daemon of containers.
  if (kind === 'nothing' || kind === 'socket') return []
  if (kind === 'link') {
    const target = await files.targetOf(path)
    return target === null ? [] : [{ kind: 'link', path, target }]
  }
  const isAbove = kind === 'folder' && [...open].some((one) => one !== path && isWithin(one, path))
  if (!isAbove) return [{ kind: 'read', path }]
  return [{ kind: 'folder', path }, ...(await openFolder({ ...request, folder: path }))]
}
