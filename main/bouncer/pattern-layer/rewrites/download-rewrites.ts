import type { ParsedScript, Word } from 'unbash'
import { isShell } from '../programs/shell-names.ts'
import { type Edit, type Rewriter, written } from './edits.ts'
import type { Source, SourceCommand } from './source-commands.ts'

const FETCHES = /(?:^|[\s;&|(`/])(?:curl|wget|fetch|aria2c|http|xh)\s/
const INTERPRETERS = /^(?:python[\d.]*|node|deno|bun|perl|ruby|php|lua|Rscript)$/

/** Shows what would be run instead of running it: a pipe into a shell, or text from another command. */
export const showInstead: Rewriter = (command, source) => {
  const { pipeline, node } = command
  if (!runsInput(command)) return []
  const at = pipeline ? pipeline.commands.indexOf(node) : -1
  if (pipeline && at > 0) return showPipe(command, source, at)
  const script = scriptOf(command)
  return script ? showScript(command, script, source) : []
}

function runsInput({ program }: SourceCommand): boolean {
  return isShell(program) || INTERPRETERS.test(program) || /^(?:eval|source|\.)$/.test(program)
}

/** Everything before the shell goes to a file of the project, which is shown. */
function showPipe({ pipeline, node }: SourceCommand, source: Source, at: number): Edit[] {
  const before = pipeline?.commands[at - 1]
  const first = pipeline?.commands[0]
  if (!before || !first || pipeline.commands.at(-1) !== node) return []
  const isFetched = FETCHES.test(` ${source.text.slice(first.pos, before.end)}`)
  return [{ start: before.end, end: node.end, text: isFetched ? shown(source) : '' }]
}

const FILE = 'download.txt'

function shown({ isSingle }: Source): string {
  return isSingle ? ` > ${FILE} && cat ${FILE}` : ` | tee ${FILE}`
}

/** The script of `<(…)`, `$(…)` or `` `…` `` that stands alone in an argument. */
function scriptOf({ args }: SourceCommand): ParsedScript | null {
  return args.map(({ node }) => aloneIn(node)).find((script) => script !== null) ?? null
}

function aloneIn({ parts = [] }: Word): ParsedScript | null {
  const [part] = parts
  const inner = part?.type === 'DoubleQuoted' ? part.parts[0] : part
  const isCommand = inner?.type === 'CommandExpansion' || inner?.type === 'ProcessSubstitution'
  if (parts.length !== 1 || !isCommand) return null
  return inner.script && inner.script.source === undefined ? inner.script : null
}

function showScript(
  { words, at, node }: SourceCommand,
  script: ParsedScript,
  source: Source,
): Edit[] {
  const [first] = script.commands
  const last = script.commands.at(-1)
  const start = words[at]?.start
  if (!first || !last || start === undefined) return []
  const inner = written({ start: first.pos, end: last.end }, source)
  const text = FETCHES.test(` ${inner}`) ? `${inner}${shown(source)}` : inner
  return [{ start, end: words.at(-1)?.end ?? node.end, text }]
}

/** Shows a file instead of running it. */
export const showFile: Rewriter = (command) => {
  const { words, at, node, args } = command
  const program = words[at]
  if (!program || program.value === null) return []
  const end = words.at(-1)?.end ?? node.end
  if (runsInput(command)) {
    const [file] = args
    const isFile = file?.value && !file.value.startsWith('-') && command.pipeline === null
    return isFile ? [{ start: program.start, end, text: `cat ${file.node.text}` }] : []
  }
  if (!/^[\w.~+-]*\/[\w./~+-]+$/.test(program.value)) return []
  return [{ start: program.start, end, text: `cat ${program.node.text}` }]
}
