import { earlierAlias } from '../earlier/earlier-alias.ts'
import { resolvePath } from '../paths.ts'
import { EMPTY, emit, type Field, fork, OPAQUE, type Scene, type Stream, signal } from '../scene.ts'
import { judgeSetting, note } from './git-settings.ts'
import { filterBranch, VERBS } from './git-verbs.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'

const VALUED = valued(
  'm F C c t S b B u X s n O e message file author date template cleanup reset-author max-count since until grep format pretty onto strategy strategy-option upload-pack receive-pack exec source pathspec-from-file depth branch origin config separate-git-dir reference jobs server-option points-at contains sort start-point exclude key push-option repo recurse-submodules',
)

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
  const alias = aliases.get(verb.text) ?? earlierAlias(inner, verb.text)
  if (alias !== null) return runAlias(inner, alias, args)
  return runVerb(inner, { name: verb.text, args, stdin: call.stdin })
}

function noteSetting(scene: Scene, text: string, aliases: Map<string, string>): void {
  const equals = text.indexOf('=')
  const name = (equals < 0 ? text : text.slice(0, equals)).trim()
  const value = equals < 0 ? '' : text.slice(equals + 1)
  if (/^alias\./i.test(name)) aliases.set(name.slice(6), value)
  else if (/^clean\.requireforce$/i.test(name)) aliases.set('clean', 'clean -f')
  else judgeSetting(scene, name, value)
}

function runAlias(scene: Scene, alias: string, args: readonly Field[]): Stream {
  const tail = args.map((field) => `'${field.text.replaceAll("'", "'\\''")}'`).join(' ')
  const text = alias.startsWith('!') ? alias.slice(1) : `git ${alias}`
  return scene.runner.text(fork(scene), `${text} ${tail}`, EMPTY)
}

function runVerb(
  scene: Scene,
  run: { readonly name: string; readonly args: readonly Field[]; readonly stdin: Stream },
): Stream {
  const options = readOptions(run.args, { valued: VALUED })
  for (const helper of [
    ...options.values('upload-pack', 'receive-pack', 'exec'),
    ...(run.name === 'clone' ? options.values('u') : []),
  ]) {
    if (run.name !== 'rebase' && !/^[\w/.-]+$/.test(helper.text)) {
      emit(scene, { kind: 'execute', source: 'inline', program: `git ${run.name}` })
      scene.runner.text(fork(scene), helper.text, EMPTY)
    }
  }
  for (const setting of options.values('config'))
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
  svn: (scene, call) => {
    if (/^(?:revert|delete|rm|cleanup)$/.test(call.args[0]?.text ?? ''))
      note(scene, 'worktree', `svn ${call.args[0]?.text}`)
    return OPAQUE
  },
  ...named('hg', (scene, call) => {
    if (/^(?:revert|purge|strip|rollback)$/.test(call.args[0]?.text ?? ''))
      note(scene, 'worktree', `hg ${call.args[0]?.text}`)
    for (const field of call.args)
      if (/^--config=|alias\./.test(field.text)) signal(scene, 'inline-opaque', field.text)
    return OPAQUE
  }),
}
