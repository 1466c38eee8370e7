import { TAINT } from '../findings.ts'
import { resolvePath } from '../paths.ts'
import {
  EMPTY,
  emit,
  type Field,
  fork,
  isKnown,
  OPAQUE,
  plain,
  type Scene,
  type Stream,
  signal,
  writePaths,
} from '../scene.ts'
import { wholeEnvironment } from '../whole-environment.ts'
import { listPrograms } from './argument-lists.ts'
import { deferredPrograms } from './deferred.ts'
import { type OptionSpec, type Options, readOptions, valued } from './options.ts'
import { OWN_SCREEN } from './own-servers.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteRaisedShell } from './raised-shells.ts'
import { programOf, run, runSubcommand, takeAssignments, textOf } from './runners.ts'
import { WRAPPERS, type WrapperRow } from './wrapper-table.ts'

function specOf(row: WrapperRow): OptionSpec {
  const list = [row.valued, row.script, row.writes].filter(Boolean).join(' ')
  return { valued: valued(list), stopAtOperand: true }
}

const SPECS = new Map(Object.entries(WRAPPERS).map(([name, row]) => [name, specOf(row)]))

const wrapper: Program = (scene, call) => {
  const row = WRAPPERS[call.name.toLowerCase()] as WrapperRow
  const spec = SPECS.get(call.name.toLowerCase()) ?? {}
  const options = readOptions(row.pairs ? withoutPairs(call.args, row.pairs) : call.args, spec)
  if (row.elevates) emit(scene, { kind: 'privilege', how: call.name })
  noteOutputs(scene, row, options)
  const shells = row.script ? options.values(...row.script.split(' ')) : []
  for (const field of shells) scene.runner.text(scene, field.text, call.stdin)
  const argv = programOf(options.operands, skipOf(row, options), spec)
  if (isLine(row, argv)) return scene.runner.text(scene, textOf(argv), call.stdin)
  if (row.bareShell && argv.length + shells.length === 0 && !asksForHelp(call)) {
    signal(scene, 'carries-command', `a shell through ${call.name}`)
    runFedShell(scene, call)
  }
  const inner = call.name === 'xvfb-run' ? onOwnScreen(scene) : scene
  return run(inner, takeAssignments(inner, argv), call.stdin)
}

/** Arguments without the options that take two values. */
function withoutPairs(args: readonly Field[], names: string): readonly Field[] {
  const pairs = valued(names)
  const kept: Field[] = []
  for (let at = 0; at < args.length; at++) {
    const field = args[at] as Field
    if (field.text.startsWith('--') && pairs.has(field.text.slice(2))) at += 2
    else kept.push(field)
  }
  return kept
}

/** Whether the operands are a line for a shell; a single word with blanks can be nothing else. */
function isLine(row: WrapperRow, argv: readonly Field[]): boolean {
  return argv.length === 1
    ? /\s/.test(argv[0]?.text ?? '') || row.joins === true
    : row.joins === true && argv.length > 0
}

function onOwnScreen(scene: Scene): Scene {
  const inner = fork(scene)
  inner.variables.set('DISPLAY', { values: [OWN_SCREEN], taint: TAINT.none, exported: true })
  return inner
}

function skipOf(row: WrapperRow, options: Options): number {
  const first = options.operands[0]?.text ?? ''
  const leftOut = row.own && isKnown(first) && !row.own.test(first)
  return leftOut ? 0 : (row.skip ?? 0)
}

/** What a wrapper writes its own findings to; `|program` runs one. */
function noteOutputs(scene: Scene, row: WrapperRow, options: Options): void {
  if (!row.writes) return
  for (const field of options.values(...row.writes.split(' '))) {
    if (/^[|!]/.test(field.text)) scene.runner.text(scene, field.text.slice(1), OPAQUE)
    else writePaths(scene, [field], OPAQUE)
  }
}

function asksForHelp(call: Invocation): boolean {
  return call.args.some((field) => /^(?:--help|--version|-h|-V)$/.test(field.text))
}

const ENV = {
  valued: valued('u C S P unset chdir split-string argv0 a'),
  stopAtOperand: true,
}

const env: Program = (scene, call) => {
  const options = readOptions(call.args, ENV)
  const folder = options.value('C', 'chdir')
  const inner = fork(
    scene,
    folder ? { cwd: resolvePath(folder.text, scene.cwd, scene.ground.home) } : {},
  )
  const isEmpty = options.has('i', 'ignore-environment') || options.operands[0]?.text === '-'
  if (isEmpty) inner.variables.clear()
  for (const { text } of options.values('u', 'unset')) inner.variables.delete(text)
  const split = options.value('S', 'split-string')
  const rest = takeAssignments(
    inner,
    options.operands.slice(isEmpty && options.operands[0]?.text === '-' ? 1 : 0),
  )
  if (split) {
    const tail = rest.map((field) => `'${field.text.replaceAll("'", "'\\''")}'`).join(' ')
    return scene.runner.text(inner, `env ${split.text} ${tail}`, call.stdin)
  }
  if (rest.length === 0) return wholeEnvironment(scene)
  return run(inner, behindLateOptions(inner, rest), call.stdin)
}

/** Options behind the first assignment, as BSD's and some shells' `env` take them. */
function behindLateOptions(scene: Scene, rest: readonly Field[]): readonly Field[] {
  if (!rest[0]?.text.startsWith('-')) return rest
  return takeAssignments(scene, readOptions(rest, ENV).operands)
}

const ELEVATE = {
  valued: valued(
    'u g p h C D R T r t U user group prompt host close-from chdir chroot command-timeout role type other-user property unit description slice nice setenv background machine',
  ),
  stopAtOperand: true,
}

/** Programs that run another one with more rights. */
const elevate: Program = (scene, call) => {
  const execute = call.name === 'ksu' ? call.args.findIndex(({ text }) => text === '-e') : -1
  if (execute >= 0) {
    emit(scene, { kind: 'privilege', how: call.name })
    return run(scene, call.args.slice(execute + 1), call.stdin)
  }
  const options = readOptions(call.args, ELEVATE)
  const folder = options.value('D', 'chdir')
  const inner = folder
    ? { ...scene, cwd: resolvePath(folder.text, scene.cwd, scene.ground.home) }
    : scene
  const from = { signals: scene.findings.signals.length, effects: scene.findings.effects.length }
  const operands = takeAssignments(inner, options.operands)
  const onlyAsks = operands.length === 0 || /^(?:true|:|id|whoami)$/.test(operands[0]?.text ?? '')
  if (!(onlyAsks && options.has('n', 'v', 'l', 'k', 'K', 'V', 'h'))) {
    emit(scene, { kind: 'privilege', how: call.name })
  }
  if (call.name === 'sudoedit' || options.has('e', 'edit')) {
    writePaths(scene, operands, OPAQUE)
    return OPAQUE
  }
  const out = runRaised(inner, call, { operands, options })
  noteRaisedShell(inner, [...options.operands], from)
  return out
}

function runRaised(
  inner: Scene,
  call: Invocation,
  { operands, options }: { readonly operands: readonly Field[]; readonly options: Options },
): Stream {
  const opensShell = options.has('s', 'i', 'shell', 'login')
  if (operands.length === 0 && opensShell) return runFedShell(inner, call)
  return opensShell && operands.length === 1
    ? inner.runner.text(inner, textOf(operands), call.stdin)
    : run(inner, operands, call.stdin)
}

/** A shell that takes its commands from its input, when it has one. */
function runFedShell(scene: Scene, call: Invocation): Stream {
  if (call.stdin === EMPTY) return OPAQUE
  return scene.runner.argv(scene, [plain('bash')], call.stdin)
}

const switchUser: Program = (scene, call) => {
  emit(scene, { kind: 'privilege', how: call.name })
  const options = readOptions(call.args, {
    valued: valued('c s g G w u C command shell group supp-group session-command user'),
  })
  const command = options.value('c', 'command', 'C', 'session-command')
  if (command) return scene.runner.text(scene, command.text, call.stdin)
  const operands = options.operands.filter((field) => field.text !== '-')
  const skip = call.name === 'runuser' && options.value('u', 'user') ? 0 : 1
  if (operands.length <= skip) return runFedShell(scene, call)
  const [only, ...others] = operands.slice(skip)
  if (only && others.length === 0 && /\s/.test(only.text)) {
    return scene.runner.text(scene, only.text, call.stdin)
  }
  return run(scene, operands.slice(skip), call.stdin)
}

const OTHER_ROOT = {
  valued: valued(
    't S G target setuid setgid userspec groups D i M u b E directory image machine user bind bind-ro setenv network-bridge',
  ),
  stopAtOperand: true,
}

const otherRoot: Program = (scene, call) => {
  emit(scene, { kind: 'privilege', how: call.name })
  const { operands } = readOptions(call.args, OTHER_ROOT)
  return run(scene, operands.slice(/chroot$/.test(call.name) ? 1 : 0), call.stdin)
}

/** Sets or shows capabilities; what follows `--` goes to a shell. */
const capsh: Program = (scene, call) => {
  const at = call.args.findIndex((field) => field.text === '--' || field.text === '==')
  if (at < 0) return OPAQUE
  emit(scene, { kind: 'privilege', how: call.name })
  return run(
    scene,
    [{ text: 'bash', glob: false, taint: TAINT.none }, ...call.args.slice(at + 1)],
    call.stdin,
  )
}

const DAEMON = valued(
  'x a p n u g s R c d r N I P k O m exec startas pidfile name user group signal retry chuid chdir chroot umask nicelevel iosched procsched ppid output',
)

const startStopDaemon: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: DAEMON, stopAtOperand: true })
  if (options.has('K', 'stop')) {
    emit(scene, { kind: 'process', action: 'stop', target: options.value('x', 'n')?.text ?? '' })
    return OPAQUE
  }
  const program = options.value('a', 'startas', 'x', 'exec')
  return run(scene, program ? [program, ...options.operands] : options.operands, call.stdin)
}

/** Applets: without one they list what they know. */
const applets: Program = (scene, call) => {
  const argv = call.args[0]?.text.startsWith('--') ? [] : call.args
  const [applet] = argv
  if (applet?.text === 'httpd') emit(scene, { kind: 'network', host: '', direction: 'listen' })
  return run(scene, argv, call.stdin)
}

/** The dynamic loader starts the program that it is given. */
export const loader: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('library-path inhibit-rpath audit preload argv0'),
    stopAtOperand: true,
  })
  const library = options.value('preload', 'audit')
  if (library) emit(scene, { kind: 'execute', source: 'file', program: library.text })
  return run(scene, options.operands, call.stdin)
}

const subcommandOnly: Program = (scene, call) => runSubcommand(scene, call) ?? OPAQUE

/** Programs that run other programs. */
export const wrapperPrograms: ProgramTable = {
  ...named(Object.keys(WRAPPERS).join(' '), wrapper),
  ...named('env genv', env),
  ...named('sudo doas sudo-rs please pkexec run0 dzdo sudoedit doasedit ksu calife super', elevate),
  ...named('su runuser sg', switchUser),
  ...named('chroot arch-chroot nsenter systemd-nspawn', otherRoot),
  capsh,
  'start-stop-daemon': startStopDaemon,
  ...named('busybox toybox', applets),
  ...named('ld.so ld-linux.so ld-linux-x86-64.so ld-linux-aarch64.so ld-musl-x86_64.so', loader),
  ...named(
    'perf xdotool rr samply uftrace teller dotenvx chamber aws-vault aws-okta saml2aws granted direnv mise rtx asdf pyenv rbenv nodenv fnm volta rustup opam dune esy devbox pixi guix foreman honcho forego ddev lando toolbox toolbx',
    subcommandOnly,
  ),
  ...listPrograms,
  ...deferredPrograms,
}
