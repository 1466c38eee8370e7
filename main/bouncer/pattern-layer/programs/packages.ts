import { EMPTY, emit, type Field, fork, OPAQUE, type Scene, type Stream, signal } from '../scene.ts'
import { judgeHost, readAddress } from '../urls.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteCarriedCommands, runUnknownProgram } from './unknown-program.ts'

const KNOWN_SOURCES =
  /(?:^|\.)(?:npmjs\.(?:org|com)|yarnpkg\.com|pypi\.org|pythonhosted\.org|github\.com|githubusercontent\.com|gitlab\.com|crates\.io|rubygems\.org|golang\.org|docker\.io|ghcr\.io|quay\.io|gcr\.io|k8s\.io|public\.ecr\.aws|mcr\.microsoft\.com|registry\.redhat\.io|nvcr\.io|pytorch\.org|npm\.pkg\.github\.com|pkg\.dev|debian\.org|ubuntu\.com|jsr\.io|packagist\.org|maven\.org|lscr\.io)$|^(?:localhost|127\.|registry\.example\.|[\w.-]*example\.org)/

/** Notes a package or image that comes from somewhere else than the registries everybody uses. */
export function noteSource(scene: Scene, text: string): void {
  const address = readAddress(text.replace(/^git\+/, ''))
  judgeHost(scene, text.replace(/^git\+/, ''))
  if (!KNOWN_SOURCES.test(address.host)) signal(scene, 'foreign-source', text.slice(0, 120))
}

const SOURCE_OPTIONS = valued(
  'registry index-url extra-index-url i index source default-index prefix C dir filter w workspace cwd r requirement c constraint e editable t target python find-links f proxy cert package features manifest-path version root git branch rev tag path p bin example test jobs j profile message-format color tool-version loglevel reporter otp access userconfig script-shell call user',
)

const RUNS_FOREIGN = /^(?:exec|x|dlx|run-script|run|rum|urn|execute)$/
const PUBLISHES =
  /^(?:publish|unpublish|deprecate|owner|access|dist-tag|team|token|hook|star|adduser|login|yank|upload|profile|stage)$/
const INSTALLS =
  /^(?:install|i|in|ins|add|ci|update|upgrade|up|sync|download|wheel|link|create|init|get|require|tap|fetch)$/

const packageManager: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SOURCE_OPTIONS })
  const verb = firstWord(options.operands)
  const rest = options.operands.slice(1)
  for (const source of options.values(...SOURCES)) {
    if (source.text.includes('://')) noteSource(scene, source.text)
  }
  if (options.value('script-shell')) signal(scene, 'inline-opaque', 'script-shell')
  if (RUNS_FOREIGN.test(verb)) {
    return runNamed(scene, { call, verb, rest, inline: options.value('c', 'call') })
  }
  if (!options.has('dry-run')) noteVerb(scene, call, rest)
  emit(scene, { kind: 'execute', source: 'project', program: call.name })
  return OPAQUE
}

const SOURCES = 'registry index-url extra-index-url i index default-index source'.split(' ')

function noteVerb(scene: Scene, call: Invocation, rest: readonly Field[]): void {
  const verb = firstWord(readOptions(call.args, { valued: SOURCE_OPTIONS }).operands)
  if (PUBLISHES.test(verb)) {
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} registry` })
  } else if (INSTALLS.test(verb)) noteInstall(scene, rest)
  else if (/^(?:uninstall|yank)$/.test(verb) && /^(?:pip3?|gem|conda)$/.test(call.name)) {
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} packages` })
  } else if (verb === 'config' || verb === 'set') noteConfig(scene, call, rest)
  else if (verb === 'cache' && /^(?:clean|clear|purge|rm)$/.test(rest[0]?.text ?? '')) {
    signal(scene, 'other-tool', `${call.name} cache ${rest[0]?.text}`)
  }
}

function firstWord(operands: readonly Field[]): string {
  return operands[0]?.text ?? ''
}

function noteInstall(scene: Scene, packages: readonly Field[]): void {
  for (const { text } of packages) {
    if (
      /^(?:git\+|https?:|git:|ssh:|git@)|\.(?:tgz|whl|tar\.gz|zip)$/.test(text) &&
      /:\/\/|@.*:/.test(text)
    )
      noteSource(scene, text)
  }
}

function noteConfig(scene: Scene, call: Invocation, rest: readonly Field[]): void {
  const [verb, name] = rest
  const editor = call.args.find(
    (field) => field.text === '--editor' || field.text.startsWith('--editor='),
  )
  if (editor) signal(scene, 'carries-command', `${call.name} --editor`)
  if (/^(?:set|delete|edit|unset)$/.test(verb?.text ?? '') || call.args[0]?.text === 'set') {
    emit(scene, { kind: 'persistence', target: `${call.name} configuration ${name?.text ?? ''}` })
  }
}

/** Runs a script of the project or a fetched program by name; its arguments may carry commands. */
function runNamed(
  scene: Scene,
  run: {
    readonly call: Invocation
    readonly verb: string
    readonly rest: readonly Field[]
    readonly inline: Field | undefined
  },
): Stream {
  const { call, verb, rest } = run
  emit(scene, { kind: 'execute', source: 'project', program: `${call.name} ${verb}` })
  if (run.inline && verb !== 'run')
    return scene.runner.text(fork(scene), run.inline.text, call.stdin)
  if (
    (verb === 'run' || verb === 'run-script') &&
    !/^(?:uv|poetry|pipenv|pdm|hatch|rye)$/.test(call.name)
  ) {
    noteCarriedCommands(scene, rest.slice(1))
    return { text: null, taint: call.stdin.taint }
  }
  const [tool] = rest
  const at = tool ? call.args.indexOf(tool) : -1
  return at < 0 ? OPAQUE : runTool(scene, call.args.slice(at), call.stdin)
}

/** A tool that is fetched or taken from the project: judged by name and arguments. */
function runTool(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  const [first, ...rest] = argv
  if (!first) return OPAQUE
  const name = first.text.replace(/(?<=.)@[\w.^~-]+$/, '')
  if (/^(?:https?:|git\+|github:)/.test(name)) noteSource(scene, name)
  return scene.runner.argv(scene, [{ ...first, text: name }, ...rest], stdin)
}

const runner: Program = (scene, call) => {
  const spec = {
    valued: valued('p package c call from with python spec index-url'),
    stopAtOperand: true,
  }
  const options = readOptions(call.args, spec)
  const inline = options.value('c', 'call')
  if (inline) return scene.runner.text(fork(scene), inline.text, call.stdin)
  for (const source of options.values('from', 'spec', 'p', 'package'))
    if (/:\/\//.test(source.text)) noteSource(scene, source.text)
  return runTool(scene, options.operands, call.stdin)
}

const systemPackages: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('o c t b') })
  for (const setting of options.values('o')) runPackageHook(scene, call, setting.text)
  const verb = firstWord(options.operands)
  if (REMOVES.test(verb) || options.has('R', 'e', 'erase')) {
    const resource = `${call.name} packages`
    emit(scene, { kind: 'infrastructure', verb: verb || 'remove', resource })
  }
  const installs = INSTALLS_FILE.test(verb) || options.has('i', 'U', 'S', 'install')
  if (installs && call.args.some((field) => PACKAGE_FILE.test(field.text))) {
    signal(scene, 'foreign-source', `a package file for ${call.name}`)
  }
  for (const { text } of options.operands.slice(1)) {
    if (/:\/\//.test(text) && /^(?:tap|install)$/.test(verb)) noteSource(scene, text)
  }
  return OPAQUE
}

function runPackageHook(scene: Scene, call: Invocation, setting: string): void {
  const command = /(?:Pre-Invoke|Post-Invoke|Invoke)\S*=(.*)$/i.exec(setting)?.[1]
  if (!command) return
  emit(scene, { kind: 'execute', source: 'inline', program: call.name })
  scene.runner.text(fork(scene), command, EMPTY)
}

const REMOVES =
  /^(?:remove|purge|autoremove|erase|uninstall|rm|dist-upgrade|full-upgrade|unin\w*|clean|autoclean)$/
const INSTALLS_FILE = /^(?:install|localinstall|add|reinstall|upgrade|opkg)$/
const PACKAGE_FILE = /\.(?:rpm|deb|apk|pkg|txz|tgz|snap|flatpak)$|^(?:\.|\/)\S+/

const make: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('f C j l o W I eval file directory include-dir old-file'),
  })
  const code = call.args.find((field) => /^--eval/.test(field.text))
  const next = code ? (call.args[call.args.indexOf(code) + 1]?.text ?? '') : ''
  const text = code?.text.includes('=') ? code.text : next
  for (const match of text.matchAll(/\$\(shell\s+(.*?)\)/g))
    scene.runner.text(fork(scene), match[1] ?? '', EMPTY)
  if (code) signal(scene, 'inline-opaque', 'make --eval')
  const shell = call.args.find((field) => /^SHELL=/.test(field.text))
  if (shell) signal(scene, 'carries-command', shell.text)
  const file = options.value('f', 'file')
  if (file?.text === '-' || file?.text === '/dev/stdin')
    signal(scene, 'inline-opaque', 'a makefile from standard input')
  emit(scene, { kind: 'execute', source: 'project', program: call.name })
  noteCarriedCommands(scene, call.args)
  return OPAQUE
}

/** Build tools whose verbs may publish. */
const buildTool: Program = (scene, call) => {
  const verb = call.args.find((field) =>
    /^(?:(?:\w+:)*(?:deploy|publish\w*|uploadArchives|release(?::\w+)?|perform|closeAndRelease\w*)|release:\w+)$/.test(
      field.text,
    ),
  )
  if (verb)
    emit(scene, { kind: 'infrastructure', verb: verb.text, resource: `${call.name} repository` })
  emit(scene, { kind: 'execute', source: 'project', program: call.name })
  return OPAQUE
}

const goTool: Program = (scene, call) => {
  const verb = firstWord(call.args)
  const hooks = call.args.find((field) => /^-(?:toolexec|exec)(?:=|$)/.test(field.text))
  if (hooks) {
    const value = hooks.text.includes('=')
      ? hooks.text.slice(hooks.text.indexOf('=') + 1)
      : (call.args[call.args.indexOf(hooks) + 1]?.text ?? '')
    scene.runner.text(fork(scene), value, EMPTY)
    signal(scene, 'carries-command', value)
  }
  if (verb === 'env' && call.args[1]?.text === '-w')
    emit(scene, { kind: 'persistence', target: 'go env -w' })
  emit(scene, { kind: 'execute', source: 'project', program: `${call.name} ${verb}` })
  return OPAQUE
}

const twine: Program = (scene, call) => {
  emit(scene, {
    kind: 'infrastructure',
    verb: firstWord(call.args) || 'upload',
    resource: `${call.name} registry`,
  })
  return runUnknownProgram(scene, call)
}

/** Package managers, build tools and what fetches and runs programs. */
export const packagePrograms: ProgramTable = {
  ...named(
    'npm pnpm yarn yarnpkg pip pip3 pipenv poetry uv cargo gem bundle bundler composer dotnet nuget mix rebar3 conda mamba pdm hatch rye easy_install cpan cpanm luarocks',
    packageManager,
  ),
  ...named('npx pnpx bunx uvx pipx yarn-dlx', runner),
  ...named(
    'apt apt-get aptitude dpkg yum dnf microdnf rpm zypper pacman apk brew snap flatpak port choco winget pkg emerge nix-env',
    systemPackages,
  ),
  ...named('make gmake just task rake ninja', make),
  go: goTool,
  ...named('mvn mvnw gradle gradlew ant', buildTool),
  ...named('twine vsce ovsx semantic-release np lerna-publish', twine),
}
