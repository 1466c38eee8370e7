import { join } from 'node:path'
import type { PlaceState } from '../../../shared/bouncer/undo.ts'
import { hashOf } from './compare.ts'
import type { KeptRepository } from './kept-things.ts'
import type { Pool } from './pool.ts'
import { openRepository, type Repository } from './repository.ts'
import type { SafeGit } from './safe-git.ts'
import { stat } from './walk.ts'

/** One name of a repository and how it stands now. */
export interface RefState {
  readonly name: string
  readonly id: string
  /** What it stands for now; null where it is gone. */
  readonly now: string | null
  readonly state: PlaceState
}

/** How a repository stands to what a copy holds of it. */
export interface RepositoryState {
  readonly kept: KeptRepository
  /** Null where no repository is there any more. */
  readonly now: Repository | null
  readonly refs: readonly RefState[]
  readonly stashes: readonly RefState[]
  /** Null where the copy holds no index. */
  readonly index: PlaceState | null
  /** Whether another branch is checked out now than was. */
  readonly isElsewhere: boolean
}

/** Looks at what a restore would find in a repository. */
export async function stateOfRepository(
  kept: KeptRepository,
  at: { readonly git: SafeGit; readonly pool: Pool },
): Promise<RepositoryState> {
  const isThere = stat(kept.root)?.isDirectory() === true
  const now = isThere ? await openRepository(at.git, kept.root) : null
  const refs: RefState[] = []
  for (const ref of kept.refs) refs.push(await stateOfRef(ref, { ...at, kept, now }))
  const stashes = await statesOfStashes({ ...at, kept, now })
  return {
    ...{ kept, now, refs, stashes, index: stateOfIndex(kept, { ...at, now }) },
    isElsewhere: now !== null && now.branch !== kept.branch,
  }
}

async function statesOfStashes({ git, pool, kept, now }: Held): Promise<RefState[]> {
  const present = now ? await presentStashes(git, kept.root) : new Set<string>()
  const states: RefState[] = []
  for (const { id, message } of kept.stashes) {
    const isHere = present.has(id)
    const canCome = now !== null && (await hasObject(id, { git, pool, kept }))
    const gone = canCome ? 'missing' : 'lost'
    states.push({ name: message, id, now: isHere ? id : null, state: isHere ? 'same' : gone })
  }
  return states
}

interface Ground {
  readonly git: SafeGit
  readonly pool: Pool
  readonly kept: KeptRepository
}

async function stateOfRef(ref: KeptRepository['refs'][number], at: Held): Promise<RefState> {
  const { git, kept } = at
  const { name, id } = ref
  const found = at.now ? await git.run(kept.root, ['rev-parse', '--verify', '-q', name]) : null
  const now = found?.toString('utf8').trim() || null
  return { name, id, now, state: await refState(ref, now, at) }
}

type Held = Ground & { readonly now: Repository | null }

async function refState(
  { name, id, to }: KeptRepository['refs'][number],
  now: string | null,
  at: Held,
): Promise<PlaceState> {
  if (now === id) return 'same'
  if (at.now === null || !(await hasObject(id, at))) return 'lost'
  if (now === null) return 'missing'
  // What another machine holds is told by this name; only a fetch may move it.
  if (name.startsWith('refs/remotes/')) return 'newer'
  const { root } = at.kept
  const all = await at.git.run(root, ['for-each-ref', '--format=%(refname) %(objectname)'])
  const others = (all?.toString('utf8').trim().split('\n') ?? []).flatMap((row) => {
    const [other, commit] = row.split(' ')
    return other !== name && commit ? [`^${commit}`] : []
  })
  const known: string[] = []
  for (const one of [id, to]) {
    if (one !== null && (await isPresent(at.git, root, one))) known.push(`^${one}`)
  }
  const input = `${[now, ...known, ...others].join('\n')}\n`
  const newer = await at.git.run(root, ['rev-list', '--count', '--stdin'], input)
  return newer?.toString('utf8').trim() === '0' ? 'replaceable' : 'newer'
}

async function isPresent(git: SafeGit, root: string, id: string): Promise<boolean> {
  return (await git.run(root, ['cat-file', '-e', `${id}^{object}`])) !== null
}

/** Whether a commit is in the repository still, or in the copy's pack. */
async function hasObject(id: string, { git, pool, kept }: Ground): Promise<boolean> {
  if (await isPresent(git, kept.root, id)) return true
  return kept.pack !== null && pool.places.has(kept.pack)
}

async function presentStashes(git: SafeGit, root: string): Promise<Set<string>> {
  const found = await git.run(root, ['rev-list', '--walk-reflogs', 'refs/stash'])
  return new Set(found?.toString('utf8').trim().split('\n'))
}

function stateOfIndex(
  kept: KeptRepository,
  { pool, now }: { readonly pool: Pool; readonly now: Repository | null },
): PlaceState | null {
  if (kept.index === null) return null
  if (now === null || !pool.places.has(kept.index)) return 'lost'
  const path = join(now.gitFolder, 'index')
  if (!stat(path)) return 'missing'
  if (hashOf(path) === kept.index) return 'same'
  return hasStaged(now) ? 'newer' : 'replaceable'
}

function hasStaged({ index, committed }: Repository): boolean {
  if (index.size !== committed.size) return true
  return [...index].some(([path, { id }]) => committed.get(path) !== id)
}
