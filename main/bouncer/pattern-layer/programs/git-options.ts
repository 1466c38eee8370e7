import type { Field } from '../scene.ts'
import { type Options, readOptions, valued } from './options.ts'

const LOG =
  'S G n max-count since until after before grep author committer format pretty L output O skip inter-hunk-context diff-algorithm encoding date U'

/** Options that take a value, by git command; a command that is not here has none that matter. */
const VALUED: Readonly<Record<string, string>> = {
  push: 'o push-option receive-pack exec repo',
  clone:
    'o b u c j origin branch upload-pack reference reference-if-able separate-git-dir depth shallow-since shallow-exclude config template jobs server-option filter bundle-uri revision',
  init: 'b template separate-git-dir initial-branch object-format ref-format',
  reset: 'pathspec-from-file U',
  clean: 'e exclude',
  checkout: 'b B orphan conflict pathspec-from-file U inter-hunk-context',
  switch: 'c C create force-create orphan conflict',
  restore: 's source pathspec-from-file conflict',
  branch: 'u set-upstream-to contains no-contains points-at sort format',
  stash: 'm message pathspec-from-file',
  config: 'f file blob type default get-color comment value url',
  rebase: 'x exec s strategy X strategy-option onto C whitespace empty',
  tag: 'm F u message file local-user sort format contains no-contains points-at cleanup trailer',
  commit:
    'm F C c t author date message file template cleanup fixup squash reuse-message reedit-message trailer pathspec-from-file',
  log: LOG,
  diff: LOG,
  show: LOG,
  fetch:
    'upload-pack depth deepen shallow-since shallow-exclude j jobs o server-option refmap negotiation-tip filter',
  pull: 'upload-pack depth deepen shallow-since j jobs o server-option refmap s strategy X strategy-option filter',
  'ls-remote': 'upload-pack exec o server-option sort',
  worktree: 'b B reason',
  submodule: 'b branch name reference depth jobs j',
  archive: 'o output format prefix remote exec add-file',
  grep: 'e f m A B C max-depth threads',
  apply: 'p C directory exclude include',
  am: 'p C directory exclude include',
  'format-patch': 'o output-directory output v subject-prefix to cc',
  merge: 'm s X F into-name strategy strategy-option file',
  'cherry-pick': 'm s X strategy strategy-option',
  revert: 'm s X strategy strategy-option',
  notes: 'm F c C message file',
  'update-ref': 'm',
  prune: 'expire',
  reflog: 'expire expire-unreachable',
  difftool: 'x t extcmd tool',
  mergetool: 't tool',
  instaweb: 'httpd browser p port d module-path',
  bundle: 'version',
  'send-email':
    'to cc bcc from smtp-server sendmail-cmd to-cmd cc-cmd header-cmd smtp-user smtp-pass',
  remote: 't m',
  daemon: 'listen port user group base-path access-hook',
  blame: 'L S contents ignore-rev ignore-revs-file',
  'commit-tree': 'p m F',
  describe: 'match exclude candidates abbrev',
}

/** Reads the arguments of one git command by that command's own options. */
export function gitOptions(verb: string, args: readonly Field[]): Options {
  const list = Object.hasOwn(VALUED, verb) ? VALUED[verb] : undefined
  return readOptions(args, list === undefined ? {} : { valued: valued(list) })
}

/** Options whose value is a command, by git command: the long name and the shortest beginning git takes. */
const COMMANDS: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  clone: [['upload-pack', 1]],
  fetch: [['upload-pack', 3]],
  pull: [['upload-pack', 3]],
  'ls-remote': [
    ['upload-pack', 3],
    ['exec', 2],
  ],
  push: [
    ['receive-pack', 4],
    ['exec', 1],
  ],
  'send-pack': [
    ['receive-pack', 4],
    ['exec', 1],
  ],
  'fetch-pack': [
    ['upload-pack', 3],
    ['exec', 1],
  ],
  archive: [['exec', 2]],
  rebase: [['exec', 2]],
  difftool: [['extcmd', 1]],
  instaweb: [
    ['httpd', 1],
    ['browser', 1],
  ],
  'send-email': [
    ['sendmail-cmd', 5],
    ['to-cmd', 4],
    ['cc-cmd', 4],
    ['header-cmd', 8],
  ],
  daemon: [['access-hook', 8]],
  help: [['browser', 20]],
}

/** The commands that options of a git command carry, also by a shortened name or a single letter. */
export function carriedByOptions(verb: string, args: readonly Field[]): Field[] {
  const found: Field[] = []
  for (const [long, least] of COMMANDS[verb] ?? []) {
    for (const [at, field] of args.entries()) {
      const value = longValue(field, { long, least, next: args[at + 1] })
      if (value) found.push(value)
    }
  }
  return [...found, ...letterCommands(verb, args)]
}

interface Asked {
  readonly long: string
  readonly least: number
  readonly next: Field | undefined
}

function longValue(field: Field, asked: Asked): Field | undefined {
  if (!field.text.startsWith('--')) return undefined
  const equals = field.text.indexOf('=')
  const name = field.text.slice(2, equals < 0 ? undefined : equals)
  if (name.length < asked.least || !asked.long.startsWith(name)) return undefined
  return equals < 0 ? asked.next : { ...field, text: field.text.slice(equals + 1) }
}

const LETTERS: Readonly<Record<string, string>> = { clone: 'u', rebase: 'x', difftool: 'x' }

function letterCommands(verb: string, args: readonly Field[]): readonly Field[] {
  const letter = LETTERS[verb]
  return letter === undefined ? [] : gitOptions(verb, args).values(letter)
}
