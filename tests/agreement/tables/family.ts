import type { Random } from '../random.ts'

/** Short scripts of builtins alone that are drawn from everything a part of the shell's language may be. */
export interface Family {
  readonly name: string
  /** A script that shows what it expands by calling `emit`. */
  write(random: Random): string
}
