import { dirname } from 'node:path'
import {
  type Copy,
  type CopyDetail,
  type PlaceState,
  placeStateSchema,
  type RestoreReport,
} from '../../../shared/bouncer/undo.ts'
import { stateOf } from './compare.ts'
import { type RepositoryState, stateOfRepository } from './git-states.ts'
import { readHead, readKept, writeHead } from './kept-files.ts'
import type { KeptThing, StorePlaces } from './kept-things.ts'
import { openPool, type Pool } from './pool.ts'
import { openRepository, type Repository } from './repository.ts'
import { type Placed, restoreFiles } from './restore-files.ts'
import { restoreRepository } from './restore-git.ts'
import type { SafeGit } from './safe-git.ts'
import { shownText } from './shown-text.ts'
import { stat } from './walk.ts'

/** Where a copy lies and how repositories are asked. */
export interface RestoreGround {
  readonly git: SafeGit
  readonly places: StorePlaces
  now(): number
}

/** Everything about a restore before anything is written. */
export interface RestorePlan {
  readonly copy: Copy
  readonly pool: Pool
  readonly placed: readonly Placed[]
  readonly repositories: readonly RepositoryState[]
}

const MAX_ROWS = 200
const MAX_REPOSITORIES = 32

/** Looks at what lies in the places of a copy now; null where the copy is not there or damaged. */
export async function planRestore(
  id: Copy['id'],
  { git, places }: RestoreGround,
): Promise<RestorePlan | null> {
  const copy = await readHead(places, id)
  const kept = copy ? await readKept(places, id) : null
  if (!copy || !kept) return null
  const pool = openPool(places.packs)
  const has = (hash: string) => pool.places.has(hash)
  const repositories: RepositoryState[] = []
  for (const one of kept.repositories)
    repositories.push(await stateOfRepository(one, { git, pool }))
  const around = await repositoriesAround(kept.things, git)
  const placed = kept.things.map((thing) => ({
    thing,
    state: stateOf(thing, { has, repository: around(thing.path) }),
  }))
  return { copy, pool, placed, repositories }
}

/** Finds the repository that a path lies in, of those that hold any of the things. */
async function repositoriesAround(
  things: readonly KeptThing[],
  git: SafeGit,
): Promise<(path: string) => Repository | null> {
  const roots = new Map<string, Repository | null>()
  const rootOf = (path: string): string | null => {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if (roots.has(folder) || stat(`${folder}/.git`)) return folder
      if (folder === dirname(folder)) return null
    }
  }
  const folders = new Map<string, string | null>()
  for (const { path } of things) {
    const folder = dirname(path)
    if (!folders.has(folder)) folders.set(folder, rootOf(path))
  }
  for (const root of [...new Set(folders.values())].slice(0, MAX_REPOSITORIES)) {
    if (root !== null) roots.set(root, await openRepository(git, root))
  }
  return (path) => roots.get(folders.get(dirname(path)) ?? '') ?? null
}

const ORDER: readonly PlaceState[] = ['newer', 'lost', 'missing', 'replaceable', 'same']

/** A plan as people see it. */
export function describePlan({ copy, placed, repositories }: RestorePlan): CopyDetail {
  const counts = { missing: 0, same: 0, replaceable: 0, newer: 0, lost: 0 }
  for (const { state } of placed) counts[placeStateSchema.parse(state)] += 1
  const rows = ORDER.flatMap((wanted) => placed.filter(({ state }) => state === wanted))
    .slice(0, MAX_ROWS)
    .map(({ thing, state }) => ({
      path: shownText(thing.path),
      state,
      bytes: thing.type === 'file' ? thing.size : 0,
    }))
  const git = repositories.flatMap(({ refs, stashes, index }) => [
    ...refs.map(({ name, state }) => ({ what: shownText(name), state })),
    ...stashes.map(({ name, state }) => ({ what: shownText(`stash: ${name}`), state })),
    ...(index === null ? [] : [{ what: 'index', state: index }]),
  ])
  return { copy, counts, rows, git }
}

/** Carries a plan out; the names of repositories first, then files. */
export async function restore(
  plan: RestorePlan,
  wanted: { readonly newer: 'beside' | 'replace'; readonly replacedIn: Copy['id'] | null },
  ground: RestoreGround,
): Promise<RestoreReport> {
  const day = new Date(ground.now()).toISOString().slice(0, 10).replaceAll('-', '')
  const told: RestoreReport['git'] = []
  for (const state of plan.repositories) {
    told.push(...(await restoreRepository(state, { git: ground.git, pool: plan.pool, day })))
  }
  const files = restoreFiles(plan.placed, { pool: plan.pool, newer: wanted.newer })
  const isAll = files.failed.length === 0 && told.every(({ outcome }) => outcome !== 'failed')
  const copy = isAll ? { ...plan.copy, restoredAt: ground.now() } : plan.copy
  if (isAll) await writeHead(ground.places, copy)
  const shown = <T extends { readonly path: string }>(row: T) => ({
    ...row,
    path: shownText(row.path),
  })
  return {
    copy,
    ...{ back: files.back, same: files.same, replacedIn: wanted.replacedIn },
    beside: files.beside
      .slice(0, MAX_ROWS)
      .map((row) => ({ ...shown(row), as: shownText(row.as) })),
    failed: files.failed.slice(0, MAX_ROWS).map(shown),
    git: told.map(({ what, outcome }) => ({ what: shownText(what), outcome })),
  }
}
