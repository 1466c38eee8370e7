import type { Effect } from '../../../../shared/bouncer/model.ts'
import { baseName, isWithin } from '../paths.ts'
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
  touch,
  writePaths,
} from '../scene.ts'
import { globMatches } from '../sensitive-paths.ts'
import { KEY } from './home-reading.ts'
import { readOptions, valued } from './options.ts'
import { pathList } from './path-lists.ts'
import { named, type Program, type ProgramTable } from './program.ts'

const find: Program = (scene, call) => {
  const first = call.args.findIndex(
    (field) => /^[-(!]/.test(field.text) && !/^-[HLPO]\d?$|^-D$/.test(field.text),
  )
  const roots = call.args
    .slice(0, first < 0 ? undefined : first)
    .filter((field) => !field.text.startsWith('-'))
  const expression = first < 0 ? [] : call.args.slice(first)
  const follows = call.args.some((field) => /^-[LH]$/.test(field.text) || field.text === '-follow')
  const places = (roots.length > 0 ? roots : [plain('.')]).map((field) =>
    follows && !field.text.endsWith('/') ? { ...field, text: `${field.text}/` } : field,
  )
  const names = nameTests(expression)
  const search: Search = {
    expression,
    found: matches(places, names),
    everything: names.length === 0,
  }
  let out: Stream = withKey(scene, listing(places, names.length === 0), { places, names })
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
    return { next: end, out: runOnFound(scene, search, expression.slice(at + 1, end)) }
  } else if (file && /^-f(?:print0?|printf|ls)$/.test(text)) {
    writePaths(scene, [file], OPAQUE)
    return { next: at + 1 }
  } else if (file && text === '-files0-from') readPaths(scene, [file])
  return { next: at }
}

/** What is printed: something below the roots that are searched. */
function listing(roots: readonly Field[], everything: boolean): Stream {
  if (!roots.every((root) => isKnown(root.text) && !root.glob)) return OPAQUE
  return pathList(
    roots.map((root) => root.text),
    everything,
  )
}

/** A search of a name from above our home finds what the guard keeps there; the list says so, for whoever reads its files. */
function withKey(
  scene: Scene,
  out: Stream,
  { places, names }: { readonly places: readonly Field[]; readonly names: readonly string[] },
): Stream {
  const { ownHome } = scene.ground
  const isSought = names.some((name) => globMatches(baseName(name), KEY))
  if (out.text === null || !isSought) return out
  if (!places.some((place) => isWithin(ownHome, touch(scene, place).path))) return out
  return { ...out, text: `${ownHome}\n${out.text}` }
}

const EMPTIES = /^(?:cp|mv|dd|truncate|tee|ln|install|rm|unlink|(?:ba|da|z)?sh)$/

/** What is written over or removed one by one, where nothing narrows the search, goes as a whole. */
function runOnFound(scene: Scene, search: Search, action: readonly Field[]): Stream {
  const { effects } = scene.findings
  const from = effects.length
  const name = baseName(action[0]?.text ?? '')
  if (!search.everything || !EMPTIES.test(name)) return runAction(scene, action, search.found)
  const removes = /^(?:rm|unlink)$/.test(name)
  const found = removes ? search.found : search.found.map(anythingIn)
  const out = runAction(scene, action, found)
  const lost = search.found.filter((root, at) => {
    const { path } = touch(scene, found[at] ?? root)
    return effects.slice(from).some((effect) => takesAway(effect, path))
  })
  deletePaths(scene, lost, true)
  return out
}

function anythingIn(root: Field): Field {
  return { ...root, text: `${root.text.replace(/\/$/, '')}/*`, glob: true }
}

function takesAway(effect: Effect, root: string): boolean {
  if (effect.kind !== 'delete' && effect.kind !== 'write') return false
  if (effect.kind === 'write' && effect.append) return false
  return effect.paths.some(({ path }) => path === root)
}

function nameTests(expression: readonly Field[]): string[] {
  const names: string[] = []
  expression.forEach((field, at) => {
    const value = expression[at + 1]?.text
    if (/^(?:!|-not)$/.test(expression[at - 1]?.text ?? '') || isPruned(expression, at)) return
    if (field.text === '-empty') names.push('*.empty')
    else if (/^-i?(?:name|path|wholename)$/.test(field.text) && value) names.push(value)
    else if (/^-i?regex$/.test(field.text) && value) names.push(...endingOf(value))
  })
  return names
}

/** Whether a test says what is left out: it stands before `-prune -o`. */
function isPruned(expression: readonly Field[], at: number): boolean {
  for (const [next, { text }] of expression.slice(at + 1).entries()) {
    if (text === '-prune') return leadsOn(expression.slice(at + 2 + next))
    if (/^-(?:exec|execdir|ok|delete|print0?)$/.test(text)) return false
  }
  return false
}

/** What is pruned and then acted on in the same breath is what is found, not what is left out. */
function leadsOn(rest: readonly Field[]): boolean {
  const next = rest.find(({ text }) => text !== ')')
  return next === undefined || /^(?:-o|-or|,|-false)$/.test(next.text)
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
  const spec = {
    valued: valued(
      'e t d E S o c j extension type max-depth exclude size owner color threads min-depth',
    ),
  }
  const options = readOptions(at < 0 ? call.args : call.args.slice(0, at), spec)
  const { operands } = options
  const roots = operands.length > 1 ? operands.slice(1) : [plain('.')]
  const pattern = operands[0]?.text ?? '.'
  if (at < 0) {
    const narrowed = /\w/.test(pattern) || options.has('e', 'extension')
    return options.has('l', 'list-details', 'format') ? OPAQUE : listing(roots, !narrowed)
  }
  const named = pattern === '.' || pattern === '' ? [] : [`*${pattern.replace(/[\\^$]/g, '')}*`]
  const found = matches(roots, named)
  const action = call.args.slice(at + 1).filter((field) => field.text !== ';')
  const placed = action.some((field) => /\{/.test(field.text)) ? action : [...action, plain('{}')]
  return runAction(scene, placed, found)
}

const LIST = valued(
  'I w T ignore width tabsize sort time time-style color quoting-style block-size',
)
/** Ways of printing in which a line is no bare name. */
const DETAILED = ['l', 'n', 'o', 'g', 's', 'i', 'C', 'm', 'x', 'Q', 'R', 'b', 'N'] as const

/** Names in a folder, or the paths that are given where they are files or `-d` stands there. */
const list: Program = (_scene, call) => {
  const options = readOptions(call.args, { valued: LIST })
  const { operands } = options
  const detailed = options.has(...DETAILED, 'format', 'recursive', 'size', 'inode', 'quote-name')
  if (detailed || !operands.every((field) => isKnown(field.text))) return OPAQUE
  if (operands.length === 0) return pathList(['.'], true)
  const names = operands.filter((field) => field.glob || options.has('d', 'directory'))
  const folders = names.map((field) => field.text.replace(/\/?[^/]*\/?$/, '') || rootOf(field))
  if (names.length === operands.length) return pathList([...new Set(folders)], false)
  const given = operands.map((field) => field.text)
  const { text } = pathList(['.'], true)
  return names.length === 0 ? { text: `${given.join('\n')}\n${text}`, taint: 0 } : OPAQUE
}

function rootOf(field: Field): string {
  return field.text.startsWith('/') ? '/' : '.'
}

/** Programs that look for files and may act on each. */
export const finderPrograms: ProgramTable = {
  ...named('ls dir', list),
  ...named('find gfind', find),
  ...named('fd fdfind', fd),
}
