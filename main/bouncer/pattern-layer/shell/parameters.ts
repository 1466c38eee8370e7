import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash'
import { type Field, isKnown, plain, type Scene, UNKNOWN, type Value } from '../scene.ts'
import { noteAbort } from './aborts.ts'
import {
  applyDefault,
  type Expansion,
  isJoinedOddly,
  isList,
  isSet,
  type Parameter,
} from './defaults.ts'
import { changeCase, remove, replace, slice } from './text-operations.ts'
import { fromEnd, resolveName, SPACES, separatorsOf, subscriptOf } from './variables.ts'

interface Access {
  expandText(scene: Scene, word: Word): Field
  expandPattern(scene: Scene, word: Word): string
  readVariable(scene: Scene, name: string): readonly Field[]
}

/** Expands `${…}` with its operator where the value is known. */
export function expandParameter(
  scene: Scene,
  part: ParameterExpansionPart,
  access: Access,
): Expansion {
  const { prefix } = part
  const index = indexOf(scene, part, access)
  if (prefix === '!') return indirect(scene, { part, index, access })
  if (prefix !== '#') return operate(scene, { part, index, access })
  const all = elementsOf(scene, { name: part.parameter, index, access })
  return [plain(lengthOf(all, index ?? part.parameter))]
}

/** The subscript; the first place of where a text comes from is like `$0`. */
function indexOf(scene: Scene, part: ParameterExpansionPart, access: Access): string | null {
  const index = part.index ? access.expandText(scene, part.index).text : null
  return index === '0' && part.parameter === 'BASH_SOURCE' ? null : index
}

/** The fields a name with an optional subscript stands for. */
function elementsOf(
  scene: Scene,
  at: { readonly name: string; readonly index: string | null; readonly access: Access },
): readonly Field[] {
  const { index, access } = at
  if (index === null) return access.readVariable(scene, at.name)
  const name = resolveName(scene, at.name)
  const value = scene.variables.get(name)
  if (index === '@' || index === '*') {
    if (value?.elements) return inAnyOrder(scene, value, value.elements)
    return value?.unset ? [] : access.readVariable(scene, name)
  }
  const key = value ? keyOf(scene, value, index) : UNKNOWN
  if (!value || !isKnown(key)) return [plain(UNKNOWN, value?.taint)]
  if (value.elements) return [elementAt(value, value.elements, key)]
  return key === '0' ? access.readVariable(scene, name) : [plain('')]
}

/** Only a loop may go through the elements of a table; elsewhere their order would count. */
function inAnyOrder(scene: Scene, value: Value, fields: readonly Field[]): readonly Field[] {
  if (!value.table || fields.length < 2) return fields
  if (!scene.list) return fields.map(({ taint }) => plain(UNKNOWN, taint))
  scene.list.unordered = true
  return fields
}

function elementAt(value: Value, elements: readonly Field[], key: string): Field {
  const place = value.keys ? value.keys.indexOf(key) : Number(key)
  const before = value.table ? elements : elements.slice(0, place < 0 ? undefined : place + 1)
  if (before.some((element) => element.glob || element.text === UNKNOWN)) {
    return elements[place] ?? plain(UNKNOWN, value.taint)
  }
  return elements[place] ?? plain('', value.taint)
}

/** Subscripts are arithmetic unless the array has names for keys. */
function keyOf(scene: Scene, value: Value, index: string): string {
  if (value.table) return index
  const { keys, elements } = value
  if (!elements && index.startsWith('-')) return UNKNOWN
  const counted = keys ?? elements?.map((_, place) => String(place)) ?? ['0']
  return fromEnd(counted, subscriptOf(scene, index))
}

function lengthOf(fields: readonly Field[], index: string): string {
  if (index === '@' || index === '*') {
    return fields.some((field) => !isKnown(field.text) || field.glob)
      ? UNKNOWN
      : String(fields.length)
  }
  const text = fields[0]?.text ?? ''
  // What a pipe is called, the shell decides.
  return isKnown(text) && !text.includes('/dev/fd/') ? String([...text].length) : UNKNOWN
}

interface Subscripted {
  readonly part: ParameterExpansionPart
  readonly index: string | null
  readonly access: Access
}

/** `${!…}`: keys, or the variable that a variable names. */
function indirect(scene: Scene, at: Subscripted): Expansion {
  const { part, index, access } = at
  const value = scene.variables.get(part.parameter)
  if (part.operation?.type === 'Names') return [plain(UNKNOWN)]
  if (value?.nature === 'reference') {
    return [plain(index === null ? (value.values[0] ?? UNKNOWN) : UNKNOWN)]
  }
  if (index === '@' || index === '*') return keysOf(scene, value)
  const name = elementsOf(scene, { name: part.parameter, index, access })[0]?.text ?? UNKNOWN
  const target = /^(\w+|@|\*)(?:\[(.+)\])?$/s.exec(name)
  if (!target || !isKnown(name)) {
    noteAbort(scene)
    return [plain(UNKNOWN)]
  }
  const [, parameter = '', subscript = null] = target
  return operate(scene, { part: { ...part, parameter }, index: subscript, access })
}

function keysOf(scene: Scene, value: Value | undefined): readonly Field[] {
  if (!value || value.maybeUnset) return [plain(UNKNOWN)]
  if (value.elements?.some(({ text, glob }) => glob || text === UNKNOWN)) return [plain(UNKNOWN)]
  if (value.unset && !value.elements) return []
  const keys = value.keys ?? value.elements?.map((_, place) => String(place)) ?? ['0']
  if (keys.length > 1 && separatorsOf(scene) !== SPACES) return [plain(UNKNOWN)]
  const fields = keys.map((key) => plain(key))
  return inAnyOrder(scene, value, fields)
}

/** The fields of a parameter after its operator. */
function operate(scene: Scene, at: Subscripted): Expansion {
  const { part, index, access } = at
  const { operation } = part
  const name = part.parameter
  const all = elementsOf(scene, { name, index, access })
  if (!operation) return all
  const parameter = { name, index, all, key: placeOf(scene, name, index) }
  if (operation.type === 'Default') {
    const text = (word: Word) => access.expandText(scene, word)
    return applyDefault(scene, { ...parameter, part, operation, text })
  }
  if (isJoinedOddly(scene, parameter)) return [plain(UNKNOWN, taintOf(all))]
  const list = isList(parameter)
  if (list && operation.type === 'Slice' && isArray(scene, parameter)) {
    const held = index === null ? undefined : scene.variables.get(resolveName(scene, name))
    return sliceList(scene, { all, operation, access, positional: index === null, held })
  }
  if (list && operation.type === 'Transform' && !/^[ULuQE]$/.test(operation.operand.text)) {
    return [plain(UNKNOWN, taintOf(all))]
  }
  const application = { part, operation, access, parameter }
  const texts = all.map((field) => ({
    ...field,
    text: operationText(scene, { ...application, field }),
  }))
  // Past its end a plain variable is no list of anything.
  const ended = list && operation.type === 'Slice' && texts[0]?.text === ''
  return ended ? [plain(UNKNOWN, taintOf(all))] : texts
}

function taintOf(fields: readonly Field[]): number {
  return fields.reduce((all, field) => all | field.taint, 0)
}

/** Whether a list is one of elements; `@` of a plain variable means its text. */
function isArray(scene: Scene, { name, index }: Parameter): boolean {
  if (index === null) return true
  const value = scene.variables.get(resolveName(scene, name))
  return !value || value.elements !== undefined
}

/** The place that a subscript means; null when it is not known. */
function placeOf(scene: Scene, name: string, index: string | null): string | null {
  const value = scene.variables.get(resolveName(scene, name))
  if (!value) return null
  return keyOf(scene, value, index ?? '0')
}

function sliceList(
  scene: Scene,
  at: {
    readonly all: readonly Field[]
    readonly operation: Extract<ParameterOperation, { type: 'Slice' }>
    readonly access: Access
    readonly positional: boolean
    /** The array that is cut; undefined for the arguments of the shell. */
    readonly held: Value | undefined
  },
): readonly Field[] {
  const { operation, access } = at
  const number = (word: Word) => numberOf(scene, access.expandText(scene, word).text)
  const offset = number(operation.offset)
  const length = operation.length ? number(operation.length) : Number.POSITIVE_INFINITY
  if (offset === null || length === null || length < 0) {
    noteAbort(scene)
    return [plain(UNKNOWN)]
  }
  const all = at.positional ? [plain('bash'), ...at.all] : at.all
  if (at.held?.table || all.some((field) => field.glob || !isKnown(field.text)))
    return [plain(UNKNOWN)]
  const start = startOf(offset, all.length, at.held?.keys)
  if (start < 0) return []
  return all.slice(start, Math.min(all.length, start + length))
}

/** Where a slice begins; in an array with gaps it is the subscript that counts. */
function startOf(offset: number, length: number, keys: readonly string[] | undefined): number {
  if (!keys) return offset < 0 ? length + offset : offset
  const from = offset < 0 ? Number(keys.at(-1) ?? -1) + 1 + offset : offset
  if (from < 0) return -1
  const place = keys.findIndex((key) => Number(key) >= from)
  return place < 0 ? length : place
}

/** A number as written, or that a variable of this name holds; null when it is not known. */
function numberOf(scene: Scene, text: string): number | null {
  const trimmed = text.trim()
  if (/^-?(?:0|[1-9]\d{0,9})$/.test(trimmed)) return Number(trimmed)
  const held = /^[A-Za-z_]\w*$/.test(trimmed) ? scene.variables.get(trimmed) : undefined
  const only = held?.values.length === 1 && !held.elements ? (held.values[0] ?? '') : ''
  return /^-?(?:0|[1-9]\d{0,9})$/.test(only) ? Number(only) : null
}

interface Application {
  readonly parameter: Parameter
  readonly part: ParameterExpansionPart
  readonly operation: ParameterOperation
  readonly access: Access
}

function operationText(scene: Scene, at: Application & { readonly field: Field }): string {
  const { field, access, operation } = at
  const { text } = field
  switch (operation.type) {
    case 'Remove':
      return remove(text, operation.operator, access.expandPattern(scene, operation.operand))
    case 'Replace':
      if (scene.anyCase) return UNKNOWN
      return replaceIn(scene, { ...at, operation })
    case 'Slice':
      return sliceText(scene, { ...at, operation })
    case 'CaseModification':
      return operation.operand ? UNKNOWN : changeCase(text, operation.operator)
    case 'Transform':
      return transform(scene, text, operation.operand.text)
    default:
      return UNKNOWN
  }
}

/** In what is not set nothing is replaced, not even nothing. */
function replaceIn(
  scene: Scene,
  at: Application & {
    readonly field: Field
    readonly operation: Extract<ParameterOperation, { type: 'Replace' }>
  },
): string {
  const { operation, access, parameter, field } = at
  const replaced = replace(field.text, operation.operator, {
    pattern: access.expandPattern(scene, operation.pattern),
    by: access.expandText(scene, operation.replacement).text,
  })
  if (field.text !== '' || replaced === '' || isList(parameter)) return replaced
  const set = isSet(scene, parameter)
  if (set === null) return UNKNOWN
  return set ? replaced : ''
}

function transform(scene: Scene, text: string, kind: string): string {
  if (kind === 'P') scene.runner.text(scene, `echo "${text}"`, { text: '', taint: 0 })
  if (!isKnown(text)) return UNKNOWN
  if (kind === 'U') return text.toUpperCase()
  if (kind === 'L') return text.toLowerCase()
  if (kind === 'u') return changeCase(text, '^')
  // Empty text is quoted when the variable is set and vanishes when it is not.
  if (kind === 'Q' && /^[ -&(-~]+$/.test(text)) return `'${text}'`
  return kind === 'E' && !text.includes('\\') ? text : UNKNOWN
}

function sliceText(
  scene: Scene,
  at: {
    readonly field: Field
    readonly access: Access
    readonly operation: Extract<ParameterOperation, { type: 'Slice' }>
  },
): string {
  const { offset, length } = at.operation
  const number = (word: Word) => numberOf(scene, at.access.expandText(scene, word).text)
  const start = number(offset)
  const count = length ? number(length) : undefined
  if (start === null || count === null || (count ?? 0) < 0) noteAbort(scene)
  return slice(at.field.text, start, count)
}
