import type { WrittenCommand } from './written-trial.ts'

/** A text that a call puts into a file. */
export interface Written {
  /** Absolute path of the file. */
  readonly path: string
  readonly text: string
  /** Whether it is the whole file; otherwise a part of it. */
  readonly whole: boolean
  /** Text that the call takes out of the file. */
  readonly removed: string
}

/** A command or code in a written file; `language` is set for code that is no shell text. */
export interface FileCommand extends WrittenCommand {
  readonly language?: string
  /** Set when the text was recognised already and is not to be run through the shell reader. */
  readonly sure?: 'harm' | 'asks'
}
