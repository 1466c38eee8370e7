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
  touch,
  UNKNOWN,
} from '../scene.ts'
import { inCall, maybe, noteLeaving } from '../shell/loops.ts'
import { variableBuiltins } from '../shell/variable-builtins.ts'
import { setElements, setVariable } from '../shell/variables.ts'
import { wholeEnvironment } from '../whole-environment.ts'
import { readOptions, valued } from './options.ts'
import { foundBy } from './partly-known.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteTainted, runScriptFile } from './script-files.ts'
import { formatPrintf, resolveEscapes } from './text-constants.ts'

/** Builtins of the shell: they change the scene, run text or print constants. */
export const builtinPrograms: ProgramTable = {
  ...named('cd pushd', changeFolder),
  popd: leaveFolder,
  ...named('echo', echo),
  printf: (scene, call) => {
    const toVariable = call.args[0]?.text === '-v'
    const args = toVariable ? call.args.slice(2) : call.args
    const text = formatPrintf(args.map((field) => field.text))
    if (toVariable && call.args[1])
      setVariable(scene, call.args[1].text, { text, glob: false, taint: taintOf(args) })
    return toVariable ? EMPTY : { text, taint: taintOf(args) }
  },
  eval: (scene, call) => {
    const text = call.args.map((field) => field.text).join(' ')
    noteTainted(scene, { text, taint: taintOf(call.args) }, 'eval')
    return scene.runner.text(scene, text, call.stdin)
  },
  ...named('source .', sourceFile),
  exec: (scene, call) => {
    const options = readOptions(call.args, { valued: valued('a'), stopAtOperand: true })
    return scene.runner.argv(scene, options.operands, call.stdin)
  },
  ...variableBuiltins,
  alias: (scene, call) => {
    for (const { text } of call.args) defineAlias(scene, text)
    return EMPTY
  },
  unalias: (scene, call) => {
    // Functions that were defined before go on with them.
    const all = call.args.some(({ text }) => text === '-a')
    const names = all ? [...scene.aliases.keys()] : call.args.map(({ text }) => text)
    for (const name of names) if (scene.aliases.has(name)) scene.aliases.set(name, UNKNOWN)
    return EMPTY
  },
  trap: setTrap,
  fc: runRemembered,
  shopt: (scene, call) => {
    for (const { text } of call.args) noteOption(scene, text)
    return OPAQUE
  },
  ...named('break continue return exit', (scene, call) => {
    noteLeaving(scene, call.name, call.args[0]?.text)
    if (call.name === 'exit' && scene.exitTraps) {
      for (const text of scene.exitTraps) maybe(scene, () => scene.runner.text(scene, text, EMPTY))
    }
    return EMPTY
  }),
  enable: (scene, call) => {
    const options = readOptions(call.args, { valued: valued('f') })
    const library = options.value('f')
    if (!library) return EMPTY
    emit(scene, { kind: 'execute', source: 'file', program: 'enable' })
    // Code from anywhere else than the system may do the worst with what it is given.
    if (touch(scene, library).place !== 'system') {
      for (const { text } of options.operands) scene.aliases.set(text, 'rm -r')
    }
    return EMPTY
  },
  hash: (scene, call) => {
    const at = call.args.findIndex((field) => field.text === '-p')
    const [path, name] = at < 0 ? [] : call.args.slice(at + 1)
    if (path && name) scene.aliases.set(name.text, path.text)
    return EMPTY
  },
  ...named('test [', (scene, call) => {
    for (const { text } of call.args) {
      if (/\[.*\$\(|\[.*`/.test(text))
        scene.runner.text(fork(scene), `: "${text.replace(/^[^[]*\[/, '')}"`, EMPTY)
    }
    return EMPTY
  }),
}

/** Options of the shell that change how it reads what follows. */
function noteOption(scene: Scene, option: string): void {
  const known = isKnown(option)
  if (!known || option === 'lastpipe') scene.lastPipe = true
  if (!known || option === 'nocasematch') scene.anyCase = true
  if (!known || option === 'xpg_echo') scene.escapesEcho = true
  if (/^(?:localvar_inherit|compat\d+)$/.test(option)) {
    signal(scene, 'parse-error', 'an option of the shell that changes what it reads')
  }
}

function changeFolder(scene: Scene, call: Invocation): Stream {
  const target = call.args.find((field) => !/^-[LPe@n]+$|^--$/.test(field.text))
  const before = scene.cwd
  if (call.name === 'pushd' && !keepFolder(scene, target === undefined)) return OPAQUE
  scene.cwd = folderAfter(scene, target)
  setVariable(scene, 'OLDPWD', plain(before))
  // These print folders in ways that hang on where the shell was.
  return call.name === 'pushd' || target?.text === '-' ? OPAQUE : EMPTY
}

function folderAfter(scene: Scene, target: Field | undefined): string {
  if (target?.text === '-') return scene.variables.get('OLDPWD')?.values[0] ?? UNKNOWN
  return target ? resolvePath(target.text, scene.cwd, scene.ground.home) : scene.ground.home
}

/** Puts the folder on the stack; without a new one it changes places with the top, and false says that it is done. */
function keepFolder(scene: Scene, swaps: boolean): boolean {
  const here = plain(scene.cwd)
  const [top, ...rest] = scene.variables.get(STACK)?.elements ?? []
  if (!swaps) {
    setElements(scene, STACK, { elements: top ? [here, top, ...rest] : [here] })
    return true
  }
  // Without a folder to change places with it fails and stays.
  if (!top) return false
  scene.cwd = top.text
  setElements(scene, STACK, { elements: [here, ...rest] })
  return false
}

/** The name under which a line put into the history is kept; no script can write it. */
export const REMEMBERED = 'line of the history'

/** The name under which the folders to go back to are kept; no script can write it. */
const STACK = 'folders to go back to'

function leaveFolder(scene: Scene): Stream {
  const [top, ...rest] = scene.variables.get(STACK)?.elements ?? []
  // Without a folder to go back to it fails and stays.
  if (!top) return OPAQUE
  scene.cwd = top.text
  setElements(scene, STACK, { elements: rest })
  return OPAQUE
}

function taintOf(fields: readonly Field[]): number {
  let taint: number = TAINT.none
  for (const field of fields) taint |= field.taint
  return taint
}

function echo(scene: Scene, call: Invocation): Stream {
  let at = 0
  let escapes = false
  let newline = '\n'
  for (; at < call.args.length; at++) {
    const flags = /^-([neE]+)$/.exec(call.args[at]?.text ?? '')?.[1]
    if (!flags) break
    if (flags.includes('e')) escapes = true
    if (flags.includes('n')) newline = ''
  }
  const args = call.args.slice(at)
  const joined = args.map((field) => (field.glob ? foundBy(field.text) : field.text)).join(' ')
  const text = escapes ? resolveEscapes(joined) : joined
  // Of the shells that are called `sh` some resolve escapes without being told.
  const sure = escapes || !(scene.posix || scene.escapesEcho) || !joined.includes('\\')
  return { text: sure ? text + newline : null, taint: taintOf(args) }
}

/** Text that runs on a signal, on exit or around commands: now, as variables are, and later. */
function setTrap(scene: Scene, call: Invocation): Stream {
  const [action, ...events] = call.args.filter((field) => field.text !== '--')
  if (!action || events.length === 0 || /^(?:-|-[lp])?$/.test(action.text)) return EMPTY
  noteTainted(scene, { text: action.text, taint: action.taint }, 'trap')
  if (/\bexec\b/.test(action.text) && events.some(({ text }) => REPEATS.test(text))) {
    signal(scene, 'parse-error', 'a trap that changes where the shell reads and writes')
  }
  maybe(scene, () => scene.runner.text(scene, action.text, EMPTY))
  if (
    events.some(
      (field) => !/^(?:(?:SIG)?[A-Z]+\d*|\d+)$/.test(field.text) || REPEATS.test(field.text),
    )
  ) {
    scene.traps = [...scene.traps, action.text]
  } else scene.exitTraps = [...(scene.exitTraps ?? []), action.text]
  return EMPTY
}

const REPEATS = /^(?:DEBUG|ERR|RETURN|(?:SIG)?CHLD)$/

/** Reads a file into this shell, with arguments of its own when there are some. */
function sourceFile(scene: Scene, call: Invocation): Stream {
  const [file, ...args] = call.args[0]?.text === '--' ? call.args.slice(1) : call.args
  if (!file) return EMPTY
  const { positional, positionalSure } = scene
  if (args.length > 0) {
    scene.positional = args
    scene.positionalSure = true
  }
  let out: Stream = EMPTY
  inCall(scene, () => {
    out = runScriptFile(scene, { file, stdin: call.stdin, program: call.name })
  })
  if (args.length > 0) {
    scene.positional = positional
    scene.positionalSure = positionalSure
  }
  return out
}

/** `fc -s` and `fc -e -` run a line of the history again, which `history -s` may have put there. */
function runRemembered(scene: Scene, call: Invocation): Stream {
  if (call.args.some(({ text }) => /^-\w*l/.test(text))) return OPAQUE
  const line = scene.variables.get(REMEMBERED)?.values[0]
  return line === undefined ? OPAQUE : scene.runner.text(scene, line, call.stdin)
}

function defineAlias(scene: Scene, text: string): void {
  const equals = text.indexOf('=')
  if (equals <= 0) return
  const body = text.slice(equals + 1)
  const name = text.slice(0, equals)
  const before = scene.aliases.get(name)
  scene.aliases.set(name, before === undefined || before === body ? body : UNKNOWN)
  // An alias acts when its name is typed, which a profile may do later: its body counts now.
  scene.runner.text(fork(scene, { callStack: [...scene.callStack, `alias ${name}`] }), body, EMPTY)
}

/** A program that prints something harmless and touches nothing. */
export const quiet: Program = (_scene, call) => ({ text: null, taint: call.stdin.taint })

/** A program that prints nothing. */
export const silent: Program = () => EMPTY

/** A program that prints the environment, which may hold secrets. */
export const dumpsEnvironment: Program = (scene, call) =>
  call.args.length > 0 ? OPAQUE : wholeEnvironment(scene)
