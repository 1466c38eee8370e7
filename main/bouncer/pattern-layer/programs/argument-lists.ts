import { TAINT } from '../findings.ts'
import { baseName } from '../paths.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  spend,
  UNKNOWN,
} from '../scene.ts'
import { cutInput, groupItems } from './input-items.ts'
import { type Options, readOptions, valued } from './options.ts'
import { pathLines } from './path-lists.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { isShell } from './shell-names.ts'

/** Most arguments of one list that are looked at one by one; the rest counts as unknown. */
const MAX_ITEMS = 256

const XARGS = valued(
  'a d E I L n P s J R S arg-file delimiter max-args max-procs max-chars process-slot-var',
)

const xargs: Program = (scene, call) => {
  const { args, mark } = replaceMark(call.args)
  const options = readOptions(args, { valued: XARGS, stopAtOperand: true })
  const [program, ...fixed] = options.operands
  const file = options.value('a', 'arg-file')
  const input = file ? readPaths(scene, [file]) : call.stdin
  if (!program) return { text: null, taint: input.taint }
  const replace = options.value('I', 'J', 'replace')?.text ?? mark
  if (replace === null && takesScript(program, fixed)) flow(scene, 'stdin-to-execute', 'xargs')
  const delimiter = options.has('0', 'null') ? '\0' : options.value('d', 'delimiter')?.text
  const size = options.value('n', 'max-args') ?? options.value('L', 'l', 'max-lines')
  const each = replace !== null
  const skips = options.has('r', 'no-run-if-empty')
  const runs = itemsOf(scene, input, { delimiter, each, skips, size: size?.text })
  const outputs = runs.map((items) => {
    const argv =
      replace === null
        ? [program, ...fixed, ...items]
        : [program, ...fixed].map((field) => substitute(field, replace, items))
    return scene.runner.argv(scene, argv, EMPTY)
  })
  return joined(outputs, input.taint)
}

/** What several runs print together. */
function joined(outputs: readonly Stream[], taint: number): Stream {
  const texts = outputs.map((out) => out.text)
  return {
    text: texts.every((text) => text !== null) ? texts.join('') : null,
    taint: outputs.reduce((all, out) => all | out.taint, taint),
  }
}

/** `-i` and `--replace` take their mark attached, or none: then it is `{}`. */
function replaceMark(args: readonly Field[]): { args: readonly Field[]; mark: string | null } {
  const kept: Field[] = []
  let mark: string | null = null
  for (const [at, field] of args.entries()) {
    const found = /^(?:--replace$|-([0prtxo]*)i(.*)$)/.exec(field.text)
    if (!field.text.startsWith('-') || field.text === '--')
      return { args: [...kept, ...args.slice(at)], mark }
    if (found) mark = found[2] || '{}'
    if (found?.[1]) kept.push({ ...field, text: `-${found[1]}` })
    else if (!found) kept.push(field)
  }
  return { args: kept, mark }
}

/** A shell with `-c` and no text takes its first argument as the script. */
function takesScript(program: Field, fixed: readonly Field[]): boolean {
  if (!isShell(baseName(program.text))) return false
  const last = fixed.at(-1)?.text ?? ''
  return /^-[a-z]*c$/.test(last)
}

interface Splitting {
  readonly delimiter?: string | undefined
  readonly each: boolean
  /** Nothing runs without items. */
  readonly skips?: boolean
  /** Most items a run. */
  readonly size?: string | undefined
}

/** The arguments that a list adds, one array a run; unknown input adds one unknown argument. */
function itemsOf(scene: Scene, input: Stream, by: Splitting): Field[][] {
  const { text, taint } = input
  if (text === null || input.partial) return [[plain(UNKNOWN, taint)]]
  const delimiter = by.delimiter ? unescapeDelimiter(by.delimiter) : undefined
  const paths = pathLines(text)
  const parts = paths ?? cutInput(text, { delimiter, lines: by.each })
  const items = fieldsOf(parts.slice(0, MAX_ITEMS), { taint, listed: paths !== null })
  if (parts.length > MAX_ITEMS || !spend(scene, items.length)) items.push(plain(UNKNOWN, taint))
  if (items.length === 0) return by.each || by.skips ? [] : [[]]
  return groupItems(items, by.each ? 1 : Number(by.size ?? Number.NaN))
}

function fieldsOf(
  texts: readonly string[],
  { taint, listed }: { readonly taint: number; readonly listed: boolean },
): Field[] {
  return texts.map((text) => (listed ? { ...plain(text, taint), listed } : plain(text, taint)))
}

function unescapeDelimiter(text: string): string {
  return text.replace('\\n', '\n').replace('\\0', '\0').replace('\\t', '\t')
}

function substitute(field: Field, mark: string, items: readonly Field[]): Field {
  if (!field.text.includes(mark)) return field
  const [item] = items
  return {
    ...field,
    text: field.text.replaceAll(mark, item?.text ?? UNKNOWN),
    taint: field.taint | (item?.taint ?? 0),
  }
}

const PARALLEL = valued(
  'j jobs P max-procs a arg-file S sshlogin slf sshloginfile N max-replace-args n max-args L C colsep d delimiter E s max-chars I delay joblog retries timeout results res workdir wd tmpdir tempdir halt halt-on-error load memfree memsuspend nice tagstring trc transferfile return basefile bf env block recstart recend rpl profile J sql sqlmaster sqlworker limit ssh shuf-seed arg-sep arg-file-sep filter compress-program color-failed',
)
const SOURCE = /^(:::?:?)(\+?)$/

const parallel: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: PARALLEL, stopAtOperand: true })
  const at = options.operands.findIndex((field) => SOURCE.test(field.text) && field.text.length > 2)
  const command = at < 0 ? options.operands : options.operands.slice(0, at)
  const rows =
    at < 0 ? inputRows(scene, call, options) : sourceRows(scene, options.operands.slice(at))
  noteRemoteJobs(scene, options)
  if (command.length === 0) {
    for (const row of rows) for (const item of row) runLine(scene, item.text)
    return OPAQUE
  }
  const mark = options.value('I')?.text ?? '{}'
  for (const row of rows) runJob(scene, { command, row, mark })
  return { text: null, taint: call.stdin.taint }
}

function runLine(scene: Scene, text: string): void {
  scene.runner.text(scene, text, EMPTY)
}

function noteRemoteJobs(scene: Scene, options: Options): void {
  const login = options.value('S', 'sshlogin', 'slf', 'sshloginfile')
  if (login) emit(scene, { kind: 'network', host: login.text, direction: 'both' })
  const helper = options.value('ssh', 'filter', 'compress-program')
  if (helper) runLine(scene, helper.text)
}

function inputRows(scene: Scene, call: Invocation, options: Options): Field[][] {
  const file = options.value('a', 'arg-file')
  return itemsOf(scene, file ? readPaths(scene, [file]) : call.stdin, {
    delimiter: options.value('d', 'delimiter')?.text,
    each: true,
  })
}

/** Arguments of `:::` and `::::` sources: every combination, or side by side after a `+`. */
function sourceRows(scene: Scene, fields: readonly Field[]): Field[][] {
  let rows: Field[][] = [[]]
  let linked = false
  let items: Field[] = []
  let fromFiles = false
  const close = (): void => {
    rows = linked ? beside(rows, items) : combined(scene, rows, items)
  }
  for (const [at, field] of fields.entries()) {
    const source = SOURCE.exec(field.text)
    if (!source || field.text.length < 3) {
      items.push(...(fromFiles ? linesOf(scene, field) : [field]))
      continue
    }
    if (at > 0) close()
    items = []
    fromFiles = source[1] === '::::'
    linked = source[2] === '+' && at > 0
  }
  close()
  return rows
}

function linesOf(scene: Scene, file: Field): Field[] {
  return itemsOf(scene, readPaths(scene, [file]), { each: true }).flat()
}

function beside(rows: readonly Field[][], items: readonly Field[]): Field[][] {
  return rows.map((row, at) => [...row, items[at % Math.max(items.length, 1)] ?? plain(UNKNOWN)])
}

function combined(scene: Scene, rows: readonly Field[][], items: readonly Field[]): Field[][] {
  if (rows.length * items.length > MAX_ITEMS || !spend(scene, rows.length * items.length)) {
    return rows.slice(0, 1).map((row) => [...row, plain(UNKNOWN)])
  }
  return rows.flatMap((row) => items.map((item) => [...row, item]))
}

interface Job {
  readonly command: readonly Field[]
  readonly row: readonly Field[]
  readonly mark: string
}

/** A job is one line for a shell; read with its quotes too, since `-q` and profiles keep them. */
function runJob(scene: Scene, job: Job): void {
  const replaced = job.command.map((field) => fill(field, job))
  const marked = replaced.some((field, at) => field !== job.command[at])
  const argv = marked ? replaced : [...replaced, ...job.row]
  const quoted = marked
    ? job.command.map((field) => fill(field, job, shellQuote).text)
    : [...job.command.map((field) => field.text), ...job.row.map((field) => shellQuote(field.text))]
  runLine(scene, quoted.join(' '))
  const [program, ...rest] = argv
  if (argv.some((field) => /\s/.test(field.text))) scene.runner.argv(scene, argv, EMPTY)
  if (
    program &&
    takesScript(
      program,
      job.command.slice(1).filter((field) => field.text !== job.mark),
    )
  )
    flow(scene, 'stdin-to-execute', `parallel ${rest.length}`)
}

function fill(field: Field, job: Job, quote: (text: string) => string = (text) => text): Field {
  let { text, taint } = field
  const all = job.row.map((item) => item.text)
  if (text.includes(job.mark)) text = text.replaceAll(job.mark, quote(all.join(' ')))
  text = text.replace(/\{[+]?(?:\.|\/\/?|\/\.|#|%)\}/g, () => quote(all.join(' ')))
  text = text.replace(/\{([1-9])(?:\.|\/\/?|\/\.)?\}/g, (whole, place: string) => {
    const item = job.row[Number(place) - 1]
    return item ? quote(item.text) : whole
  })
  if (text === field.text) return field
  for (const item of job.row) taint |= item.taint
  return { ...field, text, taint: taint | TAINT.none }
}

function shellQuote(text: string): string {
  return /[\s'"$`;&|<>()]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : text
}

/** Programs that run another one over a list of arguments. */
export const listPrograms: ProgramTable = {
  ...named('xargs gxargs', xargs),
  ...named('parallel rush sem env_parallel', parallel),
}
