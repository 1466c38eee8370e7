import type { Place } from '../../../../shared/bouncer/model.ts'
import { TAINT } from '../findings.ts'
import {
  childShell,
  EMPTY,
  emit,
  type Field,
  flow,
  OPAQUE,
  plain,
  type Scene,
  type Stream,
  signal,
  touch,
} from '../scene.ts'
import { readCode } from './inline-code.ts'
import { noteMigration } from './migrations.ts'
import { type Options, readOptions, valued } from './options.ts'
import { noteOwnScript } from './own-program.ts'
import { powershell } from './powershell.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { run } from './runners.ts'
import { noteRewritten, noteTainted, runScriptFile, runStream, setZero } from './script-files.ts'
import { noteCarriedCommands } from './unknown-program.ts'

const SHELL_SPEC = { valued: valued('o O rcfile init-file'), stopAtOperand: true }

const shell: Program = (scene, call) => {
  const { args, switched } = withoutSwitches(call.args)
  const options = readOptions(args, SHELL_SPEC)
  if (options.has('version', 'help')) return OPAQUE
  const inner = childShell(scene)
  inner.posix = !/^(?:bash|zsh|fish|csh|tcsh|rc)$/.test(call.name) || options.has('posix')
  // `+n` takes `-n` back.
  if (options.has('n', 'no-execute') && !switched.includes('n')) return OPAQUE
  if (options.has('c')) return runGivenText(inner, options, call)
  const [file, ...rest] = options.operands
  runStartFiles(inner, options, call)
  if (file && !options.has('s')) {
    inner.positional = rest
    setZero(inner, file)
    return runScriptFile(inner, { file, stdin: call.stdin, program: call.name })
  }
  inner.positional = options.operands
  return runFedShell(inner, call)
}

/** Arguments without the options that `+` switches off, and their letters. */
function withoutSwitches(args: readonly Field[]): { args: readonly Field[]; switched: string } {
  if (!args.some(({ text }) => text.startsWith('+'))) return { args, switched: '' }
  const kept: Field[] = []
  let switched = ''
  let at = 0
  for (; isSwitch(args[at]); at++) {
    const option = args[at] ?? plain('')
    const length = /^(?:[-+]\w*[oO]|--(?:rc|init-)file)$/.test(option.text) ? 2 : 1
    if (option.text.startsWith('+')) {
      switched += option.text.slice(1)
      // These two mean the same with either sign.
      const same = option.text.replace(/[^cs]/g, '')
      if (same !== '') kept.push({ ...option, text: `-${same}` })
    } else kept.push(...args.slice(at, at + length))
    at += length - 1
  }
  return { args: [...kept, ...args.slice(at)], switched }
}

function isSwitch(field: Field | undefined): boolean {
  return field !== undefined && /^(?:[-+].|\+$)/.test(field.text) && field.text !== '--'
}

/** `-c text zero arguments…`. */
function runGivenText(inner: Scene, options: Options, call: Invocation): Stream {
  const [text, zero, ...rest] = options.operands
  if (!text) return OPAQUE
  inner.positional = zero ? rest : []
  if (zero) setZero(inner, zero)
  runStartFiles(inner, options, call)
  noteTainted(inner, { text: text.text, taint: text.taint }, call.name)
  return inner.runner.text(inner, text.text, call.stdin)
}

/** Files that a shell reads before anything else, as far as this call wrote them. */
function runStartFiles(inner: Scene, options: Options, call: Invocation): void {
  const named = ['BASH_ENV', 'ENV'].flatMap((name) => inner.variables.get(name)?.values ?? [])
  const files = [...named.map((text) => plain(text)), ...options.values('rcfile', 'init-file')]
  for (const file of files) {
    const written = inner.files.get(file.text) ?? inner.files.get(touch(inner, file).path)
    if (written) runStream(inner, { stream: { ...written }, program: call.name })
  }
}

/** A shell that takes its commands from its input. */
function runFedShell(inner: Scene, call: Invocation): Stream {
  if (call.stdin === EMPTY) {
    signal(inner, 'carries-command', `an interactive ${call.name}`)
    return OPAQUE
  }
  inner.fed = true
  const { text } = call.stdin
  const [from] = [...inner.files].find(([, held]) => held.text === text && text) ?? []
  const before = { ...call.stdin }
  const out = runStream(inner, { stream: call.stdin, program: call.name })
  if (from !== undefined) noteRewritten(inner, { file: from, before, program: call.name })
  // Text that is not known, or a pipe made a moment ago: the commands come from elsewhere.
  const known = call.stdin.text !== null && call.stdin.text !== ''
  return known ? out : { text: null, taint: out.taint | TAINT.session }
}

/** How an interpreter takes code on its command line. */
interface Language {
  readonly inline: string
  readonly valued: ReadonlySet<string>
  readonly singleDash?: boolean
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  python: { inline: 'c', valued: valued('c m W X Q') },
  pypy: { inline: 'c', valued: valued('c m W X Q') },
  node: {
    inline: 'e p eval print',
    valued: valued(
      'e p r c eval print require import conditions C input-type loader experimental-loader env-file test-reporter test-name-pattern watch-path title max-old-space-size',
    ),
  },
  nodejs: { inline: 'e p eval print', valued: valued('e p r eval print require import') },
  bun: { inline: 'e p eval print', valued: valued('e p r eval print require preload') },
  perl: { inline: 'e E', valued: valued('e E I m M') },
  ruby: { inline: 'e', valued: valued('e r I E') },
  php: { inline: 'r B R E', valued: valued('r B R E d c f S t z F') },
  lua: { inline: 'e', valued: valued('e l') },
  luajit: { inline: 'e', valued: valued('e l') },
  r: { inline: 'e', valued: valued('e f') },
  rscript: { inline: 'e', valued: valued('e') },
  julia: { inline: 'e E', valued: valued('e E p L t') },
  osascript: { inline: 'e', valued: valued('e l s') },
  jython: { inline: 'c', valued: valued('c m W X Q') },
  ipython: { inline: 'c', valued: valued('c m') },
  micropython: { inline: 'c', valued: valued('c m X') },
  jruby: { inline: 'e', valued: valued('e r I E') },
  texlua: { inline: 'e', valued: valued('e l') },
  raku: { inline: 'e', valued: valued('e I M') },
  qjs: { inline: 'e', valued: valued('e I') },
  nim: { inline: 'eval', valued: valued('eval') },
  crystal: { inline: '', valued: valued('') },
  tclsh: { inline: '', valued: valued('') },
  wish: { inline: '', valued: valued('') },
  expect: { inline: 'c', valued: valued('c f d') },
  elixir: { inline: 'e eval', valued: valued('e r eval require') },
  erl: {
    inline: 'eval',
    valued: valued('eval config boot name sname setcookie pa pz env'),
    singleDash: true,
  },
  guile: { inline: 'c', valued: valued('c e l s') },
  racket: { inline: 'e', valued: valued('e r t l') },
  groovy: { inline: 'e', valued: valued('e') },
  scala: { inline: 'e', valued: valued('e') },
  swift: { inline: 'e', valued: valued('e') },
  irb: { inline: 'e', valued: valued('e r') },
  gjs: { inline: 'c', valued: valued('c') },
  jrunscript: { inline: 'e', valued: valued('e f l') },
  'ts-node': { inline: 'e p eval print', valued: valued('e p r P O eval print require project') },
  tsx: { inline: 'e p eval print', valued: valued('e p eval print tsconfig import') },
  deno: { inline: '', valued: valued('c config import-map') },
}

/** The language a program name stands for, without its version. */
export function languageOf(name: string): string | null {
  const stem = name
    .toLowerCase()
    .replace(/(?:[\d.]+|-[\d.]+)(?:t|d)?(?:\.exe)?$/, '')
    .replace(/\.exe$/, '')
  return stem in LANGUAGES ? stem : null
}

const PYTHON = /^(?:python|pypy|jython|micropython|ipython)$/

/** The name of a module ends the options of Python. */
function upToModule(args: readonly Field[]): readonly Field[] {
  const at = args.findIndex(({ text }) => !text.startsWith('-') || /^-[a-zA-Z]*[mc]/.test(text))
  const option = args[at]?.text ?? ''
  return /^-[a-zA-Z]*m/.test(option) ? args.slice(0, option.endsWith('m') ? at + 2 : at + 1) : args
}

/** Runs a known interpreter. */
export const interpreter: Program = (scene, call) => {
  const language = languageOf(call.name) ?? call.name
  const row = LANGUAGES[language] as Language
  const options = readOptions(PYTHON.test(language) ? upToModule(call.args) : call.args, {
    valued: row.valued,
    stopAtOperand: true,
    singleDash: row.singleDash ?? false,
  })
  noteServer(scene, language, call)
  const inline = inlineCode(scene, { language, row, options, call })
  if (inline) return inline
  const module = language === 'python' || language === 'pypy' ? options.value('m') : undefined
  if (module) return runModule(scene, module.text, { ...call, args: argsAfter(call.args, module) })
  return runFile(scene, { language, operands: subcommandFree(language, options.operands), call })
}

/** Runs code that stands on the command line; null when there is none. */
function inlineCode(
  scene: Scene,
  run: {
    readonly language: string
    readonly row: Language
    readonly options: Options
    readonly call: Invocation
  },
): Stream | null {
  const { row, options, call } = run
  const evaluated = evaluatedOperand(run.language, options.operands)
  const code = row.inline === '' ? [] : [...options.values(...row.inline.split(' '))]
  if (/perl|ruby/.test(run.language) && options.has('i')) {
    emit(scene, { kind: 'write', paths: options.operands.map((field) => touch(scene, field)) })
  }
  if (evaluated) code.unshift(evaluated)
  if (code.length === 0) return null
  const isScript = run.language === 'osascript' && /^j/i.test(options.value('l')?.text ?? '')
  const language = isScript ? 'node' : run.language
  const shown = shows(run) ? code.map(printed) : code
  return runInline(scene, { language, code: shown, stdin: call.stdin, args: options.operands })
}

/** Whether the value of the code is printed. */
function shows(run: { readonly row: Language; readonly options: Options }): boolean {
  return valued(run.row.inline).has('print') && run.options.has('p', 'print')
}

function printed(code: Field): Field {
  return /[;\n]/.test(code.text) ? code : { ...code, text: `console.log(${code.text})` }
}

/** `deno eval CODE`. */
function evaluatedOperand(language: string, operands: readonly Field[]): Field | undefined {
  const evaluates = (language === 'deno' || language === 'crystal') && operands[0]?.text === 'eval'
  return evaluates ? operands.find((field, at) => at > 0 && !field.text.startsWith('-')) : undefined
}

/** Options between `run` and the file. */
function isRunOption(field: Field, before: readonly Field[]): boolean {
  return field.text.startsWith('-') && before.every((word) => word.text.startsWith('-'))
}

function subcommandFree(language: string, operands: readonly Field[]): readonly Field[] {
  return (language === 'deno' || language === 'bun') &&
    /^(?:run|test|exec|serve)$/.test(operands[0]?.text ?? '')
    ? operands.slice(1).filter((field, at, rest) => !isRunOption(field, rest.slice(0, at)))
    : operands
}

function runInline(
  scene: Scene,
  run: {
    readonly language: string
    readonly code: readonly Field[]
    readonly stdin: Stream
    readonly args: readonly Field[]
  },
): Stream {
  const { language, stdin, args } = run
  for (const field of run.code) {
    noteTainted(scene, { text: field.text, taint: field.taint }, language)
  }
  // Several -e stand below each other.
  const code = run.code.map((field) => field.text).join('\n')
  const out = readCode(scene, { language, code, stdin, args })
  let taint = out.taint | stdin.taint
  for (const field of run.code) taint |= field.taint
  emit(scene, { kind: 'execute', source: 'inline', program: language })
  return { text: out.text, taint: taint & ~TAINT.decoded }
}

/** Interpreters that can serve the folder to the network by an option. */
function noteServer(scene: Scene, language: string, call: Invocation): void {
  const words = call.args.map((field) => field.text)
  const php = language === 'php' ? (words[words.indexOf('-S') + 1] ?? '') : ''
  const serves =
    (words.includes('-S') && php !== '' && !/^(?:localhost|127\.)/.test(php)) ||
    (language === 'ruby' && words.includes('-run') && words.includes('httpd'))
  if (serves) emit(scene, { kind: 'network', host: '0.0.0.0', direction: 'listen' })
}

/** Everything behind `-m module` belongs to the module. */
function argsAfter(args: readonly Field[], module: Field): readonly Field[] {
  const at = args.findIndex((field) => field === module || field.text.endsWith(`m${module.text}`))
  return args.slice(at + 1)
}

const SERVERS = /^(?:http\.server|SimpleHTTPServer|pyftpdlib|uploadserver|smtpd)$/

/** A project shown on one of the usual ports of a preview is everyday work. */
function isPreview(scene: Scene, args: readonly Field[]): boolean {
  const folder = args[args.findIndex((field) => /^(?:-d|--directory)$/.test(field.text)) + 1]
  const port = args.find((field) => /^\d+$/.test(field.text))?.text ?? '8000'
  const named = args.some((field) => /^(?:-d|--directory)$/.test(field.text))
  const place = touch(scene, named && folder ? folder : plain('.')).place
  const bound = args.some((field) => /^(?:-b|--bind)/.test(field.text))
  const own = place === 'project' || (named && place === 'temporary')
  return own && !bound && /^(?:[3-9]\d{3}|0)$/.test(port)
}

/** Modules that are programs of the same name. */
const RUN_BY_NAME = new Set(
  'pip pytest mypy pylint flake8 gunicorn uvicorn hypercorn locust invoke robot behave nox tox pdb ipdb IPython'.split(
    ' ',
  ),
)

function runModule(scene: Scene, module: string, call: Invocation): Stream {
  if (RUN_BY_NAME.has(module))
    return scene.runner.argv(scene, [plain(module), ...call.args], call.stdin)
  if (SERVERS.test(module)) {
    const bound = call.args.findIndex((field) => field.text === '--bind' || field.text === '-b')
    const local = bound >= 0 && /^(?:localhost|127\.|::1)/.test(call.args[bound + 1]?.text ?? '')
    if (!local && !isPreview(scene, call.args))
      emit(scene, { kind: 'network', host: '0.0.0.0', direction: 'listen' })
  }
  if (module === 'base64') return { text: null, taint: call.stdin.taint | TAINT.decoded }
  emit(scene, { kind: 'execute', source: 'program', program: `python -m ${module}` })
  return { text: null, taint: call.stdin.taint }
}

function runFile(scene: Scene, started: FileRun): Stream {
  const { call, language } = started
  const { stdin } = call
  const [file, ...rest] = started.operands
  if (!file || file.text === '-' || file.text === '/dev/stdin') return runInput(scene, started)
  if (language === 'bun' && file.text === 'x' && rest.length > 0) return run(scene, rest, stdin)
  if (/^https?:/.test(file.text)) flow(scene, 'download-to-execute', language)
  const path = touch(scene, file)
  const written = scene.files.get(path.path) ?? scene.files.get(file.text)
  if (written) {
    noteTainted(scene, written, language)
    if (written.text !== null)
      readCode(scene, { language, code: written.text, stdin, args: given(started) })
  }
  noteCarriedCommands(scene, rest)
  noteOwnScript(scene, path.path, rest)
  noteMigration(scene, call)
  emit(scene, { kind: 'execute', source: SOURCES[path.place] ?? 'program', program: path.path })
  return { text: null, taint: stdin.taint & ~TAINT.secret }
}

/** In JavaScript the script itself is among the arguments. */
function given({ language, operands }: FileRun): readonly Field[] {
  return COUNTS_ITSELF.test(language) ? operands : operands.slice(1)
}

const COUNTS_ITSELF = /^(?:node|nodejs|bun|tsx|ts-node)$/

interface FileRun {
  readonly language: string
  readonly operands: readonly Field[]
  readonly call: Invocation
}

/** Programs that lie elsewhere are installed or the person's own; what this call fetched is seen before. */
const SOURCES: { readonly [P in Place]?: 'unknown' | 'project' } = {
  unknown: 'unknown',
  project: 'project',
}

function runInput(scene: Scene, run: FileRun): Stream {
  const { stdin } = run.call
  const { language } = run
  if (stdin === EMPTY) return OPAQUE
  noteTainted(scene, stdin, language)
  if (stdin.text !== null) {
    return runInline(scene, {
      language,
      code: [plain(stdin.text)],
      stdin: EMPTY,
      args: run.operands.slice(1),
    })
  }
  if (stdin.taint & (TAINT.download | TAINT.decoded)) return OPAQUE
  if (stdin.own) emit(scene, { kind: 'execute', source: 'project', program: language })
  else flow(scene, 'stdin-to-execute', language)
  return OPAQUE
}

/** Interpreters of the shell and of languages. */
export const interpreterPrograms: ProgramTable = {
  ...named(
    'sh bash zsh dash ksh ksh93 mksh lksh ash yash rbash pdksh posh oksh busybox-sh fish csh tcsh rc osh xonsh nu elvish es rzsh',
    shell,
  ),
  ...named(Object.keys(LANGUAGES).join(' '), interpreter),
  ...named('powershell pwsh powershell.exe', powershell),
}
