import {
  deletePaths,
  EMPTY,
  type Field,
  isKnown,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  spend,
  UNKNOWN,
  writePaths,
} from '../scene.ts'
import { readOptions, valued } from './options.ts'
import { named, type Program, type ProgramTable } from './program.ts'

const find: Program = (scene, call) => {
  const first = call.args.findIndex(
    (field) => /^[-(!]/.test(field.text) && !/^-[HLPO]\d?$|^-D$/.test(field.text),
  )
  const roots = call.args
    .slice(0, first < 0 ? undefined : first)
    .filter((field) => !field.text.startsWith('-'))
  const expression = first < 0 ? [] : call.args.slice(first)
  const places = roots.length > 0 ? roots : [plain('.')]
  const names = nameTests(expression)
  const search: Search = {
    expression,
    found: matches(places, names),
    everything: names.length === 0,
  }
  let out: Stream = listing(places, names)
  for (let at = 0; at < expression.length; at++) {
    const acted = act(scene, search, at)
    at = acted.next
    out = acted.out ?? out
  }
  return out
}

interface Search {
  readonly expression: readonly Field[]
  readonly found: readonly Field[]
  /** No test narrows what is found. */
  readonly everything: boolean
}

/** Carries out what stands at one place of the expression; answers its last place and what it printed. */
function act(scene: Scene, search: Search, at: number): { next: number; out?: Stream } {
  const { expression, found } = search
  const text = expression[at]?.text ?? ''
  const file = expression[at + 1]
  if (text === '-delete') deletePaths(scene, found, search.everything)
  else if (/^-(?:exec|execdir|ok|okdir)$/.test(text)) {
    const end = endOfAction(expression, at + 1)
    return { next: end, out: runAction(scene, expression.slice(at + 1, end), found) }
  } else if (file && /^-f(?:print0?|printf|ls)$/.test(text)) {
    writePaths(scene, [file], OPAQUE)
    return { next: at + 1 }
  } else if (file && text === '-files0-from') readPaths(scene, [file])
  return { next: at }
}

/** What is printed: something below the one root that is searched. */
function listing(roots: readonly Field[], names: readonly string[]): Stream {
  const [only] = roots
  if (!only || roots.length > 1 || !isKnown(only.text)) return OPAQUE
  const root = only.text.replace(/\/$/, '')
  return {
    text: names.length === 0 ? `${root}\n${root}/${UNKNOWN}\n` : `${root}/${UNKNOWN}\n`,
    taint: 0,
  }
}

function nameTests(expression: readonly Field[]): string[] {
  const names: string[] = []
  expression.forEach((field, at) => {
    const value = expression[at + 1]?.text
    if (/^(?:!|-not)$/.test(expression[at - 1]?.text ?? '')) return
    if (field.text === '-empty') names.push('*.empty')
    else if (/^-i?(?:name|path|wholename)$/.test(field.text) && value) names.push(value)
    else if (/^-i?regex$/.test(field.text) && value) names.push(...endingOf(value))
  })
  return names
}

/** The ending that every match of an expression has, as a name; nothing when it may be anything. */
function endingOf(expression: string): string[] {
  const ending = /(?:\\.|[\w-])+\$?$/
    .exec(expression.slice(-80))?.[0]
    .replace(/\$$/, '')
    .replace(/\\/g, '')
  return ending && /\w{2}/.test(ending) ? [`*${ending}`] : []
}

/** What is acted on: the roots themselves, or anything of a name below them. */
function matches(roots: readonly Field[], names: readonly string[]): Field[] {
  if (names.length === 0) return [...roots]
  return roots.flatMap((root) =>
    names.map((name) => ({
      text: `${root.text.replace(/\/$/, '')}/*/${name.replace(/^(?:\.?\/)+/, '')}`,
      glob: true,
      taint: root.taint,
    })),
  )
}

function endOfAction(expression: readonly Field[], from: number): number {
  for (let at = from; at < expression.length; at++) {
    const { text } = expression[at] as Field
    if (text === ';' || text === '\\;' || (text === '+' && expression[at - 1]?.text === '{}'))
      return at
  }
  return expression.length
}

function runAction(scene: Scene, action: readonly Field[], found: readonly Field[]): Stream {
  let out: Stream = EMPTY
  for (const field of found) {
    if (!spend(scene, 2)) break
    const argv = action.map((part) => {
      if (part.text === '{}') return field
      return part.text.includes('{}')
        ? { ...part, text: part.text.replaceAll('{}', field.text) }
        : part
    })
    out = scene.runner.argv(scene, argv, EMPTY)
  }
  return out
}

const fd: Program = (scene, call) => {
  const at = call.args.findIndex((field) => /^(?:-x|-X|--exec|--exec-batch)$/.test(field.text))
  if (at < 0) return OPAQUE
  const spec = {
    valued: valued(
      'e t d E S o c j extension type max-depth exclude size owner color threads min-depth',
    ),
  }
  const operands = readOptions(call.args.slice(0, at), spec).operands
  const roots = operands.length > 1 ? operands.slice(1) : [plain('.')]
  const pattern = operands[0]?.text ?? '.'
  const named = pattern === '.' || pattern === '' ? [] : [`*${pattern.replace(/[\\^$]/g, '')}*`]
  const found = matches(roots, named)
  const action = call.args.slice(at + 1).filter((field) => field.text !== ';')
  const placed = action.some((field) => /\{/.test(field.text)) ? action : [...action, plain('{}')]
  return runAction(scene, placed, found)
}

/** Programs that look for files and may act on each. */
export const finderPrograms: ProgramTable = {
  ...named('find gfind', find),
  ...named('fd fdfind', fd),
}
