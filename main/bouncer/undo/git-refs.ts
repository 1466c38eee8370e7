import type { GitLoss } from './git-losses.ts'
import type { Repository } from './repository.ts'
import type { SafeGit } from './safe-git.ts'

/** A name with what it stands for now, and for what after the command where that is known. */
export interface RefAtRisk {
  readonly name: string
  readonly id: string
  readonly to: string | null
}

/** Names and commits of a repository that a command may take. */
export interface Risk {
  /** Names that are moved or removed, with what they stand for now. */
  readonly refs: readonly RefAtRisk[]
  readonly stashes: readonly { readonly id: string; readonly message: string }[]
  /** Commits that only these names hold. */
  readonly commits: number
  readonly commitLines: readonly string[]
  /** What a pack of them is asked for: ids to hold, and with `^` those that stay anyway. */
  readonly wanted: readonly string[]
  /** Bytes that they take in the repository. */
  readonly commitBytes: number
}

const NONE: Risk = {
  refs: [],
  stashes: [],
  commits: 0,
  commitLines: [],
  wanted: [],
  commitBytes: 0,
}

/** What the names and commits of a repository stand to lose. */
export async function refsOfLoss(
  git: SafeGit,
  repository: Repository,
  loss: GitLoss,
): Promise<Risk> {
  const { root } = repository
  const refs = await namedBy(git, repository, loss)
  const stashes = await stashesOf(git, root, loss)
  const all = await everyRef(git, root)
  const leaving = new Set(refs.map(({ name }) => name))
  if (stashes.length > 0) leaving.add('refs/stash')
  const stays = all.filter(({ name }) => !leaving.has(name)).map(({ id }) => `^${id}`)
  const target = loss.kind === 'tree' && loss.target !== null ? [`^${loss.target}`] : []
  const ids = [...refs.map(({ id }) => id), ...stashes.map(({ id }) => id)]
  const staged = loss.kind === 'tree' || loss.kind === 'anything' ? stagedOnly(repository) : []
  if (ids.length + staged.length === 0) return { ...NONE, refs, stashes }
  const commits = ids.length === 0 ? null : await weigh(git, root, [...ids, ...stays, ...target])
  return {
    refs,
    stashes,
    ...(commits ?? { commits: 0, commitLines: [], commitBytes: 0 }),
    wanted: [...ids, ...staged, ...stays, ...target],
  }
}

/** Contents that only the index holds. */
function stagedOnly({ index, committed }: Repository): string[] {
  const known = new Set(committed.values())
  const ids = [...index.values()].map(({ id }) => id).filter((id) => !known.has(id))
  return [...new Set(ids)].filter((id) => !/^0+$/.test(id))
}

async function namedBy(git: SafeGit, repository: Repository, loss: GitLoss): Promise<RefAtRisk[]> {
  const { root, branch, head } = repository
  switch (loss.kind) {
    case 'tree':
      if (loss.moves !== 'branch' || head === null || loss.target === head) return []
      return [{ name: branch ?? 'HEAD', id: head, to: loss.target }]
    case 'refs':
      return resolved(git, root, loss.names)
    case 'push':
      return resolved(git, root, await trackedBy(git, repository, loss))
    case 'anything': {
      const own = (await everyRef(git, root)).filter(({ name }) =>
        /^refs\/(?:heads|tags)\//.test(name),
      )
      return branch === null && head !== null ? [...own, { name: 'HEAD', id: head, to: null }] : own
    }
    default:
      return []
  }
}

async function resolved(
  git: SafeGit,
  root: string,
  names: readonly string[],
): Promise<RefAtRisk[]> {
  const found: RefAtRisk[] = []
  for (const name of names) {
    if (name !== 'HEAD' && !/^refs\/(?!.*(?:\.\.|\s))/.test(name)) continue
    const id = await git.run(root, ['rev-parse', '--verify', '-q', name])
    if (id) found.push({ name, id: id.toString('utf8').trim(), to: null })
  }
  return found
}

/** What the other side held when it was last seen, of the branches that a push would replace. */
async function trackedBy(
  git: SafeGit,
  { root, branch }: Repository,
  { remote, refs }: Extract<GitLoss, { kind: 'push' }>,
): Promise<string[]> {
  const own = branch?.replace(/^refs\/heads\//, '') ?? ''
  const set = await git.run(root, ['config', '--get', `branch.${own}.remote`])
  const name = remote ?? (set?.toString('utf8').trim() || 'origin')
  const targets = refs.map((ref) => ref.replace(/^\+/, '').split(':').at(-1) ?? '')
  const branches = (targets.length === 0 ? [own] : targets).map((target) =>
    target === 'HEAD' || target === '' ? own : target.replace(/^refs\/heads\//, ''),
  )
  return branches.filter((one) => one !== '').map((one) => `refs/remotes/${name}/${one}`)
}

async function stashesOf(git: SafeGit, root: string, loss: GitLoss): Promise<Risk['stashes']> {
  if (loss.kind !== 'stash' && loss.kind !== 'anything') return []
  const args = [
    'log',
    '--walk-reflogs',
    '--no-show-signature',
    '--format=%H %gs',
    'refs/stash',
    '--',
  ]
  const found = await git.run(root, args)
  const rows = found?.toString('utf8').split('\n') ?? []
  const all = rows.flatMap((row) => {
    const [, id = '', message = ''] = /^([0-9a-f]+) (.*)$/.exec(row) ?? []
    return id === '' ? [] : [{ id, message }]
  })
  const entry = loss.kind === 'stash' ? loss.entry : null
  return entry === null ? all : all.slice(entry, entry + 1)
}

async function everyRef(git: SafeGit, root: string): Promise<RefAtRisk[]> {
  const found = await git.run(root, ['for-each-ref', '--format=%(objectname) %(refname)'])
  const rows = found?.toString('utf8').trim().split('\n') ?? []
  return rows.flatMap((row) => {
    const [id = '', name = ''] = row.split(' ')
    return name === '' ? [] : [{ name, id, to: null }]
  })
}

const LINES = 8

/** How many commits, the first of them, and what they take. */
async function weigh(
  git: SafeGit,
  root: string,
  wanted: readonly string[],
): Promise<Pick<Risk, 'commits' | 'commitLines' | 'commitBytes'>> {
  const input = `${wanted.join('\n')}\n`
  const number = await git.run(root, ['rev-list', '--count', '--stdin'], input)
  const args = ['rev-list', `--max-count=${LINES}`, '--format=%h %s', '--stdin']
  const rows = (await git.run(root, args, input))?.toString('utf8').trim().split('\n') ?? []
  const usage = await git.run(root, ['rev-list', '--disk-usage', '--objects', '--stdin'], input)
  return {
    commits: Number(number?.toString('utf8').trim() || 0),
    commitLines: rows.filter((row) => row !== '' && !row.startsWith('commit ')),
    commitBytes: Number(usage?.toString('utf8').trim() || 0),
  }
}

/** Commits of a repository that no remote holds, for one that goes as a whole. */
export async function unpushed(
  git: SafeGit,
  root: string,
): Promise<Pick<Risk, 'commits' | 'commitLines'>> {
  const from = ['--all', '--not', '--remotes']
  const number = await git.run(root, ['rev-list', '--count', ...from])
  const args = ['rev-list', `--max-count=${LINES}`, '--format=%h %s', ...from]
  const rows = (await git.run(root, args))?.toString('utf8').trim().split('\n') ?? []
  return {
    commits: Number(number?.toString('utf8').trim() || 0),
    commitLines: rows.filter((row) => row !== '' && !row.startsWith('commit ')),
  }
}
