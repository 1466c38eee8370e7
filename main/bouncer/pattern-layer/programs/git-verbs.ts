import { TAINT } from '../findings.ts'
import {
  deletePaths,
  EMPTY,
  emit,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
  UNKNOWN,
  writePaths,
} from '../scene.ts'
import { HISTORY_VERBS } from './git-history.ts'
import { addressSetting, push } from './git-push.ts'
import { judgeSetting, note } from './git-settings.ts'
import { isForeignRepository, noteTransport } from './git-transport.ts'
import type { Verb } from './git-verb.ts'
import { checkout, clean, restore } from './git-worktree.ts'
import { areMadeHere } from './made-here.ts'
import type { Options } from './options.ts'
import { pathList } from './path-lists.ts'

function dryRun(options: Options): boolean {
  return options.has('n', 'dry-run')
}

const clone: Verb = (scene, _args, options) => {
  const [remote, folder] = options.operands
  noteTemplate(scene, options)
  if (!remote) return OPAQUE
  noteTransport(scene, remote)
  if (isForeignRepository(remote.text)) signal(scene, 'foreign-source', remote.text)
  if (folder) writePaths(scene, [folder], { text: null, taint: 0 })
  return OPAQUE
}

/** Hooks of a template become hooks of the repository. */
function noteTemplate(scene: Scene, options: Options): void {
  const template = options.value('template')
  if (template && template.text !== '') {
    const place = touch(scene, template).place
    const source = place === 'project' || place === 'system' ? 'project' : 'file'
    emit(scene, { kind: 'execute', source, program: template.text })
  }
}

const reset: Verb = (scene, _args, options) => {
  if (options.has('hard')) note(scene, 'worktree', 'reset --hard')
  // `--keep` stops where a change of a file would be lost.
  else if (options.has('merge')) note(scene, 'worktree', 'reset')
  return OPAQUE
}

/** The branch that is checked out: its name is not shown, but what it is. */
const CURRENT_BRANCH: Stream = { text: `${UNKNOWN}\n`, taint: TAINT.branch }

const branch: Verb = (scene, _args, options) => {
  if (options.has('show-current')) return CURRENT_BRANCH
  const removes = options.has('D') || (options.has('d', 'delete') && options.has('f', 'force'))
  if (removes && !areMadeHere(scene, 'branch', options.operands))
    note(scene, 'history', 'delete branch')
  else if (options.has('f', 'force', 'M', 'C') && !removes) note(scene, 'history', 'move branch')
  return OPAQUE
}

const stash: Verb = (scene, args) => {
  const verb = args.find((field) => !field.text.startsWith('-'))?.text
  if (verb === 'drop' || verb === 'clear') note(scene, 'history', `stash ${verb}`)
  return OPAQUE
}

const config: Verb = (scene, _args, options) => {
  const operands = options.operands.filter(
    (field) => !/^(?:set|get|list|unset|edit|get-all|get-regexp)$/.test(field.text),
  )
  const reads =
    options.has('get', 'get-all', 'get-regexp', 'list', 'l', 'get-urlmatch') ||
    /^(?:get|list)$/.test(options.operands[0]?.text ?? '')
  const [name, value] = operands
  const file = options.value('f', 'file')
  const wide =
    options.has('global', 'system') ||
    (file !== undefined && !/^(?:project|temporary)$/.test(touch(scene, file).place))
  if (
    reads ||
    !name ||
    (!value && !options.has('unset', 'unset-all', 'remove-section', 'e', 'edit'))
  )
    return OPAQUE
  scene.findings.marks.settings.set(name.text.toLowerCase(), value?.text ?? UNKNOWN)
  judgeSetting(scene, name.text, value?.text ?? UNKNOWN)
  if (wide && !/^safe\.directory$/i.test(name.text))
    note(scene, 'configuration', `${name.text} for every project`)
  return OPAQUE
}

/** Commits that a rebase leaves behind stay in the reflog; one from the root rewrites them all. */
const rebase: Verb = (scene, _args, options) => {
  if (options.has('root')) note(scene, 'history', 'rebase')
  return OPAQUE
}

const worktree: Verb = (scene, args, options) => {
  const [verb, path] = options.operands
  const made = path !== undefined && areMadeHere(scene, 'worktree', [path])
  if (verb?.text === 'remove' && options.has('f', 'force') && !made)
    note(scene, 'worktree', 'worktree remove --force')
  if (verb?.text === 'add' && path && args.length > 0) return OPAQUE
  return OPAQUE
}

const remote: Verb = (scene, _args, options) => {
  const [verb, name, url] = options.operands
  if (/^(?:set-url|add|rename)$/.test(verb?.text ?? '') && name && url) {
    const changed = verb?.text === 'rename' ? url : name
    scene.findings.marks.settings.set(addressSetting(changed.text), url.text)
    if (changed === name) noteTransport(scene, url)
  }
  return OPAQUE
}

const tag: Verb = (scene, _args, options) => {
  if (options.has('d', 'delete') || options.has('f', 'force')) note(scene, 'history', 'delete tag')
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
  if (verb?.text === 'deinit' && options.has('f', 'force', 'all'))
    note(scene, 'worktree', 'submodule deinit --force')
  const address = verb?.text === 'set-url' ? rest[1] : rest[0]
  if (/^(?:add|set-url)$/.test(verb?.text ?? '') && address) noteTransport(scene, address)
  return OPAQUE
}

const bisect: Verb = (scene, args) => {
  const at = args.findIndex((field) => field.text === 'run')
  return at < 0 ? OPAQUE : scene.runner.argv(scene, args.slice(at + 1), EMPTY)
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

const grep: Verb = (scene, args, options) => {
  const pager = args.find((field) => /^(?:-\w*O.+|--op[\w-]*=)/.test(field.text))
  if (pager) {
    const program = pager.text.replace(/^-\w*?O|^--op[\w-]*=/, '')
    scene.runner.text(fork(scene), program, EMPTY)
  }
  const names = options.has('l', 'L', 'name-only', 'files-with-matches', 'files-without-match')
  return names ? pathList(['.'], false) : OPAQUE
}

/** What has changed is not narrowed to anything that may be lost. */
const CHANGED_FILES = pathList(['.'], true)

/** Files of the project by git's list; where paths are given only some of them. */
const lsFiles: Verb = (_scene, _args, options) => {
  if (options.has('s', 'stage', 'u', 't', 'v', 'f', 'format', 'eol', 'debug')) return OPAQUE
  const others = options.has('o', 'others', 'm', 'modified', 'k', 'killed')
  return pathList(['.'], others || options.operands.length === 0)
}

const diff: Verb = (scene, args, options) => {
  const output = options.value('output')
  if (output) writePaths(scene, [output], OPAQUE)
  if (args.some((field) => field.text === '--no-index')) return readPaths(scene, options.operands)
  return options.has('name-only') && !options.has('p', 'patch', 'stat') ? CHANGED_FILES : OPAQUE
}

const archive: Verb = (scene, args, options) => {
  const output = options.value('o', 'output')
  if (output) writePaths(scene, [output], OPAQUE)
  const remoteRun = args.some((field) => /^--exe?c?(?:=|$)/.test(field.text))
  if (remoteRun) signal(scene, 'inline-opaque', 'git archive --exec')
  return OPAQUE
}

const fetch: Verb = (scene, _args, options) => {
  const [from, ...refs] = options.operands
  if (from) noteTransport(scene, from)
  const forced = refs.some(({ text }) => /^\+[^:]+:(?!refs\/remotes\/)/.test(text))
  if (forced) note(scene, 'history', 'move branch')
  return OPAQUE
}

/** Git's helpers print the passwords they keep. */
const storedCredential: Verb = (scene, args) => {
  if (!/^(?:fill|get)$/.test(args.at(-1)?.text ?? '')) return OPAQUE
  signal(scene, 'other-tool', 'reads stored passwords of git')
  return { text: null, taint: TAINT.secret }
}

const sendEmail: Verb = (scene) => {
  emit(scene, { kind: 'network', host: 'mail', direction: 'upload' })
  return OPAQUE
}

/** Git commands that change or run something. */
export const VERBS: Readonly<Record<string, Verb>> = {
  ...HISTORY_VERBS,
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
  submodule,
  bisect,
  switch: (scene, _args, options) => {
    if (options.has('f', 'force', 'discard-changes')) note(scene, 'worktree', 'switch --force')
    else if (options.has('C', 'force-create')) note(scene, 'history', 'move branch')
    return OPAQUE
  },
  show: showObject,
  'cat-file': showObject,
  rm: removeFiles,
  grep,
  'ls-files': lsFiles,
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
  'rev-parse': (scene, args) => {
    if (args[0]?.text === '--abbrev-ref') return args[1]?.text === 'HEAD' ? CURRENT_BRANCH : OPAQUE
    if (args[0]?.text !== '--show-toplevel') return OPAQUE
    const { facts, workspace } = scene.ground
    return { text: `${facts?.git?.root ?? workspace}\n`, taint: TAINT.none }
  },
  'symbolic-ref': (_scene, args, options) => {
    const shows = args.length < 4 && options.operands.length === 1
    return shows && options.operands[0]?.text === 'HEAD' ? CURRENT_BRANCH : OPAQUE
  },
  init: (scene, _args, options) => {
    noteTemplate(scene, options)
    return OPAQUE
  },
  credential: storedCredential,
  'credential-store': storedCredential,
  'credential-osxkeychain': storedCredential,
  'credential-libsecret': storedCredential,
  'credential-manager': storedCredential,
  'credential-cache': storedCredential,
  daemon: (scene) => {
    emit(scene, { kind: 'network', host: '', direction: 'listen' })
    return OPAQUE
  },
  instaweb: (scene) => {
    emit(scene, { kind: 'network', host: 'localhost', direction: 'listen' })
    return OPAQUE
  },
  maintenance: (scene, args) => {
    if (args[0]?.text === 'start' || args[0]?.text === 'register') {
      emit(scene, { kind: 'persistence', target: 'git maintenance' })
    }
    return OPAQUE
  },
  lfs: (scene, args) => {
    if (args[0]?.text === 'migrate' && args[1]?.text !== 'info') {
      note(scene, 'history', 'rewrite all commits')
    } else if (/^(?:prune|push|unlock|lock)$/.test(args[0]?.text ?? '')) {
      note(scene, args[0]?.text === 'push' ? 'remote' : 'worktree', `lfs ${args[0]?.text}`)
    }
    return OPAQUE
  },
  bundle: (scene, args, options) => {
    const file = options.operands[1]
    if (args[0]?.text === 'create' && file && file.text !== '-') writePaths(scene, [file], OPAQUE)
    return OPAQUE
  },
  'format-patch': (scene, _args, options) => {
    const folder = options.value('o', 'output-directory', 'output')
    if (folder) writePaths(scene, [folder], OPAQUE)
    return OPAQUE
  },
  'send-pack': push,
  svn: (scene, args) => {
    if (args[0]?.text === 'dcommit') note(scene, 'remote', 'push')
    return OPAQUE
  },
  subtree: (scene, args) => {
    if (args.some((field) => field.text === 'push')) note(scene, 'remote', 'push')
    return OPAQUE
  },
  apply: (scene, _args, options) => {
    if (options.has('unsafe-paths')) signal(scene, 'other-tool', 'git apply --unsafe-paths')
    return OPAQUE
  },
}
