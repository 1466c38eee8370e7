import { TAINT } from '../findings.ts'
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
import { wholeEnvironment } from '../whole-environment.ts'
import { readBuiltins } from './read-builtins.ts'
import {
  forgetAll,
  resolveName,
  setUnknown,
  setUnknownArray,
  setVariable,
  store,
  unsetVariable,
} from './variables.ts'

const NAME = /^[A-Za-z_]\w*(?:\[.*\])?$/s

/** A variable of which nothing is known any more. */
const LOST: Value = {
  values: [UNKNOWN],
  taint: TAINT.none,
  maybeUnset: true,
  exported: 'perhaps',
}

/** Builtins that set, change and remove variables and positional parameters. */
export const variableBuiltins: ProgramTable = {
  ...named('export declare typeset local readonly', declare),
  ...readBuiltins,
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
  wait: (scene, call) => {
    const at = call.args.findIndex(({ text }) => text === '-p')
    if (at >= 0) loseVariable(scene, call.args[at + 1]?.text ?? UNKNOWN)
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

function loseVariable(scene: Scene, name: string): void {
  if (!NAME.test(name)) forgetAll(scene)
  else store(scene, name, LOST)
}

function setPositional(scene: Scene, call: Invocation): Stream {
  if (call.args.length === 0) return wholeEnvironment(scene)
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
  if (/^-[a-zA-Z]*a|^allexport$/.test(option)) scene.exportsAll = true
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
  if (/[pF]/.test(letters)) return wholeEnvironment(scene)
  const operands = call.args.filter((field) => !/^[-+][a-zA-Z-]*$/.test(field.text))
  const exported = call.name === 'export' && !letters.includes('n')
  if (letters.includes('f')) return markFunctions(scene, exported ? operands : [])
  const nature = call.name === 'export' ? {} : natureOf(letters)
  for (const field of operands) {
    declareOne(scene, call.name, { field, nature, exported, letters })
    if (taken !== '') takeMarks(scene, field.text, taken)
  }
  return operands.length === 0 ? wholeEnvironment(scene) : EMPTY
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

const DECLARED = /^([A-Za-z_]\w*)(\[.*?\])?(?:(\+?=)([\s\S]*))?$/

interface Declared {
  readonly field: Field
  readonly nature: Partial<Value>
  readonly exported: boolean
  readonly letters: string
}

function declareOne(scene: Scene, builtin: string, at: Declared): void {
  const { field, letters } = at
  const parts = DECLARED.exec(field.text)
  if (!parts) {
    if (!isKnown(field.text.split('=')[0] ?? '')) forgetAll(scene)
    return
  }
  // Outside of functions there is nothing local.
  if (builtin === 'local' && !scene.locals) return
  const [, name = '', index = '', sign, text = ''] = parts
  const isArray = sign !== undefined && text === '(' && field.text.endsWith('=(')
  keepLocal(scene, builtin, { name, letters, isArray })
  const reference = at.nature.nature === 'reference'
  const target = reference ? name : resolveName(scene, name)
  markDeclared(scene, target, { ...at, isArray })
  if (sign !== undefined && !isArray) {
    const append = sign === '+='
    assignDeclared(scene, `${name}${index}`, { ...field, text, append, reference })
  }
  finishDeclared(scene, { name, target, letters: builtin === 'readonly' ? 'r' : letters })
}

function finishDeclared(
  scene: Scene,
  at: { readonly name: string; readonly target: string; readonly letters: string },
): void {
  if (at.letters.includes('g')) loseOuter(scene, at.name)
  if (at.letters.includes('r')) fix(scene, at.target)
}

function markDeclared(
  scene: Scene,
  target: string,
  { nature, exported, letters, isArray }: Declared & { readonly isArray: boolean },
): void {
  giveMarks(scene, target, exported ? { ...nature, exported: true } : nature)
  if (letters.includes('a') && !isArray) makeArray(scene, target)
}

/** `-g` means the variable of that name outside of the function that has its own. */
function loseOuter(scene: Scene, name: string): void {
  if (!scene.locals?.has(name)) return
  scene.locals.set(name, LOST)
}

function giveMarks(scene: Scene, name: string, marks: Partial<Value>): void {
  if (Object.keys(marks).length === 0) return
  const base: Value = scene.variables.get(name) ?? { values: [''], taint: TAINT.none, unset: true }
  const several = base.nature && marks.nature && base.nature !== marks.nature
  const exported = marks.exported && base.fixed && base.exported !== true
  scene.variables.set(name, {
    ...base,
    ...marks,
    ...(several ? { nature: 'mixed' } : {}),
    ...(exported ? { exported: 'perhaps' } : {}),
  })
}

/** `declare -a`: what the variable holds is the first element from here on. */
function makeArray(scene: Scene, name: string): void {
  const held = scene.variables.get(name)
  // A table stays one, and nothing is given to it.
  if (held?.table) setUnknownArray(scene, name, held.taint)
  if (held?.elements) return
  const { values = [''], taint = TAINT.none, unset = true, ...rest } = held ?? {}
  const text = values.length === 1 ? (values[0] ?? '') : UNKNOWN
  const isEmpty = held === undefined || held.unset === true
  const elements = isEmpty ? [] : [plain(text, taint)]
  scene.variables.set(name, { ...rest, values: [text], taint, elements })
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

/** Makes a variable the function's own. */
function keepLocal(
  scene: Scene,
  builtin: string,
  at: { readonly name: string; readonly letters: string; readonly isArray: boolean },
): void {
  const isLocal = /^(?:local|declare|typeset)$/.test(builtin) && !at.letters.includes('g')
  if (!isLocal || !scene.locals || scene.locals.has(at.name)) return
  // The list was read before this, and with it went what the variable held.
  const held = scene.variables.get(at.name)
  // What is fixed outside of the function may not become its own.
  scene.locals.set(at.name, at.isArray || held?.fixed ? LOST : held)
  if (!at.isArray) store(scene, at.name, { values: [''], taint: TAINT.none, unset: true })
}

/** Without an option the variable goes, and the function when there is no such variable. */
function unsetName(scene: Scene, name: string, functionsOnly: boolean): void {
  if (!isKnown(name)) forgetAll(scene)
  if (functionsOnly || !scene.variables.has(name)) scene.functions.delete(name)
  if (!functionsOnly) unsetVariable(scene, name)
}
