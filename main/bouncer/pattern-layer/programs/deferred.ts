import { EMPTY, emit, fork, OPAQUE, readPaths, signal, spend, writePaths } from '../scene.ts'
import { readOptions, valued } from './options.ts'
import { named, type Program, type ProgramTable } from './program.ts'
import { run, textOf } from './runners.ts'
import { noteCarriedCommands } from './unknown-program.ts'

/** Programs that pass one string to a shell again and again. */
const repeated: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('n q s c interval equexit shotsdir command'),
    stopAtOperand: true,
  })
  const command = options.value('c', 'command')
  if (options.has('x', 'exec')) return run(scene, options.operands, call.stdin)
  return scene.runner.text(scene, command?.text ?? textOf(options.operands), call.stdin)
}

/** Runs its operands, or with `-s` one string, when files change. */
const entr: Program = (scene, call) => {
  const options = readOptions(call.args, { stopAtOperand: true })
  if (!options.has('s')) return run(scene, options.operands, call.stdin)
  return scene.runner.text(scene, textOf(options.operands), call.stdin)
}

const SCRIPT = valued(
  'c E I O B T m o command echo log-in log-out log-io log-timing logging-format output-limit',
)

const script: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SCRIPT })
  const command = options.value('c', 'command')
  const [output, ...argv] = options.operands
  if (output) writePaths(scene, [output], OPAQUE)
  if (command) return scene.runner.text(scene, command.text, call.stdin)
  if (argv.length === 0 && call.stdin === EMPTY) {
    signal(scene, 'carries-command', `a shell through ${call.name}`)
  }
  if (argv.length === 0 && call.stdin.text) scene.runner.text(scene, call.stdin.text, EMPTY)
  return run(scene, argv, call.stdin)
}

const FLOCK = valued('w E c timeout wait conflict-exit-code command')

const flock: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: FLOCK, stopAtOperand: true })
  const command = options.value('c', 'command')
  if (command) return scene.runner.text(scene, command.text, call.stdin)
  const rest = readOptions(options.operands.slice(1), { valued: FLOCK, stopAtOperand: true })
  const late = rest.value('c', 'command')
  if (late) return scene.runner.text(scene, late.text, call.stdin)
  return run(scene, rest.operands, call.stdin)
}

/** Programs that take commands on their input for a later time. */
const later: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('f q t') })
  if (options.has('l') || call.name === 'atq') return OPAQUE
  emit(scene, { kind: 'persistence', target: call.name })
  signal(scene, 'run-later', call.name)
  const file = options.value('f')
  const input = file ? readPaths(scene, [file]) : call.stdin
  if (input.text !== null) scene.runner.text(fork(scene), input.text, EMPTY)
  return OPAQUE
}

const SYSTEMD_RUN = valued(
  'p u E H M d property unit setenv host machine working-directory on-active on-boot on-startup on-unit-active on-unit-inactive on-calendar timer-property path-property socket-property description slice uid gid nice service-type background',
)

const systemdRun: Program = (scene, call) => {
  emit(scene, { kind: 'persistence', target: 'systemd-run' })
  const options = readOptions(call.args, { valued: SYSTEMD_RUN, stopAtOperand: true })
  return run(scene, options.operands, call.stdin)
}

const SHELL_WORD = /^(?:rm|(?:\/bin\/)?(?:ba|z)?sh|curl|wget|dd|sudo|git|python3?|node|perl|nc)$/

/** Terminals in terminals: what is typed into them, and what they start, runs. */
const multiplexer: Program = (scene, call) => {
  const words = call.args.map((field) => field.text)
  if (opensShell(call.name, words)) {
    signal(scene, 'carries-command', `a shell through ${call.name}`)
  }
  if (call.name === 'tmux' && words.includes('-S')) {
    emit(scene, { kind: 'execute', source: 'unknown', program: 'tmux' })
  }
  for (const text of words) if (/\s/.test(text)) scene.runner.text(fork(scene), text, EMPTY)
  const typed = words.findIndex((word) =>
    /^(?:send-keys|send|stuff|run-shell|run|if-shell)$/.test(word),
  )
  if (typed >= 0) scene.runner.text(fork(scene), typedText(words.slice(typed + 1)), EMPTY)
  const at = words.findIndex((word) => SHELL_WORD.test(word))
  return at < 0 ? OPAQUE : run(scene, call.args.slice(at), EMPTY)
}

function opensShell(name: string, words: readonly string[]): boolean {
  if (name === 'tmux') return words.length === 0
  return words.length === 0 || words.every((word) => /^-[AUxmqRr]+$/.test(word) && !/r/.test(word))
}

/** Longest text of one word of keys that is looked at. */
const MAX_WORD = 2000

/** Keys as typed, without the names of special keys and the pane. */
function typedText(words: readonly string[]): string {
  return words
    .filter((word, at) => !/^-[a-zA-Z]+$/.test(word) && !/^-[tc]$/.test(words[at - 1] ?? ''))
    .filter((word) => !/^(?:Enter|C-[a-z]|KPEnter|Escape|Tab)$/.test(word))
    .map((word) => word.slice(0, MAX_WORD).replace(/(?:\\n|\^M|\\015|\\r)+$/, ''))
    .join(' ')
}

/** Programs that run several commands, each given as one string. */
const runAll: Program = (scene, call) => {
  for (const field of call.args) {
    const text = field.text.startsWith('-') ? afterEquals(field.text) : field.text
    if (!spend(scene, 5)) break
    if (/\s/.test(text)) scene.runner.text(fork(scene), text, EMPTY)
  }
  return OPAQUE
}

function afterEquals(text: string): string {
  const equals = text.indexOf('=')
  return equals < 0 ? '' : text.slice(equals + 1)
}

/** Watches and restarts a script of the project, or what `--exec` names. */
const nodemon: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('x w e i d exec watch ext ignore delay config signal c command'),
    stopAtOperand: true,
  })
  const command = options.value('x', 'exec', 'c', 'command')
  if (command) scene.runner.text(fork(scene), command.text, EMPTY)
  noteCarriedCommands(scene, options.operands)
  return OPAQUE
}

/** Programs that run commands repeatedly, later or elsewhere than here and now. */
export const deferredPrograms: ProgramTable = {
  ...named('watch viddy', repeated),
  entr,
  ...named('script scriptlive', script),
  ...named('flock lckdo', flock),
  ...named('at batch atq', later),
  'systemd-run': systemdRun,
  ...named('tmux screen zellij byobu dtach abduco', multiplexer),
  ...named('concurrently npm-run-all run-s run-p hyperfine start-server-and-test wireit', runAll),
  ...named('nodemon chokidar gulp-exec', nodemon),
}
