import type { ParsedScript } from 'unbash'
import type { Effect, Facts, Place, Span, TouchedPath } from '../../../shared/bouncer/model.ts'
import { recallFile, recallTaint, type SessionMemory } from '../memory/session-memory.ts'
import {
  type CommandWatcher,
  createFindings,
  type Findings,
  type Flow,
  type Signal,
  TAINT,
} from './findings.ts'
import { isHarmlessDevice, isWithin, placeOf, resolvePath } from './paths.ts'
import { linkedPath, realEntry, realPath } from './real-paths.ts'
import { holdsSecrets, patternMayHoldSecrets } from './sensitive-paths.ts'

/** Stands for text that cannot be computed; an input that holds it is treated as unknown too. */
export const UNKNOWN = '\uFFFC'

/** One argument after expansion, as the program would receive it. */
export interface Field {
  readonly text: string
  /** Has unquoted glob characters. */
  readonly glob: boolean
  readonly taint: number
  /** Quoted inside of an expansion, so that nothing splits it. */
  readonly whole?: boolean
}

/** Data that flows: `text` is null when nothing of it is known; reading a line takes it away. */
export interface Stream {
  text: string | null
  readonly taint: number
  /** What a program printed, so that running it runs whatever that was. */
  readonly printed?: boolean
  /** Made by the project's own programs or from its own files, so that running it runs the project. */
  readonly own?: boolean
}

/** A shell variable: its value, or the few values it may have at this point. */
export interface Value {
  readonly values: readonly string[]
  readonly taint: number
  readonly elements?: readonly Field[]
  /** Subscripts of the elements where they are not 0, 1, 2 …. */
  readonly keys?: readonly string[]
  /** Programs that are started see it. */
  readonly exported?: boolean
  /** Known not to be set. */
  readonly unset?: boolean
  /** What `declare` made of it: another variable's name, a number, lower or upper case. */
  readonly nature?: 'reference' | 'number' | 'lower' | 'upper'
}

/** Which of several possible values each variable has while one command is read. */
export interface Choices {
  /** Index of the value in use and how many there are, by variable and values. */
  readonly picks: Map<string, { at: number; readonly of: number }>
  /** Too many combinations: what is left is read as unknown. */
  spent: boolean
}

/** What the shell walker offers to programs that start other programs. */
export interface Runner {
  argv(scene: Scene, argv: readonly Field[], stdin: Stream): Stream
  text(scene: Scene, text: string, stdin: Stream): Stream
  tree(scene: Scene, tree: ParsedScript, stdin: Stream): Stream
  /** Runs a function of the script; null when there is none of that name or it runs already. */
  call(scene: Scene, argv: readonly Field[], stdin: Stream): Stream | null
}

/** Where a call happens: what paths and facts mean. */
export interface Ground {
  readonly workspace: string
  readonly home: string
  readonly facts: Facts | undefined
  /** What earlier calls of the session left behind; absent without a session, null when unreadable. */
  readonly memory?: SessionMemory | null | undefined
  readonly ownPorts: readonly number[]
  readonly ownHome: string
}

/** What commands can change and a branch that did not run leaves as it was. */
export interface ShellState {
  readonly variables: Map<string, Value>
  readonly functions: Map<string, unknown>
  readonly aliases: Map<string, string>
  readonly descriptors: Map<number, Stream>
  readonly positional: readonly Field[]
  readonly positionalSure: boolean
  readonly cwd: string
  readonly cwdSure: boolean
}

/** The state of the shell while a call is read from left to right. */
export interface Scene {
  readonly ground: Ground
  readonly findings: Findings
  readonly runner: Runner
  /** Work left before the call counts as too large to read. */
  readonly budget: { steps: number }
  /** Work left for text that earlier calls wrote, apart from the call's own. */
  readonly earlier: { steps: number }
  readonly field: string
  cwd: string
  /** False after a `cd` whose failure would leave later commands in the old folder. */
  cwdSure: boolean
  variables: Map<string, Value>
  functions: Map<string, unknown>
  aliases: Map<string, string>
  /** What this call wrote, by absolute path. */
  files: Map<string, Stream>
  descriptors: Map<number, Stream>
  /** Hosts that descriptors write to. */
  readonly outlets: Map<number, string>
  /** Variables that the running function made its own, with what they held before; null outside functions. */
  locals: Map<string, Value | undefined> | null
  /** Scripts of `>(…)`, by the name that stands for them; they run when something is written. */
  readonly sinks: Map<string, ParsedScript>
  positional: readonly Field[]
  /** False while the arguments of the shell itself are not known. */
  positionalSure: boolean
  /** Some variable may have several values. */
  many: boolean
  /** The values in use while a command is read once for each combination; null outside. */
  choices: Choices | null
  /** False where a command may be skipped, so that what it writes may not be there. */
  sure: boolean
  /** The last part of a pipeline may run in the shell itself. */
  lastPipe: boolean
  /** Texts that run after any command. */
  traps: readonly string[]
  /** Standard input of the shell, which substitutions read too. */
  input: Stream
  /** Texts that run when the shell ends; null when there are none. */
  exitTraps: string[] | null
  /** States in which a loop or function was left early; null outside both. */
  escapes: ShellState[] | null
  /** Depth at which the running shell began. */
  shellDepth: number
  depth: number
  /** Inside text that has no positions of its own in the input. */
  nested: boolean
  span: Span
  callStack: readonly string[]
}

/** Units of work a call may cost: about one a word, a command costs ten. */
const MAX_STEPS = 6000

/** Takes work from the budget; false when it is used up, which is noted once. */
export function spend(scene: Scene, units: number): boolean {
  const { budget } = scene
  if (budget.steps < 0) return false
  budget.steps -= units
  if (budget.steps >= 0) return true
  signal(scene, 'unparsed', 'too much to read in one call')
  return false
}

/** Nothing flows. */
export const EMPTY: Stream = { text: '', taint: TAINT.none }
/** Output of a harmless program whose text we do not compute. */
export const OPAQUE: Stream = { text: null, taint: TAINT.none }

/** Starts the scene of one call. */
export function createScene(
  start: Pick<Scene, 'ground' | 'runner' | 'field' | 'cwd'> & {
    readonly length: number
    readonly watch?: CommandWatcher | undefined
  },
): Scene {
  return {
    ground: start.ground,
    findings: createFindings(start.watch),
    runner: start.runner,
    budget: { steps: MAX_STEPS },
    earlier: { steps: MAX_STEPS },
    field: start.field,
    cwd: start.cwd,
    cwdSure: true,
    variables: new Map(),
    functions: new Map(),
    aliases: new Map(),
    files: new Map(),
    descriptors: new Map(),
    outlets: new Map(),
    locals: null,
    sinks: new Map(),
    positional: [],
    positionalSure: false,
    many: false,
    choices: null,
    sure: true,
    lastPipe: false,
    traps: [],
    input: EMPTY,
    exitTraps: null,
    escapes: null,
    shellDepth: 0,
    depth: 0,
    nested: false,
    span: { field: start.field, start: 0, end: start.length },
    callStack: [],
  }
}

/** A copy whose changes of variables and folder do not reach the original; findings and files are shared. */
export function fork(scene: Scene, changes: Partial<Scene> = {}): Scene {
  return {
    ...scene,
    variables: copy(scene.variables),
    functions: copy(scene.functions),
    aliases: copy(scene.aliases),
    descriptors: copy(scene.descriptors),
    exitTraps: null,
    shellDepth: scene.depth,
    ...changes,
  }
}

/** A copy of a map; cheap for an empty one. */
export function copy<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
  return map.size === 0 ? new Map() : new Map(map)
}

/** A shell that is started as a program: it has the exported variables and functions only. */
export function childShell(scene: Scene): Scene {
  const variables = new Map<string, Value>()
  const functions = new Map<string, unknown>()
  for (const [name, value] of scene.variables) if (value.exported) variables.set(name, value)
  for (const [name, body] of scene.functions) {
    if (scene.variables.get(`${name}()`)?.exported) functions.set(name, body)
  }
  return {
    ...scene,
    variables,
    functions,
    aliases: new Map(),
    descriptors: copy(scene.descriptors),
    positional: [],
    positionalSure: true,
    lastPipe: false,
    traps: [],
    exitTraps: null,
    escapes: null,
    locals: null,
    shellDepth: scene.depth,
  }
}

/** A field of plain text. */
export function plain(text: string, taint: number = TAINT.none): Field {
  return { text, glob: false, taint }
}

/** Whether every character is known. */
export function isKnown(text: string): boolean {
  return !text.includes(UNKNOWN)
}

/** Records an effect of the current command. */
export function emit(scene: Scene, effect: EffectWithoutSpans): void {
  scene.findings.effects.push({ ...effect, spans: [scene.span] } as Effect)
}

type DistributeOmit<T> = T extends unknown ? Omit<T, 'spans'> : never
/** An effect before it is given its place in the input. */
export type EffectWithoutSpans = DistributeOmit<Effect>

/** Records something noticed about the current command. */
export function signal(scene: Scene, kind: Signal['kind'], detail: string): void {
  scene.findings.signals.push({ kind, detail, spans: [scene.span] })
}

/** Records a path of data that ends in the current command. */
export function flow(scene: Scene, kind: Flow['kind'], detail: string): void {
  scene.findings.flows.push({ kind, detail, spans: [scene.span] })
}

/** The path a field names: where it lies, how sure that is, whether it holds secrets. */
export function touch(scene: Scene, field: Field): TouchedPath {
  const resolved = resolvePath(field.text, scene.cwd, scene.ground.home)
  return touchedPath(scene, { field, resolved, real: leadsTo(scene, resolved) })
}

/** Where a path leads, by facts, else by the links that this session made. */
function leadsTo(scene: Scene, path: string): string {
  const { facts } = scene.ground
  if (facts?.realPaths) return realPath(facts, path)
  return linkedPath(path, path, linksOf(scene))
}

/** The name itself, which is what goes when it is deleted, in the folder that it really lies in. */
function entryOf(scene: Scene, path: string): string {
  const { facts } = scene.ground
  if (facts?.realPaths) return realEntry(facts, path)
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
  return linkedPath(path, folder, linksOf(scene))
}

function linksOf({
  findings,
  ground,
}: Scene): readonly (ReadonlyMap<string, string> | undefined)[] {
  return [findings.marks.links, ground.memory?.links]
}

function touchedPath(
  scene: Scene,
  { field, resolved, real }: { field: Field; resolved: string; real: string },
): TouchedPath {
  const place: Place = placeOf(real, scene.ground)
  const certainty = certaintyOf(field, resolved)
  const secret =
    certainty === 'pattern'
      ? patternMayHoldSecrets(real, scene.ground.home)
      : holdsSecrets(real, scene.ground.home)
  return secret ? { path: real, certainty, place, secret } : { path: real, certainty, place }
}

function certaintyOf(field: Field, resolved: string): TouchedPath['certainty'] {
  if (!isKnown(resolved)) return 'unknown'
  return field.glob ? 'pattern' : 'exact'
}

/** Reads paths: records the effect and answers what flows out of them. */
export function readPaths(scene: Scene, fields: readonly Field[]): Stream {
  if (fields.length === 0) return EMPTY
  const paths: TouchedPath[] = []
  let taint: number = TAINT.none
  let text: string | null = null
  for (const field of fields) {
    const path = touch(scene, field)
    taint |= field.taint & ~TAINT.secret
    const held = heldBy(scene, path.path)
    taint |= held.taint | taintBelow(scene, path.path)
    if (fields.length === 1) text = held.text
    if (path.secret) taint |= TAINT.secret | (path.place === 'system' ? TAINT.outside : TAINT.none)
    else if (path.place === 'system' || path.place === 'home') taint |= TAINT.outside
    paths.push(path)
  }
  emit(scene, { kind: 'read', paths })
  return { text, taint }
}

/** What this call put into a folder that is read as a whole. */
function taintBelow(scene: Scene, folder: string): number {
  let taint: number = TAINT.none
  for (const [path, held] of scene.files) {
    if (path.length <= folder.length || !isWithin(path, folder)) continue
    taint |= held.taint
    if (holdsSecrets(path, scene.ground.home)) taint |= TAINT.secret
  }
  return taint
}

/** What a path gives to a reader: of what earlier calls wrote only the origin, the text may be another by now. */
function heldBy(scene: Scene, path: string): Stream {
  const written = scene.files.get(path)
  const { memory } = scene.ground
  if (!memory) return written ?? OPAQUE
  const text = written?.text ?? null
  return { text, taint: (written?.taint ?? TAINT.none) | recallTaint(memory, path) }
}

/** Writes data to paths and remembers what they now hold. */
export function writePaths(
  scene: Scene,
  fields: readonly Field[],
  data: Stream & { readonly append?: boolean },
): void {
  const kept = fields.filter((field) => !feedSink(scene, field, data))
  if (kept.length === 0) return
  const paths = kept.map((field) => touch(scene, field))
  for (const path of paths) {
    scene.files.set(path.path, contentAfter(scene, path.path, data))
    if (data.taint & TAINT.download) flow(scene, 'download-to-file', path.path)
  }
  emit(scene, data.append ? { kind: 'write', paths, append: true } : { kind: 'write', paths })
}

function heldBefore(scene: Scene, path: string): Stream | undefined {
  const { memory } = scene.ground
  return scene.files.get(path) ?? (memory ? (recallFile(memory, path) ?? undefined) : undefined)
}

/** What a file holds once data was written to it. */
function contentAfter(
  scene: Scene,
  path: string,
  data: Stream & { readonly append?: boolean },
): Stream {
  const before = data.append ? heldBefore(scene, path) : undefined
  const held = scene.files.get(path)
  const text = scene.sure
    ? textAfter(before, data.text)
    : textIfWritten(held, { text: data.text, append: data.append === true })
  const taint = data.taint | (before?.taint ?? TAINT.none)
  // Of two texts one is there: running the file runs either.
  const printed = text === null && data.text !== null && held !== undefined
  if (printed) return { text, taint, printed }
  const own = data.own === true && !data.append && (scene.sure || !held)
  return own ? { text, taint, own } : { text, taint }
}

function textAfter(before: Stream | undefined, text: string | null): string | null {
  return before && before.text !== null && text !== null ? before.text + text : text
}

/** A command that may be skipped leaves a file with its old or its new text. */
function textIfWritten(
  before: Stream | undefined,
  data: { readonly text: string | null; readonly append: boolean },
): string | null {
  if (!before) return data.text
  return before.text === data.text && !data.append ? data.text : null
}

function feedSink(scene: Scene, field: Field, data: Stream): boolean {
  if (!field.text.startsWith('/dev/')) return false
  const script = scene.sinks.get(field.text)
  if (script) scene.runner.tree(fork(scene, { nested: true }), script, data)
  return script !== undefined || isHarmlessDevice(field.text)
}

/** Deletes paths. */
export function deletePaths(scene: Scene, fields: readonly Field[], recursive: boolean): void {
  if (fields.length === 0) return
  const paths = fields.map((field) => deletedPath(scene, field))
  emit(scene, { kind: 'delete', paths, recursive })
}

/** After a `cd` that may have failed, "everything here" may be another folder. */
function deletedPath(scene: Scene, field: Field): TouchedPath {
  const resolved = resolvePath(field.text, scene.cwd, scene.ground.home)
  const real = entryOf(scene, resolved)
  const path = touchedPath(scene, { field, resolved, real })
  const everything = !scene.cwdSure && /^(?:\.\/?)?(?:\.?\*|\.)?$/.test(field.text)
  const near = path.place === 'project' || path.place === 'temporary'
  return everything && near ? { ...path, certainty: 'unknown', place: 'unknown' } : path
}
