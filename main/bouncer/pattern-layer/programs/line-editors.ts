import {
  EMPTY,
  emit,
  type Field,
  fork,
  isKnown,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
  writePaths,
} from '../scene.ts'
import { readVariable } from '../shell/reading.ts'
import { judgeAwk } from './awk-code.ts'
import { noteSentSecrets } from './http-clients.ts'
import { type Options, readOptions, valued } from './options.ts'
import { inKnownFolders, keepsFolders } from './partly-known.ts'
import { named, type Program, type ProgramTable } from './program.ts'
import { editLines, printFields, type TextFilter } from './text-filters.ts'

function runShell(scene: Scene, text: string, program: string): void {
  emit(scene, { kind: 'execute', source: 'inline', program })
  scene.runner.text(fork(scene), text, EMPTY)
}

const sed: Program = (scene, call) => {
  const inPlace = call.args.find((field) => /^(?:-[nErsuz]*i|--in-place)/.test(field.text))
  const options = readOptions(call.args, { valued: valued('e f l expression file line-length') })
  const { inline, files, scriptFile } = sedOperands(options, inPlace)
  if (scriptFile) readPaths(scene, [scriptFile])
  const read = files.length > 0 ? readPaths(scene, files) : call.stdin
  for (const field of inline) judgeSed(scene, field.text, read)
  if (inPlace) {
    writePaths(scene, files, { text: null, taint: read.taint })
    return EMPTY
  }
  const taint = read.taint | call.stdin.taint
  return { text: scriptFile ? null : sedText(options, inline, read), taint }
}

interface SedOperands {
  readonly inline: readonly Field[]
  readonly files: readonly Field[]
  readonly scriptFile: Field | undefined
}

function sedOperands(options: Options, inPlace: Field | undefined): SedOperands {
  const scripts = options.values('e', 'expression')
  const scriptFile = options.value('f', 'file')
  // BSD sed takes the suffix of -i as an argument of its own.
  const operands =
    inPlace?.text === '-i' && options.operands[0]?.text === ''
      ? options.operands.slice(1)
      : options.operands
  return scripts.length > 0 || scriptFile
    ? { inline: scripts, files: operands, scriptFile }
    : { inline: operands.slice(0, 1), files: operands.slice(1), scriptFile }
}

/** What is printed, where the input and the script are known. */
function sedText(options: Options, inline: readonly Field[], read: Stream): string | null {
  const script = inline.map((field) => field.text).join('\n')
  const { text } = read
  if (text === null || !isKnown(script)) return null
  const extended = options.has('E', 'r', 'regexp-extended')
  const silent = options.has('n', 'quiet', 'silent')
  const edit: TextFilter = (lines) => editLines(lines, script, { extended, silent })
  if (isKnown(text)) return edit(text)
  return !silent && keepsFolders(script) ? inKnownFolders(text, edit) : null
}

/** A substitution with flags, its delimiter free. */
const SUBSTITUTION =
  /s([^\w\s\\])((?:(?!\1)[^\\]|\\.)*)\1((?:(?!\1)[^\\]|\\.)*)\1([gpIiMm0-9]*)([ew])?\s*([^;}\n]*)/g

function judgeSed(scene: Scene, text: string, input: Stream): void {
  let rest = text.slice(0, MAX_SCRIPT)
  for (const match of rest.matchAll(SUBSTITUTION)) {
    rest = rest.replace(match[0], '')
    if (match[5] === 'e') runEdited(scene, match, input)
    else if (match[5] === 'w' && match[6]) writePaths(scene, [field(match[6].trim())], OPAQUE)
  }
  const command = SED_RUNS.exec(rest)?.[1]
  if (command) runShell(scene, command, 'sed')
  else if (SED_RUNS_LINES.test(rest)) {
    signal(scene, 'inline-opaque', 'sed runs its input')
    if (input.text !== null) runShell(scene, input.text, 'sed')
  }
  const written = SED_WRITES.exec(rest)?.[1]
  if (written) writePaths(scene, [field(written)], OPAQUE)
  const read = SED_READS.exec(rest)?.[1]
  if (read) readPaths(scene, [field(read)])
}

/** The `e` flag runs the whole line that a substitution leaves. */
function runEdited(scene: Scene, match: RegExpMatchArray, input: Stream): void {
  const [, mark = '/', pattern = '', by = ''] = match
  const script = `s${mark}${pattern}${mark}${by}${mark}`
  const line =
    input.text === null ? null : editLines(input.text, script, { extended: false, silent: false })
  runShell(scene, unescaped(by), 'sed')
  if (line !== null) runShell(scene, line, 'sed')
}

const MAX_SCRIPT = 4000
const SED_RUNS = /(?:^|[;{}\n]|\d|\$|\/)\s*e\s+(\S.*)/
/** `e` alone runs each line of the lines that its addresses name. */
const SED_RUNS_LINES =
  /(?:^|[;{}\n])\s*(?:(?:\d+|\$|\/[^/\n]{0,200}\/)(?:\s*,\s*[+~]?(?:\d+|\$|\/[^/\n]{0,200}\/))?)?\s*!?\s*e\s*(?:[;}\n]|$)/
const SED_WRITES = /(?:^|[;{}\n]|\d|\$|\/)\s*[wW]\s*([./~]\S+)/
const SED_READS = /(?:^|[;{}\n]|\d|\$|\/)\s*[rR]\s+([./~]\S+)/

function unescaped(text: string | undefined): string {
  return (text ?? '').replace(/\\(.)/g, '$1')
}

function field(text: string): Field {
  return { text, glob: false, taint: 0 }
}

const awk: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('F v f e E i l assign file field-separator source include load'),
    stopAtOperand: true,
  })
  const file = options.value('f', 'file')
  const sources = options.values('e', 'source')
  const inline = file || sources.length > 0 ? sources : options.operands.slice(0, 1)
  const files = (file || sources.length > 0 ? options.operands : options.operands.slice(1)).filter(
    (operand) => !/^[A-Za-z_]\w*=/.test(operand.text),
  )
  const started = scene.findings.effects.length
  for (const code of inline) judgeAwk(scene, code.text, options.values('v', 'assign'))
  const library = options.value('l', 'load')
  if (library) emit(scene, { kind: 'execute', source: 'file', program: library.text })
  const read =
    files.length > 0 || file ? readPaths(scene, file ? [file, ...files] : files) : call.stdin
  const taint = read.taint | call.stdin.taint
  noteSentLines(scene, taint, started)
  return { text: awkText(scene, { inline, options, read, file }), taint }
}

/** Lines of the input stand in the commands that awk starts. */
function noteSentLines(scene: Scene, taint: number, started: number): void {
  const sent = scene.findings.effects.slice(started).find((effect) => effect.kind === 'network')
  if (sent?.kind === 'network') noteSentSecrets(scene, taint, sent.host)
}

function awkText(
  scene: Scene,
  at: {
    readonly inline: readonly Field[]
    readonly options: Options
    readonly read: Stream
    readonly file: Field | undefined
  },
): string | null {
  const [code, ...others] = at.inline
  const text = at.read === EMPTY ? '' : at.read.text
  if (!code || others.length > 0 || at.file || text === null || !isKnown(text + code.text))
    return null
  const separator = at.options.value('F', 'field-separator')?.text ?? ' '
  const environment = (name: string): string | null => {
    const [held] = readVariable(scene, name)
    return held && isKnown(held.text) ? held.text : null
  }
  return printFields(text, code.text, { separator, environment })
}

/** Programs that edit lines by a script, and can start programs from it. */
export const lineEditors: ProgramTable = {
  ...named('sed gsed', sed),
  ...named('awk gawk mawk nawk bwk', awk),
}
