import { TAINT } from '../findings.ts'
import {
  type Choices,
  copy,
  plain,
  type Scene,
  type ShellState,
  UNKNOWN,
  type Value,
} from '../scene.ts'
import { mergeValues, sameFields } from './values.ts'

const MAX_COMBINATIONS = 8

/** The state of the shell now, untouched by what comes. */
export function capture(scene: Scene): ShellState {
  return {
    variables: copy(scene.variables),
    functions: copy(scene.functions),
    aliases: copy(scene.aliases),
    descriptors: copy(scene.descriptors),
    positional: scene.positional,
    positionalSure: scene.positionalSure,
    cwd: scene.cwd,
    cwdSure: scene.cwdSure,
  }
}

/** Goes back to a state; it can be gone back to again. */
export function restore(scene: Scene, state: ShellState): void {
  scene.variables = copy(state.variables)
  scene.functions = copy(state.functions)
  scene.aliases = copy(state.aliases)
  scene.descriptors = copy(state.descriptors)
  scene.positional = state.positional
  scene.positionalSure = state.positionalSure
  scene.cwd = state.cwd
  scene.cwdSure = state.cwdSure
}

/** Afterwards the shell is in one of the present state and the others. */
export function mergeInto(scene: Scene, others: readonly ShellState[]): void {
  for (const other of others) {
    mergeVariables(scene, other)
    mergeFunctions(scene, other)
    mergeAliases(scene, other)
    mergeDescriptors(scene, other)
    if (!samePositional(scene, other)) {
      scene.positional = [plain(UNKNOWN)]
      scene.positionalSure = false
    }
    if (other.cwd !== scene.cwd || !other.cwdSure) scene.cwdSure = false
  }
}

function mergeAliases(scene: Scene, other: ShellState): void {
  for (const [name, body] of other.aliases) {
    const held = scene.aliases.get(name)
    scene.aliases.set(name, held === undefined || held === body ? body : UNKNOWN)
  }
}

function mergeDescriptors(scene: Scene, other: ShellState): void {
  for (const [number, stream] of other.descriptors) {
    const held = scene.descriptors.get(number)
    if (held === stream) continue
    scene.descriptors.set(number, {
      // Where it is not open, the command that reads it does not run.
      text: null,
      taint: stream.taint | (held?.taint ?? TAINT.none),
    })
  }
}

function samePositional(scene: Scene, other: ShellState): boolean {
  return (
    scene.positional === other.positional ||
    (scene.positionalSure === other.positionalSure &&
      sameFields(scene.positional, other.positional))
  )
}

function mergeVariables(scene: Scene, other: ShellState): void {
  for (const [name, value] of scene.variables) {
    const theirs = other.variables.get(name)
    if (theirs !== value) place(scene, name, mergeValues(value, theirs ?? atStart(name)))
  }
  for (const [name, value] of other.variables) {
    if (!scene.variables.has(name)) place(scene, name, mergeValues(value, atStart(name)))
  }
}

/** What a shell sets itself when it starts. */
function atStart(name: string): Value | undefined {
  return name === 'IFS' ? { values: [' \t\n'], taint: TAINT.none } : undefined
}

function place(scene: Scene, name: string, value: Value): void {
  if (value.values.length > 1) scene.many = true
  scene.variables.set(name, value)
}

/** The bodies a function may have; `maybe` when it may also be missing. */
export interface FunctionBodies {
  readonly bodies: readonly unknown[]
  readonly maybe: boolean
}

function mergeFunctions(scene: Scene, other: ShellState): void {
  for (const name of new Set([...scene.functions.keys(), ...other.functions.keys()])) {
    const ours = scene.functions.get(name) as FunctionBodies | undefined
    const theirs = other.functions.get(name) as FunctionBodies | undefined
    if (ours === theirs) continue
    const bodies = [...new Set([...(ours?.bodies ?? []), ...(theirs?.bodies ?? [])])]
    scene.functions.set(name, { bodies, maybe: !ours || !theirs || ours.maybe || theirs.maybe })
  }
}

/** Whether two states differ in what a variable, function or folder is. */
export function sameState(scene: Scene, state: ShellState): boolean {
  if (scene.cwd !== state.cwd || scene.positional !== state.positional) return false
  if (scene.variables.size !== state.variables.size) return false
  if (scene.functions.size !== state.functions.size) return false
  if (scene.aliases.size !== state.aliases.size) return false
  for (const [name, value] of scene.variables) {
    const other = state.variables.get(name)
    if (other !== value && !(other && sameValue(value, other))) return false
  }
  return true
}

function sameValue(left: Value, right: Value): boolean {
  return (
    left.unset === right.unset &&
    left.glob === right.glob &&
    left.maybeUnset === right.maybeUnset &&
    left.values.length === right.values.length &&
    left.values.every((text) => right.values.includes(text)) &&
    sameFields(left.elements ?? [], right.elements ?? [])
  )
}

/** Makes unknown what differs from a state, for loops that never settle. */
export function widen(scene: Scene, state: ShellState): void {
  for (const [name, value] of scene.variables) {
    const other = state.variables.get(name)
    if (other === value || (other && sameValue(value, other))) continue
    const { unset: _unset, elements, keys: _keys, ...rest } = value
    scene.variables.set(name, {
      ...rest,
      values: [UNKNOWN],
      ...(elements ? { elements: [plain(UNKNOWN, value.taint)] } : {}),
    })
  }
}

/** The value of a variable with several: the one chosen for this reading. */
export function chosenValue(scene: Scene, name: string, value: Value): string {
  const { values } = value
  if (values.length === 1) return values[0] ?? ''
  const chosen = chosenIndex(scene, `${name} ${values.join('\0')}`, values.length)
  return chosen === null ? UNKNOWN : (values[chosen] ?? UNKNOWN)
}

/** Which of several possibilities this reading looks at; null when there are too many. */
export function chosenIndex(scene: Scene, key: string, of: number): number | null {
  const { choices } = scene
  if (!choices || choices.spent) return null
  let pick = choices.picks.get(key)
  if (!pick) {
    if (choices.picks.size > 3) return null
    pick = { at: 0, of }
    choices.picks.set(key, pick)
  }
  return pick.at
}

/** Reads something once for each combination of the values that it meets, each from the same state. */
export function forEachChoice(scene: Scene, read: () => void): void {
  if (!scene.many || scene.choices) {
    read()
    return
  }
  const choices: Choices = { picks: new Map(), spent: false }
  const { sure } = scene
  const before = capture(scene)
  const ends: ShellState[] = []
  scene.choices = choices
  for (let round = 0; ; round++) {
    read()
    if (choices.spent || !advance(choices)) break
    choices.spent = round + 2 >= MAX_COMBINATIONS
    ends.push(capture(scene))
    restore(scene, before)
    // Files keep what the first reading wrote, or become unknown.
    scene.sure = false
  }
  scene.sure = sure
  scene.choices = null
  mergeInto(scene, ends)
}

/** Goes to the next combination; false after the last. */
function advance(choices: Choices): boolean {
  for (const pick of choices.picks.values()) {
    pick.at++
    if (pick.at < pick.of) return true
    pick.at = 0
  }
  return false
}
