import { baseName } from '../paths.ts'
import { isShell } from '../programs/shell-names.ts'
import type { Field } from '../scene.ts'

/** What of a program's arguments it would run as code. */
export interface CodeArguments {
  /** Language of scripts and code; null for programs that only load files. */
  readonly language: string | null
  /** Files that are run; the last one is the script itself. */
  readonly scripts: readonly Field[]
  /** What the script is given. */
  readonly rest: readonly Field[]
  /** Modules or paths that options load. */
  readonly modules: readonly string[]
  /** Files that are installed or loaded by other programs. */
  readonly files: readonly Field[]
  /** Code written in an option. */
  readonly code: readonly string[]
}

const LANGUAGE =
  /^(?:python|pypy|node|nodejs|ruby|perl|php|lua|luajit|bun|deno|tsx|ts-node|julia|[rR]script|tclsh|expect|guile|groovy|elixir)(?=[\d.]*$)/

/** The language an interpreter of this name reads, `shell` for shells, or null. */
export function languageOfProgram(name: string): string | null {
  if (name === '.' || name === 'source' || isShell(name)) return 'shell'
  return LANGUAGE.exec(name)?.[0] ?? null
}

/** Sorts the arguments of a program into what it runs; null for a program that runs none of them. */
export function codeArguments(program: string, args: readonly Field[]): CodeArguments | null {
  const name = baseName(program)
  const language = languageOfProgram(name)
  if (language !== null) return scriptArguments(language, args)
  const before = Object.hasOwn(RUNS_FILES, name) ? RUNS_FILES[name] : undefined
  if (!before) return null
  const files = filesAfter(args, before)
  return { language: null, scripts: [], rest: [], modules: [], code: [], files }
}

/** Options with which a file is checked or shown, not run. */
const ONLY_READS = /^(?:-n|--check|--syntax-check|-l|--help|--version|-V)$/
const LOADS =
  /^(?:-[rmM]|--(?:require|import|loader|experimental-loader|preload|rcfile|init-file))$/
const LOADS_VALUE = /^--(?:require|import|loader|experimental-loader|preload|rcfile)=(.+)$/
const HOLDS_CODE = /^-(?:[a-zA-Z]*[ceE]|p|r|B|R|-eval|-print)$/
const VERBS = /^(?:run|test|exec)$/
const MAX_SCRIPTS = 8

const NO_FIELD: Field = { text: '', glob: false, taint: 0 }

type Kind = 'module' | 'code' | 'script' | 'option'

function scriptArguments(language: string, args: readonly Field[]): CodeArguments | null {
  if (args.some(({ text }) => ONLY_READS.test(text))) return null
  const found: Record<Kind, Field[]> = { module: [], code: [], script: [], option: [] }
  let before = ''
  for (const field of args) {
    const kind = kindOf(field.text, before)
    found[kind].push(field)
    if (endsOptions(kind, before) || found.script.length >= MAX_SCRIPTS) break
    before = field.text
  }
  return {
    language,
    scripts: found.script,
    rest: args.slice(args.indexOf(found.script.at(-1) ?? NO_FIELD) + 1),
    modules: found.module.map(({ text }) => LOADS_VALUE.exec(text)?.[1] ?? text),
    code: found.code.map(({ text }) => text),
    files: [],
  }
}

/** After the script, a module or code come their own arguments; a word after another option may be its value. */
function endsOptions(kind: Kind, before: string): boolean {
  if (kind === 'option') return false
  return kind === 'code' || before === '-m' || !before.startsWith('-')
}

function kindOf(text: string, before: string): Kind {
  if (LOADS_VALUE.test(text) || LOADS.test(before)) return 'module'
  if (HOLDS_CODE.test(before)) return 'code'
  return text.startsWith('-') || VERBS.test(text) ? 'option' : 'script'
}

/** Programs that run or install files given as arguments, with the words after which that is so. */
const RUNS_FILES: Readonly<Record<string, RegExp>> = {
  make: /^(?:-f|--file|--makefile)$/,
  gmake: /^(?:-f|--file|--makefile)$/,
  just: /^(?:-f|--justfile)$/,
  awk: /^(?:-f|--file)$/,
  gawk: /^(?:-f|--file)$/,
  sed: /^(?:-f|--file)$/,
  gdb: /^-x$/,
  vim: /^-[Su]$/,
  nvim: /^-[Su]$/,
  at: /^-f$/,
  pip: /^install$/,
  pip3: /^install$/,
  pipx: /^install$/,
  uv: /^install$/,
  npm: /^(?:i|install|add)$/,
  pnpm: /^(?:i|install|add)$/,
  yarn: /^add$/,
  bun: /^(?:install|add)$/,
  gem: /^install$/,
  dpkg: /^(?:-i|--install)$/,
  rpm: /^(?:-[iU]\w*|--install|--upgrade)$/,
  apt: /^install$/,
  'apt-get': /^install$/,
  dnf: /^install$/,
  yum: /^install$/,
  snap: /^install$/,
  code: /^--install-extension$/,
  java: /^-jar$/,
  go: /^run$/,
  crontab: /^$/,
  dotnet: /^(?:exec)?$/,
  open: /^$/,
  'xdg-open': /^$/,
  'ansible-playbook': /^$/,
}

function filesAfter(args: readonly Field[], wanted: RegExp): Field[] {
  const files: Field[] = []
  let before = ''
  for (const field of args) {
    const isFile = !field.text.startsWith('-') && wanted.test(before)
    if (isFile) files.push(field)
    // Every operand of an installation is installed, whatever options stand between.
    const isInstalling = /^[a-z]+$/.test(before) && wanted.test(before)
    if (!isInstalling) before = field.text
  }
  return files
}
