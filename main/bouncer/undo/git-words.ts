/** The words behind a command of git, by what they are. */
export interface GitWords {
  readonly operands: readonly string[]
  /** What stands behind a `--`. */
  readonly paths: readonly string[]
  readonly dashed: boolean
  has(...names: readonly string[]): boolean
  /** How often a flag of one letter or its long form was given. */
  count(name: string): number
  value(...names: readonly string[]): string | undefined
}

/** Tells options, operands and paths apart; `valued` names options that take the next word. */
export function readGitWords(args: readonly string[], valued: readonly string[]): GitWords {
  const dash = args.indexOf('--')
  const before = dash < 0 ? args : args.slice(0, dash)
  const options = before.map(optionIn)
  const lastOf = (at: number) => options[at]?.names.at(-1) ?? ''
  // The word behind an option that takes one is its value, whatever it looks like.
  const isTaken = (at: number): boolean =>
    at > 0 && options[at - 1]?.value === null && valued.includes(lastOf(at - 1)) && !isTaken(at - 1)
  const values = new Map<string, string>()
  for (const [at, option] of options.entries()) {
    if (isTaken(at)) values.set(lastOf(at - 1), before[at] ?? '')
    else if (option && option.value !== null) values.set(lastOf(at), option.value)
  }
  const operands = before.filter((_, at) => options[at] === null && !isTaken(at))
  const flags = options.flatMap((option, at) => (option && !isTaken(at) ? option.names : []))
  return {
    operands,
    paths: dash < 0 ? [] : args.slice(dash + 1),
    dashed: dash >= 0,
    has: (...wanted) => wanted.some((name) => flags.includes(name)),
    count: (name) =>
      flags.filter((flag) => flag === name || (name === 'f' && flag === 'force')).length,
    value: (...wanted) => wanted.map((name) => values.get(name)).find((one) => one !== undefined),
  }
}

interface Option {
  readonly names: readonly string[]
  /** What stands behind an equals sign; null without one. */
  readonly value: string | null
}

/** Null for a word that is no option. */
function optionIn(word: string): Option | null {
  if (/^--[\w-]/.test(word)) {
    const equals = word.indexOf('=')
    if (equals < 0) return { names: [word.slice(2)], value: null }
    return { names: [word.slice(2, equals)], value: word.slice(equals + 1) }
  }
  return /^-[A-Za-z]/.test(word) ? { names: [...word.slice(1)], value: null } : null
}
