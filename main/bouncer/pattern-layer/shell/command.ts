import type { Assignment, Command, Word } from 'unbash'
import { noteEarlierCode } from '../earlier/earlier-calls.ts'
import { TAINT } from '../findings.ts'
import { baseName } from '../paths.ts'
import { noteEnvironment } from '../programs/environment.ts'
import { isShell } from '../programs/shell-names.ts'
import { programFor } from '../programs/table.ts'
import { runUnknownProgram } from '../programs/unknown-program.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  isKnown,
  OPAQUE,
  plain,
  type Scene,
  type Stream,
  spend,
  touch,
  UNKNOWN,
  type Value,
} from '../scene.ts'
import { applyRedirects, settleRedirects } from './redirects.ts'
import { expandText, expandWord } from './words.ts'

/** Longest value of a variable that is followed. */
const MAX_VALUE = 4096

/** Expands and runs one simple command. */
export function runCommand(scene: Scene, node: Command, stdin: Stream): Stream {
  const argv = expandArgv(scene, node)
  const redirected = applyRedirects(scene, node.redirects, stdin)
  const assignments = node.prefix.filter((part) => part.type === 'Assignment')
  if (argv.length === 0) {
    let out: Stream = EMPTY
    for (const assignment of assignments) assign(scene, assignment)
    if (node.redirects.length > 0) out = redirected.stdin
    return settleRedirects(scene, redirected, out)
  }
  const restore = assignments.map((assignment) => {
    const before = scene.variables.get(assignment.name)
    assign(scene, assignment)
    return [assignment.name, before] as const
  })
  const out = runArgv(scene, argv, redirected.stdin)
  if (redirected.host !== null && argv.some((field) => isShell(baseName(field.text)))) {
    flow(scene, 'network-to-shell', redirected.host)
  }
  for (const [name, before] of restore) {
    if (before) scene.variables.set(name, before)
    else scene.variables.delete(name)
  }
  return settleRedirects(scene, redirected, out)
}

function expandArgv(scene: Scene, node: Command): Field[] {
  if (!node.name) return []
  const argv = expandWord(scene, node.name)
  for (const part of node.suffix) {
    if (!spend(scene, 1)) break
    if (part.type === 'Word') argv.push(...expandWord(scene, part))
    else if (part.type === 'Assignment') argv.push(assignmentField(scene, part))
  }
  return argv
}

function assignmentField(scene: Scene, part: Assignment): Field {
  if (part.value.type === 'ArrayValue') {
    const elements = part.value.elements.flatMap((word: Word) => expandWord(scene, word))
    scene.variables.set(part.name, arrayValue(elements))
    return plain(`${part.name}=(`)
  }
  const value = expandText(scene, part.value)
  return { text: `${part.name}=${value.text}`, glob: false, taint: value.taint }
}

function arrayValue(elements: readonly Field[]): Value {
  return { values: [elements[0]?.text ?? ''], taint: TAINT.none, elements }
}

function assign(scene: Scene, part: Assignment): void {
  const { name } = part
  if (part.value.type === 'ArrayValue') {
    const elements = part.value.elements.flatMap((word: Word) => expandWord(scene, word))
    const before = part.append ? (scene.variables.get(name)?.elements ?? []) : []
    scene.variables.set(name, arrayValue([...before, ...elements]))
    return
  }
  const value = expandText(scene, part.value)
  setVariable(scene, name, { ...value, append: part.append === true })
}

/** Gives a variable a value and notes it when it changes how later programs run. */
export function setVariable(
  scene: Scene,
  name: string,
  value: Field & { readonly append?: boolean },
): void {
  const before = value.append ? scene.variables.get(name) : undefined
  const values = (before ? before.values.map((text) => text + value.text) : [value.text]).map(
    (text) => (text.length > MAX_VALUE ? UNKNOWN : text),
  )
  scene.variables.set(name, { values, taint: value.taint | (before?.taint ?? TAINT.none) })
  noteEnvironment(scene, name, value)
}

/** Runs a program, builtin, function or alias with its arguments and answers what it prints. */
export function runArgv(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  const [first] = argv
  if (!first) return EMPTY
  if (!spend(scene, 5)) return OPAQUE
  scene.findings.watch?.(argv, scene.span)
  if (scene.functions.size > 0) {
    const out = scene.runner.call(scene, argv, stdin)
    if (out) return out
  }
  const alias = scene.aliases.get(first.text)
  if (alias !== undefined && !scene.callStack.includes(`alias ${first.text}`)) {
    return runAlias(scene, { alias, argv }, stdin)
  }
  if (!isKnown(first.text) || first.glob || first.taint & (TAINT.download | TAINT.decoded)) {
    return runUnseen(scene, argv, stdin)
  }
  noteEarlierCode(scene, argv, stdin)
  const name = baseName(first.text)
  const call = { name, path: first.text, args: argv.slice(1), stdin }
  const program = programFor(name, first.text.includes('/'))
  if (program && name !== first.text) noteForeignProgram(scene, first)
  return program ? program(scene, call) : runUnknownProgram(scene, call)
}

function runAlias(
  scene: Scene,
  call: { readonly alias: string; readonly argv: readonly Field[] },
  stdin: Stream,
): Stream {
  const [first, ...rest] = call.argv
  const inner = { ...scene, callStack: [...scene.callStack, `alias ${first?.text}`] }
  const text = [call.alias, ...rest.map((field) => quote(field.text))].join(' ')
  return scene.runner.text(inner, text, stdin)
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** A program whose name is computed: what runs is unknown. */
function runUnseen(scene: Scene, argv: readonly Field[], stdin: Stream): Stream {
  const [first] = argv
  const source = (first?.taint ?? 0) & TAINT.download ? 'download' : 'unknown'
  emit(scene, { kind: 'execute', source, program: first?.text ?? '' })
  return { text: null, taint: stdin.taint }
}

const INSTALLED =
  /\/\.(?:local|cargo|nvm|pyenv|rbenv|bun|deno|volta|asdf|npm-global|sdkman|fnm|rustup|yarn|pnpm)\/|\/go\/bin\/|\/node_modules\//

/** A well-known name at an unusual place may be another program. */
function noteForeignProgram(scene: Scene, field: Field): void {
  const path = touch(scene, field)
  const written = scene.files.get(path.path)
  if (written && written.taint & TAINT.download) {
    emit(scene, { kind: 'execute', source: 'download', program: path.path })
  } else if (path.place !== 'system' && path.place !== 'project' && !INSTALLED.test(path.path)) {
    emit(scene, { kind: 'execute', source: 'file', program: path.path })
  }
}
