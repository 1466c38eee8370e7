import { type Field, isKnown, plain, type Scene } from '../scene.ts'
import { setElements } from '../shell/variables.ts'

/** What a call may make and take away again. */
export type Made =
  | 'branch'
  | 'worktree'
  | 'repository'
  | 'container'
  | 'volume'
  | 'network'
  | 'cluster'
  | 'migration'
  | 'terminal'

/** The name under which they are kept; no script can write it. */
const MADE = 'things made here'

/** Remembers something that the call makes: whatever is in it is the call's own. */
export function noteMade(scene: Scene, kind: Made, name: Field | undefined): void {
  if (!name || !isKnown(name.text) || name.glob) return
  const elements = scene.variables.get(MADE)?.elements ?? []
  setElements(scene, MADE, { elements: [...elements, plain(keyOf(kind, name))] })
}

/** Whether the call made each of these itself. */
export function areMadeHere(scene: Scene, kind: Made, names: readonly Field[]): boolean {
  const made = scene.variables.get(MADE)?.elements ?? []
  return (
    names.length > 0 && names.every((name) => made.some(({ text }) => text === keyOf(kind, name)))
  )
}

/** Whether the call made something of a kind, which is then what later commands act on. */
export function madeAny(scene: Scene, kind: Made): boolean {
  const made = scene.variables.get(MADE)?.elements ?? []
  return made.some(({ text }) => text.startsWith(`${kind} `))
}

function keyOf(kind: Made, name: Field): string {
  return `${kind} ${name.text}`
}
