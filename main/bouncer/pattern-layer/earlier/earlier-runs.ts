import { DANGEROUS, recallFile, type SessionMemory } from '../../memory/session-memory.ts'
import { createFindings, TAINT } from '../findings.ts'
import { baseName, resolvePath } from '../paths.ts'
import { judgeCode } from '../programs/inline-code.ts'
import { realPath } from '../real-paths.ts'
import {
  copy,
  emit,
  type Field,
  flow,
  fork,
  plain,
  type Scene,
  type Stream,
  UNKNOWN,
} from '../scene.ts'
import { languageOfProgram } from './code-arguments.ts'
import { addWeighty } from './weighty-findings.ts'

/** One start of a file's code. */
interface Run {
  readonly path: string
  /** Language that reads it; null when the file itself says so. */
  readonly language: string | null
  /** Its arguments; absent when they are not known. */
  readonly args?: readonly Field[]
  readonly stdin: Stream
}

/** Notes that a file runs, and judges it by what earlier calls of the session put there. */
export function noteRun(scene: Scene, run: Run): void {
  const { path } = run
  if (!path.startsWith('/')) return
  scene.findings.marks.runs.add(path)
  const { memory, facts } = scene.ground
  if (!memory) return
  const hash = facts?.hashes && Object.hasOwn(facts.hashes, path) ? facts.hashes[path] : undefined
  const known = recallFile(memory, path, hash)
  if (!known) return
  noteOrigin(scene, known.taint, path)
  if (known.text !== null) judgeText(scene, run, known.text)
}

function noteOrigin(scene: Scene, taint: number, path: string): void {
  if (taint & TAINT.download) {
    emit(scene, { kind: 'execute', source: 'download', program: path })
    flow(scene, 'download-to-execute', path)
  } else if (taint & TAINT.decoded) flow(scene, 'decoded-to-execute', path)
}

/** Reports a file that is loaded as code when it was fetched or decoded; answers whether it was. */
export function noteLoaded(scene: Scene, path: string): boolean {
  const { memory, facts } = scene.ground
  const real = realPath(facts, path)
  const known = memory ? recallFile(memory, real, facts?.hashes?.[real]) : null
  if (!known || !(known.taint & (TAINT.download | TAINT.decoded))) return false
  scene.findings.marks.runs.add(real)
  noteOrigin(scene, known.taint, real)
  return true
}

const MODULE_ENDINGS = ' .py .js .mjs .cjs .ts .rb .pl .lua .php .so /__init__.py /index.js'.split(
  ' ',
)

/** Reports a module that is loaded by name or path when it was fetched or decoded. */
export function noteModule(scene: Scene, name: string): void {
  const base = /^[./~]/.test(name) ? name : name.replaceAll('.', '/')
  const path = resolvePath(base, scene.cwd, scene.ground.home)
  const plain = resolvePath(name, scene.cwd, scene.ground.home)
  if (plain !== path && noteLoaded(scene, plain)) return
  for (const ending of MODULE_ENDINGS) if (noteLoaded(scene, path + ending)) return
}

const IMPORT =
  /\b(?:import|from|require(?:_relative)?|load|source|include|use|exec|execfile|run_path|import_module|readFileSync|open)\b[\s('"`]{1,4}([\w./@-]{1,120})/g

/** Reports code that loads a file which the session fetched or decoded. */
export function noteImports(scene: Scene, code: string): void {
  const { memory } = scene.ground
  if (!memory || !holdsDangerous(memory)) return
  for (const [, name = ''] of code.matchAll(IMPORT)) noteModule(scene, name)
}

function holdsDangerous(memory: SessionMemory): boolean {
  for (const { taint } of memory.files.values()) if (taint & DANGEROUS) return true
  return false
}

/** Code that runs what it decodes or fetches, side by side. */
const RUNS_HIDDEN =
  /(?<![.\w])(?:exec|eval|Function)\s*\([^;\n]{0,200}?(?:b64|base64|atob|fromhex|decompress|marshal|urlopen|requests\s*\.\s*get)/

const UNKNOWN_ARGUMENTS: readonly Field[] = Array.from({ length: 9 }, () => plain(UNKNOWN))

/**
 * Reads remembered text as if it ran here. What cannot be read of it counts as before, like any file
 * of the project; what can be read and weighs is added to the call.
 */
function judgeText(scene: Scene, run: Run, text: string): void {
  const key = `file ${run.path}`
  if (scene.callStack.includes(key) || scene.earlier.steps < 0) return
  const trial: Scene = {
    ...fork(scene),
    findings: createFindings(),
    budget: scene.earlier,
    nested: true,
    files: copy(scene.files),
    callStack: [...scene.callStack, key],
    positional: run.args ?? UNKNOWN_ARGUMENTS,
  }
  const language = run.language ?? languageIn(text, run.path)
  const isShellText = language === 'shell'
  if (isShellText) trial.runner.text(trial, text, run.stdin)
  else judgeCode(trial, { language, code: text, stdin: run.stdin })
  addWeighty(scene.findings, trial.findings, isShellText)
  if (isShellText) return
  noteImports(scene, text)
  if (RUNS_HIDDEN.test(text)) flow(scene, 'decoded-to-execute', run.path)
}

function languageIn(text: string, path: string): string {
  const program = /^#!\s*(\S+)(?:[ \t]+(?:-S[ \t]+)?(\S+))?/.exec(text)
  const name = baseName((/\/env$/.test(program?.[1] ?? '') ? program?.[2] : program?.[1]) ?? '')
  const ending = /\.(\w+)$/.exec(path)?.[1] ?? ''
  return languageOfProgram(name) ?? ENDINGS[ending] ?? 'shell'
}

const ENDINGS: Readonly<Record<string, string>> = {
  py: 'python',
  js: 'node',
  cjs: 'node',
  mjs: 'node',
  ts: 'node',
  rb: 'ruby',
  pl: 'perl',
  php: 'php',
  lua: 'lua',
}
