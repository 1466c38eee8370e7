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
  const flags: string[] = []
  const values = new Map<string, string>()
  const operands: string[] = []
  const dash = args.indexOf('--')
  const before = dash < 0 ? args : args.slice(0, dash)
  let awaiting: string | null = null
  for (const word of before) {
    const names: readonly string[] | null = awaiting === null ? namesOf(word) : null
    if (awaiting !== null) values.set(awaiting, word)
    else if (names === null) operands.push(word)
    awaiting = null
    if (names === null) continue
    flags.push(...names)
    const last: string = names.at(-1) ?? ''
    if (/^--.*=/.test(word)) values.set(last, word.slice(word.indexOf('=') + 1))
    else if (valued.includes(last)) awaiting = last
  }
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

/** Names of the options in a word; null for a word that is none. */
function namesOf(word: string): readonly string[] | null {
  if (/^--[\w-]/.test(word)) return [word.slice(2).split('=')[0] ?? '']
  return /^-[A-Za-z]/.test(word) ? [...word.slice(1)] : null
}
