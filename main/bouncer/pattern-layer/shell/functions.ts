import type { CommandNode, CompoundList } from 'unbash'
import { EMPTY, type Field, OPAQUE, type Scene, type Stream } from '../scene.ts'
import { capture, type FunctionBodies, mergeInto, restore } from './branches.ts'

const MAX_DEPTH = 20

type Body = CommandNode | CompoundList

/** Gives a function its body. */
export function defineFunction(scene: Scene, name: string, body: Body): void {
  const bodies: FunctionBodies = { bodies: [body], maybe: false }
  scene.functions.set(name, bodies)
}

/** Whether a name may be a program although a function of that name may exist. */
export function mayBeProgram(scene: Scene, name: string): boolean {
  const held = scene.functions.get(name) as FunctionBodies | undefined
  return !held || held.maybe || scene.callStack.includes(name)
}

/** Runs a function's bodies with its arguments; null when there is none or it runs already. */
export function runFunction(
  scene: Scene,
  call: {
    readonly argv: readonly Field[]
    readonly stdin: Stream
    readonly run: (body: Body, stdin: Stream) => Stream
  },
): Stream | null {
  const name = call.argv[0]?.text ?? ''
  const held = scene.functions.get(name) as FunctionBodies | undefined
  if (!held || scene.callStack.includes(name)) return null
  if (scene.depth >= MAX_DEPTH) return OPAQUE
  const [first, ...others] = held.bodies as readonly Body[]
  if (!first) return null
  const before = others.length > 0 || held.maybe ? capture(scene) : null
  let out = enter(scene, call, () => call.run(first, call.stdin))
  if (!before) return out
  const ends = held.maybe ? [before] : []
  for (const body of others) {
    ends.push(capture(scene))
    restore(scene, before)
    const other = enter(scene, call, () => call.run(body, call.stdin))
    out = { text: null, taint: out.taint | other.taint }
  }
  mergeInto(scene, ends)
  return out
}

/** Runs a body with positional parameters and local variables of its own. */
function enter(scene: Scene, call: { readonly argv: readonly Field[] }, run: () => Stream): Stream {
  const { positional, positionalSure, callStack, depth, locals, escapes } = scene
  scene.positional = call.argv.slice(1)
  scene.positionalSure = true
  scene.callStack = [...callStack, call.argv[0]?.text ?? '']
  scene.depth = depth + 1
  scene.locals = new Map()
  scene.escapes = []
  const out = run() ?? EMPTY
  mergeInto(scene, scene.escapes)
  for (const [variable, before] of scene.locals) {
    if (before) scene.variables.set(variable, before)
    else scene.variables.delete(variable)
  }
  scene.positional = positional
  scene.positionalSure = positionalSure
  scene.callStack = callStack
  scene.depth = depth
  scene.locals = locals
  scene.escapes = escapes
  return out
}
