import { decide } from '../../rules/decide.ts'
import { createFindings, TAINT } from '../findings.ts'
import { baseName, resolvePath } from '../paths.ts'
import {
  childShell,
  copy,
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  readPaths,
  type Scene,
  type Stream,
  signal,
  spend,
  touch,
} from '../scene.ts'
import { startsLater } from '../sensitive-paths.ts'
import { noteHandedDisk } from './abilities/disks.ts'
import { isBuilt } from './built-files.ts'
import { noteClonedRun } from './cloned-folders.ts'
import { isEnvironmentAround, isInstalled } from './environment-files.ts'
import { liesInFetched } from './fetched-folders.ts'
import { noteForeignCalls } from './foreign-calls.ts'
import { noteMigration } from './migrations.ts'
import { noteMining } from './mining.ts'
import { noteHelpers } from './named-programs.ts'
import { noteOutputs } from './output-options.ts'
import type { Invocation, Program } from './program.ts'
import { noteRewritten, STARTS_ITSELF, setZero } from './script-files.ts'
import { isShell } from './shell-names.ts'
import { isOutwardScript } from './task-rows.ts'
import { noteDestructiveVerb } from './verbs.ts'

const MAX_CARRIED = 6
const COMMON_SHELL = /^(?:ba|z|da|k|a)?sh$/

/** Judges a program we know nothing of by what it is given: commands, secrets, destructive verbs. */
export function runUnknownProgram(scene: Scene, call: Invocation): Stream {
  const source = sourceOf(scene, call)
  emit(scene, { kind: 'execute', source, program: call.path })
  runWrittenProgram(scene, call)
  noteCarriedCommands(scene, call.args, RUNS_THEM)
  noteHandedDisk(scene, call)
  noteGivenCode(scene, call)
  noteLasting(scene, call)
  noteMining(scene, call)
  if (isOutwardScript(call.name)) signal(scene, 'other-tool', `runs ${call.name}`)
  if (!noteMigration(scene, call)) noteDestructiveVerb(scene, call)
  noteOutputs(scene, call)
  noteHelpers(scene, call.args)
  const secrets = call.args.filter((field) => namesSecret(scene, field))
  const read = secrets.length > 0 ? readPaths(scene, secrets) : EMPTY
  let taint = call.stdin.taint | read.taint
  for (const field of call.args) taint |= field.taint
  return source === 'project' ? { text: null, taint, own: true } : { text: null, taint }
}

/** A program of every day: what it is given to read and told to write counts, nothing else does. */
export const tool: Program = (scene, call) => {
  if (call.args.length === 0) return { text: null, taint: call.stdin.taint }
  noteOutputs(scene, call)
  noteGivenCode(scene, call)
  const secrets = call.args.filter((field) => namesSecret(scene, field))
  const read = secrets.length > 0 ? readPaths(scene, secrets) : EMPTY
  return { text: null, taint: call.stdin.taint | read.taint }
}

const CODE_OPTION = /^(?:-e|-E|--?(?:eval|evaluate|expression|execute|expr|run|batch))$/
const CODE_VALUE = /^--?(?:eval|evaluate|expression|execute|expr)[=:](.+)$/s

/** Code that an option brings, in whatever language. */
function noteGivenCode(scene: Scene, { name, args }: Invocation): void {
  for (const [at, { text }] of args.entries()) {
    const code =
      CODE_VALUE.exec(text)?.[1] ?? (CODE_OPTION.test(args[at - 1]?.text ?? '') ? text : '')
    if (/[\s("'`[]/.test(code)) noteForeignCalls(scene, name, code.slice(0, MAX_GIVEN))
  }
}

const MAX_GIVEN = 4000

/** A file that starts something by itself, handed to a program that we know nothing of. */
function noteLasting(scene: Scene, { name, args }: Invocation): void {
  for (const field of args) {
    if (!/^[~/]/.test(field.text) || /\s/.test(field.text)) continue
    const { path, place } = touch(scene, field)
    if (place === 'project' || place === 'temporary' || !startsLater(path)) continue
    signal(scene, 'other-tool', `hands ${path} to ${name}`)
    return
  }
}

/** A program that this call wrote itself: a download is reported, text is read as shell. */
function runWrittenProgram(scene: Scene, call: Invocation): void {
  if (!call.path.includes('/')) return
  const path = touch(scene, { text: call.path, glob: false, taint: TAINT.none })
  const written = scene.files.get(path.path)
  if (liesInFetched(scene, path.path)) flow(scene, 'download-to-execute', path.path)
  if (!written) {
    noteClonedRun(scene, path.path)
    return
  }
  if (written.taint & TAINT.download) flow(scene, 'download-to-execute', path.path)
  else if (written.text === null) {
    if (written.printed) flow(scene, 'stdin-to-execute', path.path)
  } else if (!/^#!(?!.*sh\b)/.test(written.text)) {
    if (STARTS_ITSELF.test(written.text)) signal(scene, 'endless-fork', path.path)
    const inner = withArguments(scene, call.args)
    setZero(inner, { text: call.path, glob: false, taint: TAINT.none })
    scene.runner.text(inner, written.text, call.stdin)
    noteRewritten(scene, { file: path.path, before: written, program: call.name })
  }
}

/** A script runs in a shell of its own, with its arguments. */
function withArguments(scene: Scene, args: readonly Field[]): Scene {
  return { ...childShell(scene), positional: args }
}

function sourceOf(scene: Scene, call: Invocation): 'program' | 'project' | 'file' {
  if (!call.path.includes('/')) return 'program'
  const path = touch(scene, { text: call.path, glob: false, taint: TAINT.none })
  if (path.place === 'project' || isBuilt(scene, path.path)) return 'project'
  const installed =
    path.place === 'system' ||
    isInstalled(path.path, scene.ground.home) ||
    isEnvironmentAround(path.path, scene.ground)
  return installed ? 'program' : 'file'
}

function namesSecret(scene: Scene, field: Field): boolean {
  const { text } = field
  if (!/[./]/.test(text) || text.length > 300 || /\s/.test(text)) return false
  const path = text.replace(/^[-\w]*[=@:](?=[.~/\w])/, '')
  if (path.includes('://')) return false
  resolvePath(path, scene.cwd, scene.ground.home)
  return touch(scene, { ...field, text: path }).secret === true
}

/** Words that start another program or are one, so that it is judged as if it ran. */
const STARTS_PROGRAM =
  /(?:^|[\s'"!;|&=:(`])(?:(?:\/usr)?(?:\/local)?\/s?bin\/)?(?:ba|z|k|da|a|c|tc|fi)?sh\b|\b(?:rm|dd|mkfs\S*|shred|curl|wget|nc|ncat|chmod|chown|mv|shutdown|reboot|killall|system|exec|spawn|eval)\b[\s('"]/

/** How sure it is that a program runs the commands that it is given. */
export interface Carrying {
  /** Whether a command that is denied of its own runs here, as words or where an option names it. */
  readonly runs: boolean
}

const RUNS_THEM: Carrying = { runs: true }
const MAY_SHOW_THEM: Carrying = { runs: false }

/** Asks when an argument is itself a command that would not be allowed on its own. */
export function noteCarriedCommands(
  scene: Scene,
  args: readonly Field[],
  { runs }: Carrying = MAY_SHOW_THEM,
): void {
  let tried = 0
  for (let at = 0; at < args.length && tried < MAX_CARRIED && spend(scene, 1); at++) {
    const name = baseName(args[at]?.text ?? '')
    const carried = carriedText(args, at, name)
    if (carried !== null) tried++
    if (!startsShell(args, at, name) && !(carried !== null && wouldStop(scene, carried))) continue
    noteCarried(scene, args, { at, name, carried, runs })
    return
  }
}

interface Carried {
  readonly at: number
  readonly name: string
  readonly carried: string | readonly Field[] | null
  readonly runs: boolean
}

function noteCarried(scene: Scene, args: readonly Field[], found: Carried): void {
  const { at, name, carried, runs } = found
  signal(scene, 'carries-command', typeof carried === 'string' ? carried.slice(0, 80) : name)
  if (runs && carried !== null) runDenied(scene, args, { at, carried })
}

/** Options and words behind which a command line stands. */
const TAKES_COMMAND =
  /^(?:-c|-x|-e|--?(?:[\w.-]*[-.])?(?:exec|execute|command|cmd|shell|run|script|hook|call|eval)(?:-\w+)?|exec|run|shell|sh|cmd|call|eval)$/

/** A program that is given a command line where one stands runs it, and what is denied alone is denied there. */
function runDenied(
  scene: Scene,
  args: readonly Field[],
  { at, carried }: { readonly at: number; readonly carried: string | readonly Field[] },
): void {
  // Words behind an unknown program may be meant for a container or another machine: a person decides.
  if (typeof carried !== 'string') return
  const named = /^--?(?:[\w-]*-)?(?:exec|command|cmd|shell|run|hook)=(.+)$/s.exec(carried)?.[1]
  const text = named ?? (TAKES_COMMAND.test(args[at - 1]?.text ?? '') ? carried : undefined)
  if (text === undefined) return
  const command = [text, ...insideQuotes(text)].find((one) => isDenied(scene, one))
  if (command !== undefined) scene.runner.text(fork(scene), command, EMPTY)
}

/** Most texts of one file that are tried as commands. */
const MAX_TRIED = 12
const MAX_FILE_TEXT = 4000

/** Commands in a file of settings or in a language that we do not read, which runs: what is denied alone is denied there. */
export function runDeniedLines(scene: Scene, text: string): void {
  const lines = text.slice(0, MAX_FILE_TEXT).split('\n')
  const candidates = lines.filter((line) => STARTS_PROGRAM.test(line)).flatMap(commandsIn)
  for (const candidate of candidates.slice(0, MAX_TRIED)) {
    if (!spend(scene, 4)) return
    if (isDenied(scene, candidate)) scene.runner.text(fork(scene), candidate, EMPTY)
  }
}

/** What of a line may be a command: all of it, what stands behind a sign, in brackets or in quotes. */
function commandsIn(line: string): readonly string[] {
  const behind = line.split(/[!|=:{]\s*/, 6).slice(1)
  const inBrackets = /\(COMMAND\s+(.+)\)\s*$/i.exec(line)?.[1] ?? ''
  const quoted = [...line.matchAll(/(["'`])((?:(?!\1).){3,300})\1/g)].map((match) => match[2] ?? '')
  return [
    line,
    inBrackets,
    ...quoted.slice(0, 12),
    ...behind.map((part) => part.replace(/[}\]\s]+$/, '')),
  ]
    .filter((part) => STARTS_PROGRAM.test(part))
    .slice(0, 6)
}

function isDenied(scene: Scene, carried: string): boolean {
  const trial = trialOf(scene)
  trial.runner.text(trial, carried, EMPTY)
  return decide(trial.findings, trial.ground).decision === 'deny'
}

function trialOf(scene: Scene): Scene {
  return { ...fork(scene), findings: createFindings(), files: copy(scene.files), nested: true }
}

function startsShell(args: readonly Field[], at: number, name: string): boolean {
  if (!isShell(name)) return false
  return args[at]?.text !== name || (COMMON_SHELL.test(name) && startsHere(args, at))
}

/** A bare word starts a program when it comes first, after an option or before arguments. */
function startsHere(args: readonly Field[], at: number): boolean {
  const before = args[at - 1]?.text
  return before === undefined || before.startsWith('-') || at + 1 < args.length
}

const RISKY_NAMES =
  /^(?:rm|dd|shred|mkfs(?:\..*)?|truncate|git|curl|wget|nc|ncat|chmod|chown|sudo|doas|find|xargs|env|python3?|node|perl|ruby|mv|docker|kubectl|terraform|psql|kill|pkill|killall|shutdown|reboot|eval|exec|npm|busybox|crontab)$/

function carriedText(
  args: readonly Field[],
  at: number,
  name: string,
): string | readonly Field[] | null {
  const text = args[at]?.text ?? ''
  if (RISKY_NAMES.test(name) && at + 1 < args.length) return args.slice(at)
  if (!/[\s(]|\/bin\//.test(text) || !STARTS_PROGRAM.test(text)) return null
  return text
}

/** Whether a command given as words or as text would not be allowed on its own. */
export function wouldStop(scene: Scene, carried: string | readonly Field[]): boolean {
  const trial = trialOf(scene)
  if (typeof carried !== 'string') {
    trial.runner.argv(trial, carried, EMPTY)
    return decide(trial.findings, trial.ground).decision !== 'allow'
  }
  if (/\/bin\/(?:\w*sh)\b/.test(carried) && !/\.sh\b/.test(carried)) return true
  for (const candidate of [carried, carried.replace(/^[^!]*!/, ''), ...insideQuotes(carried)]) {
    trial.runner.text(trial, candidate, EMPTY)
    trial.findings.signals.splice(
      0,
      trial.findings.signals.length,
      ...trial.findings.signals.filter((seen) => seen.kind !== 'parse-error'),
    )
    if (decide(trial.findings, trial.ground).decision !== 'allow') return true
  }
  return false
}

function insideQuotes(text: string): string[] {
  return [...text.matchAll(/(["'`])((?:(?!\1).){3,400})\1/gs)]
    .slice(0, 4)
    .map((match) => match[2] ?? '')
}
