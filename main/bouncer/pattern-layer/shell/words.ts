import type { ArithmeticExpression, ParsedScript, Word, WordPart } from 'unbash'
import { parse } from 'unbash'
import { TAINT } from '../findings.ts'
import {
  type Field,
  fork,
  isKnown,
  plain,
  type Scene,
  type Stream,
  signal,
  spend,
  UNKNOWN,
} from '../scene.ts'
import { noteAbort } from './aborts.ts'
import { evaluateArithmetic } from './arithmetic.ts'
import { expandBraces } from './braces.ts'
import {
  addFields,
  appendSplit,
  appendWhole,
  asOne,
  asPiece,
  type Builder,
  createBuilder,
  finishField,
  isAlone,
} from './field-builder.ts'
import { noteForeignPart } from './foreign-syntax.ts'
import { expandParameter } from './parameters.ts'
import { readVariable } from './reading.ts'
import { literalTildes, tilde } from './tildes.ts'
import { separatorsOf } from './variables.ts'

const SPECIAL = new Uint8Array(128)
for (const char of '$`"\'\\*?[{~<>(') SPECIAL[char.charCodeAt(0)] = 1

/** Whether a word stands for itself; a table is much faster here than an expression. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (SPECIAL[text.charCodeAt(at)] === 1) return false
  }
  return true
}

const MAX_FIELDS = 64

/** Expands a word to the fields a program would receive. */
export function expandWord(scene: Scene, word: Word): Field[] {
  const { text } = word
  if (text.length > 256 && !spend(scene, text.length >> 8)) return [plain(UNKNOWN)]
  if (isPlain(text)) return [{ text, glob: false, taint: TAINT.none }]
  const parts = word.parts
  if (!parts) return [literalField(scene, word)]
  if (parts.some((part) => part.type === 'BraceExpansion')) return expandBraceWord(scene, word)
  const builder = createBuilder(isAlone(parts))
  for (const [index, part] of parts.entries())
    appendPart(scene, builder, { part, first: index === 0 })
  finishField(builder)
  spend(scene, builder.fields.length)
  return builder.fields
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

/** Expands a word to one text, without splitting: assignments, here-strings, redirect targets. */
export function expandText(scene: Scene, word: Word): Field {
  const { text } = word
  if (text.length > 256 && !spend(scene, text.length >> 8)) return plain(UNKNOWN)
  if (isPlain(text)) return { text, glob: false, taint: TAINT.none }
  const parts = word.parts
  if (!parts) return literalField(scene, word)
  const builder = createBuilder(isAlone(parts))
  for (const [index, part] of parts.entries()) {
    if (isDynamic(part)) appendJoined(scene, builder, part)
    else appendPart(scene, builder, { part, first: index === 0 })
  }
  spend(scene, 1)
  return asOne(builder)
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

/** Expands a pattern: what is quoted in it stands for itself. */
export function expandPattern(scene: Scene, word: Word): string {
  const parts = word.parts
  if (!parts) return /[\\'"$`]/.test(word.text) ? literalPattern(word.value) : word.text
  let pattern = ''
  for (const part of parts) {
    if (part.type === 'Literal' || part.type === 'Glob' || part.type === 'ExtendedGlob') {
      pattern += part.text
    } else if (isDynamic(part)) {
      pattern += expandDynamic(scene, part)
        .map((field) => field.text)
        .join(' ')
    } else {
      const builder = createBuilder()
      appendPart(scene, builder, { part, first: false })
      pattern += literalPattern(builder.text)
    }
  }
  return pattern
}

function literalPattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&')
}

function isDynamic(part: WordPart): boolean {
  return (
    part.type === 'SimpleExpansion' ||
    part.type === 'ParameterExpansion' ||
    part.type === 'CommandExpansion' ||
    part.type === 'ArithmeticExpansion' ||
    part.type === 'ProcessSubstitution'
  )
}

/** Expands the parts of a here-document. */
export function expandParts(scene: Scene, parts: readonly WordPart[]): Field {
  const builder = createBuilder()
  for (const part of parts) {
    if (part.type === 'Literal') builder.text += part.value
    else if (spend(scene, 1 + (builder.text.length >> 8))) appendJoined(scene, builder, part)
  }
  return { text: builder.text, glob: false, taint: builder.taint }
}

function literalField(scene: Scene, word: Word): Field {
  const text = word.text.includes('\\') ? word.value : tilde(scene, word.value)
  return { text, glob: false, taint: TAINT.none }
}

function expandBraceWord(scene: Scene, word: Word): Field[] {
  if (!spend(scene, 40)) return [plain(UNKNOWN)]
  const texts = expandBraces(word.text)
  if (texts.length === 0 || (texts.length === 1 && texts[0] === word.text)) {
    return [{ text: word.value, glob: true, taint: TAINT.none }]
  }
  if (texts.length > MAX_FIELDS || !spend(scene, 4 * texts.length)) return [plain(UNKNOWN)]
  const inner = scene.nested ? scene : { ...scene, nested: true }
  return texts.flatMap((text) => {
    const reparsed = firstArgument(text)
    return reparsed ? expandWord(inner, reparsed) : [plain(UNKNOWN)]
  })
}

function firstArgument(text: string): Word | null {
  const command = parse(`: ${text}`).commands[0]?.command
  if (command?.type !== 'Command') return null
  const [first] = command.suffix
  return first?.type === 'Word' && !first.parts?.some((part) => part.type === 'BraceExpansion')
    ? first
    : null
}

function appendPart(
  scene: Scene,
  builder: Builder,
  at: { readonly part: WordPart; readonly first: boolean },
): void {
  const { part } = at
  switch (part.type) {
    case 'Literal':
      builder.text += at.first && holdsTilde(part.text) ? tilde(scene, part.value) : part.value
      builder.started = true
      return
    case 'ExtendedGlob':
      noteForeignPart(scene, part)
      appendPattern(builder, part.text)
      return
    case 'Glob':
    case 'BraceExpansion':
      appendPattern(builder, part.text)
      return
    case 'DoubleQuoted':
    case 'LocaleString':
      builder.started = builder.started || part.parts.length !== 1 || !isAllArguments(part.parts[0])
      for (const child of part.parts) appendQuoted(scene, builder, child)
      return
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      builder.text += part.value
      builder.started = true
      return
    default:
      builder.computed = true
      appendUnquoted(scene, builder, expandDynamic(scene, part))
  }
}

/** A home folder is read only where a slash ends its name before anything quoted or computed. */
function holdsTilde(text: string): boolean {
  return text.includes('~') && text.includes('/') && !text.includes('\\')
}

function appendPattern(builder: Builder, text: string): void {
  builder.text += text
  builder.glob = true
  builder.started = true
}

/** Whether a part stands for several fields even between double quotes. */
function isAllArguments(part: WordPart | undefined): boolean {
  if (part?.type === 'SimpleExpansion') return part.text === '$@'
  if (part?.type !== 'ParameterExpansion' || part.prefix === '#') return false
  return part.index ? part.index.text === '@' : part.parameter === '@' && part.prefix !== '!'
}

function appendQuoted(scene: Scene, builder: Builder, part: WordPart): void {
  if (part.type !== 'Literal' && !spend(scene, 1 + (builder.text.length >> 8))) return
  if (part.type === 'Literal') {
    builder.text += part.value
    return
  }
  if (!isAllArguments(part)) {
    appendJoined(scene, builder, part)
    return
  }
  builder.computed = true
  expandDynamic(scene, part).forEach((field, index) => {
    if (index > 0) finishField(builder)
    builder.text += field.text
    builder.taint |= field.taint
    if (field.glob) builder.glob = true
    builder.started = true
  })
}

/** Adds all of an expansion to the field at hand; elements are joined as between double quotes. */
function appendJoined(scene: Scene, builder: Builder, part: WordPart): void {
  builder.computed = true
  const fields = expandDynamic(scene, part)
  if (fields.length > 1) {
    const separators = isAllArguments(part) ? ' ' : separatorsOf(scene)
    const between = separators === UNKNOWN ? UNKNOWN : separators.slice(0, 1)
    builder.text += fields.map((field) => field.text).join(between)
  } else if (fields[0]) builder.text += asPiece(builder, fields[0]).text
  for (const field of fields) {
    builder.taint |= field.taint
    if (field.glob) builder.glob = true
    if (field.listed) builder.listed = true
  }
}

function appendUnquoted(scene: Scene, builder: Builder, fields: readonly Field[]): void {
  const separators = separatorsOf(scene)
  fields.forEach((given, index) => {
    const field = asPiece(builder, given)
    if (index > 0) finishField(builder)
    builder.taint |= field.taint
    if (!spend(scene, field.text.length >> 6)) return
    if (field.whole) {
      builder.text += field.text
      builder.started = true
    } else if (isKnown(separators)) appendSplit(builder, field, separators)
    else appendWhole(builder, { ...field, text: field.text === '' ? '' : UNKNOWN })
  })
}

/** Expands a part that depends on the scene. */
function expandDynamic(scene: Scene, part: WordPart): readonly Field[] {
  switch (part.type) {
    case 'SimpleExpansion':
      return readVariable(scene, part.text.slice(1))
    case 'ParameterExpansion':
      noteForeignPart(scene, part)
      return expandParameter(scene, part, ACCESS)
    case 'CommandExpansion':
      return [streamField(runNested(scene, part.script))]
    case 'ProcessSubstitution':
      return [{ ...processSubstitution(scene, part), whole: true }]
    case 'ArithmeticExpansion':
      return [plain(computed(scene, part.expression))]
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [plain(part.value)]
    default:
      return [plain(part.text)]
  }
}

function computed(scene: Scene, expression: ArithmeticExpression | undefined): string {
  const value = evaluateArithmetic(scene, expression, (script) => runNested(scene, script))
  if (!isKnown(value)) noteAbort(scene)
  return value
}

const ACCESS = { expandText, expandWord, expandPattern, readVariable, runNested }

/** Runs a substitution in a shell of its own. */
export function runNested(scene: Scene, script: ParsedScript | undefined): Stream {
  if (!script) return { text: UNKNOWN, taint: TAINT.none }
  const nested = scene.nested || script.source !== undefined
  const inner = fork(scene, { nested, source: '' })
  const out = scene.runner.tree(inner, script, scene.input)
  return inner.leaves === scene.leaves ? out : cutShort(out)
}

/** Of what is left early only some may be printed. */
export function cutShort(out: Stream): Stream {
  return out.text === '' || out.text === null ? out : { ...out, partial: true }
}

function streamField(stream: Stream): Field {
  const printed = stream.partial ? null : stream.text
  const text = printed === null ? UNKNOWN : printed.replace(/\n+$/, '')
  return { text, glob: false, taint: stream.taint }
}

function processSubstitution(
  scene: Scene,
  part: Extract<WordPart, { type: 'ProcessSubstitution' }>,
): Field {
  const name = `/dev/fd/63-${scene.files.size + scene.sinks.size}`
  if (part.operator === '<') scene.files.set(name, runNested(scene, part.script))
  else if (part.script) {
    scene.sinks.set(name, part.script)
    // It starts at once, also when nothing is written to it.
    scene.runner.tree(fork(scene, { nested: true }), part.script, { text: '', taint: TAINT.none })
  }
  return plain(name)
}

/** Notes that a parse left errors, wherever it happened. */
export function noteErrors(scene: Scene, script: ParsedScript): void {
  const [first] = script.errors ?? []
  if (first) signal(scene, 'parse-error', first.message)
}
