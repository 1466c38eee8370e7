/** The program that runs the hook, and what stands between it and the hook's path. */
export interface HookProgram {
  /** Absolute path of Node, or of the single executable of the command. */
  readonly path: string
  readonly args: readonly string[]
}

/** How the hook's path stands in a command. */
export function markOf(hook: string): string {
  return hook.replaceAll("'", "'\\''")
}

/** The line that the agent's program gives to its shell. */
export interface HookLine {
  readonly program: HookProgram
  /** Absolute path of the hook. */
  readonly hook: string
  /** Said where the hook could not run at all. */
  readonly sentence: string
  readonly platform: NodeJS.Platform
  /** Names the terminal of the app that the agent runs in; left out for any other. */
  readonly terminal?: string
}

/**
 * The command of the hook: an absolute program in an empty environment, because settings of a
 * repository put variables into the one of the agent's program (`NODE_OPTIONS`, measured), and 2,
 * which blocks, for every other way to end, because older programs let the call run then.
 */
export function hookCommand(line: HookLine): string {
  const { program, hook, sentence, platform, terminal } = line
  const words = [program.path, ...program.args, hook]
  if (platform === 'win32') return words.map((word) => `"${word}"`).join(' ')
  const quoted = words.map(quote).join(' ')
  const failed = `{ [ $? = 2 ] || echo ${quote(sentence)} >&2; exit 2; }`
  const named = terminal === undefined ? '' : ` TERMINAL=${quote(terminal)}`
  // Without the hook's file Node would print a trace of its own before the sentence.
  return `[ -f ${quote(hook)} ] && /usr/bin/env -i PROJECT="$CLAUDE_PROJECT_DIR"${named} ${quoted} || ${failed}`
}

function quote(word: string): string {
  return `'${markOf(word)}'`
}
