import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { FactKind, Facts } from '../../../shared/bouncer/model.ts'
import { isWithin } from '../pattern-layer/paths.ts'
import type { FactsQuery } from './facts-query.ts'
import { wantedKinds } from './facts-query.ts'
import { readGitFacts } from './git-facts.ts'
import { createPathResolver, networkMounts, type PathResolver, Unfollowed } from './real-path.ts'
import { readSmallFile } from './small-file.ts'

const MAX_HASHED = 2 * 1024 * 1024

/** Surroundings of a look-up. */
export interface LookUpGround {
  /** Folders of the PATH that the agent's programs are found on. */
  readonly searched: readonly string[]
  /** Milliseconds from a fixed start. */
  now(): number
  /** Time after which nothing more is begun. */
  readonly untilMs: number
}

/**
 * Looks facts up, kind by kind, and hands each kind on as soon as it is there; a kind of which some
 * could not be had is handed on as missing too. Reads names, links and small files, nothing else.
 */
export function lookUp(
  query: FactsQuery,
  ground: LookUpGround,
  found: (part: Facts) => void,
): void {
  const { workspace, home } = query
  const mounts = networkMounts(ground.now()).filter(
    (mount) => !isWithin(workspace, mount) && !isWithin(home, mount),
  )
  const paths = createPathResolver(mounts)
  for (const kind of wantedKinds(query)) {
    if (ground.now() > ground.untilMs) found({ missing: [kind] })
    else found(partOf(kind, query, { ...ground, paths }))
  }
}

type Tools = LookUpGround & { readonly paths: PathResolver }

function partOf(kind: FactKind, query: FactsQuery, tools: Tools): Facts {
  switch (kind) {
    case 'realPaths':
      return realPaths(query, tools)
    case 'programs':
      return { programs: programs(query, tools) }
    case 'hashes':
      return hashes(query, tools)
    case 'git':
      return git(query, tools)
  }
}

/** Only paths that lead elsewhere; those of the project and the home stay written as they are known. */
function realPaths(query: FactsQuery, tools: Tools): Facts {
  const { paths } = tools
  const folds = foldsOf(query, tools)
  const real: Record<string, string> = {}
  const late = query.paths.filter((path) => {
    if (tools.now() > tools.untilMs) return true
    const found = followed(() => fold(paths.real(path), folds))
    if (found !== null && found !== path) real[path] = found
    return found === null
  })
  return late.length > 0 ? { realPaths: real, missing: ['realPaths'] } : { realPaths: real }
}

type Fold = readonly [real: string, known: string]

const FOLDS_KEPT_MS = 5_000
let foldsKept: { readonly key: string; readonly atMs: number; readonly folds: Fold[] } | null = null

/** A project or home that is itself reached through a link is not elsewhere. */
function foldsOf({ workspace, home }: FactsQuery, { paths, now }: Tools): readonly Fold[] {
  const key = `${workspace}\0${home}`
  if (foldsKept?.key === key && now() - foldsKept.atMs < FOLDS_KEPT_MS) return foldsKept.folds
  const folds = [workspace, home, '/tmp']
    .map((known): Fold => [followed(() => paths.real(known)) ?? known, known])
    .filter(([real, known]) => real !== known)
  foldsKept = { key, atMs: now(), folds }
  return folds
}

function fold(path: string, folds: readonly Fold[]): string {
  for (const [real, known] of folds) {
    if (isWithin(path, real)) return known + path.slice(real.length)
  }
  return path
}

function followed<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof Unfollowed) return null
    throw error
  }
}

function programs(query: FactsQuery, tools: Tools): Record<string, string> {
  const places: Record<string, string> = {}
  const folds = foldsOf(query, tools)
  for (const name of query.programs) {
    if (name.includes('/') || name === '' || tools.now() > tools.untilMs) continue
    const path = tools.searched.map((folder) => join(folder, name)).find(isProgram)
    const real = path === undefined ? null : followed(() => fold(tools.paths.real(path), folds))
    if (real !== null) places[name] = real
  }
  return places
}

function isProgram(path: string): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    return found?.isFile() === true && (found.mode & 0o111) !== 0
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

function hashes(query: FactsQuery, tools: Tools): Facts {
  const known: Record<string, string> = {}
  const late = query.hashes.filter((path) => {
    if (tools.now() > tools.untilMs) return true
    const hash = hashOf(path, tools.paths)
    if (hash !== null) known[path] = hash
    return hash === null
  })
  return late.length > 0 ? { hashes: known, missing: ['hashes'] } : { hashes: known }
}

/** '' for a file that is not there, null for one that is too large or cannot be read. */
function hashOf(path: string, paths: PathResolver): string | null {
  try {
    const real = paths.real(path)
    if (!statSync(real, { throwIfNoEntry: false })) return ''
    const bytes = readSmallFile(real, MAX_HASHED)
    return bytes ? createHash('sha256').update(bytes).digest('hex') : null
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

function git({ cwd, home }: FactsQuery, { paths }: Tools): Facts {
  try {
    return { git: readGitFacts(cwd, { home, paths }) }
  } catch (error) {
    if (error instanceof Error) return { missing: ['git'] }
    throw error
  }
}
