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
  UNKNOWN,
} from '../scene.ts'
import { noteEnvironment } from './environment.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteTainted, runScriptFile } from './script-files.ts'
import { formatPrintf, resolveEscapes } from './text-constants.ts'

/** Builtins of the shell: they change the scene, run text or print constants. */
export const builtinPrograms: ProgramTable = {
  ...named('cd pushd', changeFolder),
  popd: () => EMPTY,
  ...named('echo', echo),
  printf: (scene, call) => {
    const toVariable = call.args[0]?.text === '-v'
    const args = toVariable ? call.args.slice(2) : call.args
    const text = formatPrintf(args.map((field) => field.text))
    if (toVariable && call.args[1])
      store(scene, call.args[1].text, { text, glob: false, taint: taintOf(args) })
    return toVariable ? EMPTY : { text, taint: taintOf(args) }
  },
  eval: (scene, call) => {
    const text = call.args.map((field) => field.text).join(' ')
    noteTainted(scene, { text, taint: taintOf(call.args) }, 'eval')
    return scene.runner.text(scene, text, call.stdin)
  },
  ...named('source .', (scene, call) => {
    const [file] = call.args
    return file ? runScriptFile(scene, { file, stdin: call.stdin, program: call.name }) : EMPTY
  }),
  exec: (scene, call) => {
    const options = readOptions(call.args, { valued: valued('a'), stopAtOperand: true })
    return scene.runner.argv(scene, options.operands, call.stdin)
  },
  ...named('command builtin', (scene, call) => {
    const options = readOptions(call.args, { stopAtOperand: true })
    if (options.has('v', 'V')) return OPAQUE
    return scene.runner.argv(
      { ...scene, functions: new Map(), aliases: new Map() },
      options.operands,
      call.stdin,
    )
  }),
  ...named('export declare typeset local readonly', declare),
  alias: (scene, call) => {
    for (const { text } of call.args) defineAlias(scene, text)
    return EMPTY
  },
  trap: (scene, call) => {
    const [action] = call.args.filter((field) => field.text !== '--')
    if (action && call.args.length > 1 && !/^(?:-|-[lp])?$/.test(action.text)) {
      scene.runner.text(fork(scene), action.text, EMPTY)
    }
    return EMPTY
  },
  read: readInto,
  ...named('mapfile readarray', (scene, call) => {
    const options = readOptions(call.args, { valued: valued('d n O s u C c') })
    const name = options.operands[0]?.text ?? 'MAPFILE'
    const text = call.stdin.text
    const elements =
      text === null
        ? [plain(UNKNOWN, call.stdin.taint)]
        : text
            .trimEnd()
            .split('\n')
            .map((line) => plain(line, call.stdin.taint))
    scene.variables.set(name, {
      values: [elements[0]?.text ?? ''],
      taint: call.stdin.taint,
      elements,
    })
    const callback = options.value('C')
    if (callback) scene.runner.text(fork(scene), callback.text, EMPTY)
    return EMPTY
  }),
  unset: (scene, call) => {
    for (const { text } of call.args) scene.variables.set(text, { values: [''], taint: 0 })
    return EMPTY
  },
  let: () => EMPTY,
  set: (scene, call) => {
    const at = call.args.findIndex((field) => field.text === '--')
    if (at >= 0) scene.positional = call.args.slice(at + 1)
    return EMPTY
  },
  shift: (scene) => {
    scene.positional = scene.positional.slice(1)
    return EMPTY
  },
  enable: (scene, call) => {
    if (call.args.some((field) => field.text === '-f')) {
      emit(scene, { kind: 'execute', source: 'file', program: 'enable' })
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

function changeFolder(scene: Scene, call: Invocation): Stream {
  const target = call.args.find((field) => !/^-[LPe@n]+$|^--$/.test(field.text))
  if (!target) scene.cwd = scene.ground.home
  else if (target.text === '-') scene.cwd = UNKNOWN
  else scene.cwd = resolvePath(target.text, scene.cwd, scene.ground.home)
  return EMPTY
}

function taintOf(fields: readonly Field[]): number {
  let taint: number = TAINT.none
  for (const field of fields) taint |= field.taint
  return taint
}

function echo(_scene: Scene, call: Invocation): Stream {
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
  const joined = args.map((field) => (field.glob ? UNKNOWN : field.text)).join(' ')
  return { text: (escapes ? resolveEscapes(joined) : joined) + newline, taint: taintOf(args) }
}

function declare(scene: Scene, call: Invocation): Stream {
  for (const field of call.args) {
    const equals = field.text.indexOf('=')
    if (equals <= 0 || field.text.startsWith('-') || field.text.endsWith('=(')) continue
    const name = field.text.slice(0, equals).replace(/\+$/, '')
    if (call.name !== 'export' && scene.locals && !scene.locals.has(name)) {
      scene.locals.set(name, scene.variables.get(name))
    }
    store(scene, name, { ...field, text: field.text.slice(equals + 1) })
  }
  return call.args.length === 0 || call.args.every((field) => field.text.startsWith('-'))
    ? { text: null, taint: TAINT.environment }
    : EMPTY
}

function store(scene: Scene, name: string, value: Field): void {
  scene.variables.set(name, { values: [value.text], taint: value.taint })
  noteEnvironment(scene, name, value)
}

function defineAlias(scene: Scene, text: string): void {
  const equals = text.indexOf('=')
  if (equals <= 0) return
  const body = text.slice(equals + 1)
  scene.aliases.set(text.slice(0, equals), body)
  // An alias acts when its name is typed, which a profile may do later: its body counts now.
  scene.runner.text(
    fork(scene, { callStack: [...scene.callStack, `alias ${text.slice(0, equals)}`] }),
    body,
    EMPTY,
  )
}

function readInto(scene: Scene, call: Invocation): Stream {
  const options = readOptions(call.args, { valued: valued('a d i n N p t u') })
  const names = options.operands.map((field) => field.text)
  const array = options.value('a')
  const number = options.value('u')
  const source = (number ? scene.descriptors.get(Number(number.text)) : undefined) ?? call.stdin
  const line = source.text === null ? UNKNOWN : (source.text.split('\n')[0] ?? '')
  const { taint } = source
  if (array) {
    const elements = line.split(/\s+/).map((text) => plain(text, taint))
    scene.variables.set(array.text, { values: [elements[0]?.text ?? ''], taint, elements })
  }
  const words = names.length > 1 ? line.trim().split(/\s+/) : [line.trim()]
  names.forEach((name, index) => {
    const last = index === names.length - 1
    const text = last ? words.slice(index).join(' ') : (words[index] ?? '')
    scene.variables.set(name, { values: [isKnown(line) ? text : UNKNOWN], taint })
  })
  if (names.length === 0) scene.variables.set('REPLY', { values: [line], taint })
  return EMPTY
}

/** A program that prints something harmless and touches nothing. */
export const quiet: Program = (_scene, call) => ({ text: null, taint: call.stdin.taint })

/** A program that prints the environment, which may hold secrets. */
export const dumpsEnvironment: Program = (_scene, call) =>
  call.args.length > 0 ? OPAQUE : { text: null, taint: TAINT.environment }
