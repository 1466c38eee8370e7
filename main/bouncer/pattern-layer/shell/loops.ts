import type { ArithmeticExpression, ArithmeticFor, For } from 'unbash'
import { noteCount } from '../programs/own-reach.ts'
import {
  type Field,
  isKnown,
  plain,
  type Scene,
  type ShellState,
  type Stream,
  spend,
  UNKNOWN,
} from '../scene.ts'
import { capture, mergeInto, restore, sameState, widen } from './branches.ts'
import { setVariable } from './variables.ts'

const MAX_LOOP = 16
const MAX_ROUNDS = 2

/** Goes through the items of a `for` or `select`, as far as they are known. */
export function runItems(
  scene: Scene,
  node: Pick<For, 'name'>,
  at: {
    readonly items: readonly Field[]
    /** They may come in any other order. */
    readonly unordered: boolean
    readonly body: () => void
  },
): void {
  const { items } = at
  const certain = items.some((field) => !field.glob && isKnown(field.text))
  const before = certain ? null : capture(scene)
  const short = items.length > MAX_LOOP ? [...items.slice(0, MAX_LOOP), plain(UNKNOWN)] : items
  inLoop(scene, (settle) => {
    const go = () => goThrough(scene, node.name.value, { items: short, body: at.body, settle })
    if (at.unordered) repeat(scene, go)
    else go()
  })
  if (before) mergeInto(scene, [before])
}

function goThrough(
  scene: Scene,
  name: string,
  at: {
    readonly items: readonly Field[]
    readonly body: () => void
    readonly settle: () => void
  },
): void {
  const { settle } = at
  for (const item of at.items) {
    if (!spend(scene, 1)) break
    setItem(scene, name, item)
    if (item.glob || !isKnown(item.text)) {
      repeat(scene, () => {
        setItem(scene, name, item)
        at.body()
        settle()
      })
    } else at.body()
    settle()
  }
}

function setItem(scene: Scene, name: string, item: Field): void {
  const held = scene.variables.get(name)
  // A reference is pointed at each item in turn.
  if (held?.nature !== 'reference') setVariable(scene, name, item)
  else scene.variables.set(name, { ...held, values: [item.text], taint: item.taint })
}

/** Collects the states in which a loop is left or begun anew, and counts them in when asked. */
export function inLoop(scene: Scene, run: (settle: () => void) => void): void {
  const { escapes: outer, loops } = scene
  const left: ShellState[] = []
  const here: ShellState[] = []
  scene.escapes = here
  scene.loops = [...loops, here]
  run(() => {
    if (here.length === 0) return
    mergeInto(scene, here)
    left.push(...here.splice(0))
  })
  mergeInto(scene, left)
  scene.escapes = outer
  scene.loops = loops
}

/** Keeps the state in which a loop, function or file is left, by the builtin that leaves it. */
export function noteLeaving(scene: Scene, name: string, count: string | undefined): void {
  scene.leaves++
  if (name === 'exit') return
  const state = capture(scene)
  if (name === 'return') (scene.returns ?? scene.escapes)?.push(state)
  else if (count === undefined || count === '1') scene.escapes?.push(state)
  else for (const escapes of scene.loops) escapes.push(state)
}

/** Runs what `return` leaves early. */
export function inCall(scene: Scene, run: () => void): void {
  const outer = scene.returns
  const here: ShellState[] = []
  scene.returns = here
  run()
  mergeInto(scene, here)
  scene.returns = outer
}

/** Runs a body as often as it takes for nothing new to come of it. */
function repeat(scene: Scene, body: () => void): void {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = capture(scene)
    if (!spend(scene, 1)) return
    body()
    mergeInto(scene, [before])
    if (sameState(scene, before)) return
    if (round === MAX_ROUNDS - 1) {
      widen(scene, before)
      body()
      mergeInto(scene, [before])
    }
  }
}

/** Goes through a `while`, line by line when its input is known, else until nothing changes. */
export function runWhileLoop(
  scene: Scene,
  stdin: Stream,
  parts: { readonly clause: () => void; readonly body: () => void },
): void {
  const sure = scene.sure
  scene.sure = false
  inLoop(scene, (settle) => {
    const before = capture(scene)
    for (let round = 0; round < MAX_LOOP && takesLine(stdin, parts.clause); round++) {
      if (!spend(scene, 1)) return
      parts.body()
      settle()
      if (stdin.text === '') break
    }
    repeat(scene, () => {
      parts.clause()
      parts.body()
      settle()
    })
    mergeInto(scene, [before])
  })
  scene.sure = sure
}

/** Whether the clause of a loop took a part of known input. */
function takesLine(stdin: Stream, clause: () => void): boolean {
  const before = stdin.text
  if (before === null || before === '' || !isKnown(before)) return false
  clause()
  return stdin.text !== before
}

/** Runs something that may not happen at all. */
export function maybe(scene: Scene, run: () => void): void {
  const sure = scene.sure
  const before = capture(scene)
  scene.sure = false
  run()
  scene.sure = sure
  if (!sameState(scene, before)) mergeInto(scene, [before])
}

/** Runs alternatives from the same state; afterwards any of them may have happened. */
export function runAlternatives(scene: Scene, runs: readonly (() => void)[]): void {
  const sure = scene.sure
  const before = capture(scene)
  const ends = []
  scene.sure = false
  for (const [index, run] of runs.entries()) {
    if (index > 0) {
      ends.push(capture(scene))
      restore(scene, before)
    }
    run()
  }
  scene.sure = sure
  mergeInto(scene, ends)
}

/** Notes the numbers that `for ((i = 1; i < 9; i++))` goes through; answers how it begins. */
export function noteCounted(scene: Scene, node: ArithmeticFor): ArithmeticFor['initialize'] {
  noteCount(scene, lastNumber(node.initialize), lastNumber(node.test))
  return node.initialize
}

/** The number that an expression ends with. */
function lastNumber(expression: ArithmeticExpression | undefined): number {
  let last = expression
  while (last?.type === 'ArithmeticBinary') last = last.right
  return last?.type === 'ArithmeticWord' ? Number(last.value) : Number.NaN
}
