import type { Word, WordPart } from 'unbash'
import { TAINT } from '../findings.ts'
import { noteCount } from '../programs/own-reach.ts'
import { type Field, plain, type Scene, spend, UNKNOWN } from '../scene.ts'
import { expandBraces } from './braces.ts'
import { addFields, asOne, createBuilder, finishField, isAlone } from './field-builder.ts'
import { literalTildes, tilde } from './tildes.ts'
import { isDynamic, isPlain, mayHoldBraces } from './word-kinds.ts'
import {
  appendJoined,
  appendPart,
  appendQuoted,
  expandText,
  literalField,
  type Parted,
  wordOf,
} from './word-parts.ts'

const MAX_FIELDS = 64

/** Expands a word to the fields a program would receive. */
export function expandWord(scene: Scene, word: Word): Field[] {
  const { text } = word
  if (text.length > 256 && !spend(scene, text.length >> 8)) return [plain(UNKNOWN)]
  if (isPlain(text)) return [{ text, glob: false, taint: TAINT.none }]
  if (mayHoldBraces(word)) return expandBraced(scene, word)
  const fields = expandParted(scene, word)
  spend(scene, fields.length)
  return fields
}

/** Expands the words of a list; the parser cuts words beside a substitution, bash does not. */
export function expandWords(scene: Scene, words: readonly Word[]): Field[] {
  const fields: Field[] = []
  let end = -1
  for (const word of words) {
    if (!spend(scene, 1)) break
    addFields(fields, expandWord(scene, word), word.pos === end)
    end = word.end
  }
  return fields
}

/** Expands the value of an assignment, in which no pattern is looked up that is written there. */
export function expandValueWord(scene: Scene, word: Word): Field {
  const field = word.text.includes('~') ? tildesIn(scene, word) : expandText(scene, word)
  if (!field.glob || !word.parts) return field
  return word.parts.some((part) => isDynamic(part) || /Quoted|Locale/.test(part.type))
    ? field
    : { ...field, glob: false }
}

/** In a value a home folder may also stand after each colon. */
function tildesIn(scene: Scene, word: Word): Field {
  const { parts = [], text } = word
  if (text.includes('\\')) return expandText(scene, word)
  if (parts.length === 0) {
    // An element of a list has its subscript before it.
    const head = /^\[[^\]]*\]\+?=/.exec(text)?.[0] ?? ''
    const paths = text.slice(head.length).split(':')
    return plain(head + paths.map((path) => tilde(scene, path)).join(':'))
  }
  const builder = createBuilder()
  for (const [index, part] of parts.entries()) {
    if (part.type === 'Literal') {
      const ends = { first: index === 0, last: index === parts.length - 1 }
      builder.text += literalTildes(scene, part.value, ends)
    } else if (isDynamic(part)) appendJoined(scene, builder, part)
    else appendPart(scene, builder, { part, first: false })
  }
  return asOne(builder)
}

/** Expands the parts of a here-document. */
export function expandParts(scene: Scene, parts: readonly WordPart[]): Field {
  const builder = createBuilder()
  for (const part of parts) appendQuoted(scene, builder, part)
  const { fields, text, taint } = builder
  if (fields.length === 0) return { text, glob: false, taint }
  return { ...asOne(builder), glob: false }
}

/** Expands braces first, and then each word that they leave. */
export function expandBraced(scene: Scene, word: Parted): Field[] {
  if (!spend(scene, 40)) return [plain(UNKNOWN)]
  const texts = expandBraces(word.text)
  if (!texts) noteRange(scene, word.text)
  if (!texts || texts.length > MAX_FIELDS || !spend(scene, 4 * texts.length)) {
    return [plain(UNKNOWN)]
  }
  if (isUnbraced(texts, word.text)) return expandParted(scene, word)
  const inner = scene.nested ? scene : { ...scene, nested: true }
  return texts.flatMap((text) => {
    if (text === '') return []
    // Behind an equals sign the name of a home folder is one only where nothing was expanded before.
    const found = text.includes('=') && text.includes('~') ? null : wordOf(text)
    return found ? expandParted(inner, found) : [plain(UNKNOWN)]
  })
}

function noteRange(scene: Scene, text: string): void {
  const range = /\{(\d{1,6})\.\.(\d{1,6})/.exec(text)
  if (range) noteCount(scene, Number(range[1]), Number(range[2]))
}

/** Whether a word is what it was before its braces were expanded. */
export function isUnbraced(texts: readonly string[], text: string): boolean {
  return texts.length === 1 && texts[0] === text
}

/** Expands a word of which no braces are left to expand. */
function expandParted(scene: Scene, word: Parted): Field[] {
  const { parts } = word
  if (!parts) return [literalField(scene, word)]
  const builder = createBuilder(isAlone(parts))
  for (const [index, part] of parts.entries())
    appendPart(scene, builder, { part, first: index === 0 })
  finishField(builder)
  return builder.fields
}
