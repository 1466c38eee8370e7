import type { CommandNode, CompoundList } from 'unbash'
import {
  EMPTY,
  type Entered,
  type Field,
  OPAQUE,
  plain,
  type Scene,
  type Stream,
  UNKNOWN,
} from '../scene.ts'
import { capture, type FunctionBodies, mergeInto, restore, sameState, widen } from './branches.ts'
import { inCall } from './loops.ts'
import { sameFields } from './values.ts'

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

interface Call {
  readonly argv: readonly Field[]
  readonly stdin: Stream
  readonly run: (body: Body, stdin: Stream) => Stream
}

/** Runs a function's bodies with its arguments; null when there is none or nothing new would run. */
export function runFunction(scene: Scene, call: Call): Stream | null {
  const name = call.argv[0]?.text ?? ''
  const held = scene.functions.get(name) as FunctionBodies | undefined
  if (!held) return null
  const outer = scene.entered.findLast((entered) => isSameFunction(entered, held))
  if (outer && isRound(scene, outer, call.argv)) return null
  if (scene.depth >= MAX_DEPTH) return OPAQUE
  if (!outer) return runBodies(scene, held, { ...call, again: false })
  // From here on it stands for every later round.
  widen(scene, outer.before)
  runBodies(scene, held, { ...call, argv: [plain(name), plain(UNKNOWN)], again: true })
  return null
}

/** A function that is defined anew while it runs is another one. */
function isSameFunction(entered: Entered, held: FunctionBodies): boolean {
  return held.bodies.every((body) => entered.bodies.includes(body))
}

/** Whether a function that calls itself does so as it was called itself. */
function isRound(scene: Scene, outer: Entered, argv: readonly Field[]): boolean {
  if (outer.again) return true
  const { before } = outer
  return (
    sameFields(outer.argv, argv) && sameState(scene, { ...before, positional: scene.positional })
  )
}

interface Round extends Call {
  readonly again: boolean
}

function runBodies(scene: Scene, held: FunctionBodies, call: Round): Stream | null {
  const [first, ...others] = held.bodies as readonly Body[]
  if (!first) return null
  const before = others.length > 0 || held.maybe ? capture(scene) : null
  let out = enter(scene, { ...call, held }, () => call.run(first, call.stdin))
  if (!before) return out
  const ends = held.maybe ? [before] : []
  for (const body of others) {
    ends.push(capture(scene))
    restore(scene, before)
    const other = enter(scene, { ...call, held }, () => call.run(body, call.stdin))
    out = { text: null, taint: out.taint | other.taint }
  }
  mergeInto(scene, ends)
  return out
}

/** Runs a body with positional parameters and local variables of its own. */
function enter(
  scene: Scene,
  call: Round & { readonly held: FunctionBodies },
  run: () => Stream,
): Stream {
  const { positional, positionalSure, callStack, depth, locals, escapes, loops, entered } = scene
  const { argv, again } = call
  const name = argv[0]?.text ?? ''
  const { bodies } = call.held
  scene.entered = [...entered, { bodies, argv, before: capture(scene), again }]
  scene.positional = argv.slice(1)
  scene.positionalSure = !again
  scene.callStack = [...callStack, name]
  scene.depth = depth + 1
  scene.locals = new Map()
  scene.escapes = null
  scene.loops = []
  let out: Stream = EMPTY
  inCall(scene, () => {
    out = run() ?? EMPTY
  })
  for (const [variable, before] of scene.locals) {
    if (before) scene.variables.set(variable, before)
    else scene.variables.delete(variable)
  }
  scene.positional = positional
  scene.positionalSure = positionalSure
  scene.callStack = callStack
  scene.entered = entered
  scene.depth = depth
  scene.locals = locals
  scene.escapes = escapes
  scene.loops = loops
  return out
}
