import { rehearsedAlways } from './dry-runs.ts'
import {
  type Edit,
  isPlainBundle,
  type Rewriter,
  removeOption,
  removeWord,
  replaceWord,
  written,
} from './edits.ts'
import type { Source, SourceCommand, SourceWord } from './source-commands.ts'

/** Makes a git command gentler, by its verb. */
export const rewriteGit: Rewriter = (command, source) => {
  const verb = verbOf(command)
  if (!verb) return []
  const inner = { ...command, at: verb.at, args: command.words.slice(verb.at + 1) }
  const rewriter = Object.hasOwn(VERBS, verb.name) ? VERBS[verb.name] : undefined
  const gentler = rewriter ? rewriter(inner, source) : []
  const noVerify = removeOption(inner, source, { long: ['--no-verify'] })
  return gentler.length > 0 ? gentler : [...noVerify, ...plainSettings(command, verb.at, source)]
}

const GLOBAL_WITH_VALUE = new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace'])

function verbOf({
  words,
  at,
}: SourceCommand): { readonly at: number; readonly name: string } | null {
  let next = at + 1
  while (words[next]?.value?.startsWith('-')) {
    next += GLOBAL_WITH_VALUE.has(words[next]?.value ?? '') ? 2 : 1
  }
  const name = words[next]?.value
  return name ? { at: next, name } : null
}

/** Without settings given for this call only (`-c name=value`). */
function plainSettings({ words, at }: SourceCommand, end: number, source: Source): Edit[] {
  return words.slice(at + 1, end).flatMap((word, index) => {
    const value = words[at + 2 + index]
    return word.value === '-c' && value ? [removeWord(word, source), removeWord(value, source)] : []
  })
}

const force = { long: ['--force'], letter: 'f' }

const push: Rewriter = (command, source) => {
  const forced = command.args.flatMap((word) => {
    if (word.value === '--force' || word.value === '-f') {
      return [replaceWord(word, '--force-with-lease')]
    }
    return isPlainBundle(word, source, 'f')
      ? [replaceWord(word, `${word.value?.replace('f', '')} --force-with-lease`)]
      : []
  })
  const plus = command.args.filter(
    (word) => word.value?.startsWith('+') && written(word, source).startsWith('+'),
  )
  const unplussed = plus.map((word) => ({ start: word.start, end: word.start + 1, text: '' }))
  return [...forced, ...unplussed, ...removeOption(command, source, { long: ['--no-verify'] })]
}

const reset: Rewriter = (command, source) => {
  if (!command.args.some(({ value }) => /^--h(?:a(?:rd?)?)?$/.test(value ?? ''))) return []
  const target = command.args.find(({ value }) => value === null || !value.startsWith('-'))
  const isHere = !target || target.value === 'HEAD'
  if (isHere) return [fromVerb(command, 'stash push --include-untracked')]
  const git = gitOf(command, source)
  const text = `${git} stash push --include-untracked && ${git} reset --keep ${written(target, source)}`
  const start = programStart(command)
  const end = command.words.at(-1)?.end ?? command.node.end
  return [{ start, end, text: source.isSingle ? text : `{ ${text}; }` }]
}

/** Puts another verb and other arguments in the place of a command's own; its settings stay. */
function fromVerb({ words, at, node }: SourceCommand, text: string): Edit {
  return { start: words[at]?.start ?? node.pos, end: words.at(-1)?.end ?? node.end, text }
}

function programStart({ words, at, node }: SourceCommand): number {
  const program = words.slice(0, at).findLast(({ value }) => /(?:^|\/)git$/.test(value ?? ''))
  return program?.start ?? node.pos
}

/** `git` with the settings that stand before its verb. */
function gitOf(command: SourceCommand, source: Source): string {
  const end = command.words[command.at - 1]?.end ?? command.node.pos
  return written({ start: programStart(command), end }, source)
}

/** Shows what would go. */
const clean: Rewriter = (command, source) =>
  command.args.flatMap((word) => {
    if (word.value === '--force') return [replaceWord(word, '--dry-run')]
    if (word.value === '-f' || isPlainBundle(word, source, 'f')) {
      return [replaceWord(word, word.value?.replace('f', 'n') ?? '')]
    }
    return []
  })

/** Keeps what it would overwrite in a stash. */
const restore: Rewriter = (command, source) => {
  const forced = removeOption(command, source, {
    long: ['--force', '--discard-changes'],
    letter: 'f',
  })
  if (forced.length > 0) return forced
  const paths = pathsToRestore(command)
  if (paths.length === 0) return []
  return [fromVerb(command, `stash push -- ${paths.map((p) => written(p, source)).join(' ')}`)]
}

function pathsToRestore({ args, words, at }: SourceCommand): readonly SourceWord[] {
  const dashes = args.findIndex(({ value }) => value === '--')
  if (dashes >= 0) return args.slice(dashes + 1)
  const operands = args.filter(({ value }) => value === null || !value.startsWith('-'))
  if (words[at]?.value === 'restore') return operands
  return operands.every(({ value }) => value === '.') ? operands : operands.slice(1)
}

const branch: Rewriter = (command, source) => {
  const capital = command.args.filter(
    (word) => word.value === '-D' || isPlainBundle(word, source, 'D'),
  )
  return [
    ...capital.map((word) => replaceWord(word, word.value?.replace('D', 'd') ?? '')),
    ...removeOption(command, source, force),
  ]
}

const stash: Rewriter = ({ args }) => {
  const [verb] = args
  const isLost = verb?.value === 'drop' || verb?.value === 'clear'
  return isLost ? [{ start: verb.start, end: args.at(-1)?.end ?? verb.end, text: 'list' }] : []
}

const commit: Rewriter = (command, source) => {
  const { args } = command
  const hasMessage = args.some(
    ({ value }) => value !== null && /^(?:-\w*[mF]|--message|--file)/.test(value),
  )
  const amend = hasMessage ? removeOption(command, source, { long: ['--amend'] }) : []
  return [...amend, ...removeOption(command, source, { long: ['--no-verify'], letter: 'n' })]
}

const collectGarbage: Rewriter = (command, source) =>
  command.args
    .filter(({ value }) => value !== null && /^--(?:prune|aggressive)/.test(value))
    .map((word) => removeWord(word, source))

const config: Rewriter = ({ args }) =>
  args
    .filter(({ value }) => value === '--global' || value === '--system')
    .map((word) => replaceWord(word, '--local'))

/** Shows what the reflog holds. */
const reflog: Rewriter = ({ args }) => {
  const [verb] = args
  const isLost = verb?.value === 'expire' || verb?.value === 'delete'
  return isLost ? [{ start: verb.start, end: args.at(-1)?.end ?? verb.end, text: 'show' }] : []
}

const unforced: Rewriter = (command, source) => removeOption(command, source, force)

const VERBS: Readonly<Record<string, Rewriter>> = {
  push,
  reset,
  clean,
  checkout: restore,
  switch: restore,
  restore,
  branch,
  stash,
  commit,
  gc: collectGarbage,
  prune: rehearsedAlways('--dry-run'),
  config,
  reflog,
  worktree: unforced,
  tag: unforced,
  rm: unforced,
  add: unforced,
}
