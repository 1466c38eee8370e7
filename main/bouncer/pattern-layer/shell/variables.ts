import { TAINT } from '../findings.ts'
import { noteEnvironment } from '../programs/environment.ts'
import { type Field, isKnown, plain, type Scene, UNKNOWN, type Value } from '../scene.ts'
import { mergeValues } from './values.ts'

/** Longest value of a variable that is followed. */
const MAX_VALUE = 4096

const UNSET: Value = { values: [''], taint: TAINT.none, unset: true }

/** Stores what a variable holds; one that may be fixed may keep what it held. */
export function store(scene: Scene, name: string, value: Value): void {
  const old = scene.variables.get(name)
  const stored = old?.fixed ? mergeValues(old, value) : value
  if (old?.fixed) scene.mayAbort = true
  if (stored.values.length > 1) scene.many = true
  scene.variables.set(name, stored)
}

/** The variable a name stands for: itself, or what a reference points to. */
export function resolveName(scene: Scene, name: string): string {
  let at = name
  for (let hop = 0; hop < 4; hop++) {
    const value = scene.variables.get(at)
    if (value?.nature !== 'reference') return at
    at = value.values.length === 1 ? (value.values[0] ?? UNKNOWN) : UNKNOWN
  }
  return UNKNOWN
}

/** How a value is given to a variable. */
export interface Assigning {
  readonly append?: boolean
  readonly index?: string | null
  readonly exported?: boolean | 'perhaps'
}

/** Gives a variable a value and notes it when it changes how later programs run. */
export function setVariable(
  scene: Scene,
  given: string,
  value: Field & Assigning & { readonly noted?: boolean },
): void {
  const subscript = /^(\w+)\[(.*)\]$/s.exec(given)
  const name = resolveName(scene, subscript?.[1] ?? given)
  const index = value.index ?? subscript?.[2] ?? null
  if (name === UNKNOWN) {
    forgetAll(scene)
    return
  }
  if (name === '') {
    pointEmpty(scene, given, value)
    return
  }
  const old = scene.variables.get(name)
  if (index !== null || old?.elements) setElement(scene, name, { value, index: index ?? '0' })
  else setScalar(scene, name, value)
  noteEnvironment(scene, name, value)
}

/** A reference that points nowhere yet is pointed at what it is given. */
function pointEmpty(scene: Scene, name: string, value: Field): void {
  scene.variables.set(name, { values: [value.text], taint: value.taint, nature: 'reference' })
}

function setScalar(scene: Scene, name: string, value: Field & Assigning): void {
  const old = scene.variables.get(name)
  const before = value.append ? (old?.values ?? [UNKNOWN]) : ['']
  const values = before.map((text) => shaped(old?.nature, text, value))
  if (/^(?:number|mixed)$/.test(old?.nature ?? '') && !values.every(isKnown)) scene.mayAbort = true
  store(scene, name, {
    ...kept(scene, old, value),
    ...(value.listed ? { listed: true } : {}),
    ...(value.glob || (value.append && old?.glob) ? { glob: true } : {}),
    values,
    taint: value.taint | (value.append ? (old?.taint ?? TAINT.none) : TAINT.none),
  })
}

function kept(scene: Scene, old: Value | undefined, value: Assigning): Partial<Value> {
  const exported = value.exported ?? old?.exported ?? (scene.exportsAll ? 'perhaps' : undefined)
  return {
    ...(exported === undefined ? {} : { exported }),
    ...(old?.nature === undefined ? {} : { nature: old.nature }),
    ...(old?.table ? { table: true } : {}),
  }
}

function shaped(nature: Value['nature'], before: string, value: Field & Assigning): string {
  if (nature === 'number') return numberText(before, value)
  if (nature === 'mixed') return value.append ? UNKNOWN : numberText(before, value)
  const text = before + value.text
  if (text.length > MAX_VALUE) return UNKNOWN
  if (nature === 'lower') return text.toLowerCase()
  if (nature === 'capital') return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()
  return nature === 'upper' ? text.toUpperCase() : text
}

function numberText(before: string, value: Field & Assigning): string {
  const plainNumber = /^-?(?:0|[1-9]\d{0,12})$/
  if (!plainNumber.test(value.text)) return UNKNOWN
  if (!value.append) return value.text
  return plainNumber.test(before) ? String(Number(before) + Number(value.text)) : UNKNOWN
}

function setElement(
  scene: Scene,
  name: string,
  at: { readonly value: Field & Assigning; readonly index: string },
): void {
  const { value, index } = at
  const old = scene.variables.get(name)
  const elements = old?.elements ? [...old.elements] : scalarElements(old)
  const keys = old?.keys ? [...old.keys] : elements.map((_, place) => String(place))
  const key = old?.table ? index : fromEnd(keys, subscriptOf(scene, index))
  if (!isKnown(key) || isUncounted(old)) {
    scene.mayAbort = true
    setUnknownArray(scene, name, value.taint | (old?.taint ?? TAINT.none))
    return
  }
  const place = keys.indexOf(key)
  const before = place >= 0 && value.append ? (elements[place]?.text ?? '') : ''
  const field = { ...value, text: shaped(old?.nature, before, value) }
  if (place >= 0) elements[place] = field
  else insert(keys, elements, { index: key, field })
  setElements(scene, name, { elements, keys, ...kept(scene, old, value) })
}

/** Subscripts are arithmetic: a name stands for its value. */
export function subscriptOf(scene: Scene, index: string): string {
  if (NUMBER.test(index)) return index
  const held = scene.variables.get(index)
  if (held?.unset) return '0'
  const single = held?.values.length === 1 && !held.elements && !held.maybeUnset
  const text = single ? (held.values[0] ?? '') : UNKNOWN
  return NUMBER.test(text) ? text : UNKNOWN
}

const NUMBER = /^-?(?:0|[1-9]\d{0,9})$/

/** A subscript below zero counts from behind the last one. */
export function fromEnd(keys: readonly string[], index: string): string {
  if (!/^-\d+$/.test(index)) return index
  const at = Number(keys.at(-1) ?? -1) + 1 + Number(index)
  return at < 0 ? UNKNOWN : String(at)
}

/** Whether it is not known which elements an array has. */
function isUncounted(value: Value | undefined): boolean {
  const elements = value?.elements ?? []
  return elements.some(({ text, glob }) => glob || text === UNKNOWN)
}

function insert(
  keys: string[],
  elements: Field[],
  at: { readonly index: string; readonly field: Field },
): void {
  const after = keys.findIndex((key) => Number(key) > Number(at.index))
  const place = after < 0 ? keys.length : after
  keys.splice(place, 0, at.index)
  elements.splice(place, 0, at.field)
}

function scalarElements(old: Value | undefined): Field[] {
  if (!old || old.unset) return []
  return [{ text: onlyText(old), glob: old.glob === true, taint: old.taint }]
}

function onlyText(value: Value): string {
  return value.values.length === 1 ? (value.values[0] ?? '') : UNKNOWN
}

/** Makes a variable an array; subscripts that count from 0 are not kept. */
export function setElements(
  scene: Scene,
  given: string,
  array: Pick<Value, 'exported' | 'nature' | 'table'> & {
    readonly elements: readonly Field[]
    readonly keys?: readonly string[]
  },
): void {
  const name = resolveName(scene, given)
  if (name === UNKNOWN) {
    forgetAll(scene)
    return
  }
  const { elements, keys, ...rest } = array
  const counted = !keys || keys.every((key, place) => key === String(place))
  let taint: number = TAINT.none
  for (const element of elements) taint |= element.taint
  const first = counted ? elements[0] : elements[keys?.indexOf('0') ?? -1]
  store(scene, name, {
    ...rest,
    values: [first?.text ?? ''],
    taint,
    elements,
    ...(counted ? {} : { keys }),
  })
}

/** Makes a variable an array of which nothing is known. */
export function setUnknownArray(scene: Scene, name: string, taint: number): void {
  const table = scene.variables.get(name)?.table
  store(scene, name, {
    values: [UNKNOWN],
    taint,
    elements: [plain(UNKNOWN, taint)],
    ...(table ? { table } : {}),
  })
}

/** Makes a variable's value unknown, for example after an assignment whose value is not computed. */
export function setUnknown(scene: Scene, name: string, taint: number = TAINT.none): void {
  setVariable(scene, name, { text: UNKNOWN, glob: false, taint })
}

/** Removes a variable or an element of it. */
export function unsetVariable(scene: Scene, given: string): void {
  const subscript = /^(\w+)\[(.*)\]$/s.exec(given)
  const name = resolveName(scene, subscript?.[1] ?? given)
  const old = scene.variables.get(name)
  const index = subscript?.[2]
  if (index === undefined || index === '@' || index === '*' || !old?.elements) {
    if (index === undefined || index === '0' || old?.elements) store(scene, name, UNSET)
    return
  }
  const keys = old.keys ?? old.elements.map((_, place) => String(place))
  const from = old.table ? index : fromEnd(keys, subscriptOf(scene, index))
  if (!isKnown(from) || isUncounted(old)) setUnknownArray(scene, name, old.taint)
  else {
    const left = keys.map((_, place) => place).filter((place) => keys[place] !== from)
    setElements(scene, name, {
      elements: left.map((place) => old.elements?.[place] ?? plain('')),
      keys: left.map((place) => keys[place] ?? ''),
      ...kept(scene, old, {}),
    })
  }
}

/** After an assignment to a variable whose name is not known, no variable is known. */
export function forgetAll(scene: Scene): void {
  for (const [name, { taint, exported }] of scene.variables) {
    scene.variables.set(name, {
      values: [UNKNOWN],
      elements: [plain(UNKNOWN, taint)],
      taint,
      maybeUnset: true,
      ...(exported ? { exported } : {}),
    })
  }
}

/** Splits text into fields as an unquoted expansion and `read` do. */
export function splitByIfs(text: string, separators: string): string[] {
  if (separators === '' || !isKnown(separators)) return [text]
  const escaped = separators.replace(/[\\\]^-]/g, '\\$&')
  const blanks = [...SPACES].filter((char) => separators.includes(char)).join('')
  const others = [...separators].filter((char) => !SPACES.includes(char)).join('')
  const blank = blanks === '' ? '' : `[${blanks}]*`
  const trimmed = blanks === '' ? text : trimBy(text, blanks)
  if (trimmed === '') return []
  const other = others.replace(/[\\\]^-]/g, '\\$&')
  const expression =
    others === ''
      ? `[${escaped}]+`
      : `${blank}[${other}]${blank}${blanks === '' ? '' : `|[${blanks}]+`}`
  const fields = trimmed.split(new RegExp(expression, 'g'))
  if (fields.at(-1) === '') fields.pop()
  return fields
}

/** How many of some characters stand at the start of a text. */
export function blanksAt(text: string, blanks: string): number {
  let at = 0
  while (at < text.length && blanks.includes(text.charAt(at))) at++
  return at
}

/** A text without some characters at its ends. */
export function trimBy(text: string, blanks: string): string {
  const from = blanksAt(text, blanks)
  let to = text.length
  while (to > from && blanks.includes(text.charAt(to - 1))) to--
  return text.slice(from, to)
}

/** What separates fields unless the shell is told otherwise. */
export const SPACES = ' \t\n'

/** The field separators in force. */
export function separatorsOf(scene: Scene): string {
  const value = scene.variables.size > 0 ? scene.variables.get('IFS') : undefined
  if (!value || value.unset) return SPACES
  return value.values.length === 1 ? (value.values[0] ?? '') : UNKNOWN
}
