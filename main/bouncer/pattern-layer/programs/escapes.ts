import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import { debuggers } from './debuggers.ts'
import { ESCAPE_ROWS } from './escape-rows.ts'
import { escapeTable } from './escape-table.ts'
import { noteUnpacked } from './fetched-folders.ts'
import { noteForeignCalls } from './foreign-calls.ts'
import { noteForeignFiles } from './foreign-file-calls.ts'
import { noteSentSecrets } from './http-clients.ts'
import { judgeCode, readCode } from './inline-code.ts'
import { lineEditors } from './line-editors.ts'
import { type OptionSpec, type Options, readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteSentSources, packedSources } from './project-data.ts'
import { decodeBase64 } from './text-constants.ts'

function runShell(scene: Scene, text: string, program: string): void {
  emit(scene, { kind: 'execute', source: 'inline', program })
  scene.runner.text(fork(scene), text, EMPTY)
}

function field(text: string): Field {
  return { text, glob: false, taint: 0 }
}

const TAR = valued(
  'f C I T X b g F L N H K V file directory use-compress-program to-command checkpoint-action rsh-command files-from exclude exclude-from info-script new-volume-script transform strip-components owner group mode mtime format label newer exclude-vcs-ignores rmt-command',
)
const TAR_HELPERS =
  'I use-compress-program to-command checkpoint-action rsh-command F info-script new-volume-script rmt-command'.split(
    ' ',
  )
const COMPRESSOR = /^(?:gzip|pigz|bzip2|pbzip2|xz|zstd|lz4|lzma|lzip|brotli|dot|echo)\b[\s\w-]*$/

const tar: Program = (scene, call) => {
  const options = readOptions(tarArguments(scene, call), { valued: TAR })
  for (const helper of options.values(...TAR_HELPERS)) {
    const text = helper.text.replace(/^exec=/, '')
    if (COMPRESSOR.test(text)) continue
    signal(scene, 'carries-command', text.slice(0, 80))
    runShell(scene, text, 'tar')
  }
  return options.has('c', 'create', 'r', 'u', 'append')
    ? packTar(scene, options, call.stdin)
    : unpackTar(scene, options, call.stdin)
}

/** Arguments with those of TAR_OPTIONS; the old style has its letters without a dash. */
function tarArguments(scene: Scene, call: Invocation): readonly Field[] {
  const preset = scene.variables.get('TAR_OPTIONS')?.values.join(' ') ?? ''
  const own = preset === '' ? [] : preset.split(/\s+/).map(field)
  const [first, ...others] = call.args
  const old = first && /^[A-Za-z]+$/.test(first.text)
  return [...own, ...(old ? [{ ...first, text: `-${first.text}` }, ...others] : call.args)]
}

function packTar(scene: Scene, options: Options, stdin: Stream): Stream {
  const folder = options.value('C', 'directory')
  const inner = folder ? { ...scene, cwd: touch(scene, folder).path } : scene
  const list = options.value('T', 'files-from')
  const read = readPaths(inner, list ? [...options.operands, list] : options.operands)
  if (options.has('remove-files')) {
    scene.runner.argv(inner, [field('rm'), field('-r'), ...options.operands], EMPTY)
  }
  const taint =
    read.taint |
    (list ? listTaint(scene, list, stdin) : TAINT.none) |
    packedSources(inner, options.operands)
  return storeArchive(scene, options.value('f', 'file'), { ...read, taint })
}

/** What a list of names is worth: what a search for keys found is keys. */
function listTaint(scene: Scene, list: Field, stdin: Stream): number {
  const sought = scene.findings.signals.some(({ kind }) => kind === 'wide-search')
  const own = /^(?:-|\/dev\/stdin)$/.test(list.text) ? stdin.taint : TAINT.none
  return sought ? own | TAINT.secret : own
}

function unpackTar(scene: Scene, options: Options, stdin: Stream): Stream {
  const file = options.value('f', 'file')
  const folder = options.value('C', 'directory')
  const source = file && file.text !== '-' ? readPaths(scene, [file]) : stdin
  const unpacks = options.has('x', 'extract', 'get')
  if (unpacks && folder) writePaths(scene, [folder], { text: null, taint: TAINT.none })
  if (unpacks && source.taint & TAINT.download) noteUnpacked(scene, folder, file)
  if (unpacks && options.has('P', 'absolute-names')) {
    signal(scene, 'other-tool', 'unpacks to absolute paths')
  }
  const shown = options.has('O', 'to-stdout') ? TAINT.decoded : TAINT.none
  return { text: null, taint: source.taint | shown }
}

function storeArchive(scene: Scene, file: Field | undefined, read: Stream): Stream {
  const data = { text: null, taint: read.taint }
  if (!file || file.text === '-' || file.text === '/dev/stdout') return data
  const host = /^([\w.@-]+):/.exec(file.text)?.[1]
  if (host === undefined) {
    writePaths(scene, [file], data)
    return OPAQUE
  }
  emit(scene, { kind: 'network', host, direction: 'upload' })
  if (read.taint & TAINT.secret) flow(scene, 'secret-to-network', host)
  noteSentSources(scene, read.taint, host)
  return OPAQUE
}

/** Editors and viewers: their commands can start programs. */
const editor: Program = (scene, call) => {
  for (const { text } of call.args) noteEditorCommand(scene, text, call.name)
  const options = readOptions(call.args, editorOptions(call.name))
  noteEditorScript(scene, call, options.value('S', 'l', 'load', 'u', 's'))
  const code = options.value('eval', 'execute', 'e')
  if (code) noteLisp(scene, code.text)
  const files = options.operands.filter((operand) => !/^[+:]/.test(operand.text))
  if (writesBack(call)) writePaths(scene, files, OPAQUE)
  else readPaths(scene, files)
  if (call.name === 'ed' && call.stdin.text) judgeEd(scene, call.stdin.text)
  return OPAQUE
}

/** Commands from a file, or from the input. */
function noteEditorScript(scene: Scene, call: Invocation, script: Field | undefined): void {
  const fed = script?.text === '/dev/stdin' || /^(?:ed|ex|red)$/.test(call.name)
  if (fed && call.stdin.taint & TAINT.download) flow(scene, 'download-to-execute', call.name)
  if (!script || /^(?:NONE|\/dev\/stdin)$/.test(script.text)) return
  const source = touch(scene, script).place === 'project' ? 'project' : 'file'
  emit(scene, { kind: 'execute', source, program: script.text })
}

/** Whether an editor is told by its options or its input to change the files. */
function writesBack({ name, args, stdin }: Invocation): boolean {
  if (!/^(?:vim?|nvim|ex|ed|view)$/.test(name)) return false
  if (args.some(({ text }) => /^(?:-[a-zA-Z]*es|-s?c|\+)/.test(text))) return true
  return name !== 'view' && WRITES_BACK.test(stdin.text ?? '')
}

function editorOptions(name: string): OptionSpec {
  if (/^r?ed$/.test(name)) return ED
  return name.startsWith('emacs') ? EMACS : VI
}

const ED = { valued: valued('p prompt') }

/** `w` among the lines that an editor is fed. */
const WRITES_BACK = /^\s*:?(?:w|wq|x|wq?!)\s*$/m

const VI = { valued: valued('c S u s w W T t i r cmd') }
const EMACS = {
  valued: valued('eval l load f funcall execute insert d display t e a s x script T server-file'),
  singleDash: true,
}

const EDITOR_SHELL = /(?:^[+:]?|:|\|)\s*(?:silent!?\s+)?(?:!|r\s*!|terminal\s+|te\s+)(.+)$/s
const EDITOR_CODE =
  /^[+:]?(?:py3?x?|lua|perl|ruby|tcl|mzscheme)\s|call (?:system|delete|writefile|rename)|luado|pyx?do|shell|set shell=|:?(?:echo|let) .{0,40}system\(/

/** `:w FILE` and its relatives. */
const EDITOR_WRITES =
  /^[+:]*(?:\S{1,20}\s)?(?:w|wr|wri|writ|write|sav|save|saveas|up|update)!?\s+(?:>>\s*)?([~/]\S+)/

/** `:r FILE` and its relatives. */
const EDITOR_READS = /^[+:]*(?:\S{1,20}\s)?(?:r|re|read|e|edit|sp|vs|tabe|new|so)!?\s+([~/]\S+)/

function noteEditorCommand(scene: Scene, text: string, name: string): void {
  const command = EDITOR_SHELL.exec(text)?.[1]
  if (command && /^(?:[+:!]|-c|.*!)/.test(text)) runShell(scene, command, name)
  const file = EDITOR_WRITES.exec(text)?.[1]
  if (file) writePaths(scene, [field(file)], OPAQUE)
  const read = EDITOR_READS.exec(text)?.[1]
  if (read) readPaths(scene, [field(read)])
  if (!EDITOR_CODE.test(text) || isPlainLua(text)) return
  judgeCode(scene, { language: 'vim', code: text, stdin: EMPTY })
  signal(scene, 'inline-opaque', `${name} runs code`)
}

const LUA_REACHES_OUT =
  /\b(?:os|io|ffi|debug|package|uv|loop|fn|api|cmd|_G|_ENV)\b|system|execute|job|term|spawn|popen|load|dofile|write|delete|remove|rename|fenv|\[\[|[!\\]|\.\./

/** Lua that calls plugins and prints, without anything that reaches past the editor. */
function isPlainLua(text: string): boolean {
  return /^[+:]?lua\s/.test(text) && !LUA_REACHES_OUT.test(text)
}

function noteLisp(scene: Scene, code: string): void {
  judgeCode(scene, { language: 'emacs', code, stdin: EMPTY })
  if (/shell|process|term\b|delete|write|call-/.test(code)) {
    signal(scene, 'inline-opaque', 'emacs runs code')
  }
}

function judgeEd(scene: Scene, text: string): void {
  for (const match of text.matchAll(/^\s*!(.+)$/gm)) runShell(scene, match[1] ?? '', 'ed')
  const written = /^\s*[wW]q?\s+(\S+)/m.exec(text)
  if (written) writePaths(scene, [field(written[1] ?? '')], OPAQUE)
}

const pager: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('P H M pager html k o p t T x j b') })
  const command = options.value('P', 'H', 'pager', 'html')
  if (command && call.name !== 'less') {
    if (/^[\w-]+$/.test(command.text)) scene.runner.text(fork(scene), command.text, OPAQUE)
    else runShell(scene, command.text, call.name)
  }
  if (/^(?:less|more)$/.test(call.name)) {
    const run = call.args.find((argument) => /^\+.*!/.test(argument.text))
    if (run) runShell(scene, run.text.replace(/^[^!]*!/, ''), call.name)
    const log = options.value('o')
    if (log) writePaths(scene, [log], call.stdin)
  }
  const files = options.operands.filter((operand) => !operand.text.startsWith('+'))
  if (/man|help|info|perldoc/.test(call.name)) return OPAQUE
  const read = readPaths(scene, files)
  return { text: files.length === 0 ? call.stdin.text : null, taint: read.taint | call.stdin.taint }
}

const COMPILER_HOOK = /^(?:-wrapper|-fplugin=|-B|--?specs=|-load)|^@/

const compiler: Program = (scene, call) => {
  const asked = /^-print-file-name=([\w.+-]+)$/.exec(call.args[0]?.text ?? '')?.[1]
  if (asked && call.args.length === 1) return { text: `/usr/lib/gcc/${asked}\n`, taint: TAINT.none }
  const hook = call.args.find(
    (argument) =>
      COMPILER_HOOK.test(argument.text) && !/^-B(?:static|dynamic|uild)/.test(argument.text),
  )
  if (hook) signal(scene, 'carries-command', hook.text)
  noteCompilerWrapper(scene, call)
  noteSources(scene, call)
  const at = call.args.findIndex((argument) => argument.text === '-o')
  const target = at < 0 ? undefined : call.args[at + 1]
  let taint = call.stdin.taint
  for (const { text } of call.args) taint |= heldBy(scene, text)?.taint ?? TAINT.none
  if (target) writePaths(scene, [target], { text: null, taint: taint & TAINT.download })
  return OPAQUE
}

/** The words behind `-wrapper` have commas between them. */
function noteCompilerWrapper(scene: Scene, call: Invocation): void {
  const at = call.args.findIndex((argument) => argument.text === '-wrapper')
  const words = at < 0 ? [] : (call.args[at + 1]?.text ?? '').split(',')
  if (words.length > 1) scene.runner.argv(fork(scene), words.map(field), EMPTY)
}

/** Source code that this call wrote or feeds: what it starts counts as if it ran. */
function noteSources(scene: Scene, call: Invocation): void {
  for (const { text } of call.args) {
    const fed = text === '-' || text === '/dev/stdin'
    const source = fed ? call.stdin : heldBy(scene, text)
    if (source?.text) readCode(scene, { language: 'c', code: source.text, stdin: EMPTY })
  }
}

function heldBy(scene: Scene, text: string): Stream | undefined {
  if (!/\.(?:c|cc|cpp|cxx|h|m|f90|s)$/i.test(text) && !text.startsWith('/dev/fd/')) return undefined
  return scene.files.get(text) ?? scene.files.get(touch(scene, field(text)).path)
}

/** A plain connection: what it is fed goes out, what comes back is a download. */
function tlsClient(scene: Scene, call: Invocation, address: Field | undefined): Stream {
  const host = address?.text.split(':')[0] ?? ''
  const says = call.stdin !== EMPTY && !/^\s*Q?\s*$/.test(call.stdin.text ?? '?')
  const direction = says ? 'both' : 'download'
  emit(scene, { kind: 'network', host, direction })
  noteSentSecrets(scene, call.stdin.taint, host)
  return { text: null, taint: TAINT.download }
}

/** Plain base64 is read; what needs a key is not. */
function decodedText(args: readonly Field[], read: Stream): string | null {
  const plainly = args.some((argument) => /^(?:-(?:base64|a)|base64)$/.test(argument.text))
  const ciphers = /^-(?:aes|des|k$|K$|pass|pbkdf2|chacha|camellia)/
  const keyed = args.some((argument) => ciphers.test(argument.text))
  if (!plainly || keyed || read.text === null || read === EMPTY) return null
  return decodeBase64(read.text)
}

const openssl: Program = (scene, call) => {
  const [verb, ...rest] = call.args
  const at = (name: string): Field | undefined => {
    const found = rest.findIndex((argument) => argument.text === name)
    return found < 0 ? undefined : rest[found + 1]
  }
  const input = at('-in')
  const output = at('-out')
  const engine = at('-engine') ?? at('-provider-path')
  if (engine) emit(scene, { kind: 'execute', source: 'file', program: engine.text })
  const read = input ? readPaths(scene, [input]) : call.stdin
  const decodes = rest.some((argument) => argument.text === '-d')
  const taint = read.taint | (decodes ? TAINT.decoded : TAINT.none)
  const result = { text: decodes ? decodedText(call.args, read) : null, taint }
  if (verb?.text === 's_client') return tlsClient(scene, call, at('-connect'))
  if (verb?.text === 's_server') emit(scene, { kind: 'network', host: '', direction: 'listen' })
  if (output) writePaths(scene, [output], result)
  return /^(?:rand|version|dgst|x509|req|verify|prime|passwd)$/.test(verb?.text ?? '')
    ? OPAQUE
    : result
}

/** Commands that a document has for the shell. */
function runTyped(scene: Scene, text: string, name: string): void {
  const commands = text
    .slice(0, 4000)
    .matchAll(/\\(?:write18|ShellEscape)\s*\{([^}]*)\}|\\input\s*\|\s*["']?([^"'\n}]+)/g)
  for (const match of commands) runShell(scene, match[1] ?? match[2] ?? '', name)
  const lua = /\\directlua\s*\{(.{1,400})\}/s.exec(text)?.[1]
  if (lua) noteForeignCalls(scene, 'lua', lua)
  noteForeignFiles(scene, text)
  const input =
    /\\(?:verbatiminput|lstinputlisting|input|include|openin\S{0,40}\s{0,4}=)\s{0,4}(?:\[[^\]]{0,80}\])?\{?\s{0,4}([~/][^}\s]+)/.exec(
      text,
    )?.[1]
  if (input && touch(scene, field(input)).secret) readPaths(scene, [field(input)])
}

/** Typesetters that may run shell commands from a document. */
const typesetter: Program = (scene, call) => {
  for (const { text } of call.args) {
    if (/^--?(?:shell-escape|enable-write18)$|^-R0$/.test(text))
      signal(scene, 'inline-opaque', text)
    const held = /\.\w+$/.test(text) ? scene.files.get(touch(scene, field(text)).path) : undefined
    runTyped(scene, text, call.name)
    if (held?.text) runTyped(scene, held.text, call.name)
  }
  if (call.stdin.text) runTyped(scene, call.stdin.text, call.name)
  return OPAQUE
}

/** Programs known for running what stands in their options. */
export const escapePrograms: ProgramTable = {
  ...escapeTable(ESCAPE_ROWS),
  ...lineEditors,
  ...named('tar gtar bsdtar', tar),
  ...named(
    'vi vim nvim view vimdiff rvim rview gvim evim vimx ex ed red emacs emacsclient nano rnano pico micro hx kak joe jmacs jed',
    editor,
  ),
  ...named(
    'less zless bzless xzless lzless more zmore bzmore xzmore xmore man help info perldoc most pg lv',
    pager,
  ),
  ...named('gcc g++ cc c++ c89 c99 clang clang++ cpp tcc gfortran gnatmake ldc2 gdc', compiler),
  ...debuggers,
  openssl,
  ...named(
    'tex latex pdftex pdflatex xetex xelatex lualatex luatex luahbtex etex amstex',
    typesetter,
  ),
}
