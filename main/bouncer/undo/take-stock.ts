import { dirname, relative, sep } from 'node:path'
import type { Preview } from '../../../shared/bouncer/undo.ts'
import { isWithin } from '../pattern-layer/paths.ts'
import { type Budget, createBudget } from './budget.ts'
import type { Destruction } from './destruction.ts'
import { unpushed } from './git-refs.ts'
import { type RepositoryLoss, stockOfAct } from './git-stock.ts'
import { rebuildableIn } from './rebuildable.ts'
import { openRepository, type Repository } from './repository.ts'
import type { SafeGit } from './safe-git.ts'
import type { FileThing, Thing } from './thing.ts'
import { createWalk, stat, type Walk, walkOverwrite, walkRemoval } from './walk.ts'

/** Everything that a call would take, as it lies there at one moment. */
export interface Stock {
  readonly things: readonly Thing[]
  readonly repositories: readonly RepositoryLoss[]
  readonly mounts: readonly string[]
  readonly unreadable: readonly string[]
  readonly unknown: Preview['unknown']
  /** Commits of repositories that go as a whole and that no remote holds. */
  readonly commits: number
  readonly commitLines: readonly string[]
  /** False when the budget was used up before the end. */
  readonly isWhole: boolean
}

/** What taking stock needs of its surroundings. */
export interface StockGround {
  readonly git: SafeGit
  readonly limitMs: number
  readonly mostThings: number
  now(): number
  onProgress(files: number, bytes: number): void
}

/** Most repositories inside of what goes that are asked what they know. */
const MAX_REPOSITORIES = 32

/** Looks at everything a call would take; follows no link out of it and runs nothing of it. */
export async function takeStock(destruction: Destruction, ground: StockGround): Promise<Stock> {
  const { git } = ground
  const walk = createWalk()
  const budget = createBudget({ ...ground, untilMs: ground.now() + ground.limitMs })
  for (const removal of destruction.removes) walkRemoval(walk, removal, budget)
  const found: RepositoryLoss[] = []
  const unknown = new Set(destruction.unknown)
  for (const path of destruction.overwrites) {
    const isFolder = walkOverwrite(walk, path, budget)
    if (isFolder && destruction.fills) unknown.add('folder')
  }
  for (const act of destruction.git) {
    const { losses, isBlind } = await stockOfAct(act, { git, walk, budget })
    found.push(...losses)
    if (isBlind) unknown.add('version-control')
  }
  const { going, ...whole } = await unpushedBelow(walk, git)
  await tellStandings(walk, { git, budget, going })
  if (destruction.git.length > 0 && found.length === 0 && walk.things.size === 0) {
    unknown.add('repository')
  }
  if (destruction.git.some(({ loss }) => loss.kind === 'push')) unknown.add('remote')
  return {
    things: [...walk.things.values()],
    repositories: found,
    mounts: walk.mounts,
    unreadable: walk.unreadable,
    unknown: [...unknown],
    ...whole,
    isWhole: !budget.isSpent && !git.isBroken,
  }
}

/** Repositories that go as a whole, working copies of others left out. */
async function unpushedBelow(
  walk: Walk,
  git: SafeGit,
): Promise<Pick<Stock, 'commits' | 'commitLines'> & { readonly going: ReadonlySet<string> }> {
  let commits = 0
  const commitLines: string[] = []
  const going = new Set<string>()
  for (const root of walk.repositories.slice(0, MAX_REPOSITORIES)) {
    if (!stat(`${root}/.git`)?.isDirectory()) continue
    const own = await unpushed(git, root)
    commits += own.commits
    commitLines.push(...own.commitLines)
    if (own.commits > 0) going.add(root)
  }
  return { commits, commitLines, going }
}

interface Telling {
  readonly budget: Budget
  /** Repositories that go as a whole with commits that no remote holds. */
  readonly going: ReadonlySet<string>
}

/** Tells of each file how git knows it. */
async function tellStandings(
  walk: Walk,
  { git, budget, going }: Telling & { readonly git: SafeGit },
): Promise<void> {
  const files = [...walk.things.values()].filter((thing) => thing.type === 'file')
  const byRoot = new Map<string, FileThing[]>()
  const roots = createRootSearch()
  for (const file of files) {
    const root = roots.of(file.path)
    if (root === null) continue
    const held = byRoot.get(root)
    if (held) held.push(file)
    else byRoot.set(root, [file])
  }
  for (const [root, held] of [...byRoot].slice(0, MAX_REPOSITORIES)) {
    const repository = await openRepository(git, root, commonPaths(root, held))
    if (repository) tellOf(repository, held, { budget, going })
  }
  for (const file of files) file.rebuildable = rebuildableIn(file)
}

function tellOf(repository: Repository, files: readonly FileThing[], { budget, going }: Telling) {
  const { root, committed } = repository
  const inGit = going.has(root) ? 'going' : 'committed'
  for (const file of files) {
    const isKnown = committed.has(nameIn(root, file.path))
    // What makes up the repository itself is told by its commits.
    const isPartOfGit = isWithin(file.path, `${root}/.git`)
    // Without time left no file is read any more: what is not known counts as only here.
    const late = isKnown ? 'changed' : 'untracked'
    const standing = budget.isSpent ? late : repository.standingOf(file.path)
    file.standing = isPartOfGit || standing === 'committed' ? inGit : standing
  }
}

function nameIn(root: string, path: string): string {
  return relative(root, path).replaceAll(sep, '/')
}

const MAX_PATHS = 64

/** The folders below the root that hold all of the files, so that git need not look at the rest. */
function commonPaths(root: string, files: readonly FileThing[]): string[] {
  const tops = new Set<string>()
  for (const { path } of files) {
    tops.add(nameIn(root, path).split('/').slice(0, 2).join('/'))
    if (tops.size > MAX_PATHS) return []
  }
  return [...tops]
}

/** Finds the working tree that a file lies in, by the `.git` of its nearest folder. */
function createRootSearch(): { of(path: string): string | null } {
  const known = new Map<string, string | null>()
  const search = (folder: string): string | null => {
    const before = known.get(folder)
    if (before !== undefined) return before
    const above = dirname(folder)
    const further = above === folder ? null : above
    const isRoot = stat(`${folder}/.git`) !== null
    const root = isRoot || further === null ? null : search(further)
    known.set(folder, isRoot ? folder : root)
    return isRoot ? folder : root
  }
  return { of: (path) => search(dirname(path)) }
}
