import {
  EMPTY,
  emit,
  type Field,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import { judgeCode } from './inline-code.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteCarriedCommands } from './unknown-program.ts'

function runShell(scene: Scene, text: string, program: string): void {
  emit(scene, { kind: 'execute', source: 'inline', program })
  scene.runner.text(fork(scene), text, EMPTY)
}

const sed: Program = (scene, call) => {
  const inPlace = call.args.find((field) => /^(?:-[nErsuz]*i|--in-place)/.test(field.text))
  const options = readOptions(call.args, { valued: valued('e f l expression file line-length') })
  const scripts = options.values('e', 'expression')
  const scriptFile = options.value('f', 'file')
  // BSD sed takes the suffix of -i as an argument of its own.
  const operands =
    inPlace?.text === '-i' && options.operands[0]?.text === ''
      ? options.operands.slice(1)
      : options.operands
  const inline = scripts.length > 0 || scriptFile ? scripts : operands.slice(0, 1)
  const files = scripts.length > 0 || scriptFile ? operands : operands.slice(1)
  if (scriptFile) readPaths(scene, [scriptFile])
  for (const field of inline) judgeSed(scene, field.text)
  const read = readPaths(scene, files)
  if (inPlace) writePaths(scene, files, { text: null, taint: read.taint })
  return { text: null, taint: read.taint | call.stdin.taint }
}

/** A substitution with flags, its delimiter free. */
const SUBSTITUTION =
  /s([^\w\s\\])((?:(?!\1)[^\\]|\\.)*)\1((?:(?!\1)[^\\]|\\.)*)\1([gpIiMm0-9]*)([ew])?\s*([^;}\n]*)/g

function judgeSed(scene: Scene, text: string): void {
  let rest = text.slice(0, 4000)
  for (const match of text.slice(0, 4000).matchAll(SUBSTITUTION)) {
    rest = rest.replace(match[0], '')
    if (match[5] === 'e') runShell(scene, (match[3] ?? '').replace(/\\(.)/g, '$1'), 'sed')
    else if (match[5] === 'w' && match[6]) writePaths(scene, [field(match[6].trim())], OPAQUE)
  }
  const command = /(?:^|[;{}\n]|\d|\$|\/)\s*e\s+(\S.*)/.exec(rest)
  if (command) runShell(scene, command[1] ?? '', 'sed')
  else if (/^\s*\d*e\s*$/.test(rest)) signal(scene, 'inline-opaque', 'sed runs its input')
  const written = /(?:^|[;{}\n]|\d|\$|\/)\s*[wW]\s*([./~]\S+)/.exec(rest)
  if (written) writePaths(scene, [field(written[1] ?? '')], OPAQUE)
  const read = /(?:^|[;{}\n]|\d|\$|\/)\s*[rR]\s+([./~]\S+)/.exec(rest)
  if (read) readPaths(scene, [field(read[1] ?? '')])
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
  for (const code of inline) judgeAwk(scene, code.text)
  const library = options.value('l', 'load')
  if (library) emit(scene, { kind: 'execute', source: 'file', program: library.text })
  const read = readPaths(scene, file ? [file, ...files] : files)
  return { text: null, taint: read.taint | call.stdin.taint }
}

function judgeAwk(scene: Scene, code: string): void {
  for (const match of code.matchAll(/\bsystem\s*\(\s*("((?:[^"\\]|\\.)*)"|[^)]*)/g)) {
    if (match[2] === undefined) signal(scene, 'inline-opaque', 'awk runs what it reads')
    else runShell(scene, match[2].replace(/\\(.)/g, '$1'), 'awk')
  }
  for (const match of code.matchAll(
    /\|&?\s*"((?:[^"\\]|\\.)*)"|"((?:[^"\\]|\\.)*)"\s*\|&?\s*getline/g,
  )) {
    runShell(scene, (match[1] ?? match[2] ?? '').replace(/\\(.)/g, '$1'), 'awk')
  }
  if (
    /\|\s*(?:getline|&)|\bprint\b[^;}\n]*\|\s*[a-z_]\w*\s*(?:[;}]|$)/i.test(code) &&
    !/"\s*\|/.test(code)
  )
    signal(scene, 'inline-opaque', 'awk runs what it reads')
  for (const match of code.matchAll(/>>?\s*"((?:[^"\\]|\\.)+)"/g))
    writePaths(scene, [field(match[1] ?? '')], OPAQUE)
  for (const match of code.matchAll(/getline\s*(?:\w+\s*)?<\s*"((?:[^"\\]|\\.)+)"/g))
    readPaths(scene, [field(match[1] ?? '')])
  const socket = /\/inet[46]?\/(?:tcp|udp)\/\d+\/([^/"]+)/.exec(code)
  if (socket) {
    emit(scene, { kind: 'network', host: socket[1] ?? '', direction: 'both' })
    if (/\|&?\s*getline/.test(code))
      scene.findings.flows.push({
        kind: 'network-to-shell',
        detail: socket[1] ?? '',
        spans: [scene.span],
      })
  }
}

const tar: Program = (scene, call) => {
  const preset = scene.variables.get('TAR_OPTIONS')?.values.join(' ') ?? ''
  const own = preset === '' ? [] : preset.split(/\s+/).map(field)
  const [first, ...others] = call.args
  // The old style has its letters without a dash: `tar czf out.tgz src`.
  const dashed =
    first && /^[A-Za-z]+$/.test(first.text)
      ? [{ ...first, text: `-${first.text}` }, ...others]
      : call.args
  const options = readOptions([...own, ...dashed], {
    valued: valued(
      'f C I T X b g F L N H K V file directory use-compress-program to-command checkpoint-action rsh-command files-from exclude exclude-from info-script new-volume-script transform strip-components owner group mode mtime format label newer exclude-vcs-ignores rmt-command',
    ),
  })
  for (const helper of options.values(
    'I',
    'use-compress-program',
    'to-command',
    'checkpoint-action',
    'rsh-command',
    'F',
    'info-script',
    'new-volume-script',
    'rmt-command',
  )) {
    const text = helper.text.replace(/^exec=/, '')
    if (
      !/^(?:gzip|pigz|bzip2|pbzip2|xz|zstd|lz4|lzma|lzip|brotli|dot|echo)\b[\s\w-]*$/.test(text)
    ) {
      signal(scene, 'carries-command', text.slice(0, 80))
      runShell(scene, text, 'tar')
    }
  }
  const file = options.value('f', 'file')
  const folder = options.value('C', 'directory')
  const inner = folder ? { ...scene, cwd: touch(scene, folder).path } : scene
  const remote = file && /^[\w.@-]+:/.test(file.text)
  if (options.has('c', 'create', 'r', 'u', 'append')) {
    const list = options.value('T', 'files-from')
    const read = readPaths(inner, list ? [...options.operands, list] : options.operands)
    if (options.has('remove-files'))
      scene.runner.argv(inner, [field('rm'), field('-r'), ...options.operands], EMPTY)
    return storeArchive(scene, {
      file,
      remote: remote === true,
      read: list ? { ...read, taint: read.taint | 8 } : read,
    })
  }
  const source = file && file.text !== '-' ? readPaths(scene, [file]) : call.stdin
  if (options.has('x', 'extract', 'get') && folder)
    writePaths(scene, [folder], { text: null, taint: 0 })
  if (options.has('x', 'extract') && options.has('P', 'absolute-names'))
    signal(scene, 'other-tool', 'unpacks to absolute paths')
  return { text: null, taint: options.has('O', 'to-stdout') ? source.taint | 4 : source.taint }
}

function storeArchive(
  scene: Scene,
  archive: { readonly file: Field | undefined; readonly remote: boolean; readonly read: Stream },
): Stream {
  const { file, read } = archive
  const data = { text: null, taint: read.taint }
  if (!file || file.text === '-' || file.text === '/dev/stdout') return data
  if (archive.remote) {
    const host = file.text.split(':')[0] ?? ''
    emit(scene, { kind: 'network', host, direction: 'upload' })
    if (read.taint & 1)
      scene.findings.flows.push({ kind: 'secret-to-network', detail: host, spans: [scene.span] })
  } else writePaths(scene, [file], data)
  return OPAQUE
}

/** Editors and viewers: their commands can start programs. */
const editor: Program = (scene, call) => {
  for (const { text } of call.args) {
    const command = /(?:^[+:]?|:|\|)\s*(?:silent!?\s+)?(?:!|r\s*!|terminal\s+|te\s+)(.+)$/s.exec(
      text,
    )?.[1]
    if (command && /^(?:[+:!]|-c|.*!)/.test(text)) runShell(scene, command, call.name)
    if (
      /^[+:]?(?:py3?x?|lua|perl|ruby|tcl|mzscheme)\s|call system|luado|pyx?do|shell|set shell=/.test(
        text,
      )
    ) {
      judgeCode(scene, { language: 'vim', code: text, stdin: EMPTY })
      signal(scene, 'inline-opaque', `${call.name} runs code`)
    }
  }
  const options = readOptions(call.args, { valued: valued('c S u s w W T t eval l f load cmd') })
  const script = options.value('S', 'l', 'load', 'u', 's')
  if (script && !/^NONE$/.test(script.text))
    emit(scene, {
      kind: 'execute',
      source: touch(scene, script).place === 'project' ? 'project' : 'file',
      program: script.text,
    })
  const code = options.value('eval')
  if (code) {
    judgeCode(scene, { language: 'emacs', code: code.text, stdin: EMPTY })
    if (/shell|process|term\b|delete|write|call-/.test(code.text))
      signal(scene, 'inline-opaque', 'emacs runs code')
  }
  const writes = call.args.some((argument) => /^(?:-[a-zA-Z]*es|-c|\+)/.test(argument.text))
  if (writes && /^(?:vim?|nvim|ex|ed|view)$/.test(call.name))
    writePaths(
      scene,
      options.operands.filter((operand) => !/^[+:]/.test(operand.text)),
      OPAQUE,
    )
  else
    readPaths(
      scene,
      options.operands.filter((operand) => !/^[+:]/.test(operand.text)),
    )
  if (call.name === 'ed' && call.stdin.text) judgeEd(scene, call.stdin.text)
  return OPAQUE
}

function judgeEd(scene: Scene, text: string): void {
  for (const match of text.matchAll(/^\s*!(.+)$/gm)) runShell(scene, match[1] ?? '', 'ed')
  const written = /^\s*[wW]q?\s+(\S+)/m.exec(text)
  if (written) writePaths(scene, [field(written[1] ?? '')], OPAQUE)
}

const pager: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('P H M pager html k o p t T x j b') })
  const command = options.value('P', 'H', 'pager', 'html')
  if (command && call.name !== 'less') runShell(scene, command.text, call.name)
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
  const hook = call.args.find(
    (argument) =>
      COMPILER_HOOK.test(argument.text) && !/^-B(?:static|dynamic|uild)/.test(argument.text),
  )
  if (hook) signal(scene, 'carries-command', hook.text)
  const at = call.args.findIndex((argument) => argument.text === '-o')
  const target = at < 0 ? undefined : call.args[at + 1]
  if (target) writePaths(scene, [target], { text: null, taint: 0 })
  return OPAQUE
}

const debuggerProgram: Program = (scene, call) => {
  const at = call.args.findIndex((argument) => /^--?args$/.test(argument.text))
  for (const { text } of call.args) {
    const command = /^(?:shell|!)\s*(.*)$/.exec(text)?.[1]
    if (command !== undefined) runShell(scene, command, call.name)
    if (/^(?:python|py|script|platform shell)\b/.test(text)) {
      judgeCode(scene, { language: 'gdb', code: text, stdin: EMPTY })
      signal(scene, 'inline-opaque', `${call.name} runs code`)
    }
  }
  if (at >= 0) scene.runner.argv(scene, call.args.slice(at + 1), EMPTY)
  noteCarriedCommands(scene, call.args)
  return OPAQUE
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
  const result = { text: null, taint: read.taint | (decodes ? 4 : 0) }
  if (verb?.text === 's_client') {
    emit(scene, {
      kind: 'network',
      host: at('-connect')?.text.split(':')[0] ?? '',
      direction: 'both',
    })
    if (call.stdin.taint & 1)
      scene.findings.flows.push({
        kind: 'secret-to-network',
        detail: 's_client',
        spans: [scene.span],
      })
    return { text: null, taint: 2 }
  }
  if (verb?.text === 's_server') emit(scene, { kind: 'network', host: '', direction: 'listen' })
  if (output) writePaths(scene, [output], result)
  return /^(?:rand|version|dgst|x509|req|verify|prime|passwd)$/.test(verb?.text ?? '')
    ? OPAQUE
    : result
}

/** Typesetters that may run shell commands from a document. */
const typesetter: Program = (scene, call) => {
  for (const { text } of call.args) {
    if (/^--?(?:shell-escape|enable-write18)$|^-R0$/.test(text))
      signal(scene, 'inline-opaque', text)
    for (const match of text.matchAll(/\\write18\{([^}]*)\}/g))
      runShell(scene, match[1] ?? '', call.name)
  }
  return OPAQUE
}

/** Shows or runs when given a command; harmless otherwise. */
const carriesOnly: Program = (scene: Scene, call: Invocation) => {
  noteCarriedCommands(scene, call.args)
  return OPAQUE
}

/** Programs known for running what stands in their options. */
export const escapePrograms: ProgramTable = {
  ...named('sed gsed', sed),
  ...named('awk gawk mawk nawk bwk', awk),
  ...named('tar gtar bsdtar', tar),
  ...named(
    'vi vim nvim view vimdiff rvim ex ed emacs emacsclient nano pico micro hx kak joe',
    editor,
  ),
  ...named('less more man help info perldoc most pg', pager),
  ...named('gcc g++ cc c++ clang clang++ cpp tcc', compiler),
  ...named('gdb lldb', debuggerProgram),
  openssl,
  ...named('tex latex pdftex pdflatex xelatex lualatex luatex dvips', typesetter),
  ...named('code subl atom open xdg-open', carriesOnly),
}
