import type { ArithmeticExpression, Word, WordPart } from 'unbash'
import { parse } from 'unbash'
import { TAINT } from '../findings.ts'
import { type Field, isKnown, plain, type Scene, spend, UNKNOWN } from '../scene.ts'
import { noteAbort } from './aborts.ts'
import { evaluateArithmetic } from './arithmetic.ts'
import { type Expansion, isOperand } from './defaults.ts'
import {
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
import { processSubstitution, runNested, streamField } from './substitutions.ts'
import { tilde } from './tildes.ts'
import { SPACES, separatorsOf } from './variables.ts'
import { holdsTilde, isAllArguments, isDynamic, isPlain } from './word-kinds.ts'

/** A word, or what is left of one when its braces are expanded. */
export type Parted = Pick<Word, 'text' | 'value' | 'parts'>

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

/** Expands a pattern: what is quoted in it stands for itself. */
export function expandPattern(scene: Scene, word: Word): string {
  const parts = word.parts
  if (!parts) return /[\\'"$`]/.test(word.text) ? literalPattern(word.value) : word.text
  let pattern = ''
  for (const part of parts) {
    if (part.type === 'Literal' || part.type === 'Glob' || part.type === 'ExtendedGlob') {
      pattern += part.text
    } else if (isDynamic(part)) {
      pattern += patternOf(scene, expandDynamic(scene, part))
    } else {
      const builder = createBuilder()
      appendPart(scene, builder, { part, first: false })
      pattern += literalPattern(builder.text)
    }
  }
  return pattern
}

function patternOf(scene: Scene, expansion: Expansion): string {
  if (isOperand(expansion)) return expandPattern(scene, expansion.operand)
  return expansion.map((field) => field.text).join(' ')
}

function literalPattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&')
}

/** A word that nothing in it computes. */
export function literalField(scene: Scene, word: Parted): Field {
  const text = word.text.includes('\\') ? word.value : tilde(scene, word.value)
  return { text, glob: false, taint: TAINT.none }
}

/** Braces that stand for themselves; what is in them is read like any part of the word. */
function appendBraces(scene: Scene, builder: Builder, text: string): void {
  builder.started = true
  if (isPlain(text.slice(1))) {
    builder.text += text
    return
  }
  const word = spend(scene, 4) && text.endsWith('}') ? wordOf(text.slice(1, -1)) : null
  if (!word) builder.text += UNKNOWN
  else if (word.parts) {
    builder.text += '{'
    for (const part of word.parts) appendPart(scene, builder, { part, first: false })
    builder.text += '}'
  } else builder.text += `{${word.value}}`
}

/** A text as one word. */
export function wordOf(text: string): Word | null {
  const command = parse(`: ${text}`).commands[0]?.command
  if (command?.type !== 'Command') return null
  const [word, ...others] = command.suffix
  return word?.type === 'Word' && others.length === 0 && word.text === text ? word : null
}

/** Adds a part of a word as it stands without quotes around it. */
export function appendPart(
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
      appendPattern(builder, part.text)
      return
    case 'BraceExpansion':
      appendBraces(scene, builder, part.text)
      return
    case 'DoubleQuoted':
    case 'LocaleString':
      appendDouble(scene, builder, part.parts)
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

function appendPattern(builder: Builder, text: string): void {
  builder.text += text
  builder.glob = true
  builder.started = true
}

/** What stands between double quotes is a field, unless it is a list that holds nothing. */
function appendDouble(scene: Scene, builder: Builder, parts: readonly WordPart[]): void {
  const { started, text, fields } = builder
  const count = fields.length
  let vanished = false
  for (const part of parts) vanished = appendQuoted(scene, builder, part) || vanished
  if (fields.length > count) return
  builder.started = started || !vanished || builder.text.length > text.length
}

/** Adds a part that stands between double quotes; true when it is a list that holds nothing. */
export function appendQuoted(scene: Scene, builder: Builder, part: WordPart): boolean {
  if (part.type !== 'Literal' && !spend(scene, 1 + (builder.text.length >> 8))) return false
  if (part.type === 'Literal') {
    builder.text += part.value
    return false
  }
  builder.computed = true
  const expansion = expandDynamic(scene, part)
  if (isOperand(expansion)) {
    appendQuotedOperand(scene, builder, expansion.operand)
    return false
  }
  if (!isAllArguments(part)) {
    appendAsOne(scene, builder, { part, fields: expansion })
    return false
  }
  expansion.forEach((field, index) => {
    if (index > 0) finishField(builder)
    builder.text += field.text
    builder.taint |= field.taint
    if (field.glob) builder.glob = true
    builder.started = true
  })
  return expansion.length === 0
}

/** The word of an operator such as `:-` within double quotes, which hold for it too. */
function appendQuotedOperand(scene: Scene, builder: Builder, word: Word): void {
  if (!word.parts) {
    builder.text += word.value
    return
  }
  for (const part of word.parts) {
    if (part.type === 'SingleQuoted' || part.type === 'AnsiCQuoted') builder.text += part.value
    else if (part.type === 'DoubleQuoted') appendInnerQuotes(scene, builder, part.parts)
    else appendQuoted(scene, builder, part)
  }
}

/** Quotes within quotes; where they hold nothing, they take away what is beside them. */
function appendInnerQuotes(scene: Scene, builder: Builder, parts: readonly WordPart[]): void {
  const before = builder.text.length
  for (const part of parts) appendQuoted(scene, builder, part)
  if (builder.text.length === before) builder.text += UNKNOWN
}

/** The word of an operator such as `:-` without quotes: what is not quoted in it is split. */
function appendLooseOperand(scene: Scene, builder: Builder, word: Word): void {
  if (!word.parts) {
    appendLoose(scene, builder, word)
    return
  }
  if (separatorsOf(scene) !== SPACES && word.parts.some((part) => /[@*]/.test(part.text))) {
    appendWhole(builder, plain(UNKNOWN))
    return
  }
  for (const [index, part] of word.parts.entries()) {
    if (part.type === 'Literal') appendLoose(scene, builder, part)
    else if (part.type === 'Glob' || part.type === 'ExtendedGlob' || part.type === 'BraceExpansion')
      appendLoose(scene, builder, { text: part.text, value: part.text })
    else appendPart(scene, builder, { part, first: index === 0 })
  }
}

/** Text as it is written in such a word; what a backslash guards is neither split nor a pattern. */
function appendLoose(
  scene: Scene,
  builder: Builder,
  written: { readonly text: string; readonly value: string },
): void {
  const separators = separatorsOf(scene)
  const guarded = written.text.includes('\\')
  const text = guarded ? written.value : tilde(scene, written.value)
  const field = plain(text)
  if (!guarded && isKnown(separators)) appendSplit(builder, field, separators)
  else if (/^[\w./:-]*$/.test(text) && separators === SPACES) {
    builder.text += text
    builder.started = true
  } else appendWhole(builder, guarded && text.length === 1 ? field : plain(UNKNOWN))
}

/** The word of an operator such as `:-` where nothing is split. */
function appendOperandText(scene: Scene, builder: Builder, word: Word): void {
  if (!word.parts) builder.text += literalField(scene, word).text
  for (const [index, part] of (word.parts ?? []).entries()) {
    if (isDynamic(part)) appendJoined(scene, builder, part)
    else appendPart(scene, builder, { part, first: index === 0 })
  }
}

/** Adds all of an expansion to the field at hand, where nothing is split. */
export function appendJoined(scene: Scene, builder: Builder, part: WordPart): void {
  builder.computed = true
  const expansion = expandDynamic(scene, part)
  if (isOperand(expansion)) appendOperandText(scene, builder, expansion.operand)
  else {
    // Without separators, what stands between the elements hangs on the kind of assignment.
    const unsure = expansion.length > 1 && separatorsOf(scene) === ''
    const fields = unsure ? [plain(UNKNOWN)] : expansion
    appendAsOne(scene, builder, { part, fields })
  }
}

/** Adds fields to the one at hand; elements are joined as between double quotes. */
function appendAsOne(
  scene: Scene,
  builder: Builder,
  { part, fields }: { readonly part: WordPart; readonly fields: readonly Field[] },
): void {
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

function appendUnquoted(scene: Scene, builder: Builder, expansion: Expansion): void {
  if (isOperand(expansion)) {
    appendLooseOperand(scene, builder, expansion.operand)
    return
  }
  const separators = separatorsOf(scene)
  const fields = expansion.length > 1 ? asSplit(expansion, separators) : expansion
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

/** A list without quotes is one text with the first separator between, which is split like any. */
function asSplit(fields: readonly Field[], separators: string): readonly Field[] {
  if (separators === SPACES || separators === '' || !isKnown(separators)) return fields
  const text = fields.map((field) => field.text).join(separators.slice(0, 1))
  const taint = fields.reduce((all, field) => all | field.taint, 0)
  return [{ text, taint, glob: fields.some((field) => field.glob) }]
}

/** Expands a part that depends on the scene. */
function expandDynamic(scene: Scene, part: WordPart): Expansion {
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

const ACCESS = { expandText, expandPattern, readVariable }
