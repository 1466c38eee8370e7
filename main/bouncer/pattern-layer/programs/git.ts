import { earlierAlias } from '../earlier/earlier-alias.ts'
import { resolvePath } from '../paths.ts'
import { EMPTY, emit, type Field, fork, OPAQUE, type Scene, type Stream, signal } from '../scene.ts'
import { noteMadeBranch } from './git-branches.ts'
import { noteSkippedChecks } from './git-checks.ts'
import { GIT_COMMANDS } from './git-commands.ts'
import { filterBranch } from './git-history.ts'
import { carriedByOptions, gitOptions } from './git-options.ts'
import { changesOwnRepository, noteMadeRepository } from './git-own.ts'
import { judgeSetting, note } from './git-settings.ts'
import { noteTransport } from './git-transport.ts'
import { VERBS } from './git-verbs.ts'
import { type Options, readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'

const git: Program = (scene, call) => {
  const spec = {
    valued: valued(
      'C c git-dir work-tree namespace exec-path config-env super-prefix list-cmds attr-source',
    ),
    stopAtOperand: true,
  }
  const options = readOptions(call.args, spec)
  let inner = scene
  for (const folder of options.values('C')) {
    inner = { ...inner, cwd: resolvePath(folder.text, inner.cwd, inner.ground.home) }
  }
  const aliases = new Map<string, string>()
  for (const setting of options.values('c')) noteSetting(inner, setting.text, aliases)
  if (options.value('config-env')) note(inner, 'configuration', 'set from the environment')
  if (options.value('exec-path'))
    emit(inner, { kind: 'execute', source: 'file', program: 'git --exec-path' })
  const [verb, ...args] = options.operands
  if (!verb) return OPAQUE
  const alias = aliases.get(verb.text) ?? aliasOfCall(inner, verb.text)
  if (alias !== null) return runAlias(inner, alias, args)
  const elsewhere = options.value('git-dir', 'work-tree') !== undefined
  if (!elsewhere && changesOwnRepository(inner, verb.text)) return OPAQUE
  return runVerb(inner, { name: verb.text, args, stdin: call.stdin })
}

/** An alias that this call set before, or an earlier one, or the repository. */
function aliasOfCall(scene: Scene, name: string): string | null {
  if (GIT_COMMANDS.has(name)) return null
  const set = scene.findings.marks.settings.get(`alias.${name.toLowerCase()}`)
  return set ?? earlierAlias(scene, name)
}

function noteSetting(scene: Scene, text: string, aliases: Map<string, string>): void {
  const equals = text.indexOf('=')
  const name = (equals < 0 ? text : text.slice(0, equals)).trim()
  const value = equals < 0 ? '' : text.slice(equals + 1)
  if (/^alias\./i.test(name)) aliases.set(name.slice(6), value)
  else if (EXPIRY.test(name) && /^(?:now|all|0|today)$/i.test(value)) {
    aliases.set('gc', 'gc --prune=now')
  } else if (REMOTE_ADDRESS.test(name)) signal(scene, 'foreign-source', `${name}=${value}`)
  else judgeSetting(scene, name, value)
}

const REMOTE_ADDRESS = /^remote\..+\.(?:push)?url$/i

const EXPIRY = /^gc\.(?:.+\.)?(?:pruneexpire|reflogexpire|reflogexpireunreachable)$/i

function runAlias(scene: Scene, alias: string, args: readonly Field[]): Stream {
  const tail = args.map((field) => `'${field.text.replaceAll("'", "'\\''")}'`).join(' ')
  const text = alias.startsWith('!') ? alias.slice(1) : `git ${alias}`
  return scene.runner.text(fork(scene), `${text} ${tail}`, EMPTY)
}

function noteRemoteArchive(scene: Scene, name: string, options: Options): void {
  if (name !== 'archive') return
  for (const remote of options.values('remote')) noteTransport(scene, remote)
}

function runVerb(
  scene: Scene,
  run: { readonly name: string; readonly args: readonly Field[]; readonly stdin: Stream },
): Stream {
  const options = gitOptions(run.name, run.args)
  noteMadeBranch(scene, run.name, options)
  noteMadeRepository(scene, run.name, options)
  noteSkippedChecks(scene, run.name, options)
  noteRemoteArchive(scene, run.name, options)
  for (const command of carriedByOptions(run.name, run.args)) {
    if (run.name !== 'rebase' && /^[\w/.-]+$/.test(command.text)) continue
    if (run.name !== 'rebase') {
      emit(scene, { kind: 'execute', source: 'inline', program: `git ${run.name}` })
    }
    scene.runner.text(fork(scene), command.text, EMPTY)
  }
  for (const setting of run.name === 'clone' ? options.values('c', 'config') : [])
    judgeSetting(
      scene,
      setting.text.split('=')[0] ?? '',
      setting.text.slice(setting.text.indexOf('=') + 1),
    )
  const verb = Object.hasOwn(VERBS, run.name) ? VERBS[run.name] : undefined
  return verb?.(scene, run.args, options) ?? { text: null, taint: run.stdin.taint }
}

/** Git and its relatives. */
export const gitPrograms: ProgramTable = {
  ...named('git hub', git),
  ...named(
    'git-filter-repo bfg',
    (scene: Scene, call: Invocation) => filterBranch(scene, call.args, readOptions([])) ?? OPAQUE,
  ),
  svn: otherControl(
    /^(?:revert|delete|rm|remove|cleanup|commit|ci|switch|propset|lock|unlock)$/,
    'svn',
  ),
  ...named(
    'hg sl',
    otherControl(/^(?:revert|purge|strip|rollback|push|histedit|clean|prune|debug\w*strip)$/, 'hg'),
  ),
  jj: otherControl(/^(?:abandon|undo|restore|push)$/, 'jj'),
  ...named('bzr brz', otherControl(/^(?:revert|uncommit|clean-tree|push)$/, 'bzr')),
  fossil: otherControl(/^(?:revert|clean|purge|scrub|push|sync|undo)$/, 'fossil'),
  p4: otherControl(/^(?:revert|obliterate|submit|delete|clean|shelve)$/, 'p4'),
  darcs: otherControl(/^(?:revert|unrecord|obliterate|push|unpull)$/, 'darcs'),
}

const CONTROL_OPTION =
  /^--(?:config(?:-option)?(?:=|$)|diff-cmd|editor-cmd|diff3-cmd|merge-cmd|debugger)|alias\./

/** Settings of Mercurial that only say who writes, how it prints or which of its own parts it uses. */
const HARMLESS_SETTING =
  /^(?:ui\.(?:username|interactive|color|verbose|quiet|tweakdefaults|paginate|timeout|merge=:\w+)|color\.\w+|diff\.\w+|commands\.[\w.]+|progress\.\w+|phases\.\w+|extensions\.\w+=!?$)/

/** Another version control system: commands that lose work or publish, and options that carry commands. */
function otherControl(changes: RegExp, system: string): Program {
  return (scene, call) => {
    const verb = call.args.find((field) => changes.test(field.text))?.text
    if (verb)
      note(
        scene,
        /push|submit|commit|^ci$|sync/.test(verb) ? 'remote' : 'worktree',
        `${system} ${verb}`,
      )
    const clean = call.args.some((field) => /^(?:-C|--clean)$/.test(field.text))
    if (clean && system === 'hg') note(scene, 'worktree', 'hg update --clean')
    const option = call.args.find(
      (field, at) =>
        CONTROL_OPTION.test(field.text) &&
        !HARMLESS_SETTING.test(
          field.text.replace(/^--config=?/, '') || (call.args[at + 1]?.text ?? ''),
        ),
    )
    if (option) signal(scene, 'inline-opaque', option.text)
    return OPAQUE
  }
}
