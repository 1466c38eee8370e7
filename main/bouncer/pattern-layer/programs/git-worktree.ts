import { type Field, isKnown, OPAQUE, type Scene, touch } from '../scene.ts'
import { note } from './git-settings.ts'
import type { Verb } from './git-verb.ts'
import type { Options } from './options.ts'

/** Files that tools write anew, so that nobody's work is in them. */
const REMADE =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|bun\.lockb?|go\.sum|[\w.-]+\.lock|[\w.-]+\.snap|__snapshots__|generated|__generated__|gen|dist|build|out|target|coverage|node_modules)(?:\/|$)|[._-](?:generated|gen|pb)\.\w+$|\.min\.(?:js|css)$/

/** Folders that builds write to, whole. */
const BUILT = /(?:^|\/)(?:dist|build|out|target|coverage|node_modules)\/?$/

/** Whether each of the paths is a named part of the project, none of them all of it. */
function arePartsOfProject(scene: Scene, paths: readonly Field[]): boolean {
  return paths.length > 0 && paths.every((path) => isPartOfProject(scene, path))
}

function isPartOfProject(scene: Scene, field: Field): boolean {
  if (field.glob || /^:|[*?[]/.test(field.text) || !isKnown(field.text)) return false
  const { path, place } = touch(scene, field)
  const { workspace } = scene.ground
  return place === 'project' && path !== workspace && path !== `${workspace}/.git`
}

function areRemade(scene: Scene, paths: readonly Field[]): boolean {
  return arePartsOfProject(scene, paths) && paths.every((path) => REMADE.test(path.text))
}

/**
 * Without force git refuses, unless a setting says otherwise, which the call does not show. Of named
 * folders only what git ignores may go, as it is made again.
 */
export const clean: Verb = (scene, _args, options) => {
  if (options.has('n', 'dry-run', 'help', 'h')) return OPAQUE
  const ignoredOnly = options.has('X') && !options.has('x')
  const excepted = options.value('e', 'exclude') !== undefined
  const { operands } = options
  if (ignoredOnly && !excepted && arePartsOfProject(scene, operands)) return OPAQUE
  if (operands.every((field) => BUILT.test(field.text)) && areRemade(scene, operands)) return OPAQUE
  note(scene, 'worktree', 'clean')
  return OPAQUE
}

/** `git checkout` and `git switch`: branches moved, work thrown away. */
export const checkout: Verb = (scene, args, options) => {
  const dryRun = options.has('n', 'dry-run')
  const creates = options.value('b', 'orphan') !== undefined
  if (options.has('f', 'force', 'discard-changes') && !dryRun)
    note(scene, 'worktree', 'checkout --force')
  else if (options.has('B', 'C')) note(scene, 'history', 'move branch')
  else if (discards(args, options, creates) && !keepsWork(scene, args, options)) {
    note(scene, 'worktree', 'discard changes')
  }
  return OPAQUE
}

function discards(args: readonly Field[], options: Options, creates: boolean): boolean {
  const dash = dashesIn(args)
  if (dash >= 0 && dash < args.length - 1) return true
  if (options.value('pathspec-from-file') || options.has('ours', 'theirs')) return true
  return !creates && namesPaths(options)
}

function dashesIn(args: readonly Field[]): number {
  return args.findIndex((field) => field.text === '--')
}

/** One side of a conflict, a file as another commit has it, or a file that is made again. */
function keepsWork(scene: Scene, args: readonly Field[], options: Options): boolean {
  if (options.value('pathspec-from-file')) return false
  const { tree, paths } = treeAndPaths(args, options)
  if (options.has('ours', 'theirs') || isOtherCommit(tree)) return arePartsOfProject(scene, paths)
  return areRemade(scene, paths)
}

function treeAndPaths(
  args: readonly Field[],
  options: Options,
): { readonly tree: Field | undefined; readonly paths: readonly Field[] } {
  const { operands } = options
  const dash = dashesIn(args)
  if (dash >= 0) {
    const paths = args.slice(dash + 1)
    const before = operands.length - paths.length
    return { tree: before > 0 ? operands[0] : undefined, paths }
  }
  const [first, ...rest] = operands
  if (options.has('ours', 'theirs') || (first && SOURCE_FILE.test(first.text))) {
    return { tree: undefined, paths: operands }
  }
  return { tree: first, paths: rest }
}

/**
 * A commit meant as such, by its hash, as an ancestor, a tag, a stash or what a remote has: somebody
 * wants that version back. A branch's name, `HEAD` or nothing throws away what was changed since.
 */
function isOtherCommit(tree: Field | undefined): boolean {
  return tree !== undefined && COMMIT.test(tree.text)
}

const COMMIT =
  /[~^]\d*$|^[\da-f]{7,40}$|^(?:refs\/remotes\/|origin\/|upstream\/)|^v?\d+\.\d+|@\{.+\}$|^\uFFFC[~^]/

const SOURCE_FILE =
  /\.(?:md|txt|json|[cm]?[jt]sx?|py|rb|go|rs|java|c|h|cc|cpp|hpp|cs|css|scss|html?|ya?ml|toml|lock|sh|sql|xml|cfg|ini|conf|env|svg|png|vue|svelte|php|kt|swift|gradle|tf|ipynb|csv|log|rst|snap)$/i

/** More than a branch: `git checkout HEAD file` or `git checkout .` overwrites files. */
function namesPaths(options: Options): boolean {
  if (options.has('t', 'track', 'd', 'detach', 'l', 'orphan')) return false
  const { operands } = options
  if (operands.some((field) => /^\.{1,2}\/?$|^:[(/!]|[*?]/.test(field.text))) return true
  const [only] = operands
  if (operands.length === 1) return SOURCE_FILE.test(only?.text ?? '')
  return operands.length > 1
}

/** `git restore`: work thrown away, unless only the index changes. */
export const restore: Verb = (scene, _args, options) => {
  const onlyIndex = options.has('S', 'staged') && !options.has('W', 'worktree')
  if (onlyIndex || options.has('help')) return OPAQUE
  const paths = options.value('pathspec-from-file') ? [] : options.operands
  const other =
    isOtherCommit(options.value('s', 'source')) || options.has('ours', 'theirs')
      ? arePartsOfProject(scene, paths)
      : areRemade(scene, paths)
  if (!other) note(scene, 'worktree', 'discard changes')
  return OPAQUE
}
