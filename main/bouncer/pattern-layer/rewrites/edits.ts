import type { Source, SourceCommand, SourceWord } from './source-commands.ts'

/** A range of the command's text and what takes its place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Finds what makes one command gentler; none when there is nothing. */
export type Rewriter = (command: SourceCommand, source: Source) => readonly Edit[]

/** Puts another text in the place of a word. */
export function replaceWord({ start, end }: SourceWord, text: string): Edit {
  return { start, end, text }
}

/** Takes out a word and the blanks before it. */
export function removeWord({ start, end }: SourceWord, { text }: Source): Edit {
  let from = start
  while (/[ \t]/.test(text[from - 1] ?? '')) from--
  return { start: from, end, text: '' }
}

/** Puts words behind the last word of a command. */
export function appendWords(command: SourceCommand, text: string): Edit {
  const at = command.words.at(-1)?.end ?? command.node.end
  return { start: at, end: at, text: ` ${text}` }
}

/** Puts a word right behind the program's name or behind one of its words. */
export function insertBehind(word: SourceWord, text: string): Edit {
  return { start: word.end, end: word.end, text: ` ${text}` }
}

/** The text with every edit made; null when two of them touch the same place. */
export function applyEdits(text: string, edits: readonly Edit[]): string | null {
  const sorted = edits.toSorted((left, right) => left.start - right.start || left.end - right.end)
  let out = ''
  let at = 0
  for (const edit of sorted) {
    if (edit.start < at) return null
    out += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return (out + text.slice(at)).trim()
}

/** An option as a command may spell it: `--name value`, `--name=value`, `-n value`, or `n` among other letters. */
export interface OptionSpelling {
  /** Long names with their dashes, e.g. `--force`. */
  readonly long: readonly string[]
  /** Its letter, e.g. `f`. */
  readonly letter?: string
  readonly takesValue?: boolean
}

/** Takes an option out, in whatever way it is spelled; none when it is not there. */
export function removeOption(
  { args }: SourceCommand,
  source: Source,
  option: OptionSpelling,
): Edit[] {
  const dashes = args.findIndex(({ value }) => value === '--')
  const before = dashes < 0 ? args : args.slice(0, dashes)
  return before.flatMap((word, at) => removalOf(word, { next: before[at + 1], source, option }))
}

function removalOf(
  word: SourceWord,
  {
    next,
    source,
    option,
  }: {
    readonly next: SourceWord | undefined
    readonly source: Source
    readonly option: OptionSpelling
  },
): Edit[] {
  const { value } = word
  const { long, letter, takesValue = false } = option
  if (value === null) return []
  if (long.includes(value) || (letter !== undefined && value === `-${letter}`)) {
    return [word, ...(takesValue && next ? [next] : [])].map((one) => removeWord(one, source))
  }
  if (takesValue) {
    return long.some((name) => value.startsWith(`${name}=`)) ? [removeWord(word, source)] : []
  }
  if (letter === undefined || !isPlainBundle(word, source, letter)) return []
  return [replaceWord(word, value.replace(letter, ''))]
}

/** Letters behind one dash, written without quotes, one of them the given one. */
export function isPlainBundle(word: SourceWord, { text }: Source, letter: string): boolean {
  const written = text.slice(word.start, word.end)
  return /^-[A-Za-z]{2,8}$/.test(written) && written.includes(letter)
}

/** The words that are no options. */
export function operands({ args }: SourceCommand): readonly SourceWord[] {
  return args.filter(({ value }) => value === null || !value.startsWith('-'))
}

/** The text as it stands in the command. */
export function written({ start, end }: { start: number; end: number }, { text }: Source): string {
  return text.slice(start, end)
}
