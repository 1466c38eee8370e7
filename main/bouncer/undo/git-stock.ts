import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { isWithin } from '../pattern-layer/paths.ts'
import type { Budget } from './budget.ts'
import type { GitAct } from './git-acts.ts'
import type { GitLoss } from './git-losses.ts'
import { type Risk, refsOfLoss } from './git-refs.ts'
import { findRoot, hasRepository, openRepository, type Repository, treeOf } from './repository.ts'
import type { SafeGit } from './safe-git.ts'
import { addThing, stat, type Walk, walkRemoval } from './walk.ts'

/** What a command of git would take from one repository besides files. */
export interface RepositoryLoss extends Risk {
  readonly root: string
  readonly verb: string
  readonly gitFolder: string
  readonly branch: string | null
  readonly head: string | null
  /** Whether the index goes with it. */
  readonly keepsIndex: boolean
  /** Staged versions that go and that neither a commit nor the file holds, by their paths in it. */
  readonly staged: readonly string[]
  /** Files that the command would make, with their contents in git: a restore takes them away again. */
  readonly added: readonly { readonly path: string; readonly id: string }[]
}

/** What the looking at repositories is done with. */
export interface GitGround {
  readonly git: SafeGit
  readonly walk: Walk
  readonly budget: Budget
}

/** What one command of git would take. */
export interface StockOfAct {
  readonly losses: readonly RepositoryLoss[]
  /** True where a repository is that could not be looked at, such as a bare one. */
  readonly isBlind: boolean
}

/** Adds what one command of git would take; tells of each repository it may work in. */
export async function stockOfAct(act: GitAct, ground: GitGround): Promise<StockOfAct> {
  const losses: RepositoryLoss[] = []
  const roots = new Set<string>()
  let isBlind = false
  for (const folder of act.folders) {
    const root = await findRoot(ground.git, folder)
    if (root === null) {
      isBlind ||= hasRepository(folder)
      continue
    }
    if (roots.has(root)) continue
    roots.add(root)
    const repository = await openRepository(ground.git, root)
    isBlind ||= repository === null
    const loss = repository ? await lossIn(repository, { act, folder, ground }) : null
    if (loss) losses.push(loss)
  }
  return { losses, isBlind }
}

interface At {
  readonly act: GitAct
  readonly folder: string
  readonly ground: GitGround
}

async function lossIn(repository: Repository, at: At): Promise<RepositoryLoss | null> {
  const { loss } = at.act
  const files = await filesOf(repository, loss, at)
  if (files === null) return null
  const risk = await refsOfLoss(at.ground.git, repository, files.loss)
  const { root, gitFolder, branch, head } = repository
  const keepsIndex = files.loss.kind === 'tree' || files.loss.kind === 'anything'
  return {
    ...risk,
    root,
    gitFolder,
    branch,
    head,
    keepsIndex,
    verb: at.act.verb,
    staged: files.staged ?? [],
    added: files.added,
  }
}

interface Files {
  readonly staged?: readonly string[]
  readonly loss: GitLoss
  readonly added: RepositoryLoss['added']
}

/** Null where it turns out that nothing is lost. */
async function filesOf(repository: Repository, loss: GitLoss, at: At): Promise<Files | null> {
  switch (loss.kind) {
    case 'tree':
      return filesOfTree(repository, loss, at)
    case 'clean':
      await filesOfClean(repository, loss, at)
      return { loss, added: [] }
    case 'worktree':
      await filesOfWorktree(repository, loss.path, at)
      return { loss, added: [] }
    case 'anything':
      await filesOfAnything(repository, at)
      return { loss, added: [] }
    default:
      return { loss, added: [] }
  }
}

type TreeLoss = Extract<GitLoss, { kind: 'tree' }>

async function filesOfTree(repository: Repository, loss: TreeLoss, at: At): Promise<Files | null> {
  const { git } = at.ground
  const target = loss.target === null ? null : await commitOf(git, repository.root, loss.target)
  const isPath = loss.isUnsure && target === null && loss.target !== null
  const given = isPath ? [loss.target ?? '', ...(loss.paths ?? [])] : loss.paths
  // A branch that is checked out without force loses nothing: git refuses.
  if (!isPath && loss.moves === 'nothing' && given?.length === 0) return null
  const isWanted = chosen(given, { root: repository.root, folder: at.folder })
  const there =
    target === null
      ? new Map([...repository.index].map(([path, { id }]) => [path, id]))
      : await treeOf(git, repository.root, { of: target, paths: [] })
  const known = [...repository.index.keys(), ...repository.committed.keys(), ...there.keys()]
  const names = [...new Set(known)].filter(isWanted)
  // What comes from the index leaves the index as it is.
  const staged = target === null ? [] : stagedOnly(repository).filter(isWanted)
  const added = addDiffering(repository, { names, there }, at.ground)
  return { loss: { ...loss, target }, staged, added }
}

function stagedOnly({ root, index, committed, idOf }: Repository): readonly string[] {
  const isOnly = (path: string, id: string) =>
    committed.get(path) !== id && idOf(join(root, path)) !== id
  return [...index].filter(([path, { id }]) => isOnly(path, id)).map(([path]) => path)
}

/** Adds files that differ from what will be there; tells of those that are not there yet. */
function addDiffering(
  repository: Repository,
  {
    names,
    there,
  }: { readonly names: readonly string[]; readonly there: ReadonlyMap<string, string> },
  { walk, budget }: GitGround,
): { path: string; id: string }[] {
  const added: { path: string; id: string }[] = []
  for (const name of names) {
    if (budget.isSpent) break
    const path = join(repository.root, name)
    const id = there.get(name)
    const found = stat(path)
    if (!found && id) added.push({ path, id })
    const isLost = found && !found.isDirectory() && repository.idOf(path) !== id
    if (isLost) addThing(walk, { path, found, budget })
  }
  return added
}

async function commitOf(git: SafeGit, root: string, name: string): Promise<string | null> {
  if (name.startsWith('-')) return null
  const found = await git.run(root, ['rev-parse', '--verify', '-q', `${name}^{commit}`])
  return found?.toString('utf8').trim() || null
}

/** Which paths (from the root, with slashes) a command names; a pattern may be any of them. */
function chosen(
  given: readonly string[] | null,
  at: { readonly root: string; readonly folder: string },
): (name: string) => boolean {
  if (given === null || given.some((path) => /^:|[*?[\\]/.test(path))) return () => true
  const places = given.map((path) => {
    const absolute = isAbsolute(path) ? path : resolve(at.folder, path)
    return relative(at.root, absolute).replaceAll(sep, '/')
  })
  return (name) => places.some((place) => place === '' || isWithin(name, place))
}

type CleanLoss = Extract<GitLoss, { kind: 'clean' }>

const IGNORED: Readonly<Record<CleanLoss['ignored'], readonly string[]>> = {
  stay: ['--exclude-standard'],
  go: [],
  only: ['-i', '--exclude-standard'],
}

async function filesOfClean(repository: Repository, loss: CleanLoss, at: At): Promise<void> {
  const { git, walk, budget } = at.ground
  const { root } = repository
  const folder = isWithin(at.folder, root) ? at.folder : root
  const plain = loss.paths.filter((path) => !/^:|[*?[\\]/.test(path))
  const paths = plain.length === loss.paths.length ? plain : []
  const list = async (...more: readonly string[]) =>
    namesIn(
      await git.run(folder, [
        ...['ls-files', '-o', '-z', ...IGNORED[loss.ignored], ...more, '--', ...paths],
      ]),
    )
  const collapsed = await list('--directory')
  const isShallow = !loss.folders && paths.length === 0
  const names = isShallow ? collapsed.filter((name) => !name.endsWith('/')) : await list()
  for (const name of names.filter((one) => !one.endsWith('/'))) {
    const path = join(folder, name)
    const found = stat(path)
    if (found) addThing(walk, { path, found, budget })
  }
  // Git lists a repository inside as a folder; one force more takes it too.
  for (const name of names.filter((one) => loss.repositories && one.endsWith('/'))) {
    walkRemoval(walk, { path: join(folder, name), isPattern: false, recursive: true }, budget)
  }
  for (const name of collapsed.filter((one) => loss.folders && one.endsWith('/'))) {
    addFolders(join(folder, name.slice(0, -1)), at.ground)
  }
}

function namesIn(found: Buffer | null): string[] {
  return (
    found
      ?.toString('utf8')
      .split('\0')
      .filter((one) => one !== '') ?? []
  )
}

/** Folders that go when nothing is left in them come back empty or not. */
function addFolders(path: string, { walk, budget }: GitGround): void {
  const emptied = { ...walk, things: new Map(), repositories: [], unreadable: [], mounts: [] }
  walkRemoval(emptied, { path, isPattern: false, recursive: true }, budget)
  // A repository inside is left alone without a second force.
  if (emptied.repositories.length > 0) return
  for (const [below, thing] of emptied.things) {
    if (thing.type === 'folder') walk.things.set(below, thing)
  }
}

/** The files of a working copy, and what its repository knows of it. */
async function filesOfWorktree(_: Repository, path: string, at: At): Promise<void> {
  const { git, walk, budget } = at.ground
  const folder = isAbsolute(path) ? path : resolve(at.folder, path)
  const root = await findRoot(git, folder)
  if (root !== null && stat(folder) && root !== _.root) {
    const own = await git.run(root, ['rev-parse', '--absolute-git-dir'])
    const gitFolder = own?.toString('utf8').trim()
    if (gitFolder) walkRemoval(walk, { path: gitFolder, isPattern: false, recursive: true }, budget)
  }
  walkRemoval(walk, { path: folder, isPattern: false, recursive: true }, budget)
}

async function filesOfAnything(repository: Repository, at: At): Promise<void> {
  const { git, walk, budget } = at.ground
  const { root } = repository
  const names = [...repository.index.keys()]
  const changed = names.filter((name) => repository.standingOf(join(root, name)) === 'changed')
  const others = namesIn(await git.run(root, ['ls-files', '-o', '-z', '--exclude-standard']))
  for (const name of [...changed, ...others.filter((one) => !one.endsWith('/'))]) {
    const path = join(root, name)
    const found = stat(path)
    if (found && !found.isDirectory()) addThing(walk, { path, found, budget })
  }
}
