import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RestoreReport } from '../../../shared/bouncer/undo.ts'
import { systemCode } from '../../kit/system-code.ts'
import type { RefState, RepositoryState } from './git-states.ts'
import type { Pool } from './pool.ts'
import type { SafeGit } from './safe-git.ts'

type Outcome = RestoreReport['git'][number]['outcome']

/** What a restore of a repository needs. */
export interface GitRestore {
  readonly git: SafeGit
  readonly pool: Pool
  /** Today, for the names of branches that are put beside newer ones: `20261121`. */
  readonly day: string
}

/** Brings back names, stashes, the branch that was checked out and the index; commits first. */
export async function restoreRepository(
  state: RepositoryState,
  ground: GitRestore,
): Promise<RestoreReport['git']> {
  if (state.now === null) {
    return [{ what: state.kept.root, outcome: 'failed' }]
  }
  await bringCommits(state, ground)
  const told: RestoreReport['git'] = []
  let isBack = true
  for (const ref of state.refs) {
    const outcome = await restoreRef(ref, state, ground)
    if (ref.name === state.kept.branch && outcome !== 'back' && outcome !== 'same') isBack = false
    told.push({ what: ref.name, outcome })
  }
  for (const stash of state.stashes.toReversed()) {
    told.push({ what: `stash: ${stash.name}`, outcome: await restoreStash(stash, state, ground) })
  }
  if (state.index === null) return told
  const head = isBack ? await restoreHead(state, ground) : 'failed'
  if (head !== 'same') told.push({ what: 'HEAD', outcome: head })
  const canIndex = head === 'back' || head === 'same'
  if (canIndex) takeAwayAdded(state)
  told.push({ what: 'index', outcome: canIndex ? restoreIndex(state, ground.pool) : 'failed' })
  return told
}

async function bringCommits({ kept, refs, stashes }: RepositoryState, { git, pool }: GitRestore) {
  const wanted = [...refs, ...stashes].map(({ id }) => id)
  const bytes = kept.pack === null ? null : pool.read(kept.pack)
  if (bytes === null) return
  for (const id of wanted) {
    if ((await git.run(kept.root, ['cat-file', '-e', id])) !== null) continue
    await git.run(kept.root, ['unpack-objects', '-q'], bytes)
    return
  }
  // What was only staged has no name of its own.
  if (kept.index !== null) await git.run(kept.root, ['unpack-objects', '-q'], bytes)
}

async function restoreRef(
  { name, id, now, state }: RefState,
  { kept }: RepositoryState,
  { git, day }: GitRestore,
): Promise<Outcome> {
  if (state === 'same') return 'same'
  if (state === 'lost') return 'failed'
  if (state !== 'newer') {
    const before = now ?? '0'.repeat(id.length)
    const args = ['update-ref', '--no-deref', '-m', 'restored from a copy', name, id, before]
    return (await git.run(kept.root, args)) === null ? 'failed' : 'back'
  }
  const short = name.replace(/^refs\/(?:heads|tags|remotes)\//, '')
  const beside = `refs/heads/restored/${short}-${day}-${id.slice(0, 7)}`
  return (await git.run(kept.root, ['update-ref', beside, id])) === null ? 'failed' : 'beside'
}

async function restoreStash(
  { id, name, state }: RefState,
  { kept }: RepositoryState,
  { git }: GitRestore,
): Promise<Outcome> {
  if (state === 'same') return 'same'
  const stored = await git.run(kept.root, ['stash', 'store', '-m', name || 'restored', id])
  return stored === null ? 'failed' : 'back'
}

/** The branch that was checked out, where the command checked out another one. */
async function restoreHead(
  { kept, isElsewhere, index }: RepositoryState,
  { git }: GitRestore,
): Promise<Outcome> {
  if (!isElsewhere) return 'same'
  if (index === 'newer' || index === 'lost') return 'failed'
  const args =
    kept.branch === null
      ? ['update-ref', '--no-deref', 'HEAD', kept.head ?? '']
      : ['symbolic-ref', '-m', 'restored from a copy', 'HEAD', kept.branch]
  return (await git.run(kept.root, args)) === null ? 'failed' : 'back'
}

/** Files that the command made go again while they are as git has them. */
function takeAwayAdded({ kept, now }: RepositoryState): void {
  for (const { path, id } of kept.added) {
    if (now?.idOf(path) === id) rmSync(path, { force: true })
  }
}

/** Put in its place the way git does it, so that a running git is not disturbed. */
function restoreIndex({ kept, now, index }: RepositoryState, pool: Pool): Outcome {
  if (index === 'same') return 'same'
  const bytes = kept.index === null ? null : pool.read(kept.index)
  // Never replaced: what is staged now may be nowhere else.
  if (index === 'newer') return 'stays'
  if (bytes === null || now === null) return 'failed'
  const path = join(now.gitFolder, 'index')
  const draft = `${path}.restoring`
  rmSync(draft, { force: true })
  try {
    writeFileSync(draft, bytes, { flag: 'wx', mode: 0o644 })
    // Fails where git holds the lock.
    linkSync(draft, `${path}.lock`)
    renameSync(`${path}.lock`, path)
    return 'back'
  } catch (error) {
    if (systemCode(error) === 'UNKNOWN') throw error
    return 'failed'
  } finally {
    rmSync(draft, { force: true })
  }
}
