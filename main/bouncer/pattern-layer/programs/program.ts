import type { Field, Scene, Stream } from '../scene.ts'

/** One start of a program, as it would see it. */
export interface Invocation {
  /** The last segment of what was typed. */
  readonly name: string
  /** What was typed. */
  readonly path: string
  readonly args: readonly Field[]
  readonly stdin: Stream
}

/** Records what one start of a program would do and answers what it prints. */
export type Program = (scene: Scene, call: Invocation) => Stream

/** Programs of one topic by name. */
export type ProgramTable = Readonly<Record<string, Program>>

/** The same program under several names. */
export function named(names: string, program: Program): ProgramTable {
  return Object.fromEntries(names.split(' ').map((name) => [name, program]))
}
