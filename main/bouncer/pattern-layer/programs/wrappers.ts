import {
  EMPTY,
  emit,
  type Field,
  fork,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  signal,
  UNKNOWN,
  writePaths,
} from '../scene.ts'
import { noteEnvironment } from './environment.ts'
import { type OptionSpec, readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'

/** A program whose operands, after `skip` of its own, are another program with its arguments. */
interface Wrapper {
  readonly spec: OptionSpec
  readonly skip: number
}

/** Wrappers by name: options that take a value, and operands of their own. */
const PLAIN: Readonly<Record<string, Wrapper>> = {
  timeout: wrapper('k s kill-after signal', 1),
  gtimeout: wrapper('k s kill-after signal', 1),
  nice: wrapper('n adjustment'),
  ionice: wrapper('c n p P u class classdata'),
  chrt: wrapper('T P D', 1),
  taskset: wrapper('', 1),
  nohup: wrapper(''),
  setsid: wrapper(''),
  stdbuf: wrapper('i o e input output error'),
  unbuffer: wrapper(''),
  time: wrapper('f o format output'),
  gtime: wrapper('f o format output'),
  chronic: wrapper(''),
  caffeinate: wrapper('t w'),
  dotenv: wrapper('e p'),
  'dotenv-cli': wrapper('e p'),
  'cross-env': wrapper(''),
  'cross-env-shell': wrapper(''),
  catchsegv: wrapper(''),
  xvfb: wrapper(''),
  'xvfb-run': wrapper('n e f s p w server-num server-args error-file auth-file'),
  'dbus-run-session': wrapper('dbus-daemon config-file'),
  'systemd-inhibit': wrapper('what who why mode'),
  prlimit: wrapper('p'),
  setarch: wrapper('', 1),
  linux64: wrapper(''),
  linux32: wrapper(''),
  strace: wrapper('o e p s E a b I O P S u'),
  ltrace: wrapper('o e p s u a l n'),
  valgrind: wrapper(''),
  faketime: wrapper('f', 1),
  rlwrap: wrapper('a b C f g H l m M O P q s S t w z'),
  setpriv: wrapper('reuid regid groups'),
  unshare: wrapper('S G R w'),
  proot: wrapper('r b w q k'),
  fakeroot: wrapper('l s i b'),
  busybox: wrapper(''),
  toybox: wrapper(''),
  'run-parts': wrapper(''),
  torsocks: wrapper(''),
  proxychains: wrapper('f'),
  proxychains4: wrapper('f'),
  firejail: wrapper(''),
  aoss: wrapper(''),
  eatmydata: wrapper(''),
  coproc: wrapper(''),
  noglob: wrapper(''),
  nocorrect: wrapper(''),
}

function wrapper(list: string, skip = 0): Wrapper {
  return { spec: { valued: valued(list), stopAtOperand: true }, skip }
}

const peel: Program = (scene, call) => {
  const { spec, skip } = PLAIN[call.name] as Wrapper
  const operands = readOptions(call.args, spec).operands.slice(skip)
  let at = 0
  while (operands[at] && isAssignment(operands[at] as Field)) {
    assignFrom(scene, operands[at] as Field)
    at++
  }
  return run(scene, operands.slice(at), call.stdin)
}

function run(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  return argv.length > 0 ? scene.runner.argv(scene, argv, stdin) : OPAQUE
}

function shellQuote(text: string): string {
  return /[\s'"$`;&|<>()]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : text
}

function isAssignment(field: Field): boolean {
  return /^[A-Za-z_]\w*\+?=/.test(field.text)
}

function assignFrom(scene: Scene, field: Field): void {
  const equals = field.text.indexOf('=')
  const name = field.text.slice(0, equals)
  const value = { ...field, text: field.text.slice(equals + 1) }
  scene.variables.set(name, { values: [value.text], taint: value.taint })
  noteEnvironment(scene, name, value)
}

const env: Program = (scene, call) => {
  const spec = { valued: valued('u C S unset chdir split-string'), stopAtOperand: true }
  const options = readOptions(call.args, spec)
  const folder = options.value('C', 'chdir')
  const inner = folder ? { ...scene, cwd: folder.text } : scene
  const split = options.value('S', 'split-string')
  const assignments = options.operands.filter(
    (field, at) => options.operands.slice(0, at + 1).every(isAssignment) && isAssignment(field),
  )
  for (const field of assignments) assignFrom(inner, field)
  const rest = options.operands.slice(assignments.length)
  if (split) {
    const tail = rest.map((field) => `'${field.text.replaceAll("'", "'\\''")}'`).join(' ')
    return scene.runner.text(inner, `env ${split.text} ${tail}`, call.stdin)
  }
  if (rest.length === 0) return { text: null, taint: 16 }
  return run(inner, rest, call.stdin)
}

/** Programs that run another one with more rights. */
const elevate: Program = (scene, call) => {
  const spec = {
    valued: valued(
      'u g p h C D R T r t U user group prompt host close-from chdir chroot command-timeout role type other-user',
    ),
    stopAtOperand: true,
  }
  const options = readOptions(call.args, spec)
  const operands = options.operands.slice(
    options.operands.findIndex((field) => !isAssignment(field)),
  )
  const onlyAsks = operands.length === 0 || /^(?:true|:|id|whoami)$/.test(operands[0]?.text ?? '')
  if (!(onlyAsks && options.has('n', 'v', 'l', 'k', 'K', 'V', 'h'))) {
    emit(scene, { kind: 'privilege', how: call.name })
  }
  return run(scene, operands, call.stdin)
}

const switchUser: Program = (scene, call) => {
  emit(scene, { kind: 'privilege', how: call.name })
  const options = readOptions(call.args, { valued: valued('c s g G w command shell group') })
  const command = options.value('c', 'command')
  if (command) return scene.runner.text(scene, command.text, call.stdin)
  return run(scene, options.operands.slice(1), call.stdin)
}

const otherRoot: Program = (scene, call) => {
  emit(scene, { kind: 'privilege', how: call.name })
  const options = readOptions(call.args, {
    valued: valued('t n p r w u userspec groups target'),
    stopAtOperand: true,
  })
  return run(scene, options.operands.slice(call.name === 'chroot' ? 1 : 0), call.stdin)
}

/** Programs that pass one string to a shell. */
const shellString: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('n d p c command interval'),
    stopAtOperand: true,
  })
  const command = options.value('c', 'command')
  const text = command?.text ?? options.operands.map((field) => field.text).join(' ')
  return scene.runner.text(scene, text, call.stdin)
}

const script: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('c E I O B T m o command') })
  const command = options.value('c', 'command')
  if (command) return scene.runner.text(scene, command.text, call.stdin)
  const output = options.operands[0]
  if (output) writePaths(scene, [output], OPAQUE)
  return run(scene, options.operands.slice(1), call.stdin)
}

const flock: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('w E c timeout conflict-exit-code command'),
    stopAtOperand: true,
  })
  const command = options.value('c', 'command')
  if (command) return scene.runner.text(scene, command.text, call.stdin)
  const [, second, third] = options.operands
  if (second?.text === '-c' && third) return scene.runner.text(scene, third.text, call.stdin)
  return run(scene, options.operands.slice(1), call.stdin)
}

const XARGS = valued(
  'a d E I L n P s arg-file delimiter max-args max-procs replace max-lines max-chars J R S',
)

const xargs: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: XARGS, stopAtOperand: true })
  const [program, ...fixed] = options.operands
  const file = options.value('a', 'arg-file')
  const input = file ? readPaths(scene, [file]) : call.stdin
  if (!program) return { text: null, taint: input.taint }
  const replace =
    options.value('I', 'J', 'replace')?.text ?? (options.has('i', 'replace') ? '{}' : null)
  for (const items of itemsOf(input, options.value('d', 'delimiter')?.text, replace !== null)) {
    const argv =
      replace === null
        ? [program, ...fixed, ...items]
        : [program, ...fixed].map((field) => substitute(field, replace, items))
    scene.runner.argv(scene, argv, EMPTY)
  }
  return { text: null, taint: input.taint }
}

/** The arguments that xargs adds, one list a run; unknown input adds one unknown argument. */
function itemsOf(input: Stream, delimiter: string | undefined, each: boolean): Field[][] {
  const { text, taint } = input
  if (text === null) return [[plain(UNKNOWN, taint)]]
  const separator = each ? /\n/ : /\s+/
  const items = text
    .split(delimiter ? unescapeDelimiter(delimiter) : separator)
    .filter((item) => item.trim() !== '')
    .slice(0, 16)
    .map((item) => plain(each ? item.trim() : item.replace(/^(['"])(.*)\1$/, '$2'), taint))
  if (items.length === 0) return [[]]
  return each ? items.map((item) => [item]) : [items]
}

function unescapeDelimiter(text: string): string {
  return text.replace('\\n', '\n').replace('\\0', '\0')
}

function substitute(field: Field, mark: string, items: readonly Field[]): Field {
  if (!field.text.includes(mark)) return field
  const [item] = items
  return {
    ...field,
    text: field.text.replaceAll(mark, item?.text ?? UNKNOWN),
    taint: field.taint | (item?.taint ?? 0),
  }
}

const PARALLEL = valued(
  'j a S N n L I C d jobs arg-file sshlogin max-args colsep delay joblog retries timeout results workdir tempdir',
)

const parallel: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: PARALLEL, stopAtOperand: true })
  const at = options.operands.findIndex((field) => /^:::?\+?$|^::::\+?$/.test(field.text))
  const command = at < 0 ? options.operands : options.operands.slice(0, at)
  const given =
    at < 0 ? [] : options.operands.slice(at + 1).filter((field) => !field.text.startsWith(':::'))
  const items = given.length > 0 ? given : itemsOf(call.stdin, undefined, true).flat()
  if (options.value('S', 'sshlogin'))
    emit(scene, {
      kind: 'network',
      host: options.value('S', 'sshlogin')?.text ?? '',
      direction: 'both',
    })
  if (command.length === 0) {
    for (const item of items) scene.runner.text(scene, item.text, EMPTY)
    return OPAQUE
  }
  const text = command.map((field) => field.text).join(' ')
  for (const item of items.slice(0, 16)) {
    const line = /\{[.#%/]*\}/.test(text)
      ? text.replace(/\{[.#%/]*\}/g, shellQuote(item.text))
      : `${text} ${item.text}`
    scene.runner.text(scene, line, EMPTY)
  }
  return { text: null, taint: call.stdin.taint }
}

/** Programs that run their operands elsewhere at a later time. */
const later: Program = (scene, call) => {
  emit(scene, { kind: 'persistence', target: call.name })
  signal(scene, 'run-later', call.name)
  if (call.stdin.text !== null) scene.runner.text(fork(scene), call.stdin.text, EMPTY)
  return OPAQUE
}

const systemdRun: Program = (scene, call) => {
  emit(scene, { kind: 'persistence', target: 'systemd-run' })
  const options = readOptions(call.args, {
    valued: valued(
      'p u E H M property unit setenv on-calendar on-active uid gid description slice',
    ),
    stopAtOperand: true,
  })
  return run(scene, options.operands, call.stdin)
}

const terminalMultiplexer: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('S L f s n t c x F e'),
    stopAtOperand: false,
  })
  for (const { text } of call.args) if (/\s/.test(text)) scene.runner.text(fork(scene), text, EMPTY)
  if (options.value('S') && call.name === 'tmux')
    emit(scene, { kind: 'execute', source: 'unknown', program: 'tmux' })
  const at = call.args.findIndex((field) =>
    /^(?:rm|(?:\/bin\/)?(?:ba|z)?sh|curl|dd|sudo)$/.test(field.text),
  )
  return at < 0 ? OPAQUE : run(scene, call.args.slice(at), EMPTY)
}

function runAll(scene: Scene, call: Invocation): Stream {
  for (const field of call.args) {
    if (!field.text.startsWith('-') && /\s/.test(field.text))
      scene.runner.text(fork(scene), field.text, EMPTY)
  }
  return OPAQUE
}

/** Programs that run other programs. */
export const wrapperPrograms: ProgramTable = {
  ...named(Object.keys(PLAIN).join(' '), peel),
  ...named('env genv', env),
  ...named('sudo doas sudo-rs please pkexec run0 dzdo', elevate),
  ...named('su runuser sg', switchUser),
  ...named('chroot nsenter systemd-nspawn', otherRoot),
  ...named('watch entr reflex', shellString),
  script,
  flock,
  lckdo: flock,
  xargs,
  ...named('parallel rush', parallel),
  ...named('at batch', later),
  'systemd-run': systemdRun,
  ...named('tmux screen zellij', terminalMultiplexer),
  ...named('concurrently npm-run-all run-s run-p hyperfine', runAll),
}
