import type { Word } from 'unbash'
import { type Field, type Scene, spend, UNKNOWN } from '../scene.ts'
import { setElements } from './variables.ts'
import { expandText, expandWord } from './words.ts'

/** Subscripts are arithmetic: a name stands for its value. */
export function indexOf(scene: Scene, index: string | null): string | null {
  if (index === null || /^-?\d+$/.test(index)) return index
  const held = scene.variables.get(index)
  if (held && held.values.length === 1) return held.values[0] ?? index
  return /^\w+$/.test(index) ? index : UNKNOWN
}

/** Gives an array its elements, by place or by key, as the assignment lists them. */
export function assignArray(
  scene: Scene,
  name: string,
  array: { readonly words: readonly Word[]; readonly append: boolean },
): void {
  const { elements, keys } = array.append ? heldBefore(scene, name) : { elements: [], keys: [] }
  for (const word of array.words) {
    if (!spend(scene, 1)) break
    const subscript = /^\[([^\]]*)\]\+?=/.exec(word.text)
    if (subscript) addSubscripted(scene, { word, subscript, keys, elements })
    else {
      for (const field of expandWord(scene, word)) {
        keys.push(String(Number(keys.at(-1) ?? -1) + 1))
        elements.push(field)
      }
    }
  }
  const exported = scene.variables.get(name)?.exported
  setElements(scene, name, { elements, keys, ...(exported ? { exported } : {}) })
}

/** The elements an array has before more are added; a plain value is its first. */
function heldBefore(scene: Scene, name: string): { elements: Field[]; keys: string[] } {
  const old = scene.variables.get(name)
  const elements: Field[] = old?.elements ? [...old.elements] : []
  if (old && !old.elements && !old.unset) {
    elements.push({ text: old.values[0] ?? '', glob: false, taint: old.taint })
  }
  const keys = old?.keys ? [...old.keys] : elements.map((_, at) => String(at))
  return { elements, keys }
}

function addSubscripted(
  scene: Scene,
  at: {
    readonly word: Word
    readonly subscript: RegExpExecArray
    readonly keys: string[]
    readonly elements: Field[]
  },
): void {
  const whole = expandText(scene, at.word)
  const key = indexOf(scene, at.subscript[1] ?? '') ?? UNKNOWN
  const value = whole.text.slice(whole.text.indexOf('=') + 1)
  const place = at.keys.indexOf(key)
  const field = { text: value, glob: false, taint: whole.taint }
  if (place >= 0) at.elements[place] = field
  else {
    at.keys.push(key)
    at.elements.push(field)
  }
}
