import { UNKNOWN } from '../pattern-layer/scene.ts'
import { type GitWords, readGitWords } from './git-words.ts'

/** What a command of git may lose, before the repository is looked at. */
export type GitLoss =
  /** Files of the working tree become as in a tree; null stands for the index. */
  | {
      readonly kind: 'tree'
      readonly target: string | null
      /** The first of the operands may be a path as well as a commit. */
      readonly isUnsure: boolean
      /** Null stands for all. */
      readonly paths: readonly string[] | null
      /** Whether the branch that is checked out moves, or another one is checked out. */
      readonly moves: 'branch' | 'head' | 'nothing'
    }
  | {
      readonly kind: 'clean'
      readonly ignored: 'stay' | 'go' | 'only'
      readonly folders: boolean
      readonly repositories: boolean
      readonly paths: readonly string[]
    }
  | { readonly kind: 'refs'; readonly names: readonly string[] }
  /** One entry by its number, or all. */
  | { readonly kind: 'stash'; readonly entry: number | null }
  | { readonly kind: 'worktree'; readonly path: string }
  | { readonly kind: 'push'; readonly remote: string | null; readonly refs: readonly string[] }
  | { readonly kind: 'anything' }

interface Found {
  readonly verb: string
  readonly loss: GitLoss
}

/** A longer command is not taken apart. */
const MAX_WORDS = 1_000

const anything = (verb: string): Found => ({ verb, loss: { kind: 'anything' } })

/** What one command of git may lose; null where it loses nothing. */
export function lossOf(verb: string, args: readonly string[]): Found | null {
  if (!Object.hasOwn(READERS, verb)) return null
  if (args.length > MAX_WORDS) return anything(verb)
  const words = readGitWords(args, VALUED[verb] ?? [])
  if (words.has('h', 'help', 'n', 'dry-run') && verb !== 'restore') return null
  const found = READERS[verb]?.(words) ?? null
  if (found === null) return null
  const isUnknown = [...words.operands, ...words.paths].some((word) => word.includes(UNKNOWN))
  return isUnknown ? anything(found.verb) : found
}

/** Options that take the next word. */
const VALUED: Readonly<Record<string, readonly string[]>> = {
  clean: ['e', 'exclude'],
  checkout: ['b', 'B', 'orphan', 'conflict', 'pathspec-from-file'],
  switch: ['c', 'C', 'orphan', 'conflict', 'create', 'force-create'],
  restore: ['s', 'source', 'conflict', 'pathspec-from-file'],
  push: ['o', 'push-option', 'repo', 'receive-pack', 'exec'],
  tag: ['m', 'F', 'u', 'message', 'file', 'local-user'],
  'update-ref': ['m'],
}

type Reader = (words: GitWords) => Found | null

const reset: Reader = (words) => {
  const mode = ['hard', 'merge', 'keep'].find((one) => words.has(one))
  if (mode === undefined) return null
  const target = words.operands[0] ?? 'HEAD'
  const loss = { kind: 'tree', target, isUnsure: false, paths: null, moves: 'branch' } as const
  return { verb: `reset --${mode}`, loss }
}

const checkout: Reader = (words) => {
  if (words.has('pathspec-from-file')) return anything('checkout')
  const forced = words.has('f', 'force', 'discard-changes')
  const moved = words.value('B', 'C', 'force-create')
  if (moved !== undefined && !forced) return refs('move a branch', [`refs/heads/${moved}`])
  const { operands, paths, dashed } = words
  if (dashed && paths.length > 0) {
    const target = operands[0] ?? null
    return tree('checkout', { target, isUnsure: false, paths, moves: 'nothing' })
  }
  const made = words.value('b', 'c', 'create', 'orphan') !== undefined
  if (forced) {
    const target = operands[0] ?? 'HEAD'
    return tree('checkout --force', { target, isUnsure: true, paths: null, moves: 'head' })
  }
  if (made || operands.length === 0) return null
  const [first = null, ...rest] = operands
  return tree('checkout', { target: first, isUnsure: true, paths: rest, moves: 'nothing' })
}

function tree(verb: string, of: Omit<Extract<GitLoss, { kind: 'tree' }>, 'kind'>): Found {
  return { verb, loss: { kind: 'tree', ...of } }
}

function refs(verb: string, names: readonly string[]): Found {
  return { verb, loss: { kind: 'refs', names } }
}

const restore: Reader = (words) => {
  const onlyIndex = words.has('S', 'staged') && !words.has('W', 'worktree')
  if (onlyIndex) return null
  if (words.has('pathspec-from-file')) return anything('restore')
  const target = words.value('s', 'source') ?? (words.has('S', 'staged') ? 'HEAD' : null)
  const paths = [...words.operands, ...words.paths]
  return tree('restore', { target, isUnsure: false, paths, moves: 'nothing' })
}

const clean: Reader = (words) => {
  if (words.has('e', 'exclude', 'i', 'interactive')) return anything('clean')
  const others = words.has('x') ? 'go' : 'stay'
  const ignored = words.has('X') ? 'only' : others
  const paths = [...words.operands, ...words.paths]
  const folders = words.has('d')
  const loss = {
    kind: 'clean',
    ignored,
    folders,
    repositories: words.count('f') > 1,
    paths,
  } as const
  return { verb: 'clean', loss }
}

const branch: Reader = (words) => {
  const removes = words.has('D') || (words.has('d', 'delete') && words.has('f', 'force'))
  const kind = words.has('r', 'remotes') ? 'refs/remotes' : 'refs/heads'
  const [first, second] = words.operands
  if (removes)
    return refs(
      'branch -D',
      words.operands.map((name) => `${kind}/${name}`),
    )
  if (words.has('M', 'C')) return refs('move a branch', [`${kind}/${second ?? first}`])
  return words.has('f', 'force') ? refs('move a branch', [`${kind}/${first}`]) : null
}

const stash: Reader = (words) => {
  const [verb, entry = '0'] = words.operands
  if (verb === 'clear') return { verb: 'stash clear', loss: { kind: 'stash', entry: null } }
  if (verb !== 'drop' && verb !== 'pop') return null
  const number = /^(?:stash@\{)?(\d+)\}?$/.exec(entry)?.[1]
  if (number === undefined) return { verb: `stash ${verb}`, loss: { kind: 'stash', entry: null } }
  return { verb: `stash ${verb}`, loss: { kind: 'stash', entry: Number(number) } }
}

const worktree: Reader = (words) => {
  const [verb, path] = words.operands
  if (verb !== 'remove' || path === undefined) return null
  return { verb: 'worktree remove', loss: { kind: 'worktree', path } }
}

const tag: Reader = (words) => {
  const names = words.has('d', 'delete') ? words.operands : words.operands.slice(0, 1)
  if (!words.has('d', 'delete', 'f', 'force')) return null
  return refs(
    words.has('d', 'delete') ? 'tag -d' : 'tag --force',
    names.map((one) => `refs/tags/${one}`),
  )
}

const push: Reader = (words) => {
  const [remote = null, ...given] = words.operands
  const forced =
    words.has('f', 'force', 'force-with-lease', 'mirror', 'd', 'delete', 'prune') ||
    given.some((one) => /^[+:]/.test(one))
  return forced ? { verb: 'push --force', loss: { kind: 'push', remote, refs: given } } : null
}

const updateRef: Reader = (words) =>
  refs(
    'update-ref',
    words.operands.slice(0, 1).map((name) => (name === 'HEAD' ? 'HEAD' : name)),
  )

const whole =
  (verb: string): Reader =>
  () =>
    anything(verb)

const READERS: Readonly<Record<string, Reader>> = {
  reset,
  checkout,
  switch: (words) => {
    const found = checkout(words)
    return found?.loss.kind === 'tree' && found.loss.moves !== 'head' ? null : found
  },
  restore,
  clean,
  branch,
  stash,
  worktree,
  tag,
  push,
  'update-ref': updateRef,
  ...Object.fromEntries(
    ['rebase', 'filter-branch', 'filter-repo', 'read-tree', 'checkout-index', 'submodule', 'rm']
      .concat(['gc', 'prune', 'reflog', 'repack', 'replace', 'fast-import', 'symbolic-ref', 'lfs'])
      .map((verb) => [verb, whole(verb)]),
  ),
}
