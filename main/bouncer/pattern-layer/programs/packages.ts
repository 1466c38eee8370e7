import { EMPTY, emit, type Field, fork, OPAQUE, type Scene, type Stream, signal } from '../scene.ts'
import { agentOfPackage } from './agent-packages.ts'
import { buildPrograms } from './build-tools.ts'
import { noteMigration } from './migrations.ts'
import { type Options, readOptions, valued } from './options.ts'
import { noteOwnRun } from './own-program.ts'
import { noteWrittenScripts } from './package-scripts.ts'
import { noteCodeSource, noteInstall, noteRunSource } from './package-sources.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { runSubcommand } from './runners.ts'
import { systemPackagePrograms } from './system-packages.ts'
import { noteUndeclaredTool } from './undeclared-tools.ts'
import { noteCarriedCommands, runUnknownProgram } from './unknown-program.ts'

const SOURCE_OPTIONS = valued(
  'registry index-url extra-index-url i index source add-source default-index prefix C dir cwd filter w workspace r requirement c constraint e editable t target python find-links f proxy cert package features manifest-path version root git branch rev tag path p bin example test jobs j profile message-format color tool-version loglevel reporter otp access userconfig script-shell call user config working-dir d s u use shell-auto-fallback',
)
const SOURCES =
  'registry index-url extra-index-url i index source add-source default-index s find-links f git'.split(
    ' ',
  )

/** Verbs that take no code from the registry that is named. */
const TAKES_NOTHING =
  /^(?:pack|view|v|info|show|search|find|whoami|ping|audit|outdated|docs|repo|bugs|ls|list|explain|why)$/
const RUNS_FOREIGN = /^(?:exec|x|dlx|run-script|run|rum|urn|execute|explore|cmd|do)$/
const PUBLISHES =
  /^(?:publish|unpublish|deprecate|undeprecate|owner|access|dist-tag|team|token|hook|star|unstar|adduser|login|logout|signout|yank|upload|profile|stage|push|signin|org|hex\.publish|hex\.retire|hex\.owner|nuget-push|trunk|dist-tags)$/
/** Managers in which `publish` builds for this machine, or `push` is not about a registry. */
const BUILDS_ONLY =
  /^(?:dotnet:(?:publish|profile)|composer:(?:profile|access)|mix:(?:profile)|bundle:(?:access))$/
const INSTALLS =
  /^(?:install|i|in|ins|isntall|add|ci|update|upgrade|up|sync|download|wheel|link|create|init|get|require|tap|fetch|inject|tool|pip|global)$/
/** The word behind these says what is done. */
const GROUPS: Readonly<Record<string, RegExp>> = {
  yarn: /^(?:npm|workspace|workspaces|plugin|global)$/,
  pnpm: /^(?:npm)$/,
  dotnet: /^(?:nuget|tool|add|workload)$/,
  uv: /^(?:tool|pip|self)$/,
  poetry: /^(?:self|source)$/,
  composer: /^(?:global)$/,
  conda: /^(?:env)$/,
  mamba: /^(?:env)$/,
}

const packageManager: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SOURCE_OPTIONS })
  const { verb, rest } = verbOf(call, options)
  noteWrittenScripts(scene, call.name, options.value('prefix', 'cwd', 'C', 'dir', 'working-dir'))
  for (const source of TAKES_NOTHING.test(verb) ? [] : options.values(...SOURCES)) {
    if (source.text.includes('://')) noteCodeSource(scene, source.text)
  }
  noteShells(scene, call, options)
  if (noteMigration(scene, call)) return OPAQUE
  if (RUNS_FOREIGN.test(verb)) {
    return runNamed(scene, { call, verb, rest, inline: options.value('c', 'call') })
  }
  const other = runSubcommand(scene, call)
  if (other) return other
  if (!options.has('dry-run')) noteVerb(scene, call, { verb, rest, options })
  emit(scene, { kind: 'execute', source: 'project', program: call.name })
  return OPAQUE
}

interface Asked {
  readonly verb: string
  readonly rest: readonly Field[]
}

function verbOf(call: Invocation, options: Options): Asked {
  const words = options.operands
  const group = GROUPS[call.name]
  const skip = group?.test(words[0]?.text ?? '') ? 1 : 0
  const named = skip === 1 && words[0]?.text === 'workspace' ? 2 : skip
  return { verb: words[named]?.text ?? '', rest: words.slice(named + 1) }
}

/** Options that put another program between a manager and what it runs. */
function noteShells(scene: Scene, call: Invocation, options: Options): void {
  if (options.value('script-shell')) signal(scene, 'inline-opaque', 'script-shell')
  const wraps = call.args.find((field) =>
    /(?:rustc-?wrapper|rustc-workspace-wrapper|linker|runner|credential-provider|build\.rustc)\s*=|^--node-options=|^--scripts-prepend/.test(
      field.text,
    ),
  )
  if (wraps) signal(scene, 'carries-command', wraps.text.slice(0, 80))
  const editor = call.name === 'gem' ? options.value('e', 'editor') : undefined
  if (editor) scene.runner.text(fork(scene), editor.text, EMPTY)
}

/** Whether a verb acts on a registry or on who one is there; listings only look. */
function publishes(name: string, { verb, rest }: Asked): boolean {
  if (!PUBLISHES.test(verb) || BUILDS_ONLY.test(`${name}:${verb}`)) return false
  return !/^(?:ls|list|get|info|me|show)$/.test(rest[0]?.text ?? '')
}

function noteVerb(
  scene: Scene,
  call: Invocation,
  asked: Asked & { readonly options: Options },
): void {
  const { verb, rest } = asked
  if (publishes(call.name, asked)) {
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} registry` })
  } else if (INSTALLS.test(verb)) noteInstall(scene, rest)
  else if (removesPackages(call.name, verb, asked.options)) {
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} packages` })
  } else if (/^(?:config|set|sources?|settings)$/.test(verb)) noteConfig(scene, call, asked)
  else if (verb === 'pkg' && rest[0]?.text === 'set') noteScripts(scene, rest.slice(1))
  else if (verb === 'cache' && /^(?:clean|clear|purge|rm)$/.test(rest[0]?.text ?? '')) {
    signal(scene, 'other-tool', `${call.name} cache ${rest[0]?.text}`)
  }
}

function removesPackages(name: string, verb: string, options: Options): boolean {
  if (!/^(?:uninstall|yank|remove|cleanup)$/.test(verb)) return false
  return (
    /^(?:pip3?|gem|cpanm|luarocks)$/.test(name) ||
    (/^(?:conda|mamba)$/.test(name) && options.has('all', 'n', 'name', 'p'))
  )
}

/** Scripts that are written into the manifest run with the next command of the manager. */
function noteScripts(scene: Scene, entries: readonly Field[]): void {
  for (const { text } of entries) {
    const command = /^scripts[.[][\w:.\]-]+=(.*)$/s.exec(text)?.[1]
    if (command !== undefined) scene.runner.text(fork(scene), command, EMPTY)
  }
}

const SENSITIVE_SETTING =
  /registry|_auth|token|password|script-shell|^shell$|cafile|^ca$|proxy|strict-ssl|ignore-scripts|node-options|editor|viewer|index|trusted|channel|source|init-module|^git$|prefix|credential|certificate/i

/** Settings of the project are its own; those of the person last. */
function noteConfig(
  scene: Scene,
  call: Invocation,
  asked: Asked & { readonly options: Options },
): void {
  const [verb, name] = asked.rest
  const editor = call.args.find((field) => /^--editor(?:=|$)/.test(field.text))
  if (editor) signal(scene, 'carries-command', `${call.name} --editor`)
  const changes =
    /^(?:set|delete|edit|unset|add|--add|remove)$/.test(verb?.text ?? '') ||
    asked.verb === 'set' ||
    call.args.some((field) =>
      /^--(?:add|append|prepend|set|remove|unset|remove-key)$/.test(field.text),
    )
  if (!changes) return
  const key = /^(?:set|delete|unset|add)$/.test(verb?.text ?? '')
    ? (name?.text ?? '')
    : (verb?.text ?? '')
  const local = call.args.some((field) => /^--(?:local|location=project)$/.test(field.text))
  if (local && !SENSITIVE_SETTING.test(key)) return
  emit(scene, { kind: 'persistence', target: `${call.name} configuration ${key}` })
}

/** Runs a script of the project or a fetched program by name; its arguments may carry commands. */
function runNamed(
  scene: Scene,
  run: Asked & { readonly call: Invocation; readonly inline: Field | undefined },
): Stream {
  const { call, verb, rest } = run
  emit(scene, { kind: 'execute', source: 'project', program: `${call.name} ${verb}` })
  if (run.inline && verb !== 'run') {
    return scene.runner.text(fork(scene), run.inline.text, call.stdin)
  }
  if (verb === 'explore') return runTool(scene, rest.slice(1), call.stdin)
  if (/^(?:run|run-script|rum|urn)$/.test(verb) && !RUNS_PROGRAMS.test(call.name)) {
    noteOwnRun(scene, call.args.slice(call.args.findIndex(({ text }) => text === verb) + 1))
    noteCarriedCommands(scene, rest.slice(NAMES_SHELL.test(rest[0]?.text ?? '') ? 2 : 1))
    return { text: null, taint: call.stdin.taint }
  }
  const [tool] = rest
  const at = tool ? call.args.indexOf(tool) : -1
  if (tool && fetches(call.args, verb)) noteUndeclaredTool(scene, tool.text)
  return at < 0 ? OPAQUE : runTool(scene, call.args.slice(at), call.stdin)
}

/** Words behind which the name of a shell says for which one something is printed. */
const NAMES_SHELL = /^(?:(?:gen(?:erate)?|shell)-)?(?:completions?|completers?|init|hook)$/

/** Whether a runner fetches what is not there without asking. */
function fetches(args: readonly Field[], verb: string): boolean {
  if (verb === 'dlx' || (verb === 'run' && args[0]?.text === 'tool')) return true
  return args.some(({ text }) => /^(?:-y|--yes)$/.test(text))
}

const RUNS_PROGRAMS = /^(?:uv|poetry|pipenv|pdm|hatch|rye|conda|mamba|micromamba|pixi)$/

/** A tool that is fetched or taken from the project: judged by name and arguments. */
function runTool(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  const [first, ...rest] = argv
  if (!first) return OPAQUE
  const name = first.text.replace(/(?<=.)@[\w.^~-]+$/, '')
  if (/^(?:https?:|git\+|github:|gitlab:|bitbucket:|gist:|git@)/.test(name)) {
    if (/^(?:https?:|git\+|git@)/.test(name)) noteRunSource(scene, name)
  }
  const program = agentOfPackage(name) ?? name
  return scene.runner.argv(scene, [{ ...first, text: program }, ...dashless(rest)], stdin)
}

/** A runner's own end of options is none of what it runs. */
function dashless(args: readonly Field[]): readonly Field[] {
  return args[0]?.text === '--' ? args.slice(1) : args
}

const RUNNER = {
  valued: valued('p package c call from with python spec index-url registry w workspace'),
  stopAtOperand: true,
}

const runner: Program = (scene, call) => {
  const options = readOptions(call.args, RUNNER)
  const inline = options.value('c', 'call')
  if (inline) return scene.runner.text(fork(scene), inline.text, call.stdin)
  for (const source of options.values('from', 'spec', 'p', 'package', 'index-url', 'registry')) {
    if (/:\/\//.test(source.text)) noteCodeSource(scene, source.text)
  }
  const given = options.value('p', 'package', 'from', 'spec') ?? options.operands[0]
  const unasked = /^(?:uvx|pnpx|yarn-dlx|pipx)$/.test(call.name) || options.has('y', 'yes')
  if (given && unasked) noteUndeclaredTool(scene, given.text)
  return runTool(scene, options.operands, call.stdin)
}

/** `pipx run` runs a program that it fetches; the rest installs or removes. */
const pipx: Program = (scene, call) => {
  const [verb, ...rest] = call.args
  if (verb?.text === 'run') return runner(scene, { ...call, args: rest })
  return packageManager(scene, call)
}

const publisher: Program = (scene, call) => {
  const dry = call.args.some((field) =>
    /^(?:--dry-run|--help|--version|--snapshot|--skip=\S*publish\S*|--skip-publish|build|b|check|c|completion|healthcheck|hc|init|i|schema|jsonschema|changelog|help|ls|ls-publishers|list|search|show|package|generate-manpage|verify-pat|auth-status)$/.test(
      field.text,
    ),
  )
  if (!dry) {
    const verb = call.args[0]?.text ?? 'upload'
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} registry` })
  }
  return runUnknownProgram(scene, call)
}

/** Package managers, build tools and what fetches and runs programs. */
export const packagePrograms: ProgramTable = {
  ...named(
    'npm pnpm yarn yarnpkg pip pip3 pipenv poetry uv cargo gem bundle bundler composer dotnet nuget mix rebar3 conda mamba micromamba pdm hatch rye flit easy_install cpanm luarocks dart flutter pod stack cabal opam lerna nx rush',
    packageManager,
  ),
  ...named('npx pnpx bunx uvx yarn-dlx', runner),
  pipx,
  ...systemPackagePrograms,
  ...buildPrograms,
  ...named('twine vsce ovsx semantic-release np lerna-publish release-it goreleaser', publisher),
}
