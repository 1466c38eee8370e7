import { TAINT } from '../pattern-layer/findings.ts'
import { baseName, isWithin } from '../pattern-layer/paths.ts'
import type { DeniedEffect } from './denied-effects.ts'

/** A file that an earlier call of the session wrote or fetched. */
export interface RememberedFile {
  /** What was written; null when it is not known. */
  readonly text: string | null
  readonly taint: number
  /** Where earlier contents of the same name came from, while nothing proves that they are gone. */
  readonly past: number
  /** SHA-256 (hex) of what it holds, where known. */
  readonly hash: string | null
}

/** What the calls of one session left behind, as far as later calls need it; a plain value, bounded. */
export interface SessionMemory {
  /** By absolute path, least recently written first. */
  readonly files: ReadonlyMap<string, RememberedFile>
  /** Paths that lead to what another path holds. */
  readonly sources: ReadonlyMap<string, string>
  /** Symbolic links that lead out of the project. */
  readonly links: ReadonlyMap<string, string>
  /** Settings of git, by name in lower case. */
  readonly settings: ReadonlyMap<string, string>
  /** Where dangerous contents came from, by SHA-256 (hex). */
  readonly hashes: ReadonlyMap<string, number>
  readonly denied: readonly DeniedEffect[]
  /** UTF-16 units of text that are kept. */
  readonly size: number
  /** Entries that weighed for safety and had to go; above 0 the memory is not whole. */
  readonly forgotten: number
}

/** Memory of a session that did nothing yet. */
export const emptyMemory: SessionMemory = {
  files: new Map(),
  sources: new Map(),
  links: new Map(),
  settings: new Map(),
  hashes: new Map(),
  denied: [],
  size: 0,
  forgotten: 0,
}

/** What makes a file dangerous to run or to send. */
export const DANGEROUS = TAINT.secret | TAINT.download | TAINT.decoded
const CARRIED = DANGEROUS | TAINT.outside | TAINT.environment
const MAX_HOPS = 4

/** Keeps of a taint what outlives its call. */
export function lastingTaint(taint: number): number {
  return taint & CARRIED
}

/**
 * What earlier calls put at a path, through links, copies and the folders above it; null when
 * nothing is known. `hash` is the SHA-256 of what lies there now, where that was looked up.
 */
export function recallFile(
  memory: SessionMemory,
  path: string,
  hash?: string,
): { readonly text: string | null; readonly taint: number } | null {
  const byHash = hash ? (memory.hashes.get(hash) ?? TAINT.none) : TAINT.none
  const entry = findEntry(memory, path, MAX_HOPS)
  if (!entry) return byHash === TAINT.none ? null : { text: null, taint: byHash }
  const isProven = hash !== undefined && hash !== '' && entry.hash === hash
  const taint = entry.taint | (isProven ? TAINT.none : entry.past) | byHash
  return { text: entry.text, taint }
}

/** What reading a path brings along: its own taint and that of secrets copied below it. */
export function recallTaint(memory: SessionMemory, path: string, hash?: string): number {
  let taint = recallFile(memory, path, hash)?.taint ?? TAINT.none
  for (const [known, file] of memory.files) {
    const secret = (file.taint | file.past) & TAINT.secret
    if (secret && known.length > path.length && isWithin(known, path)) taint |= secret
  }
  return taint
}

function findEntry(memory: SessionMemory, path: string, hops: number): RememberedFile | null {
  const own = memory.files.get(path)
  if (own) return own
  if (memory.files.size === 0) return null
  const above = entryAbove(memory, path)
  if (above || hops === 0 || memory.sources.size === 0) return above
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const source = memory.sources.get(path.slice(0, end))
    if (source !== undefined) return findEntry(memory, source + path.slice(end), hops - 1)
  }
  return null
}

/** Whatever lies below a dangerous file, such as an unpacked archive, came out of it. */
function entryAbove({ files }: SessionMemory, path: string): RememberedFile | null {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const entry = files.get(path.slice(0, end))
    if (entry && entry.taint & DANGEROUS) return { ...entry, text: null, hash: null }
  }
  return null
}

const PROGRAM_FOLDERS =
  /\/(?:\.local\/bin|bin|\.cargo\/bin|go\/bin|\.bun\/bin|\.deno\/bin|node_modules\/\.bin)$/

/** The path of a program of this name that the session wrote into a folder that shells search. */
export function recallProgram(memory: SessionMemory, name: string): string | null {
  for (const known of [memory.files, memory.sources]) {
    for (const path of known.keys()) {
      if (!path.endsWith(`/${name}`) || baseName(path) !== name) continue
      if (PROGRAM_FOLDERS.test(path.slice(0, -name.length - 1))) return path
    }
  }
  return null
}

/** Files whose contents would be dangerous to run and whose hash was not looked up yet, newest first. */
export function filesToHash(memory: SessionMemory, most: number): string[] {
  const wanted: string[] = []
  for (const [path, { taint, text, hash }] of [...memory.files].reverse()) {
    if (wanted.length >= most) break
    if (taint & DANGEROUS && text === null && hash === null) wanted.push(path)
  }
  return wanted
}
