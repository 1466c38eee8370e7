import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { SafeGit } from './safe-git.ts'

/** How git knows a file of the working tree. */
export type Standing = 'committed' | 'changed' | 'ignored' | 'untracked'

/** A file as it stands in the index. */
export interface IndexEntry {
  readonly id: string
  readonly size: number
  /** Time of the last change as the index knows it, in nanoseconds. */
  readonly mtimeNs: bigint
}

/** A working tree with what its repository knows about it, read at one moment. */
export interface Repository {
  /** Real path of the working tree. */
  readonly root: string
  readonly gitFolder: string
  readonly commonFolder: string
  /** Full name of the branch that is checked out; null on a detached head. */
  readonly branch: string | null
  /** Commit that is checked out; null before the first one. */
  readonly head: string | null
  readonly index: ReadonlyMap<string, IndexEntry>
  /** Ids of files in the commit that is checked out, by path. */
  readonly committed: ReadonlyMap<string, string>
  /** How git knows the file at an absolute path below the root. */
  standingOf(path: string): Standing
  /** The id that the file's present contents have in git; null for what is no file or link. */
  idOf(path: string): string | null
}

/** The folder that git would work in from here; null where there is none or git cannot be asked. */
export async function findRoot(git: SafeGit, folder: string): Promise<string | null> {
  const real = nearestFolder(folder)
  const found = real === null ? null : await git.run(real, ['rev-parse', '--show-toplevel'])
  const root = found?.toString('utf8').replace(/\n$/, '')
  return root ? root : null
}

/** Whether a folder lies in a repository of any kind, a bare one too, by what lies there. */
export function hasRepository(folder: string): boolean {
  for (let path = nearestFolder(folder) ?? folder; ; path = dirname(path)) {
    const isBare = ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(path, name)))
    if (isBare || existsSync(join(path, '.git'))) return true
    if (path === dirname(path)) return false
  }
}

function nearestFolder(folder: string): string | null {
  for (let path = folder; ; path = dirname(path)) {
    try {
      const real = realpathSync(path)
      return lstatSync(real).isDirectory() ? real : dirname(real)
    } catch (error) {
      if (!(error instanceof Error) || path === dirname(path)) return null
    }
  }
}

/** Reads what a repository knows about files below some paths (relative to the root; all when empty). */
export async function openRepository(
  git: SafeGit,
  root: string,
  paths: readonly string[] = [],
): Promise<Repository | null> {
  const places = await git.run(root, ['rev-parse', '--absolute-git-dir', '--git-common-dir'])
  const stages = await git.run(root, ['ls-files', '--stage', '--debug', '-z', '--', ...paths])
  if (places === null || stages === null) return null
  const [gitFolder = '', common = ''] = places.toString('utf8').split('\n')
  const branch = text(await git.run(root, ['symbolic-ref', '-q', 'HEAD']))
  const head = text(await git.run(root, ['rev-parse', '--verify', '-q', 'HEAD^{commit}']))
  const committed =
    head === null ? new Map<string, string>() : await treeOf(git, root, { of: head, paths })
  const ignored = await ignoredBelow(git, root, paths)
  const index = parseStages(stages)
  const indexedNs = modifiedNs(join(gitFolder, 'index'))
  const known = { root, index, committed, indexedNs, ignored }
  return {
    ...{ root, gitFolder, commonFolder: resolve(root, common), branch, head, index, committed },
    standingOf: (path) => standingOf(path, known),
    idOf: (path) => idOf(path, known),
  }
}

function text(found: Buffer | null): string | null {
  return found?.toString('utf8').trim() || null
}

/** Ids of files of a commit or tree, by path. */
export async function treeOf(
  git: SafeGit,
  root: string,
  { of, paths }: { readonly of: string; readonly paths: readonly string[] },
): Promise<Map<string, string>> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', of, '--', ...paths]
  const files = new Map<string, string>()
  const found = (await git.run(root, args)) ?? Buffer.alloc(0)
  for (const row of found.toString('utf8').split('\0')) {
    const tab = row.indexOf('\t')
    const [mode, , id] = row.slice(0, tab).split(' ')
    // A repository within the repository has a commit there, which is no file.
    if (tab > 0 && id && mode !== '160000') files.set(row.slice(tab + 1), id)
  }
  return files
}

const STAGE = /^(\d+) ([0-9a-f]+) \d\t/
const MTIME = /mtime: (\d+):(\d+)/
const SIZE = /size: (\d+)/

/** Each row is followed by lines of numbers, which come before the next row. */
function parseStages(found: Buffer): Map<string, IndexEntry> {
  const files = new Map<string, IndexEntry>()
  let row: { readonly path: string; readonly id: string } | null = null
  for (const piece of found.toString('utf8').split('\0')) {
    const start = piece.search(/^\d{6} [0-9a-f]{40,64} \d\t/m)
    const numbers = start < 0 ? piece : piece.slice(0, start)
    if (row) files.set(row.path, { id: row.id, ...stampOf(numbers) })
    const head = start < 0 ? null : STAGE.exec(piece.slice(start))
    const isFile = head !== null && head[1] !== '160000'
    row = isFile ? { path: piece.slice(start + head[0].length), id: head[2] ?? '' } : null
  }
  return files
}

function stampOf(numbers: string): Pick<IndexEntry, 'size' | 'mtimeNs'> {
  const [, seconds = '0', nanos = '0'] = MTIME.exec(numbers) ?? []
  return {
    size: Number(SIZE.exec(numbers)?.[1] ?? 0),
    mtimeNs: BigInt(seconds) * 1_000_000_000n + BigInt(nanos),
  }
}

/** Ignored files, and ignored folders with a slash at their end. */
async function ignoredBelow(
  git: SafeGit,
  root: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const args = ['ls-files', '-o', '-i', '--exclude-standard', '--directory', '-z', '--', ...paths]
  const found = await git.run(root, args)
  return new Set(
    found
      ?.toString('utf8')
      .split('\0')
      .filter((one) => one !== ''),
  )
}

interface Known {
  readonly root: string
  readonly index: ReadonlyMap<string, IndexEntry>
  readonly committed: ReadonlyMap<string, string>
  readonly indexedNs: bigint
  readonly ignored: ReadonlySet<string>
}

function standingOf(path: string, known: Known): Standing {
  const name = relative(known.root, path).replaceAll(sep, '/')
  const committed = known.committed.get(name)
  if (committed !== undefined || known.index.has(name)) {
    return committed !== undefined && committed === idOf(path, known) ? 'committed' : 'changed'
  }
  return isIgnored(name, known.ignored) ? 'ignored' : 'untracked'
}

function isIgnored(name: string, ignored: ReadonlySet<string>): boolean {
  if (ignored.has(name)) return true
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
    if (ignored.has(name.slice(0, at + 1))) return true
  }
  return false
}

/** Larger files whose times differ count as changed without being read. */
const MAX_HASHED = 64 * 1024 * 1024

function idOf(path: string, { root, index, indexedNs, committed }: Known): string | null {
  const name = relative(root, path).replaceAll(sep, '/')
  const entry = index.get(name)
  try {
    const found = lstatSync(path, { bigint: true })
    // Unchanged since the index was written: a file as young as the index is read, as git does.
    const isSame = entry && entry.mtimeNs === found.mtimeNs && entry.size === Number(found.size)
    if (isSame && entry.mtimeNs < indexedNs) return entry.id
    const kind = (entry?.id ?? committed.get(name) ?? '').length === 64 ? 'sha256' : 'sha1'
    if (found.isSymbolicLink()) return blobId(Buffer.from(readlinkSync(path)), kind)
    if (!found.isFile() || found.size > MAX_HASHED) return null
    return blobId(readFileSync(path), kind)
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

function blobId(bytes: Buffer, kind: 'sha1' | 'sha256'): string {
  return createHash(kind).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

function modifiedNs(path: string): bigint {
  try {
    return lstatSync(path, { bigint: true }).mtimeNs
  } catch (error) {
    if (error instanceof Error) return 0n
    throw error
  }
}
