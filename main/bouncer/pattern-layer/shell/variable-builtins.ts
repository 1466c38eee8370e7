import { TAINT } from '../findings.ts'
import { readOptions, valued } from '../programs/options.ts'
import { pathLines } from '../programs/path-lists.ts'
import { type Invocation, named, type ProgramTable } from '../programs/program.ts'
import {
  EMPTY,
  type Field,
  fork,
  isKnown,
  plain,
  type Scene,
  type Stream,
  signal,
  UNKNOWN,
  type Value,
} from '../scene.ts'
import {
  forgetAll,
  resolveName,
  separatorsOf,
  setElements,
  setUnknown,
  setUnknownArray,
  setVariable,
  splitByIfs,
  store,
  unsetVariable,
} from './variables.ts'

const NAME = /^[A-Za-z_]\w*(?:\[.*\])?$/s

/** Builtins that set, change and remove variables and positional parameters. */
export const variableBuiltins: ProgramTable = {
  ...named('export declare typeset local readonly', declare),
  read: readLine,
  ...named('mapfile readarray', readLines),
  unset: (scene, call) => {
    const letters = call.args.filter(({ text }) => /^-[fvn]+$/.test(text)).map(({ text }) => text)
    const kind = letters.join('')
    for (const { text } of call.args) {
      if (text.startsWith('-')) continue
      if (kind.includes('n')) store(scene, text, { values: [''], taint: TAINT.none, unset: true })
      else unsetName(scene, text, kind.includes('f'))
    }
    return EMPTY
  },
  let: (scene, call) => {
    for (const { text } of call.args) scene.runner.text(scene, `(( ${text} ))`, EMPTY)
    return EMPTY
  },
  set: setPositional,
  shift: (scene, call) => {
    const count = Number(call.args[0]?.text ?? '1')
    if (!Number.isInteger(count)) {
      scene.positional = [plain(UNKNOWN)]
      scene.positionalSure = false
    } else if (count <= scene.positional.length) scene.positional = scene.positional.slice(count)
    return EMPTY
  },
  getopts: (scene, call) => {
    const name = call.args[1]?.text
    if (name && NAME.test(name)) setUnknown(scene, name)
    setUnknown(scene, 'OPTARG')
    setUnknown(scene, 'OPTIND')
    return EMPTY
  },
}

function setPositional(scene: Scene, call: Invocation): Stream {
  if (call.args.length === 0) return { text: null, taint: TAINT.environment }
  const at = firstOperand(call.args)
  const options = call.args.slice(0, at)
  for (const { text } of options) noteSetting(scene, text)
  if (!options.every(isSetting)) {
    // An option that there is not: nothing is set.
    scene.positional = [plain(UNKNOWN)]
    scene.positionalSure = false
    return EMPTY
  }
  const clears = call.args[at - 1]?.text === '--'
  if (at >= call.args.length && !clears) return EMPTY
  const operands = call.args.slice(at)
  scene.positionalSure = operands.every((field) => isKnown(field.text) && !field.glob)
  scene.positional = scene.positionalSure ? operands : [plain(UNKNOWN)]
  return EMPTY
}

function isSetting({ text }: Field, at: number, all: readonly Field[]): boolean {
  const isName = /^[-+][a-zA-Z]*o$/.test(all[at - 1]?.text ?? '')
  return isName || /^--?$|^[-+][abefhkmnptuvxBCEHPT]*o?$/.test(text)
}

/** Options of `set` that change how the shell reads what follows. */
function noteSetting(scene: Scene, option: string): void {
  if (option === 'posix') scene.posix = true
  if (/^[-+][a-zA-Z]*[Bkn]|^(?:braceexpand|keyword|noexec)$/.test(option)) {
    signal(scene, 'parse-error', 'a setting of the shell that changes what it reads')
  }
}

/** Where the options of `set` end. */
function firstOperand(args: readonly Field[]): number {
  for (let at = 0; at < args.length; at++) {
    const text = args[at]?.text ?? ''
    if (text === '--' || text === '-') return at + 1
    if (!/^[-+]./.test(text)) return at
    if (text.endsWith('o')) at++
  }
  return args.length
}

/** What `declare -x`, `-n`, `-i`, `-l`, `-u` make of a variable. */
function natureOf(letters: string): Partial<Value> {
  const marks = {
    ...(letters.includes('x') ? { exported: true } : {}),
    ...(letters.includes('A') ? { table: true } : {}),
  }
  if (letters.includes('n')) return { ...marks, nature: 'reference' }
  if (letters.includes('i')) return { ...marks, nature: 'number' }
  if (letters.includes('l')) return { ...marks, nature: 'lower' }
  if (letters.includes('c')) return { ...marks, nature: 'capital' }
  return letters.includes('u') ? { ...marks, nature: 'upper' } : marks
}

function declare(scene: Scene, call: Invocation): Stream {
  const letters = lettersOf(call.args, '-')
  const taken = call.name === 'export' && letters.includes('n') ? 'x' : lettersOf(call.args, '+')
  if (/[pF]/.test(letters)) return { text: null, taint: TAINT.environment }
  const operands = call.args.filter((field) => !/^[-+][a-zA-Z-]*$/.test(field.text))
  const exported = call.name === 'export' && !letters.includes('n')
  if (letters.includes('f')) return markFunctions(scene, exported ? operands : [])
  const nature = call.name === 'export' ? {} : natureOf(letters)
  for (const field of operands) {
    declareOne(scene, call.name, { field, nature, exported, letters })
    if (taken !== '') takeMarks(scene, field.text, taken)
  }
  return operands.length === 0 ? { text: null, taint: TAINT.environment } : EMPTY
}

function lettersOf(args: readonly Field[], sign: string): string {
  return args
    .filter(({ text }) => text.startsWith(sign) && /^.[a-zA-Z]+$/.test(text))
    .map(({ text }) => text.slice(1))
    .join('')
}

/** `export -n` and `declare +x` take back what made a variable more than plain. */
function takeMarks(scene: Scene, operand: string, letters: string): void {
  const given = operand.replace(/[[+=][\s\S]*/, '')
  const name = letters.includes('n') ? given : resolveName(scene, given)
  const held = scene.variables.get(name)
  if (!held) return
  const { exported, nature, ...rest } = held
  scene.variables.set(name, {
    ...rest,
    ...(exported && !letters.includes('x') ? { exported } : {}),
    ...(nature && !/[inluc]/.test(letters) ? { nature } : {}),
  })
}

function markFunctions(scene: Scene, names: readonly Field[]): Stream {
  for (const { text } of names) {
    scene.variables.set(`${text}()`, { values: [''], taint: TAINT.none, exported: true })
  }
  return EMPTY
}

function declareOne(
  scene: Scene,
  builtin: string,
  at: {
    readonly field: Field
    readonly nature: Partial<Value>
    readonly exported: boolean
    readonly letters: string
  },
): void {
  const { field, letters } = at
  const parts = /^([A-Za-z_]\w*)(\[.*?\])?(?:(\+?=)([\s\S]*))?$/.exec(field.text)
  if (!parts) {
    if (!isKnown(field.text.split('=')[0] ?? '')) forgetAll(scene)
    return
  }
  const [, name = '', index = '', sign, text = ''] = parts
  const isArray = sign !== undefined && text === '(' && field.text.endsWith('=(')
  keepLocal(scene, builtin, { name, letters, isArray })
  const target = at.nature.nature === 'reference' ? name : resolveName(scene, name)
  giveMarks(scene, target, at.exported ? { ...at.nature, exported: true } : at.nature)
  if (sign !== undefined && !isArray) {
    assignDeclared(scene, `${name}${index}`, {
      ...field,
      text,
      append: sign === '+=',
      reference: at.nature.nature === 'reference',
    })
  }
  if (builtin === 'readonly' || letters.includes('r')) fix(scene, target)
}

function giveMarks(scene: Scene, name: string, marks: Partial<Value>): void {
  if (Object.keys(marks).length === 0) return
  const base: Value = scene.variables.get(name) ?? { values: [''], taint: TAINT.none, unset: true }
  scene.variables.set(name, { ...base, ...marks })
}

/** From here on a variable keeps what it holds. */
function fix(scene: Scene, name: string): void {
  const base: Value = scene.variables.get(name) ?? { values: [UNKNOWN], taint: TAINT.none }
  scene.variables.set(name, { ...base, fixed: true })
}

/** A reference is given the name it stands for; anything else its value. */
function assignDeclared(
  scene: Scene,
  name: string,
  value: Field & { readonly append: boolean; readonly reference: boolean },
): void {
  const { reference, ...plainValue } = value
  if (reference) {
    scene.variables.set(name, { values: [value.text], taint: value.taint, nature: 'reference' })
    return
  }
  const nature = scene.variables.get(name)?.nature
  if (nature === 'number' && !/^-?\d+$/.test(value.text)) {
    const computed = constantOf(scene, value.text)
    setVariable(scene, name, { ...plainValue, text: computed })
  } else setVariable(scene, name, plainValue)
}

/** The text of an arithmetic expression; commands in it are run. */
function constantOf(scene: Scene, text: string): string {
  const out = scene.runner.text(fork(scene), `echo $((${text}))`, EMPTY)
  return out.text === null ? UNKNOWN : out.text.trim()
}

function keepLocal(
  scene: Scene,
  builtin: string,
  at: { readonly name: string; readonly letters: string; readonly isArray: boolean },
): void {
  const isLocal = /^(?:local|declare|typeset)$/.test(builtin) && !at.letters.includes('g')
  if (!isLocal || !scene.locals || scene.locals.has(at.name)) return
  scene.locals.set(at.name, at.isArray ? undefined : scene.variables.get(at.name))
  if (!at.isArray) store(scene, at.name, { values: [''], taint: TAINT.none, unset: true })
}

/** Without an option the variable goes, and the function when there is no such variable. */
function unsetName(scene: Scene, name: string, functionsOnly: boolean): void {
  if (!isKnown(name)) forgetAll(scene)
  if (functionsOnly || !scene.variables.has(name)) scene.functions.delete(name)
  if (!functionsOnly) unsetVariable(scene, name)
}

const READ = valued('a d i n N p t u')

/** Takes one line of the input and gives its words to variables. */
function readLine(scene: Scene, call: Invocation): Stream {
  const options = readOptions(call.args, { valued: READ })
  const number = options.value('u')
  const source = (number ? scene.descriptors.get(Number(number.text)) : undefined) ?? call.stdin
  const listed = pathLines(source.text) === null ? {} : { listed: true }
  const line = options.has('d', 'n', 'N', 't', 'i')
    ? takeSome(source, options.value('d')?.text === '')
    : takeLine(source, options.has('r'))
  const separators = separatorsOf(scene)
  const { taint } = source
  const array = options.value('a')
  if (array) {
    const words = isKnown(line) && isKnown(separators) ? splitByIfs(line, separators) : null
    if (words) setElements(scene, array.text, { elements: words.map((word) => plain(word, taint)) })
    else setUnknownArray(scene, array.text, taint)
    return EMPTY
  }
  const names = options.operands.map((field) => field.text)
  if (names.length === 0) setVariable(scene, 'REPLY', plain(line, taint))
  const words = wordsFor(line, { separators, count: names.length })
  names.forEach((name, index) => {
    if (NAME.test(name))
      setVariable(scene, name, { ...plain(words[index] ?? '', taint), ...listed })
    else forgetAll(scene)
  })
  return EMPTY
}

/** A part of a stream that ends at some other place than a line's end. */
function takeSome(source: Stream, wholeItem: boolean): string {
  if (source.text === '') return ''
  const [item, ...more] = (wholeItem && pathLines(source.text)) || []
  if (item !== undefined && more.length === 0) return item
  source.text = null
  return UNKNOWN
}

function wordsFor(
  line: string,
  at: { readonly separators: string; readonly count: number },
): string[] {
  const { separators, count } = at
  if (count === 1 && isKnown(separators) && pathLines(line)) return [line]
  if (!isKnown(line) || !isKnown(separators)) return new Array<string>(count).fill(UNKNOWN)
  if (separators === '') return [line]
  const onlyBlanks = /^[ \t\n]+$/.test(separators)
  const trimmed = onlyBlanks ? line.trim() : line
  const words = splitByIfs(trimmed, separators)
  if (words.length <= count) return words
  if (!onlyBlanks) return new Array<string>(count).fill(UNKNOWN)
  let rest = trimmed
  for (let at = 0; at < count - 1; at++) rest = rest.slice((words[at] ?? '').length).trimStart()
  return [...words.slice(0, count - 1), rest]
}

/** The next line of a stream, which afterwards holds what follows. */
function takeLine(source: Stream, raw: boolean): string {
  const { text } = source
  if (text === null || source.partial) return UNKNOWN
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  // A line for paths of unknown names stands for any number of them.
  if (pathLines(line)) return line
  if (text !== '') source.text = end < 0 ? '' : text.slice(end + 1)
  if (raw || !line.includes('\\')) return line
  return line.endsWith('\\') ? UNKNOWN : line.replace(/\\(.)/gs, '$1')
}

function readLines(scene: Scene, call: Invocation): Stream {
  const options = readOptions(call.args, { valued: valued('d n O s u C c') })
  const name = options.operands[0]?.text ?? 'MAPFILE'
  const number = options.value('u')
  const source = (number ? scene.descriptors.get(Number(number.text)) : undefined) ?? call.stdin
  const { text, taint } = source
  if (text === null || source.partial || !isKnown(text) || options.has('d', 'n', 'O', 's')) {
    setUnknownArray(scene, name, taint)
  } else {
    const end = options.has('t') ? '' : '\n'
    setElements(scene, name, { elements: linesOf(text).map((line) => plain(line + end, taint)) })
  }
  const callback = options.value('C')
  if (callback) scene.runner.text(fork(scene), `${callback.text} ${UNKNOWN}`, EMPTY)
  return EMPTY
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
