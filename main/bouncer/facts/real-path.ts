import { lstatSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { systemCode } from '../../kit/system-code.ts'

const MAX_HOPS = 40
const NETWORK_TYPE =
  /^(?:nfs|cifs|smb|afs|ceph|glusterfs|9p|lustre|autofs|davfs|fuse\.(?:sshfs|s3fs|rclone|gcsfuse|davfs|curlftpfs))/
const MOUNTS_KEPT_MS = 5_000

/** A path that must not be followed: it lies on a network mount or leads round in circles. */
export class Unfollowed extends Error {}

/** Finds out where paths really lead. */
export interface PathResolver {
  /** The real path; what does not exist keeps its name below its real folder. Throws `Unfollowed`. */
  real(path: string): string
}

/** Builds a resolver that touches none of the given mounts; its knowledge is as old as itself. */
export function createPathResolver(mounts: readonly string[]): PathResolver {
  if (mounts.length === 0) return { real: realOf }
  const known = new Map<string, string | null>()
  const linkAt = (path: string): string | null => {
    const before = known.get(path)
    if (before !== undefined) return before
    if (mounts.some((mount) => path === mount || path.startsWith(`${mount}/`))) {
      throw new Unfollowed(path)
    }
    const target = readLink(path)
    known.set(path, target)
    return target
  }
  return { real: (path) => follow(path, linkAt) }
}

/** Where nothing can hang, the system follows the links in one go. */
function realOf(path: string): string {
  let missing = ''
  for (let folder = path; folder !== '/' && folder !== ''; folder = dirname(folder)) {
    const found = realOfExisting(folder)
    if (found !== null) return missing === '' ? found : `${found === '/' ? '' : found}${missing}`
    missing = `/${basename(folder)}${missing}`
  }
  return path
}

/** The real path of what exists, and of a link that leads nowhere yet; null for nothing. */
function realOfExisting(path: string): string | null {
  try {
    // Cheaper than the error of a path that is not there.
    const found = lstatSync(path, { throwIfNoEntry: false })
    return found ? realpathSync.native(path) : null
  } catch (error) {
    const code = systemCode(error)
    // Writing through a link that leads nowhere makes its target.
    if (code === 'ENOENT') return follow(path, readLink)
    if (code === 'ENOTDIR' || code === 'EACCES') return null
    throw new Unfollowed(path, { cause: error })
  }
}

function follow(path: string, linkAt: (path: string) => string | null): string {
  let at: Walk = { real: '', rest: segmentsOf(path), hops: 0 }
  while (at.rest.length > 0) {
    at = step(at, linkAt)
    if (at.hops > MAX_HOPS) throw new Unfollowed(path)
  }
  return at.real === '' ? '/' : at.real
}

interface Walk {
  /** What is real so far, without a slash at its end. */
  readonly real: string
  readonly rest: readonly string[]
  readonly hops: number
}

function step({ real, rest, hops }: Walk, linkAt: (path: string) => string | null): Walk {
  const [segment = '', ...after] = rest
  if (segment === '..') return { real: real.slice(0, real.lastIndexOf('/')), rest: after, hops }
  const target = linkAt(`${real}/${segment}`)
  if (target === null) return { real: `${real}/${segment}`, rest: after, hops }
  const from = target.startsWith('/') ? '' : real
  return { real: from, rest: [...segmentsOf(target), ...after], hops: hops + 1 }
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.')
}

function readLink(path: string): string | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : null
  } catch (error) {
    // What may not be looked at cannot be followed by the agent either, which is the same person.
    if (error instanceof Error) return null
    throw error
  }
}

let mountsRead: { readonly at: number; readonly mounts: readonly string[] } | null = null

/** Folders on which network file systems are mounted; none where that cannot be read. */
export function networkMounts(nowMs: number): readonly string[] {
  if (mountsRead && nowMs - mountsRead.at < MOUNTS_KEPT_MS) return mountsRead.mounts
  mountsRead = { at: nowMs, mounts: readMounts() }
  return mountsRead.mounts
}

function readMounts(): string[] {
  let text = ''
  try {
    text = readFileSync('/proc/self/mountinfo', 'utf8')
  } catch (error) {
    // Other systems have no such file.
    if (!(error instanceof Error)) throw error
  }
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ')
    const type = after.split(' ')[0] ?? ''
    const folder = before.split(' ')[4]?.replace(/\\040/g, ' ')
    return folder && NETWORK_TYPE.test(type) ? [folder] : []
  })
}
