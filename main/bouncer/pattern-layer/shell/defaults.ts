import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash'
import { type Field, isKnown, plain, type Scene, UNKNOWN, type Value } from '../scene.ts'
import { noteAbort } from './aborts.ts'
import { chosenIndex } from './branches.ts'
import { resolveName, SPACES, separatorsOf, setUnknown, setVariable } from './variables.ts'

/** What `${…}` stands for: fields, or a word that is read in its place. */
export type Expansion = readonly Field[] | { readonly operand: Word }

/** Whether a word is read in the place of an expansion. */
export function isOperand(expansion: Expansion): expansion is { readonly operand: Word } {
  return 'operand' in expansion
}

/** A parameter with what it stands for. */
export interface Parameter {
  readonly name: string
  readonly index: string | null
  readonly all: readonly Field[]
  /** Place of the element that the subscript means; null when it is not known. */
  readonly key: string | null
}

interface Defaulting extends Parameter {
  readonly part: ParameterExpansionPart
  readonly operation: Extract<ParameterOperation, { type: 'Default' }>
  text(word: Word): Field
}

/** Parameters that the shell sets itself. */
const ALWAYS_SET = /^(?:[#?$0-]|HOME|PWD|IFS|BASH|SHELL)$/

const ARGUMENT = /^(?:[@*]|[1-9]\d*)$/

/** Whether a parameter is set: null when that is not known. */
export function isSet(scene: Scene, at: Parameter): boolean | null {
  const { name, all } = at
  if (ARGUMENT.test(name)) {
    if (!scene.positionalSure) return null
    return isList(at) ? all.length > 0 : Number(name) <= scene.positional.length
  }
  const value = scene.variables.get(resolveName(scene, name))
  if (!value) return ALWAYS_SET.test(name) ? true : null
  if (value.maybeUnset) return null
  return value.unset && !value.elements ? false : holdsElement(value, at)
}

function holdsElement(value: Value, at: Parameter): boolean | null {
  const { all, key } = at
  if (value.elements?.some((element) => element.glob || element.text === UNKNOWN)) return null
  if (isList(at)) return value.elements ? all.length > 0 : true
  if (key === null || !isKnown(key)) return null
  if (!value.elements) return key === '0'
  if (value.keys) return value.keys.includes(key)
  return /^\d+$/.test(key) && Number(key) < value.elements.length
}

/** Whether all elements are meant. */
export function isList({ name, index }: Pick<Parameter, 'name' | 'index'>): boolean {
  return index === '@' || index === '*' || name === '@' || name === '*'
}

/** With other separators the elements of a list are joined in other ways than without an operator. */
export function isJoinedOddly(scene: Scene, at: Parameter): boolean {
  return at.all.length > 0 && isList(at) && separatorsOf(scene) !== SPACES
}

/** The fields of a parameter with `-`, `=`, `+` or `?`, or the word of that operator. */
export function applyDefault(scene: Scene, at: Defaulting): Expansion {
  const { operator } = at.operation
  const set = isSet(scene, at)
  const counts = operator.startsWith(':') ? countsAsSet(scene, set, at) : set
  if (operator.endsWith('+')) return alternative(counts, at)
  if (counts === true) return isJoinedOddly(scene, at) ? [plain(UNKNOWN)] : at.all
  switch (operator.slice(-1)) {
    case '?':
      return required(scene, at, counts)
    case '=':
      return assigned(scene, at, counts === null && isHeld(scene, at))
    default:
      // An outside variable may or may not be set: the default is the only value we can read.
      return counts === null && isHeld(scene, at)
        ? eitherOf(scene, at)
        : { operand: at.operation.operand }
  }
}

/** `?`: where it is not set, the shell goes no further. */
function required(scene: Scene, at: Defaulting, counts: boolean | null): Expansion {
  noteAbort(scene)
  return counts === false || isList(at) ? [plain(UNKNOWN)] : at.all
}

/** Whether a parameter is more than a variable of the surroundings. */
function isHeld(scene: Scene, at: Parameter): boolean {
  if (at.index !== null || !/^[A-Za-z_]/.test(at.name)) return true
  const name = resolveName(scene, at.name)
  return name === UNKNOWN || scene.variables.has(name)
}

/** It may be set or not, so that either may be meant. */
function eitherOf(scene: Scene, at: Defaulting): Expansion {
  const { all, operation, name } = at
  const taint = all.reduce((sum, field) => sum | field.taint, at.text(operation.operand).taint)
  if (isList(at) || all.some(({ text }) => text === UNKNOWN)) return [plain(UNKNOWN, taint)]
  const chosen = chosenIndex(scene, `${name}\0${operation.operand.text}`, 2)
  if (chosen === null) return [plain(UNKNOWN, taint)]
  return chosen === 0 ? all : { operand: operation.operand }
}

/** `+`: the operand where the parameter is set; where that is not known, it may be missing. */
function alternative(counts: boolean | null, at: Defaulting): Expansion {
  const { operand } = at.operation
  if (counts === true) return { operand }
  if (counts === false) return isList(at) ? at.all : [plain('')]
  const field = at.text(operand)
  return [field.text === '' && !isList(at) && !isQuoted(operand) ? field : unknown(field)]
}

function isQuoted(word: Word): boolean {
  return word.parts?.some(({ type }) => /Quoted$/.test(type)) ?? false
}

function unknown(field: Field): Field {
  return { ...field, text: UNKNOWN }
}

/** `=`: what is not set is given the text of the operand; `perhaps` where it may be set. */
function assigned(scene: Scene, at: Defaulting, perhaps: boolean): Expansion {
  const { name, index } = at
  if (!/^[A-Za-z_]/.test(name) || isList(at) || index?.startsWith('-')) {
    noteAbort(scene)
    return [plain(UNKNOWN)]
  }
  const { text, glob, taint } = at.text(at.operation.operand)
  if (perhaps) {
    setUnknown(scene, name, taint)
    return [plain(UNKNOWN, taint)]
  }
  const old = scene.variables.get(resolveName(scene, name))
  setVariable(scene, name, { text, glob, taint, index })
  return [old?.nature || old?.fixed ? plain(UNKNOWN, taint) : { text, glob, taint }]
}

function countsAsSet(scene: Scene, set: boolean | null, at: Parameter): boolean | null {
  const { all } = at
  if (!set) return set
  if (all.some(({ text }) => text !== '' && text !== UNKNOWN)) return isSurelyText(all)
  if (all.some(({ text }) => text === UNKNOWN)) return null
  if (!isList(at)) return false
  // Of several elements, what stands between them counts as well; of one it hangs on what surrounds it.
  return separatorsOf(scene) === SPACES && all.length > 1 ? true : null
}

/** Text beside something unknown is text. */
function isSurelyText(all: readonly Field[]): true | null {
  return all.some(({ text }) => [...text].some((char) => char !== UNKNOWN)) ? true : null
}
