import { EMPTY, type Field, fork, OPAQUE } from '../scene.ts'
import { note } from './git-settings.ts'
import type { Verb } from './git-verb.ts'
import type { Options } from './options.ts'

function dryRun(options: Options): boolean {
  return options.has('n', 'dry-run')
}

const rewriting =
  (verb: string): Verb =>
  (scene, _args, options) => {
    if (!dryRun(options) && !options.has('abort', 'continue', 'skip', 'quit', 'help'))
      note(scene, 'history', verb)
    return OPAQUE
  }

const DESTROYS = 'destroy unreachable commits'
const EXPIRES_NOW =
  /^(?:--(?:p\w*|ex\w*(?:-\w*)?|un\w*(?:-\w*)?)=)?(?:now|all|0|0\.\w+|today|yesterday|1[. ](?:second|minute|hour)s?(?:[. ]ago)?)$/i

/** Whether unreachable commits go at once instead of after weeks in which they can be had back. */
function expiresNow(args: readonly Field[]): boolean {
  return args.some(
    ({ text }, at) =>
      (text.startsWith('--') && text.includes('=') && EXPIRES_NOW.test(text)) ||
      (/^--(?:p\w*|ex[\w-]*|un[\w-]*)$/.test(text) && EXPIRES_NOW.test(args[at + 1]?.text ?? '')),
  )
}

const collect: Verb = (scene, args, options) => {
  if (!dryRun(options) && expiresNow(args)) note(scene, 'history', DESTROYS)
  return OPAQUE
}

const pruneObjects: Verb = (scene, args, options) => {
  if (dryRun(options) || options.has('help', 'h')) return OPAQUE
  note(scene, 'history', expiresNow(args) ? DESTROYS : 'prune objects')
  return OPAQUE
}

const reflog: Verb = (scene, args, options) => {
  const verb = args[0]?.text ?? ''
  if (!/^(?:expire|delete|drop)$/.test(verb) || dryRun(options)) return OPAQUE
  note(scene, 'history', expiresNow(args) ? DESTROYS : `reflog ${verb}`)
  return OPAQUE
}

/** Rewrites every commit and may run a filter for each. */
export const filterBranch: Verb = (scene, args) => {
  if (args.some((field) => field.text === '--analyze')) return OPAQUE
  note(scene, 'history', 'rewrite all commits')
  for (const { text } of args) if (/\s/.test(text)) scene.runner.text(fork(scene), text, EMPTY)
  return OPAQUE
}

const updateRef: Verb = (scene, _args, options) => {
  note(scene, 'history', options.has('d') ? 'delete ref' : 'move ref')
  return OPAQUE
}

/** Git commands that rewrite or destroy history. */
export const HISTORY_VERBS: Readonly<Record<string, Verb>> = {
  gc: collect,
  repack: collect,
  prune: pruneObjects,
  'prune-packed': collect,
  reflog,
  'filter-branch': filterBranch,
  'filter-repo': filterBranch,
  replace: (scene, args, options) =>
    args.length === 0 || options.has('l', 'list')
      ? OPAQUE
      : rewriting('replace object')(scene, args, options),
  'update-ref': updateRef,
  'symbolic-ref': (scene, args, options) =>
    options.operands.length > 1 ? updateRef(scene, args, options) : OPAQUE,
  'fast-import': rewriting('import commits'),
}
