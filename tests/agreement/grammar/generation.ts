import type { Random } from '../random.ts'

/** State of one script while it grows. */
export interface Generation {
  readonly random: Random
  /** How much deeper things may nest. */
  readonly room: number
  /** Functions with a lower number may not be called from here, so that calls end. */
  readonly firstFunction: number
  /** Inside text that is quoted again, where here-documents and line breaks would get lost. */
  readonly oneLine: boolean
}

/** A producer of a piece of script. */
export type Rule = (generation: Generation) => string

/** The same script, one level deeper. */
export function deeper(generation: Generation, changes: Partial<Generation> = {}): Generation {
  return { ...generation, room: generation.room - 1, ...changes }
}

/** Follows one of the rules; a rule that stands there twice is twice as likely. */
export function choose(generation: Generation, rules: readonly Rule[]): string {
  return generation.random.pick(rules)(generation)
}

/** Between `least` and `most` pieces. */
export function several(
  generation: Generation,
  count: { readonly least: number; readonly most: number },
  rule: Rule,
): string[] {
  const length = count.least + generation.random.below(count.most - count.least + 1)
  return Array.from({ length }, () => rule(generation))
}

const NAMES = ['v', 'w', 'x', 'y']
const ARRAYS = ['a', 'b']

/** A variable's name, of few so that scripts use what they set. */
export function variable({ random }: Generation): string {
  return random.pick(NAMES)
}

/** An array's name. */
export function array({ random }: Generation): string {
  return random.pick(ARRAYS)
}

/** A file name in the folder of the script. */
export function fileName({ random }: Generation): string {
  return random.pick(['s1', 's2', './s1', 'd/s3'])
}

/** A function that may be called here, or null. */
export function functionName({ random, firstFunction }: Generation): string | null {
  const names = ['f0', 'f1', 'f2'].slice(firstFunction)
  return names.length === 0 ? null : random.pick(names)
}
