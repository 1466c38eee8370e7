import type { Assignment, Command, CommandArgument, Redirection } from 'unbash'
import { noteEarlierCode } from '../earlier/earlier-calls.ts'
import { TAINT } from '../findings.ts'
import { baseName } from '../paths.ts'
import { afterProgram } from '../programs/afterwards.ts'
import { programPaths } from '../programs/answers.ts'
import { noteOwnReach } from '../programs/own-reach.ts'
import { runStream } from '../programs/script-files.ts'
import { noteSentFiles } from '../programs/sent-files.ts'
import { isShell } from '../programs/shell-names.ts'
import { programFor } from '../programs/table.ts'
import { runUnknownProgram } from '../programs/unknown-program.ts'
import { noteUnreadSecrets } from '../programs/unread-secrets.ts'
import {
  copy,
  EMPTY,
  type Field,
  flow,
  isKnown,
  OPAQUE,
  plain,
  type Scene,
  type Stream,
  signal,
  spend,
  UNKNOWN,
  type Value,
} from '../scene.ts'
import { capture, mergeInto } from './branches.ts'
import { assign, expandArgv } from './command-words.ts'
import { noteForeignProgram } from './foreign-syntax.ts'
import {
  copiedProgram,
  isUnseen,
  noteHiddenName,
  noteUnusualPlace,
  runFoundScript,
  runFromOldFolder,
  runMatching,
  runUnseen,
} from './found-programs.ts'
import { mayBeProgram } from './functions.ts'
import { maybe } from './loops.ts'
import { applyRedirects, inFlux, type Redirected, settleRedirects } from './redirects.ts'
import { resolveName, setVariable } from './variables.ts'
import { expandText } from './word-parts.ts'

/** Commands that change the shell they run in. */
export const CHANGES_SHELL =
  /^(?:cd|pushd|popd|export|declare|typeset|local|readonly|unset|set|shift|read|mapfile|readarray|printf|eval|source|\.|alias|unalias|exec|let|getopts|trap|shopt|command|builtin|break|continue|return|hash|wait|coproc)$/

/** Expands and runs one simple command. */
export function runCommand(scene: Scene, node: Command, stdin: Stream): Stream {
  const { argv, attached } = expandArgv(scene, node)
  if (argv.length === 0) return runEmpty(scene, node, { stdin, attached })
  if (isRedirected(node)) return runRedirected(scene, node, { argv, stdin, attached })
  return runAssigned(scene, node, { argv, stdin, attached })
}

interface Expanded {
  readonly argv: readonly Field[]
  readonly stdin: Stream
  /** Goes on with the last assignment before the program. */
  readonly attached: Field | undefined
}

/** Runs a program with the assignments before it; what it is given was read before them. */
function runAssigned(scene: Scene, node: Command, call: Expanded): Stream {
  const { argv, stdin } = call
  if (node.prefix.length === 0) return runArgv(scene, argv, stdin)
  const restore = assignForCommand(scene, node, call.attached)
  const out = runArgv(scene, argv, stdin)
  if (restore.length > 0) takeBack(scene, { restore, name: argv[0]?.text ?? '' })
  return out
}

/** Whether there are redirections; their list is built on first access, which most commands can spare. */
export function isRedirected(node: Command): boolean {
  for (const part of node.suffix) if (isRedirection(part)) return true
  for (const part of node.prefix) if (isRedirection(part)) return true
  return false
}

function isRedirection({ type }: CommandArgument | Redirection): boolean {
  return type !== 'Word' && type !== 'Assignment'
}

/** Assignments and redirections without a program change the shell itself. */
function runEmpty(
  scene: Scene,
  node: Command,
  { stdin, attached }: Pick<Expanded, 'stdin' | 'attached'>,
): Stream {
  const { descriptors } = scene
  for (const part of node.prefix) {
    if (part.type === 'Assignment') assignPart(scene, { node, part, attached })
  }
  if (node.redirects.length > 0) scene.descriptors = copy(descriptors)
  const redirected = applyRedirects(scene, node.redirects, stdin)
  const reads = node.redirects.length > 0 && !redirected.captured
  const out = settleRedirects(scene, redirected, reads ? redirected.stdin : EMPTY)
  scene.descriptors = descriptors
  return out
}

function runRedirected(scene: Scene, node: Command, call: Expanded): Stream {
  const { argv, stdin } = call
  const { redirects } = node
  if (redirects.some(({ end }) => node.suffix.some((part) => part.pos === end))) {
    signal(scene, 'parse-error', 'text right beside the target of a redirection')
  }
  const descriptors = argv[0]?.text === 'exec' ? null : scene.descriptors
  if (descriptors) scene.descriptors = copy(descriptors)
  const redirected = applyRedirects(scene, redirects, stdin)
  const name = argv[0]?.text ?? ''
  const changes = CHANGES_SHELL.test(name) || scene.functions.has(name)
  let out: Stream = EMPTY
  const run = () => {
    out = runAssigned(scene, node, { ...call, stdin: redirected.stdin })
  }
  if (changes && redirected.fails) maybe(scene, run)
  else run()
  if (redirected.host !== null && argv.some((field) => isShell(baseName(field.text)))) {
    flow(scene, 'network-to-shell', redirected.host)
  }
  const settled = settleRedirects(scene, redirected, out)
  if (descriptors) scene.descriptors = descriptors
  else if (argv.length === 1) keepRedirected(scene, redirected, stdin)
  return settled
}

/** `exec` without a program: the shell itself goes on with what was redirected. */
function keepRedirected(scene: Scene, redirected: Redirected, stdin: Stream): void {
  inFlux(scene, redirected)
  if (redirected.stdin === stdin) return
  scene.replaced = { from: scene.replaced?.from ?? stdin, to: redirected.stdin }
  if (scene.fed) runStream(scene, { stream: redirected.stdin, program: 'exec' })
}

type Restore = readonly (readonly [string, Value | undefined])[]

/** Assignments before a command are exported to it and taken back afterwards. */
function assignForCommand(scene: Scene, node: Command, attached: Field | undefined): Restore {
  const restore: [string, Value | undefined][] = []
  for (const part of node.prefix) {
    if (part.type !== 'Assignment') continue
    const name = resolveName(scene, part.name)
    const before = scene.variables.get(name)
    restore.unshift([name, before])
    if (before && !part.index) scene.variables.set(name, plainOf(before, part.append === true))
    assignPart(scene, { node, part, attached })
    const value = scene.variables.get(name)
    const exported = before?.fixed && before.exported !== true ? 'perhaps' : true
    if (value) scene.variables.set(name, { ...value, exported })
  }
  return restore
}

/** What is given to an array or a number before a command is a plain variable to it. */
function plainOf(before: Value, append: boolean): Value {
  const { values, taint, fixed, nature, elements } = before
  if (!nature && !elements) return before
  return { values: nature && append ? [UNKNOWN] : values, taint, ...(fixed ? { fixed } : {}) }
}

/** Assigns; a substitution that the parser cut off belongs to the last assignment. */
function assignPart(
  scene: Scene,
  at: { readonly node: Command; readonly part: Assignment; readonly attached: Field | undefined },
): void {
  const { part, attached } = at
  assign(scene, part)
  if (attached && part === at.node.prefix.at(-1)) {
    const index = part.index ? expandText(scene, part.index).text : null
    setVariable(scene, part.name, { ...attached, append: true, index })
  }
}

/** Builtins whose assignments stay, where the shell keeps to POSIX. */
const SPECIAL =
  /^(?::|\.|break|continue|eval|exec|exit|export|readonly|return|set|shift|source|times|trap|unset)$/

function takeBack(scene: Scene, call: { readonly restore: Restore; readonly name: string }): void {
  const kept = SPECIAL.test(call.name) ? capture(scene) : null
  for (const [name, before] of call.restore) {
    if (before) scene.variables.set(name, before)
    else scene.variables.delete(name)
  }
  if (kept) mergeInto(scene, [kept])
}

/** Runs a program, builtin, function or alias with its arguments and answers what it prints. */
export function runArgv(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  const first = argv[0]
  if (!first) return EMPTY
  if (!spend(scene, 5 + ((stdin.text?.length ?? 0) >> 5))) return OPAQUE
  scene.findings.watch?.(argv, scene.span)
  const { text } = first
  if (text === 'command' || text === 'builtin') return runPlainly(scene, argv, stdin)
  if (scene.functions.size > 0) {
    const out = scene.runner.call(scene, argv, stdin)
    if (out && !mayBeProgram(scene, text)) return out
  }
  const alias = scene.aliases.size > 0 ? scene.aliases.get(text) : undefined
  if (alias !== undefined && !scene.callStack.includes(`alias ${text}`)) {
    const before = capture(scene)
    // Aliases act only where they are switched on: the program of that name may run as well.
    maybe(scene, () => runProgram(scene, argv, stdin))
    const out = runAlias(scene, { alias, argv }, stdin)
    mergeInto(scene, [before])
    return { text: null, taint: out.taint }
  }
  return runProgram(scene, argv, stdin)
}

/** Runs past functions and aliases, as `command` and `builtin` do. */
function runPlainly(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  let at = 1
  for (; at < argv.length; at++) {
    const option = argv[at]?.text ?? ''
    if (option === '--' || !/^-[pvV]+$/.test(option)) break
    if (/[vV]/.test(option)) return programPaths(argv.slice(at + 1))
  }
  const rest = argv.slice(argv[at]?.text === '--' ? at + 1 : at)
  const [first] = rest
  if (!first) return EMPTY
  if (first.text === 'command' || first.text === 'builtin') return runPlainly(scene, rest, stdin)
  scene.findings.watch?.(rest, scene.span)
  return runProgram(scene, rest, stdin)
}

/** What of earlier calls and of this one runs by the name of a program. */
function noteWhatRuns(scene: Scene, argv: readonly Field[], stdin: Stream): void {
  const first = argv[0]
  if (!first) return
  if (first.taint & (TAINT.download | TAINT.decoded)) noteHiddenName(scene, first)
  noteEarlierCode(scene, argv, stdin)
  if (scene.files.size === 0) return
  if (first.glob) runMatching(scene, argv, stdin)
  runFoundScript(scene, first.text)
  runFromOldFolder(scene, argv, stdin)
}

function runProgram(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  const first = argv[0]
  if (!first) return EMPTY
  if (!isKnown(first.text) || first.listed || isUnseen(scene, first))
    return runUnseen(scene, argv, stdin)
  noteWhatRuns(scene, argv, stdin)
  const copied = copiedProgram(scene, first.text)
  const name = copied ?? baseName(first.text)
  const call = { name, path: first.text, args: argv.slice(1), stdin }
  const program = programFor(name, copied === undefined && first.text.includes('/'))
  if (program && name !== first.text) noteUnusualPlace(scene, first)
  if (!program) noteForeignProgram(scene, name)
  noteOwnReach(scene, call)
  const before = scene.findings.effects.length
  const out = program ? program(scene, call) : runUnknownProgram(scene, call)
  const unread = noteUnreadSecrets(scene, call, before)
  if (scene.findings.effects.length > before) noteSentFiles(scene, call, before)
  return afterProgram(scene, call, unread === 0 ? out : { ...out, taint: out.taint | unread })
}

function runAlias(
  scene: Scene,
  call: { readonly alias: string; readonly argv: readonly Field[] },
  stdin: Stream,
): Stream {
  const [first, ...rest] = call.argv
  const { callStack } = scene
  if (!isKnown(call.alias)) return runUnseen(scene, [plain(UNKNOWN)], stdin)
  if (!CLOSED.test(call.alias) || call.alias.includes('<<')) {
    signal(scene, 'parse-error', 'an alias that leaves something open')
  }
  scene.callStack = [...callStack, `alias ${first?.text}`]
  const text = [call.alias, ...followers(scene, call.alias, rest)].join(' ')
  const out = scene.runner.text(scene, text, stdin)
  scene.callStack = callStack
  return out
}

/** Every quote that is opened is closed. */
const CLOSED = /^(?:[^'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")*$/

/** The arguments after an alias; one that ends in a blank lets the next word be an alias too. */
function followers(scene: Scene, alias: string, rest: readonly Field[]): string[] {
  const quoted = rest.map((field) => quote(field.text))
  const next = /[ \t]$/.test(alias) ? scene.aliases.get(rest[0]?.text ?? '') : undefined
  if (
    next !== undefined &&
    (/[ \t]$/.test(next) || scene.aliases.has(/^\S*/.exec(next)?.[0] ?? ''))
  ) {
    signal(scene, 'parse-error', 'an alias of an alias')
  }
  return next === undefined ? quoted : [next, ...quoted.slice(1)]
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
