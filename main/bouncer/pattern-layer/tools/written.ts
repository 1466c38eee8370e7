/**
 * Who runs what is written: `automatic` without anybody naming it (hooks, profiles, install steps), `soon` by
 * the next natural step (a task), `cell` in a notebook as soon as its cells run, `by-hand` when somebody names it, `elsewhere` in a container or on a
 * build machine, `source` code that is only read here.
 */
export type Runs = 'automatic' | 'soon' | 'cell' | 'by-hand' | 'elsewhere' | 'source'

/** A piece of written text that something would run. */
export interface WrittenCommand {
  readonly text: string
  /** Offset in the field's text; -1 when it stands there in another form. */
  readonly at: number
  /** Length in the field's text, when the text that is judged is another one. */
  readonly length?: number
  readonly runs: Runs
  /** Set for steps that have no business with the network. */
  readonly offline?: boolean
  /** Set for steps that reach what others use from now on, which they did not before. */
  readonly reaches?: boolean
}

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
