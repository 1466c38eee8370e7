import { type Field, isKnown, plain, type Scene } from '../scene.ts'
import { setElements } from '../shell/variables.ts'
import { noteMade } from './made-here.ts'
import type { Options } from './options.ts'

/** Remembers branches and working copies that a command of git makes. */
export function noteMadeBranch(scene: Scene, verb: string, options: Options): void {
  noteMade(scene, 'branch', madeBranch(verb, options))
  if (/^(?:switch|checkout)$/.test(verb)) noteSwitch(scene, verb, options)
  const [second, path] = options.operands
  if (verb === 'worktree' && second?.text === 'add') noteMade(scene, 'worktree', path)
}

function madeBranch(verb: string, options: Options): Field | undefined {
  if (/^(?:checkout|worktree)$/.test(verb)) return options.value('b')
  if (verb === 'switch') return options.value('c', 'create')
  const lists = options.has('d', 'D', 'm', 'M', 'c', 'C', 'f', 'force', 'delete', 'list', 'u')
  return verb === 'branch' && !lists ? options.operands[0] : undefined
}

/** The name under which they are kept; no script can write it. */
const SWITCHED = 'branches checked out here'

/** Remembers which branch is checked out; what `checkout` names may be a file, then it is none. */
function noteSwitch(scene: Scene, verb: string, options: Options): void {
  const made = madeBranch(verb, options)
  const name = made ?? options.operands[0]
  if (!name || !isKnown(name.text) || name.text.startsWith('-')) return
  const certain = made !== undefined || (scene.sure && verb === 'switch')
  const before = certain ? [] : checkedOut(scene)
  setElements(scene, SWITCHED, { elements: [...before, name].slice(-MAX_SWITCHES) })
}

const MAX_SWITCHES = 8
const AS_BEFORE = [plain('')]

/** Branches of which one is checked out by now; an empty name stands for the one that was before. */
export function checkedOut(scene: Scene): readonly Field[] {
  return scene.variables.get(SWITCHED)?.elements ?? AS_BEFORE
}
