import type { Assignment, Command, CommandArgument } from 'unbash'
import { type Field, plain, type Scene, signal, spend, UNKNOWN } from '../scene.ts'
import { assignArray } from './arrays.ts'
import { expandBraces } from './braces.ts'
import { addFields } from './field-builder.ts'
import { noteForeignWords } from './foreign-syntax.ts'
import { setVariable } from './variables.ts'
import { mayHoldBraces } from './word-kinds.ts'
import { expandText } from './word-parts.ts'
import { expandBraced, expandValueWord, expandWord, isUnbraced } from './words.ts'

/** The program of a command with its arguments, and what goes on with its last assignment. */
export function expandArgv(
  scene: Scene,
  node: Command,
): { readonly argv: Field[]; readonly attached?: Field | undefined } {
  if (!node.name) return { argv: [] }
  noteForeignWords(scene, { name: node.name, suffix: node.suffix })
  const before = node.prefix.at(-1)
  const name = expandWord(scene, node.name)
  // The parser ends an assignment before `<(`, where bash reads on: the next word is the program.
  const belongs = before?.type === 'Assignment' && isAttached(before, node.name)
  if (!belongs) {
    return { argv: addArguments(scene, name, { parts: node.suffix, from: node.name.end }) }
  }
  const [first = plain('')] = name
  const { attached, from } = attachedText(scene, node, first)
  const parts = withoutAssignments(scene, node.suffix.slice(from))
  return { argv: addArguments(scene, [], { parts, from: -1 }), attached }
}

/** All that follows a substitution without a blank, and where the next word stands. */
function attachedText(
  scene: Scene,
  { name, suffix }: Command,
  first: Field,
): { readonly attached: Field; readonly from: number } {
  let attached = first
  let end = name?.end ?? -1
  let from = 0
  for (const part of suffix) {
    if (part.type !== 'Word' || part.pos !== end) break
    const { text, taint } = expandText(scene, part)
    attached = { ...attached, text: attached.text + text, taint: attached.taint | taint }
    end = part.end
    from++
  }
  return { attached, from }
}

function addArguments(
  scene: Scene,
  argv: Field[],
  at: { readonly parts: Command['suffix']; readonly from: number },
): Field[] {
  let end = at.from
  for (const part of at.parts) {
    if (part.type !== 'Word' && part.type !== 'Assignment') continue
    if (!spend(scene, 1)) break
    addFields(argv, argumentFields(scene, part, argv), part.pos === end)
    end = part.end
  }
  return argv
}

/** Assignments behind one that ends in `<(…)` are words to the parser; bash assigns them. */
function withoutAssignments(scene: Scene, suffix: Command['suffix']): Command['suffix'] {
  let at = 0
  for (const part of suffix) {
    const text = part.type === 'Word' ? part.text : ''
    const name = /^([A-Za-z_]\w*)\+?=/.exec(text)?.[1]
    if (part.type !== 'Word' || name === undefined) break
    const field = expandText(scene, part)
    setVariable(scene, name, { ...field, text: field.text.slice(field.text.indexOf('=') + 1) })
    at++
  }
  return suffix.slice(at)
}

function argumentFields(
  scene: Scene,
  part: CommandArgument,
  before: readonly Field[],
): readonly Field[] {
  if (part.type === 'Word') return expandWord(scene, part)
  return assignmentFields(
    scene,
    part,
    before.some(({ text }) => /^-[a-zA-Z]*A/.test(text)),
  )
}

function startsSubstitution(part: CommandArgument): boolean {
  return /^[<>]\(/.test(part.text)
}

function isAttached(before: CommandArgument, part: CommandArgument): boolean {
  return before.end === part.pos && startsSubstitution(part)
}

/** Arguments of `declare` and its kin; an array is stored at once and stands as `name=(`. */
function assignmentFields(scene: Scene, part: Assignment, table: boolean): Field[] {
  if (part.value.type === 'ArrayValue') {
    assign(scene, part, table)
    return [plain(`${part.name}=(`)]
  }
  const sign = part.append ? '+=' : '='
  const index = part.index ? `[${expandText(scene, part.index).text}]` : ''
  // With braces it is a word like any other: each that they leave is split.
  if (mayHoldBraces(part.value) && !isUnbraced(expandBraces(part.text) ?? [], part.text)) {
    return expandBraced(scene, { text: part.text, value: part.text, parts: undefined })
  }
  const { text, glob, taint } = expandValue(scene, part)
  return [{ text: `${part.name}${index}${sign}${text}`, glob, taint }]
}

/** The value of an assignment: braces stay, nothing is split. */
function expandValue(scene: Scene, part: Assignment): Field {
  return part.value.type === 'ArrayValue' ? plain(UNKNOWN) : expandValueWord(scene, part.value)
}

/** Carries out an assignment. */
export function assign(scene: Scene, part: Assignment, table = false): void {
  const { name } = part
  if (part.value.type === 'Word' && part.value.text.startsWith('(')) {
    signal(scene, 'parse-error', 'text right after the parenthesis of an array')
  }
  const append = part.append === true
  if (part.value.type === 'ArrayValue') {
    assignArray(scene, name, { words: part.value.elements, append, table })
    return
  }
  const index = part.index ? expandText(scene, part.index).text : null
  setVariable(scene, name, { ...expandValue(scene, part), append, index })
}
