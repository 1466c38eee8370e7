/** What a shell offers for a word that is to be typed. */
export type Completes = 'file' | 'folder' | 'sessions' | 'parts' | 'nothing'

/** A flag of a command; without a placeholder it takes no value. */
export interface Flag {
  readonly name: string
  readonly placeholder?: string
  /** The only values it takes. */
  readonly values?: readonly string[]
  readonly completes?: Completes
  /** The command does nothing without it. */
  readonly isNeeded?: true
  /** A sentence for the help. */
  readonly does: string
}

/** A word of a command that the person chooses. */
export interface Operand {
  readonly name: string
  readonly count: 'one' | 'optional' | 'many'
  readonly values?: readonly string[]
  readonly completes?: Completes
}

/** A command line that was understood. */
export interface Call {
  readonly operands: readonly string[]
  has(flag: string): boolean
  /** The value of a flag; undefined when it was not given. */
  text(flag: string): string | undefined
  /** Absolute home folder that is meant. */
  readonly home: string
  readonly isJson: boolean
  /** Writes to the standard output. */
  write(text: string): void
}

/** One command, as data: parsing, help and completion are made from it. */
export interface Command {
  /** What is typed behind the program's name. */
  readonly words: readonly string[]
  readonly operands?: readonly Operand[]
  readonly flags: readonly Flag[]
  /** A sentence for the list of commands. */
  readonly does: string
  /** More about it, for its own help. */
  readonly more?: string
  /** The object that `--json` prints on success, as a shape. */
  readonly gives?: string
  /** Why this line cannot be meant, as a sentence; null when it can. */
  refuse?(call: Pick<Call, 'operands' | 'has' | 'text'>): string | null
  /** Resolves with the exit code. */
  run(call: Call): Promise<number>
}

/** Flags that every command takes. */
export const commonFlags: readonly Flag[] = [{ name: 'help', does: 'Prints this.' }]

/** Every flag of a command, with those that all take. */
export function flagsOf(command: Command): readonly Flag[] {
  return [...command.flags, ...commonFlags]
}

/** The words of a command as they are typed, without the program's name. */
export function spoken({ words }: Pick<Command, 'words'>): string {
  return words.join(' ')
}
