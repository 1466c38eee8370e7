import type { ParameterExpansionPart, ParameterOperation, ParsedScript, Word } from 'unbash'
import {
  type Field,
  isKnown,
  plain,
  type Scene,
  type Stream,
  UNKNOWN,
  type Value,
} from '../scene.ts'
import { noteAbort } from './aborts.ts'
import { globExpression } from './glob-expression.ts'
import { fromEnd, resolveName, setVariable, subscriptOf } from './variables.ts'

interface Access {
  expandWord(scene: Scene, word: Word): Field[]
  expandText(scene: Scene, word: Word): Field
  expandPattern(scene: Scene, word: Word): string
  readVariable(scene: Scene, name: string): readonly Field[]
  runNested(scene: Scene, script: ParsedScript | undefined): Stream
}

/** Expands `${…}` with its operator where the value is known. */
export function expandParameter(
  scene: Scene,
  part: ParameterExpansionPart,
  access: Access,
): readonly Field[] {
  const { prefix } = part
  const index = part.index ? access.expandText(scene, part.index).text : null
  if (prefix === '!') return indirect(scene, { part, index, access })
  if (prefix !== '#') return operate(scene, { part, index, access })
  const all = elementsOf(scene, { name: part.parameter, index, access })
  return [plain(lengthOf(all, index ?? part.parameter))]
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
function indirect(scene: Scene, at: Subscripted): readonly Field[] {
  const { part, index, access } = at
  const value = scene.variables.get(part.parameter)
  if (part.operation?.type === 'Names') return [plain(UNKNOWN)]
  if (index === '@' || index === '*') return keysOf(scene, value)
  if (value?.nature === 'reference') return [plain(value.values[0] ?? UNKNOWN)]
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
  const fields = keys.map((key) => plain(key))
  return inAnyOrder(scene, value, fields)
}

/** The fields of a parameter after its operator. */
function operate(scene: Scene, at: Subscripted): readonly Field[] {
  const { part, index, access } = at
  const { operation } = part
  const all = elementsOf(scene, { name: part.parameter, index, access })
  if (!operation) return all
  const isList = index === '@' || index === '*' || part.parameter === '@' || part.parameter === '*'
  if (isList && operation.type === 'Slice') {
    const keys = index === null ? undefined : keptKeys(scene, part.parameter)
    return sliceList(scene, { all, operation, access, positional: index === null, keys })
  }
  const application = { part, operation, access }
  if (operation.type === 'Default') return applyDefault(scene, { ...application, index, all })
  return all.map((field) => ({ ...field, text: operationText(scene, { ...application, field }) }))
}

function sliceList(
  scene: Scene,
  at: {
    readonly all: readonly Field[]
    readonly operation: Extract<ParameterOperation, { type: 'Slice' }>
    readonly access: Access
    readonly positional: boolean
    readonly keys: readonly string[] | undefined
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
  if (all.some((field) => field.glob || !isKnown(field.text))) return [plain(UNKNOWN)]
  const start = startOf(offset, all.length, at.keys)
  if (start < 0) return []
  return all.slice(start, Math.min(all.length, start + length))
}

/** Subscripts of an array with gaps. */
function keptKeys(scene: Scene, name: string): readonly string[] | undefined {
  const value = scene.variables.get(resolveName(scene, name))
  return value?.table ? undefined : value?.keys
}

/** Where a slice begins; in an array with gaps it is the subscript that counts. */
function startOf(offset: number, length: number, keys: readonly string[] | undefined): number {
  if (!keys) return offset < 0 ? length + offset : offset
  const from = offset < 0 ? Number(keys.at(-1) ?? -1) + 1 + offset : offset
  const place = keys.findIndex((key) => Number(key) >= from)
  return place < 0 && from >= 0 ? length : place
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
      return replace(text, operation.operator, {
        pattern: access.expandPattern(scene, operation.pattern),
        by: access.expandText(scene, operation.replacement).text,
      })
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

interface Parameter {
  readonly name: string
  readonly index: string | null
  readonly all: readonly Field[]
}

/** Whether a parameter is set: null when that is not known. */
function isSet(scene: Scene, at: Parameter): boolean | null {
  const { name, all } = at
  if (name === '@' || name === '*') return all.length > 0
  if (/^\d+$/.test(name)) {
    return scene.positionalSure ? Number(name) <= scene.positional.length : null
  }
  const value = scene.variables.get(resolveName(scene, name))
  if (!value || value.maybeUnset) return null
  return value.unset ? false : holdsElement(scene, value, at)
}

function holdsElement(scene: Scene, value: Value, at: Parameter): boolean | null {
  const { all } = at
  const index = at.index ?? '0'
  const list = index === '@' || index === '*'
  if (value.elements?.some((element) => element.glob || !isKnown(element.text))) return null
  if (list) return value.elements ? all.length > 0 : true
  const key = keyOf(scene, value, index)
  if (!isKnown(key)) return null
  if (!value.elements) return key === '0'
  return value.keys ? value.keys.includes(key) : Number(key) < value.elements.length
}

function applyDefault(
  scene: Scene,
  at: Application & { readonly index: string | null; readonly all: readonly Field[] },
): readonly Field[] {
  const { operation, part, index, all } = at
  if (operation.type !== 'Default') return all
  const { operator } = operation
  const set = isSet(scene, { name: part.parameter, index, all })
  const counts = operator.startsWith(':') ? countsAsSet(set, all) : set
  if (operator.endsWith('+')) return alternative(counts, () => operandFields(scene, at))
  if (counts === true || operator.endsWith('?')) return all
  const operand = operandFields(scene, at)
  const known = scene.variables.has(part.parameter)
  if (operator.endsWith('=') && (counts !== null || !known)) {
    const value = { ...(operand[0] ?? plain('')), whole: false }
    setVariable(scene, part.parameter, { ...value, index })
    return [value]
  }
  // An outside variable may or may not be set: the default is the only value we can read.
  return counts === null && known ? all : operand
}

/** `+`: the operand where the parameter is set; where that is not known, it may be missing. */
function alternative(counts: boolean | null, operand: () => readonly Field[]): readonly Field[] {
  if (counts === false) return [plain('')]
  return counts === true ? operand() : operand().map((field) => maybeEmpty(field))
}

function maybeEmpty(field: Field): Field {
  return field.text === ''
    ? { ...field, whole: false, text: field.whole ? UNKNOWN : '' }
    : { ...field, text: UNKNOWN }
}

function countsAsSet(set: boolean | null, all: readonly Field[]): boolean | null {
  if (set === false || set === null) return set
  if (!all.every((field) => isKnown(field.text))) return null
  return all.some((field) => field.text !== '')
}

function operandFields(scene: Scene, at: Application): readonly Field[] {
  if (at.operation.type !== 'Default') return []
  const { operand } = at.operation
  const quoted = operand.parts?.some((part) => /Quoted$/.test(part.type)) ?? false
  if (!quoted) return [at.access.expandText(scene, operand)]
  // What stands there without quotes is split, but only where the expansion is not quoted.
  if (operand.parts?.some((part) => part.type === 'Literal' && /[ \t\n]/.test(part.value))) {
    return [plain(UNKNOWN, at.access.expandText(scene, operand).taint)]
  }
  // What is quoted in it stays whole, also where the expansion itself is not quoted.
  const fields = at.access.expandWord(scene, operand)
  return fields.length === 0 ? [plain('')] : fields.map((field) => ({ ...field, whole: true }))
}

function remove(text: string, operator: string, pattern: string): string {
  // A path of unknown name in a known folder loses an ending only.
  const ending = operator.startsWith('%') && /^[\w.-]+$/.test(pattern)
  if (ending && text.endsWith(`/${UNKNOWN}`)) return text
  if (!isKnown(text) || !isKnown(pattern) || text.length > MAX_MATCHED) return UNKNOWN
  const body = globExpression(pattern, operator.length === 1)
  if (body === null) return UNKNOWN
  if (operator.startsWith('#')) return text.replace(new RegExp(`^${body}`, 's'), '')
  return removeEnd(text, new RegExp(`^${body}$`, 's'), operator === '%')
}

const MAX_MATCHED = 500

function removeEnd(text: string, pattern: RegExp, shortest: boolean): string {
  for (let taken = 0; taken <= text.length; taken++) {
    const at = shortest ? text.length - taken : taken
    if (pattern.test(text.slice(at))) return text.slice(0, at)
  }
  return text
}

function replace(
  text: string,
  operator: string,
  change: { readonly pattern: string; readonly by: string },
): string {
  if (!isKnown(text) || !isKnown(change.pattern) || text.length > 500) return UNKNOWN
  // Newer shells put what was found in the place of `&`.
  if (change.by.includes('&')) return UNKNOWN
  const body = globExpression(change.pattern, false)
  if (body === null || body === '') return body === '' ? text : UNKNOWN
  const source = `${operator === '/#' ? '^' : ''}${body}${operator === '/%' ? '$' : ''}`
  return text.replace(new RegExp(source, operator === '//' ? 'gs' : 's'), () => change.by)
}

function slice(text: string, start: number | null, length: number | null | undefined): string {
  if (!isKnown(text) || start === null || length === null) return UNKNOWN
  const from = start < 0 ? text.length + start : start
  if (from < 0) return ''
  if (length === undefined) return text.slice(from)
  return length < 0 ? text.slice(from, length) : text.slice(from, from + length)
}

function changeCase(text: string, operator: string): string {
  if (!isKnown(text)) return UNKNOWN
  if (operator === '^^') return text.toUpperCase()
  if (operator === ',,') return text.toLowerCase()
  const first = text.slice(0, 1)
  return (operator === '^' ? first.toUpperCase() : first.toLowerCase()) + text.slice(1)
}
