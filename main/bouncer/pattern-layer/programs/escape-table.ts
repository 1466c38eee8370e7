import { TAINT } from '../findings.ts'
import {
  deletePaths,
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import type { EscapeRow } from './escape-row.ts'
import { noteForeignCalls } from './foreign-calls.ts'
import { isForeignFile } from './foreign-files.ts'
import { judgeCode } from './inline-code.ts'
import { type OptionSpec, type Options, readOptions, valued } from './options.ts'
import type { Invocation, Program, ProgramTable } from './program.ts'
import { noteCarriedCommands, runDeniedLines, runUnknownProgram } from './unknown-program.ts'

/** A row with what reading it needs, made once. */
export interface ReadyRow {
  readonly row: EscapeRow
  readonly spec: OptionSpec
  /** Only options count, so that a call without any is none of its business. */
  readonly onOptions: boolean
}

/** Makes a row ready. */
export function readyRow(row: EscapeRow): ReadyRow {
  const others = row.operands ?? row.operandRuns ?? row.asks ?? row.input ?? row.feeds
  const onOptions = others === undefined && !row.namesOnInput && !row.interactive
  return { row, spec: specOf(row), onOptions }
}

/** What several rows of one call share. */
export interface CallText {
  readonly call: Invocation
  /** The arguments in one line, as far as shapes look. */
  readonly line: string
  readonly hasOptions: boolean
}

/** Notes what a row says of a call; answers what comes out of the files that it reads. */
export function noteRow(
  scene: Scene,
  { call, line, hasOptions }: CallText,
  ready: ReadyRow,
): number {
  const { row } = ready
  if (ready.onOptions && !hasOptions) return TAINT.none
  if (row.when && !row.when.test(line)) return TAINT.none
  const options = readOptions(call.args, ready.spec)
  const read = noteEscapes(scene, call, { row, options })
  return read | noteOperands(scene, call, { row, options }).taint
}

const MAX_LINE = 400

/** What rows look at of a call. */
export function textOfCall(call: Invocation): CallText {
  let line = ''
  let hasOptions = false
  for (const { text } of call.args) {
    hasOptions ||= text.charCodeAt(0) === 45
    if (line.length <= MAX_LINE) line += `${text} `
  }
  return { call, line: line.slice(0, MAX_LINE), hasOptions }
}

/** A program judged by its row alone. */
function escapeProgram(row: EscapeRow): Program {
  const spec = specOf(row)
  return (scene, call) => {
    const options = readOptions(call.args, spec)
    noteEscapes(scene, call, { row, options })
    if (row.operands === 'program' && options.operands.length > 0) {
      return scene.runner.argv(scene, options.operands, call.stdin)
    }
    const read = noteOperands(scene, call, { row, options })
    return { text: null, taint: read.taint | runUnknownProgram(scene, call).taint }
  }
}

/** Programs by name from rows by names. */
export function escapeTable(rows: Readonly<Record<string, EscapeRow>>): ProgramTable {
  const table: Record<string, Program> = {}
  for (const [names, row] of Object.entries(rows)) {
    const program = escapeProgram(row)
    for (const name of names.split(' ')) table[name] = program
  }
  return table
}

function specOf(row: EscapeRow): OptionSpec {
  const lists = [
    row.runs,
    row.code,
    row.loads,
    row.starts,
    row.writes,
    row.reads,
    row.sends,
    row.valued,
  ]
  return {
    valued: valued(lists.filter(Boolean).join(' ')),
    singleDash: row.singleDash === true,
    stopAtOperand: row.operands === 'program' || row.stops === true,
  }
}

interface Judged {
  readonly row: EscapeRow
  readonly options: Options
}

/** Judges what the options of a row carry; answers what comes out of the files that they name. */
function noteEscapes(scene: Scene, call: Invocation, { row, options }: Judged): number {
  const of = (list: string | undefined): readonly Field[] =>
    list ? options.values(...list.split(' ')) : []
  for (const field of of(row.runs)) {
    if (row.runsPart) runPart(scene, call.name, { field, part: row.runsPart })
    else runCarried(scene, call.name, field)
  }
  for (const field of of(row.code)) {
    judgeForeignCode(scene, row.language ?? call.name, field.text)
    runPart(scene, call.name, { field, part: row.codeRuns })
  }
  for (const field of options.operands) {
    runPart(scene, call.name, { field, part: row.operandRuns })
  }
  for (const field of of(row.loads)) loadPart(scene, call, { field, row })
  for (const field of of(row.starts)) scene.runner.argv(fork(scene), [field], EMPTY)
  for (const field of of(row.sends)) sendFile(scene, call.name, field)
  const read = readPaths(scene, of(row.reads)).taint
  writeResults(scene, { row, options, call }, of(row.writes))
  const asked = row.asks && call.args.find((field) => row.asks?.test(field.text))
  if (asked) signal(scene, 'carries-command', `${call.name} ${asked.text.slice(0, 60)}`)
  noteInput(scene, call, row)
  return read
}

/** What a program reads comes out in the files that it writes. */
function writeResults(
  scene: Scene,
  { row, options, call }: Judged & { readonly call: Invocation },
  files: readonly Field[],
): void {
  const written = files.filter((field) => field.text !== '-')
  if (written.length === 0) return
  let taint = call.stdin.taint
  const sources = row.operands === 'reads' ? options.operands : []
  const named = row.reads ? options.values(...row.reads.split(' ')) : []
  for (const field of [...sources, ...named]) {
    if (touch(scene, field).secret) taint |= TAINT.secret
  }
  writePaths(scene, written, { text: null, taint })
}

function loadPart(
  scene: Scene,
  call: Invocation,
  { field, row }: { readonly field: Field; readonly row: EscapeRow },
): void {
  const { loadsPart: part, language } = row
  if (/^https?:\/\//.test(field.text)) flow(scene, 'download-to-execute', field.text)
  const found = part?.exec(field.text)
  const file = part ? (found?.[1] ?? found?.[2]) : field.text
  if (file === undefined) return
  if (/^(?:-|\/dev\/(?:stdin|fd\/0))$/.test(file)) noteFed(scene, call, row)
  else if (!NO_FILE.test(file)) loadFile(scene, { ...field, text: file }, language)
}

/** Values that turn a file of settings off, or that are no files. */
const NO_FILE = /^(?:-|\/dev\/(?:null|stdin|fd\/\d+)|none|NONE|\d*)$|^[\w+.-]+:\/\//

function runPart(
  scene: Scene,
  name: string,
  at: { readonly field: Field; readonly part: RegExp | undefined },
): void {
  const command = at.part?.exec(at.field.text)?.[1]
  if (command) runCarried(scene, name, { ...at.field, text: command })
}

function noteInput(scene: Scene, call: Invocation, row: EscapeRow): void {
  if (row.feeds) noteFed(scene, call, row)
  if (row.interactive && call.args.length === 0 && call.stdin === EMPTY) {
    signal(scene, 'carries-command', `waits for commands: ${call.name}`)
  }
  const { text } = call.stdin
  if (!row.input || text === null) return
  if (row.code || row.operands === 'loads') readForeign(scene, call.name, text)
  for (const line of text.slice(0, MAX_INPUT).split('\n')) {
    const command = row.input.exec(line)?.[1]
    if (command) runCarried(scene, call.name, plain(command, call.stdin.taint))
  }
}

const MAX_INPUT = 4000

/** Code from the input: of a stranger it is not run, of this call it is read. */
function noteFed(scene: Scene, { name, stdin }: Invocation, row: EscapeRow): void {
  if (stdin.taint & TAINT.download) flow(scene, 'download-to-execute', name)
  if (stdin.text) readForeign(scene, row.language ?? name, stdin.text)
}

function runCarried(scene: Scene, name: string, field: Field): void {
  emit(scene, { kind: 'execute', source: 'inline', program: name })
  const inner = fork(scene)
  // split names each piece for its filter.
  inner.variables.set('FILE', { values: ['xaa'], taint: TAINT.none })
  scene.runner.text(inner, field.text, OPAQUE)
}

const REACHES_OUT =
  /\b(?:system|exec\w*|spawn\w*|popen\d?|shell\w*|run-?(?:shell|program|command)|process\w*|pipe|subprocess|os\.\w+|callcommand|rawsystem|syscmd|esyscmd|unlink|remove|delete\w*|rmdir|rmtree|socket|eval)\b|[`!]\s*\/|%x|%\(|\bopen\b[^;]{0,80}\|/i

/** Languages whose code is read token by token. */
const READ_WHOLE = /^(?:node|python|ruby|php|perl)$/

/** Lisp calls its packages systems. */
const LISP_SYSTEMS = /\basdf:(?:test|load|compile|find)-system\b/g

/** Judges code of a language that we do not read: by the commands in it and by what could start some. */
function judgeForeignCode(scene: Scene, language: string, code: string): void {
  judgeCode(scene, { language, code, stdin: EMPTY })
  noteCarriedCommands(scene, [plain(code)])
  if (READ_WHOLE.test(language)) return
  if (REACHES_OUT.test(code.replace(LISP_SYSTEMS, '')))
    signal(scene, 'inline-opaque', `${language} runs code`)
}

function readForeign(scene: Scene, language: string, text: string): void {
  if (text.trim() !== '') noteForeignCalls(scene, language, text.slice(0, MAX_INPUT))
}

/** A file that a program loads: of the project it is the project's own, elsewhere it asks. */
export function loadFile(scene: Scene, field: Field, language = ''): void {
  const path = touch(scene, field)
  const held = scene.files.get(path.path)
  const written = held?.text ? held : (writtenBelow(scene, path.path) ?? held)
  if (written?.text) {
    if (READ_WHOLE.test(language)) judgeCode(scene, { language, code: written.text, stdin: EMPTY })
    else readForeign(scene, '', written.text)
    runDeniedLines(scene, written.text)
    const lines = written.text.slice(0, MAX_INPUT).split('\n')
    noteCarriedCommands(
      scene,
      lines.map((line) => plain(line, written.taint)),
    )
  }
  if (written && written.taint & TAINT.download) flow(scene, 'download-to-execute', path.path)
  const foreign = isForeignFile(scene, field) && !written?.text
  emit(scene, { kind: 'execute', source: foreign ? 'file' : 'project', program: path.path })
}

/** What this call put into a folder whose programs all run. */
function writtenBelow(scene: Scene, folder: string): Stream | undefined {
  for (const [path, held] of scene.files) if (path.startsWith(`${folder}/`)) return held
  return undefined
}

function sendFile(scene: Scene, name: string, field: Field): void {
  const read = readPaths(scene, [field])
  if (read.taint & TAINT.secret) flow(scene, 'secret-to-network', name)
  emit(scene, { kind: 'network', host: '', direction: 'upload' })
}

/** What is printed leaves, by way of another machine or on paper. */
function printedOut(scene: Scene, name: string, fields: readonly Field[]): Stream {
  const read = readPaths(scene, fields)
  if (read.taint & TAINT.secret) flow(scene, 'secret-to-network', name)
  return OPAQUE
}

function noteOperands(scene: Scene, call: Invocation, { row, options }: Judged): Stream {
  const fields = row.skip ? options.operands.slice(row.skip) : options.operands
  if (row.namesOnInput) return readPaths(scene, namesOn(call.stdin))
  switch (row.operands) {
    case 'reads':
      return readPaths(scene, fields)
    case 'sends':
      return printedOut(scene, call.name, fields)
    case 'writes':
      writePaths(scene, fields, OPAQUE)
      return OPAQUE
    case 'last-written':
      writePaths(scene, fields.slice(-1), OPAQUE)
      return OPAQUE
    case 'loads':
      for (const field of fields) loadFile(scene, field, row.language)
      return OPAQUE
    case 'code':
      for (const field of fields) judgeForeignCode(scene, row.language ?? call.name, field.text)
      return OPAQUE
    case 'deletes':
      deletePaths(scene, fields, true)
      return OPAQUE
    case 'program':
      return fields.length > 0 ? scene.runner.argv(scene, fields, call.stdin) : OPAQUE
    case 'runs':
      for (const field of fields.slice(0, 1)) runCarried(scene, call.name, field)
      return OPAQUE
    default:
      return OPAQUE
  }
}

const MAX_NAMES = 64

function namesOn({ text, taint }: Stream): readonly Field[] {
  const lines = text?.split('\n', MAX_NAMES) ?? []
  return lines.filter((line) => line !== '').map((line) => plain(line, taint))
}
