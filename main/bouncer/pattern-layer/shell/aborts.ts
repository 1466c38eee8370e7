import type { Statement } from 'unbash'
import type { Scene, ShellState } from '../scene.ts'
import { capture, mergeInto, sameState } from './branches.ts'
import { forgetAll } from './variables.ts'

/** Most states that are kept until a line ends. */
const MAX_STATES = 8

/** An expansion that may fail: bash then leaves out the rest of the line and goes on with the next one. */
export function noteAbort(scene: Scene): void {
  const { aborts } = scene
  // Without another line nothing of this shell runs after it.
  if (!scene.source.includes('\n') || aborts.length >= MAX_STATES) return
  const last = aborts.at(-1)
  if (last && sameState(scene, last)) return
  aborts.push(outsideOfFunction(scene))
}

/** A function that is left has no variables of its own any more. */
function outsideOfFunction(scene: Scene): ShellState {
  const state = capture(scene)
  for (const [name, before] of scene.locals ?? []) {
    if (before) state.variables.set(name, before)
    else state.variables.delete(name)
  }
  return state
}

/** At the end of a line that may have been left early both states are counted in. */
export function settleAborts(
  scene: Scene,
  statement: Statement,
  next: Statement | undefined,
): void {
  const { aborts } = scene
  if (!next || !scene.source.slice(statement.end, next.pos).includes('\n')) return
  if (aborts.length >= MAX_STATES) forgetAll(scene)
  mergeInto(scene, aborts.splice(0))
}
