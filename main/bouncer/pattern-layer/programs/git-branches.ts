import { type Field, isKnown, type Scene } from '../scene.ts'
import { setElements } from '../shell/variables.ts'
import type { Options } from './options.ts'

/** The name under which branches that the call makes are kept; no script can write it. */
const MADE = 'branches made here'

/** Remembers a branch that the call makes: its commits are the call's own. */
export function noteMadeBranch(scene: Scene, verb: string, options: Options): void {
  const name = madeBranch(verb, options)
  if (!name || !isKnown(name.text)) return
  const elements = scene.variables.get(MADE)?.elements ?? []
  setElements(scene, MADE, { elements: [...elements, name] })
}

function madeBranch(verb: string, options: Options): Field | undefined {
  if (/^(?:checkout|worktree)$/.test(verb)) return options.value('b')
  if (verb === 'switch') return options.value('c', 'create')
  const lists = options.has('d', 'D', 'm', 'M', 'c', 'C', 'f', 'force', 'delete', 'list', 'u')
  return verb === 'branch' && !lists ? options.operands[0] : undefined
}

/** Whether the call made each of these branches itself. */
export function areMadeHere(scene: Scene, names: readonly Field[]): boolean {
  const made = scene.variables.get(MADE)?.elements ?? []
  return names.length > 0 && names.every((name) => made.some(({ text }) => text === name.text))
}
