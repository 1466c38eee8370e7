import type { Word } from 'unbash'
import { type Field, isKnown, plain, type Scene, spend, UNKNOWN, type Value } from '../scene.ts'
import { addFields } from './field-builder.ts'
import { fromEnd, resolveName, setElements, subscriptOf } from './variables.ts'
import { mayHoldBraces } from './word-kinds.ts'
import { expandValueWord, expandWord } from './words.ts'

/** Gives an array its elements, by place or by key, as the assignment lists them. */
export function assignArray(
  scene: Scene,
  name: string,
  array: { readonly words: readonly Word[]; readonly append: boolean; readonly table: boolean },
): void {
  const old = scene.variables.get(resolveName(scene, name))
  const table = array.table || old?.table === true
  const held = array.append ? heldBefore(old) : { elements: [], keys: [] }
  const list: List = { table, ...held, last: { key: held.keys.at(-1) ?? '-1' } }
  let end = -1
  for (const word of array.words) {
    if (!spend(scene, 1)) break
    addWord(scene, list, { word, attached: word.pos === end })
    end = word.end
  }
  if (old?.nature) makeUnknown(list)
  keepList(scene, name, { ...list, nature: old?.nature, exported: old?.exported })
}

/** Numbers and letters of one case are not what the list says. */
function makeUnknown({ elements }: List): void {
  for (const [at, { taint }] of elements.entries()) elements[at] = plain(UNKNOWN, taint)
}

function addWord(
  scene: Scene,
  list: List,
  { word, attached }: { readonly word: Word; readonly attached: boolean },
): void {
  const braces = mayHoldBraces(word)
  if (!attached && !braces && /^\[[^\]]*\]\+?=/.test(word.text)) {
    addSubscripted(scene, list, word)
    return
  }
  addFields(list.elements, expandWord(scene, word), attached)
  while (list.keys.length < list.elements.length) addKey(list)
}

interface List {
  readonly elements: Field[]
  readonly keys: string[]
  readonly table: boolean
  readonly last: { key: string }
}

function keepList(
  scene: Scene,
  name: string,
  list: List & {
    readonly exported: Value['exported'] | undefined
    readonly nature: Value['nature'] | undefined
  },
): void {
  const { table, exported, nature } = list
  const marks = {
    ...(exported ? { exported } : {}),
    ...(table ? { table } : {}),
    ...(nature && nature !== 'reference' ? { nature } : {}),
  }
  // Elements of a table without subscripts are keys and values by turns.
  if (list.keys.includes(UNKNOWN) || (table && list.keys.includes(''))) {
    const taint = list.elements.reduce((all, element) => all | element.taint, 0)
    setElements(scene, name, { ...marks, elements: [plain(UNKNOWN, taint)] })
    return
  }
  const { elements, keys } = table ? list : inOrder(list)
  setElements(scene, name, { elements, keys, ...marks })
}

function inOrder({ elements, keys }: List): Pick<List, 'elements' | 'keys'> {
  if (keys.every((key, at) => at === 0 || Number(key) > Number(keys[at - 1]))) {
    return { elements, keys }
  }
  const byKey = new Map(keys.map((key, at) => [key, elements[at] ?? plain('')]))
  const sorted = [...byKey].sort(([left], [right]) => Number(left) - Number(right))
  return { elements: sorted.map(([, element]) => element), keys: sorted.map(([key]) => key) }
}

/** The elements an array has before more are added; a plain value is its first. */
function heldBefore(old: Value | undefined): { elements: Field[]; keys: string[] } {
  const elements: Field[] = old?.elements ? [...old.elements] : []
  if (old && !old.elements && !old.unset) {
    const text = old.values.length === 1 ? (old.values[0] ?? '') : UNKNOWN
    elements.push({ text, glob: old.glob === true, taint: old.taint })
  }
  const keys = old?.keys ? [...old.keys] : elements.map((_, at) => String(at))
  return { elements, keys }
}

/** An element without a subscript comes after the one that was given last. */
function addKey({ keys, table, last }: List): void {
  const known = isKnown(last.key)
  last.key = known ? String(Number(last.key) + 1) : UNKNOWN
  keys.push(table ? '' : last.key)
}

function addSubscripted(scene: Scene, list: List, word: Word): void {
  const { text, taint, glob } = expandValueWord(scene, word)
  const [head = '', written = '', append] = /^\[([\s\S]*?)\](\+?)=/.exec(text) ?? []
  const uncounted = list.elements.some((element) => element.glob)
  const place = () => (uncounted ? UNKNOWN : fromEnd(list.keys, subscriptOf(scene, written)))
  const key = list.table ? written : place()
  const at = list.keys.indexOf(key)
  const before = append && at >= 0 ? (list.elements[at]?.text ?? '') : ''
  const field = { text: before + text.slice(head.length), glob, taint }
  list.last.key = key
  if (at >= 0) list.elements[at] = field
  else {
    list.keys.push(key)
    list.elements.push(field)
  }
}
