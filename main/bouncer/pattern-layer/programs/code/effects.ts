import { TAINT } from '../../findings.ts'
import { baseName, resolvePath } from '../../paths.ts'
import {
  deletePaths,
  emit,
  flow,
  fork,
  isKnown,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
  spend,
  touch,
  writePaths,
} from '../../scene.ts'
import { hostKind, judgeHost } from '../../urls.ts'
import { noteTainted } from '../script-files.ts'
import { isShell } from '../shell-names.ts'
import {
  type Arguments,
  choicesOf,
  fieldOf,
  NOTHING,
  optionOf,
  textOf,
  textValue,
  unknownValue,
  type Value,
} from './value.ts'
import type { Walk } from './walk.ts'

/** Takes the price of an effect from the budget of the call. */
function mayAct(walk: Walk): boolean {
  return !walk.muted && spend(walk.scene, 8)
}

const UNTRUSTED = TAINT.download | TAINT.decoded

function streamOf(walk: Walk, call: Arguments): Stream {
  const input = optionOf(call, 'input')
  if (input) return { text: input.text, taint: input.taint }
  return optionOf(call, 'stdin') ? OPAQUE : walk.stdin
}

function innerScene(walk: Walk, call: Arguments | null): Scene {
  const cwd = call ? optionOf(call, 'cwd', 'chdir') : undefined
  const scene = fork(walk.scene, { nested: true })
  if (cwd?.text != null) scene.cwd = resolvePath(cwd.text, walk.scene.cwd, walk.scene.ground.home)
  return scene
}

/** Runs text as a shell would and answers what it prints. */
export function runCommandText(walk: Walk, value: Value, call: Arguments | null = null): Value {
  if (walk.muted) return NOTHING
  let out: Value = NOTHING
  for (const choice of choicesOf(value)) out = runOneText(walk, choice, call)
  return out
}

function runOneText(walk: Walk, value: Value, call: Arguments | null): Value {
  if (value.taint & UNTRUSTED)
    noteTainted(walk.scene, { text: null, taint: value.taint }, walk.language)
  if (value.text === null || !/[^\uFFFC\s'"]/.test(value.text)) {
    if (!(value.taint & UNTRUSTED))
      signal(walk.scene, 'inline-opaque', 'a shell command that is computed')
    return unknownValue(value.taint)
  }
  const stdin = call ? streamOf(walk, call) : walk.stdin
  if (isShell(baseName(value.text.split(' ')[0] ?? ''))) walk.startsShell = true
  const out = walk.scene.runner.text(innerScene(walk, call), value.text, stdin)
  walk.taint |= out.taint & TAINT.secret
  return { text: out.text, taint: out.taint }
}

/** Starts a program from a list of words, a program and its list, or a line of shell text. */
export function runProcess(walk: Walk, call: Arguments): Value {
  const [first = NOTHING, second] = call.list
  if (walk.muted) return NOTHING
  if (first.items) return runWords(walk, first.items, call)
  const args = second?.props?.get('args')?.items
  if (args) return runWords(walk, [first, ...args], call)
  if (second?.items && first.text !== null) return runWords(walk, [first, ...second.items], call)
  const words = call.list.filter(
    (value) => value.text !== null || (!value.props && !value.body && !value.ref),
  )
  if (
    words.length > 1 &&
    second &&
    !second.props &&
    first.text !== null &&
    !/\s/.test(first.text)
  ) {
    return runWords(walk, words, call)
  }
  return runCommandText(walk, first, call)
}

/** `execl('/bin/sh', 'sh', '-c', …)`: the second word is only a name. */
export function runNamedProcess(walk: Walk, call: Arguments): Value {
  const list = call.list.filter((value) => value.ref === undefined || value.text !== null)
  const [program = NOTHING, ...rest] = list
  const words = rest[0]?.items ?? rest
  return runWords(walk, [program, ...words.slice(1)], call)
}

function runWords(walk: Walk, items: readonly Value[], call: Arguments): Value {
  if (walk.muted) return NOTHING
  const argv = items.slice(0, 64).map(fieldOf)
  const [program] = argv
  if (!program) return NOTHING
  if (isShell(baseName(program.text)) && argv.length < 3) walk.startsShell = true
  let taint: number = TAINT.none
  for (const field of argv) taint |= field.taint
  if (taint & UNTRUSTED && !isKnown(program.text)) {
    noteTainted(walk.scene, { text: null, taint }, walk.language)
  }
  const out = walk.scene.runner.argv(innerScene(walk, call), argv, streamOf(walk, call))
  walk.taint |= out.taint & TAINT.secret
  return { text: out.text, taint: out.taint }
}

/** Runs text as code of the same language. */
export function runCode(walk: Walk, value: Value): Value {
  if (walk.muted) return NOTHING
  if (value.body) return walk.runBody(walk, value.body, [])
  if (value.taint & UNTRUSTED)
    noteTainted(walk.scene, { text: null, taint: value.taint }, walk.language)
  if (value.text === null || !isKnown(value.text)) {
    if (!(value.taint & UNTRUSTED) && !value.project)
      walk.opaque ??= `${walk.language} code that builds more code`
    return NOTHING
  }
  return walk.runText(walk, value.text)
}

/** Deletes paths. */
export function deletes(walk: Walk, values: readonly Value[], recursive: boolean): void {
  if (!mayAct(walk)) return
  const fields = values.flatMap(flat).map(fieldOf)
  if (fields.length > 0) deletePaths(walk.scene, fields, recursive)
}

function flat(value: Value): readonly Value[] {
  if (value.items) return value.items
  return choicesOf(value)
}

/** Reads a file and answers what it holds. */
export function reads(walk: Walk, value: Value): Value {
  if (!mayAct(walk)) return NOTHING
  let found: Value = NOTHING
  for (const choice of flat(value)) {
    if (choice.text === null) {
      found = unknownValue(found.taint | choice.taint)
      continue
    }
    if (/^(?:https?|ftp):\/\//.test(choice.text)) {
      return requests(walk, { address: choice, taint: choice.taint, sends: false })
    }
    const field = fieldOf(choice)
    const read = readPaths(walk.scene, [field])
    const project = touch(walk.scene, field).place === 'project'
    found = { text: read.text, taint: read.taint | found.taint, project }
  }
  walk.taint |= found.taint
  return found
}

/** Writes a file. */
export function writes(
  walk: Walk,
  value: Value,
  data: { readonly value: Value; readonly append?: boolean },
): void {
  if (!mayAct(walk)) return
  const stream = { text: data.value.text, taint: data.value.taint }
  for (const choice of flat(value)) {
    writePaths(walk.scene, [fieldOf(choice)], data.append ? { ...stream, append: true } : stream)
  }
}

/** Notes text that the code prints. */
export function prints(walk: Walk, values: readonly Value[], ending: string): void {
  if (walk.muted) return
  const texts = values.filter((value) => value.ref === undefined || value.text !== null)
  for (const value of values) walk.taint |= value.taint
  const known = texts.length === values.length && texts.every((value) => value.text !== null)
  if (!known || walk.printed === null) walk.printed = null
  else walk.printed += texts.map(textOf).join(' ') + ending
}

/** The host of an address; `host:port` and bare hosts count too. */
function hostOf(walk: Walk, address: Value): string {
  const { text } = address.choices?.[0] ?? address
  if (text === null || text.startsWith('\uFFFC')) return ''
  return judgeHost(walk.scene, text)
}

/** A request over the network; answers what came back. */
export function requests(
  walk: Walk,
  request: { readonly address: Value; readonly taint: number; readonly sends: boolean },
): Value {
  if (walk.muted) return NOTHING
  if (request.address.text?.startsWith('file:')) return reads(walk, request.address)
  const host = hostOf(walk, request.address)
  const local = host !== '' && hostKind(host) === 'local'
  const coarse = request.sends ? walk.taint & (TAINT.secret | TAINT.environment) : TAINT.none
  if (!local) noteLeaves(walk.scene, host, request.taint | coarse)
  emit(walk.scene, {
    kind: 'network',
    host,
    direction: request.sends && !local ? 'upload' : 'download',
  })
  return { text: null, taint: local ? TAINT.none : TAINT.download, host }
}

/** Reports secrets that leave in another way than by a request. */
export function leaks(walk: Walk, taint: number, where: string): void {
  if (!walk.muted) noteLeaves(walk.scene, where, taint & ~TAINT.outside)
}

/** Asks the keychain for a password. */
export function readsKeychain(walk: Walk): Value {
  if (walk.muted) return NOTHING
  const keychain = { path: 'keychain', certainty: 'exact', place: 'system', secret: true } as const
  emit(walk.scene, { kind: 'read', paths: [keychain] })
  walk.taint |= TAINT.secret
  return unknownValue(TAINT.secret)
}

function noteLeaves(scene: Scene, host: string, taint: number): void {
  if (taint & (TAINT.secret | TAINT.credential)) flow(scene, 'secret-to-network', host)
  else if (taint & TAINT.environment) flow(scene, 'environment-to-network', host)
  else if (taint & TAINT.outside) flow(scene, 'outside-to-network', host)
}

/** A port opened to whoever can reach the host. */
export function listens(walk: Walk, host: Value | undefined): void {
  if (walk.muted) return
  walk.connectedTo ??= 'whoever connects'
  const name = host?.text ?? ''
  const shown = /^[\w.:-]+$/.test(name) && !/^\d+$/.test(name) ? name : '0.0.0.0'
  emit(walk.scene, { kind: 'network', host: shown, direction: 'listen' })
}

/** Changes the folder that later paths start from. */
export function changesFolder(walk: Walk, value: Value | undefined): void {
  if (walk.muted || value?.text == null) return
  walk.scene.cwd = resolvePath(value.text, walk.scene.cwd, walk.scene.ground.home)
}

/** Something consequential that is not readable further. */
export function noteOpaque(walk: Walk, what: string): void {
  if (!walk.muted) walk.opaque ??= what
}

/** A path in a folder. */
export function listing(value: Value): Value {
  return { ...textValue(textOf(value), value.taint), glob: true }
}
