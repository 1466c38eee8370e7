import { commandStrings } from './code-text.ts'
import type { FileCommand, Written } from './written.ts'

const RUNS_PROGRAMS =
  /\b(?:Command::new|exec\w*|commandLine|ProcessBuilder|Runtime|execute_process|add_custom_command|run_command|shell|system|sh|bat|powershell|os\.|run|spawn|Process|cmd|builtins\.exec|runCommand|shellHook|buildPhase|installPhase|genrule|actions|vim\.fn)\b|^[ \t]*!|<exec\b|<!\(/m

const MAX_STRINGS = 60

/** Build files in languages that are not read as code: their strings are judged as the commands they may be. */
export function codeStrings({ path, text }: Written): readonly FileCommand[] {
  if (!RUNS_PROGRAMS.test(text)) return []
  const comments = /\.(?:rs|gradle|kts|swift|sbt|gyp)$|Jenkinsfile/.test(path) ? 'slash' : 'hash'
  const runs = /Jenkinsfile/.test(path) ? 'elsewhere' : 'by-hand'
  const strings = commandStrings(text, comments).slice(0, MAX_STRINGS)
  const marked = [
    ...text.matchAll(
      /(?:(?:^|[\s:|\\])!{1,2}|<!@?\(|^[ \t]*shell[ \t]+)\s{0,4}([a-z/~.$][^\n]{1,400})/gim,
    ),
  ]
  return [
    ...strings.map((one) => ({ ...one, runs }) as const),
    ...marked
      .slice(0, MAX_STRINGS)
      .map((match) => ({ text: match[1] ?? '', at: -1, runs }) as const),
  ]
}
