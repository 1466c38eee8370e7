/** How a program can be made to do something else than what it is for; lists are names of options. */
export interface EscapeRow {
  /** The row counts only where the arguments, in one line, look so. */
  readonly when?: RegExp
  /** Values are command lines; what they do counts. */
  readonly runs?: string
  /** Part of such a value that is the command; without one nothing runs. */
  readonly runsPart?: RegExp
  /** Values are code in a language of its own. */
  readonly code?: string
  /** The language of that code, where we read it. */
  readonly language?: string
  /** Values are files of settings, plugins or scripts that are loaded and run. */
  readonly loads?: string
  /** Values are programs that are started. */
  readonly starts?: string
  /** Part of such a value that is the file; without one nothing is loaded. */
  readonly loadsPart?: RegExp
  /** Values are files that are written. */
  readonly writes?: string
  /** Values are files that are read. */
  readonly reads?: string
  /** Values are files that are sent to another machine. */
  readonly sends?: string
  /** Other options that take a value. */
  readonly valued?: string
  /** Part of an operand that is a command. */
  readonly operandRuns?: RegExp
  /** Part of code that is a command. */
  readonly codeRuns?: RegExp
  /** Any argument of this shape asks. */
  readonly asks?: RegExp
  /** What operands are; nothing of note when absent. */
  readonly operands?:
    | 'reads'
    | 'sends'
    | 'writes'
    | 'loads'
    | 'runs'
    | 'code'
    | 'program'
    | 'deletes'
    | 'last-written'
  /** Operands of its own before those. */
  readonly skip?: number
  /** Everything behind the first operand belongs to that one. */
  readonly stops?: boolean
  /** Its input names the files that it reads. */
  readonly namesOnInput?: boolean
  /** Commands on its input: lines of this shape run in a shell. */
  readonly input?: RegExp
  /** Its input is code that runs. */
  readonly feeds?: boolean
  /** Started without arguments it waits for commands, shell ones among them. */
  readonly interactive?: boolean
  /** Long options with a single dash. */
  readonly singleDash?: boolean
}
