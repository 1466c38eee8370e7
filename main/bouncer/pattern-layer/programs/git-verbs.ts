import { TAINT } from '../findings.ts'
import {
  deletePaths,
  EMPTY,
  emit,
  type Field,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
  UNKNOWN,
  writePaths,
} from '../scene.ts'
import { download } from '../urls.ts'
import { judgeSetting, note } from './git-settings.ts'
import type { Options } from './options.ts'

/** Judges one git command; nothing means that it does nothing of note. */
export type Verb = (scene: Scene, args: readonly Field[], options: Options) => Stream | undefined

function dryRun(options: Options): boolean {
  return options.has('n', 'dry-run')
}

const push: Verb = (scene, _args, options) => {
  if (options.has('dry-run')) return OPAQUE
  const refs = options.operands.slice(1).map((field) => field.text)
  const forced =
    options.has('f', 'force', 'force-with-lease', 'force-if-includes', 'mirror') ||
    refs.some((ref) => ref.startsWith('+'))
  const removes = options.has('d', 'delete', 'prune') || refs.some((ref) => ref.startsWith(':'))
  const plainly = removes ? 'delete' : 'push'
  note(scene, 'remote', forced ? 'force-push' : plainly)
  const [remote] = options.operands
  if (remote && /[:/]/.test(remote.text) && !remote.text.startsWith('.')) {
    noteTransport(scene, remote)
    signal(scene, 'foreign-source', `push to ${remote.text}`)
  }
  return OPAQUE
}

function noteTransport(scene: Scene, remote: Field): void {
  const { text } = remote
  if (/^(?:ext|fd)::/.test(text)) {
    emit(scene, { kind: 'execute', source: 'inline', program: 'git transport' })
    scene.runner.text(
      fork(scene),
      text
        .slice(text.indexOf('::') + 2)
        .replace(/% /g, ' ')
        .replace(/%(.)/g, '$1'),
      EMPTY,
    )
  } else if (/^-/.test(text)) signal(scene, 'inline-opaque', text)
  else if (/^(?:https?|git|ssh|ftp):\/\//.test(text)) {
    download(scene, text)
    if (remote.taint & TAINT.secret)
      emit(scene, { kind: 'network', host: text, direction: 'upload' })
  } else if (/^[\w.-]+@[\w.-]+:/.test(text))
    emit(scene, {
      kind: 'network',
      host: text.split('@')[1]?.split(':')[0] ?? '',
      direction: 'download',
    })
}

const WELL_KNOWN_FORGES =
  /^(?:(?:[\w.-]+@)|(?:https?|ssh|git):\/\/(?:[\w.-]+(?::[^@/]*)?@)?)?(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.sr\.ht|gist\.github\.com|dev\.azure\.com|[\w-]+\.googlesource\.com|git\.kernel\.org|salsa\.debian\.org|[\w.-]*example\.(?:com|org|net)|gitlab\.[\w.-]+|git\.[\w.-]+)[:/]/i

const clone: Verb = (scene, _args, options) => {
  const [remote, folder] = options.operands
  if (!remote) return OPAQUE
  noteTransport(scene, remote)
  const hasScheme = /^[\w+.-]+:\/\/|@[\w.-]+:/.test(remote.text)
  if (
    hasScheme &&
    !WELL_KNOWN_FORGES.test(remote.text) &&
    !/localhost|127\.0\.0\.1|^file:/.test(remote.text)
  )
    signal(scene, 'foreign-source', remote.text)
  if (!hasScheme && /^[\w-]+(?:\.[\w-]+)+\//.test(remote.text))
    signal(scene, 'foreign-source', remote.text)
  if (folder) writePaths(scene, [folder], { text: null, taint: 0 })
  return OPAQUE
}

const reset: Verb = (scene, _args, options) => {
  if (options.has('hard')) note(scene, 'worktree', 'reset --hard')
  else if (options.has('merge', 'keep')) note(scene, 'worktree', 'reset')
  return OPAQUE
}

const clean: Verb = (scene, _args, options) => {
  if (!dryRun(options) && (options.has('f', 'force') || options.has('i', 'interactive')))
    note(scene, 'worktree', 'clean')
  return OPAQUE
}

const checkout: Verb = (scene, args, options) => {
  const dash = args.findIndex((field) => field.text === '--')
  const creates = options.value('b', 'orphan') !== undefined || options.has('b', 'orphan')
  if (options.has('f', 'force', 'discard-changes') && !dryRun(options))
    note(scene, 'worktree', 'checkout --force')
  else if (options.has('B', 'C')) note(scene, 'history', 'move branch')
  else if (dash >= 0 && dash < args.length - 1) note(scene, 'worktree', 'discard changes')
  else if (options.value('pathspec-from-file')) note(scene, 'worktree', 'discard changes')
  else if (!creates && namesPaths(options, args)) note(scene, 'worktree', 'discard changes')
  return OPAQUE
}

/** More than a branch: `git checkout HEAD file` or `git checkout .` overwrites files. */
function namesPaths(options: Options, args: readonly Field[]): boolean {
  if (options.has('t', 'track', 'd', 'detach', 'l', 'orphan')) return false
  const operands = options.operands
  if (operands.some((field) => /^\.{1,2}\/?$|^:[(/!]|[*?]/.test(field.text))) return true
  if (operands.length === 1)
    return /\.[a-z]{1,5}$/i.test(operands[0]?.text ?? '') && /\//.test(operands[0]?.text ?? '')
  return operands.length > 1 && !args.some((field) => /^-[bB]$/.test(field.text))
}

const restore: Verb = (scene, _args, options) => {
  const onlyIndex = options.has('S', 'staged') && !options.has('W', 'worktree')
  if (!onlyIndex && !options.has('help')) note(scene, 'worktree', 'discard changes')
  return OPAQUE
}

const branch: Verb = (scene, _args, options) => {
  const removes = options.has('D') || (options.has('d', 'delete') && options.has('f', 'force'))
  if (removes) note(scene, 'history', 'delete branch')
  else if (options.has('f', 'force', 'M', 'C')) note(scene, 'history', 'move branch')
  return OPAQUE
}

const stash: Verb = (scene, args) => {
  const verb = args.find((field) => !field.text.startsWith('-'))?.text
  if (verb === 'drop' || verb === 'clear') note(scene, 'history', `stash ${verb}`)
  return OPAQUE
}

const config: Verb = (scene, args, options) => {
  const operands = options.operands.filter(
    (field) => !/^(?:set|get|list|unset|edit|get-all|get-regexp)$/.test(field.text),
  )
  const reads =
    options.has('get', 'get-all', 'get-regexp', 'list', 'l', 'get-urlmatch') ||
    /^(?:get|list)$/.test(options.operands[0]?.text ?? '')
  const [name, value] = operands
  const wide =
    options.has('global', 'system') ||
    args.some((field) => field.text === '--file' || field.text === '-f')
  if (
    reads ||
    !name ||
    (!value && !options.has('unset', 'unset-all', 'remove-section', 'e', 'edit'))
  )
    return OPAQUE
  judgeSetting(scene, name.text, value?.text ?? UNKNOWN)
  if (
    wide &&
    !/^(?:user\.(?:name|email)|init\.defaultbranch|core\.autocrlf|pull\.rebase|color\..*|push\.default|safe\.directory|advice\..*)$/i.test(
      name.text,
    )
  )
    note(scene, 'configuration', `${name.text} for every project`)
  return OPAQUE
}

const rewriting =
  (verb: string): Verb =>
  (scene, _args, options) => {
    if (!dryRun(options) && !options.has('abort', 'continue', 'skip', 'quit', 'help'))
      note(scene, 'history', verb)
    return OPAQUE
  }

const rebase: Verb = (scene, _args, options) => {
  for (const command of options.values('x', 'exec'))
    scene.runner.text(fork(scene), command.text, EMPTY)
  if (options.has('i', 'interactive', 'root') && !options.has('autosquash'))
    note(scene, 'history', 'rebase')
  return OPAQUE
}

const worktree: Verb = (scene, args, options) => {
  const [verb, path] = options.operands
  if (verb?.text === 'remove' && options.has('f', 'force'))
    note(scene, 'worktree', 'worktree remove --force')
  if (verb?.text === 'add' && path && args.length > 0) return OPAQUE
  return OPAQUE
}

const remote: Verb = (scene, _args, options) => {
  const [verb, , url] = options.operands
  if (/^(?:set-url|add)$/.test(verb?.text ?? '') && url) noteTransport(scene, url)
  return OPAQUE
}

const tag: Verb = (scene, _args, options) => {
  if (options.has('d', 'delete') || options.has('f', 'force')) note(scene, 'history', 'delete tag')
  return OPAQUE
}

const collect: Verb = (scene, args, options) => {
  const expires = args.some(
    (field) =>
      /^--(?:p\w*|expire\w*)=(?:now|all|0|never)?/.test(field.text) &&
      /now|all|=0/.test(field.text),
  )
  if (options.has('aggressive') && expires) note(scene, 'history', 'destroy unreachable commits')
  else if (expires) note(scene, 'history', 'destroy unreachable commits')
  return OPAQUE
}

const submodule: Verb = (scene, args, options) => {
  const [verb, ...rest] = options.operands
  if (verb?.text === 'foreach')
    scene.runner.text(
      fork(scene),
      args
        .slice(args.indexOf(verb) + 1)
        .filter((field) => !/^-/.test(field.text) || /\s/.test(field.text))
        .map((field) => field.text)
        .join(' '),
      EMPTY,
    )
  if (verb?.text === 'deinit' && options.has('f', 'force'))
    note(scene, 'worktree', 'submodule deinit --force')
  if (verb?.text === 'add' && rest[0]) noteTransport(scene, rest[0])
  return OPAQUE
}

const bisect: Verb = (scene, args) => {
  const at = args.findIndex((field) => field.text === 'run')
  return at < 0 ? OPAQUE : scene.runner.argv(scene, args.slice(at + 1), EMPTY)
}

/** Rewrites every commit and may run a filter for each. */
export const filterBranch: Verb = (scene, args) => {
  note(scene, 'history', 'rewrite all commits')
  for (const { text } of args) if (/\s/.test(text)) scene.runner.text(fork(scene), text, EMPTY)
  return OPAQUE
}

const showObject: Verb = (scene, args) => {
  const paths = args.flatMap((field) => {
    const at = field.text.indexOf(':')
    return at > 0 && !field.text.startsWith('-')
      ? [{ ...field, text: field.text.slice(at + 1) }]
      : []
  })
  return readPaths(scene, paths).taint & TAINT.secret ? { text: null, taint: TAINT.secret } : OPAQUE
}

const removeFiles: Verb = (scene, _args, options) => {
  if (dryRun(options) || options.has('cached')) return OPAQUE
  deletePaths(scene, options.operands, options.has('r'))
  if (options.has('f', 'force')) note(scene, 'worktree', 'rm --force')
  return OPAQUE
}

const grep: Verb = (scene, args) => {
  const pager = args.find((field) => /^(?:-O.+|--open-files-in-pager=)/.test(field.text))
  if (pager)
    scene.runner.text(fork(scene), pager.text.replace(/^-O|^--open-files-in-pager=/, ''), EMPTY)
  return OPAQUE
}

const diff: Verb = (scene, args, options) => {
  const output = options.value('output')
  if (output) writePaths(scene, [output], OPAQUE)
  if (args.some((field) => field.text === '--no-index')) return readPaths(scene, options.operands)
  return OPAQUE
}

const archive: Verb = (scene, args, options) => {
  const output = options.value('o', 'output')
  if (output) writePaths(scene, [output], OPAQUE)
  const remoteRun = args.some((field) => field.text.startsWith('--exec'))
  if (remoteRun) signal(scene, 'inline-opaque', 'git archive --exec')
  return OPAQUE
}

const fetch: Verb = (scene, _args, options) => {
  const [from] = options.operands
  if (from) noteTransport(scene, from)
  return OPAQUE
}

const updateRef: Verb = (scene, _args, options) => {
  note(scene, 'history', options.has('d') ? 'delete ref' : 'move ref')
  return OPAQUE
}

const sendEmail: Verb = (scene) => {
  emit(scene, { kind: 'network', host: 'mail', direction: 'upload' })
  return OPAQUE
}

/** Git commands that change or run something. */
export const VERBS: Readonly<Record<string, Verb>> = {
  push,
  clone,
  reset,
  clean,
  checkout,
  restore,
  branch,
  stash,
  config,
  rebase,
  worktree,
  remote,
  tag,
  gc: collect,
  prune: rewriting('destroy unreachable commits'),
  reflog: (scene, args) => {
    if (/^(?:expire|delete|drop)$/.test(args[0]?.text ?? ''))
      note(scene, 'history', 'destroy unreachable commits')
    return OPAQUE
  },
  repack: (scene, args, options) =>
    options.has('unpack-unreachable') ? collect(scene, args, options) : OPAQUE,
  submodule,
  bisect,
  'filter-branch': filterBranch,
  'filter-repo': filterBranch,
  switch: (scene, _args, options) => {
    if (options.has('f', 'force', 'discard-changes')) note(scene, 'worktree', 'switch --force')
    else if (options.has('C', 'force-create')) note(scene, 'history', 'move branch')
    return OPAQUE
  },
  'update-ref': updateRef,
  'symbolic-ref': (scene, _args, options) =>
    options.operands.length > 1 ? updateRef(scene, [], options) : OPAQUE,
  replace: rewriting('replace object'),
  show: showObject,
  'cat-file': showObject,
  rm: removeFiles,
  grep,
  diff,
  log: diff,
  archive,
  fetch,
  pull: fetch,
  'ls-remote': fetch,
  'send-email': sendEmail,
  'checkout-index': (scene, _args, options) => {
    if (options.has('f', 'force')) note(scene, 'worktree', 'checkout-index --force')
    return OPAQUE
  },
  'read-tree': (scene, _args, options) => {
    if (options.has('reset', 'u')) note(scene, 'worktree', 'read-tree')
    return OPAQUE
  },
  apply: (scene, _args, options) => {
    if (options.has('unsafe-paths')) signal(scene, 'other-tool', 'git apply --unsafe-paths')
    return OPAQUE
  },
}
