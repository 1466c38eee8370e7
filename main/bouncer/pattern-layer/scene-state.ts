import type { ParsedScript } from 'unbash'
import type { Facts, Span } from '../../../shared/bouncer/model.ts'
import type { SessionMemory } from '../memory/session-memory.ts'
import { type CommandWatcher, createFindings, type Findings, TAINT } from './findings.ts'
import { SparseMap } from './sparse-map.ts'

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
  /** Stands for any number of names that a program lists. */
  readonly listed?: boolean
}

/** Data that flows: `text` is null when nothing of it is known; reading a line takes it away. */
export interface Stream {
  text: string | null
  readonly taint: number
  /** May end before its end. */
  readonly partial?: boolean
  /** What a program printed, so that running it runs whatever that was. */
  readonly printed?: boolean
  /** Made by the project's own programs or from its own files, so that running it runs the project. */
  readonly own?: boolean
  /** Name of the installed program that this is a copy of. */
  readonly program?: string | undefined
  /** Named pipe that it comes from. */
  readonly pipe?: string | undefined
}

/** A shell variable: its value, or the few values it may have at this point. */
export interface Value {
  readonly values: readonly string[]
  readonly taint: number
  /** Holds a pattern that stands for the names it finds. */
  readonly glob?: boolean
  /** Stands for one of the names that a program lists. */
  readonly listed?: boolean
  readonly elements?: readonly Field[]
  /** Subscripts of the elements where they are not 0, 1, 2 …. */
  readonly keys?: readonly string[]
  /** Its subscripts are names, and its elements in no order that is known. */
  readonly table?: boolean
  /** Cannot be changed, or perhaps not. */
  readonly fixed?: boolean
  /** Programs that are started see it, or perhaps. */
  readonly exported?: boolean | 'perhaps'
  /** Known not to be set. */
  readonly unset?: boolean
  /** May be set or not; what it holds is what it has where it is set. */
  readonly maybeUnset?: boolean
  /** What `declare` made of it: another variable's name, a number, letters of one case, or one of several. */
  readonly nature?: 'reference' | 'number' | 'lower' | 'upper' | 'capital' | 'mixed'
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
  /** Files and scripts that descriptors write to. */
  readonly targets: Map<number, Field>
  /** Named pipes made by this call, and whether a shell reads from them. */
  readonly pipes: Map<string, boolean>
  /** Hosts that descriptors write to. */
  readonly outlets: Map<number, string>
  /** Variables that the running function made its own, with what they held before; null outside functions. */
  locals: Map<string, Value | undefined> | null
  /** Scripts of `>(…)`, by the name that stands for them; they run when something is written. */
  readonly sinks: Map<string, ParsedScript>
  positional: readonly Field[]
  /** False while the arguments of the shell itself are not known. */
  positionalSure: boolean
  /** The list of a loop while it is read, and whether its order is not known; null elsewhere. */
  list: { unordered: boolean } | null
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
  /** States in which the innermost loop was left or begun anew early; null outside loops. */
  escapes: ShellState[] | null
  /** The same of all loops that are running, the outermost first. */
  loops: readonly ShellState[][]
  /** An assignment that was just read may have failed. */
  mayAbort: boolean
  /** The text whose lines the shell reads. */
  source: string
  /** States in which an expansion may have failed since the line began. */
  aborts: ShellState[]
  /** How often a loop, function, file or shell was left early. */
  leaves: number
  /** Standard error goes where it may be read. */
  errorsRead: boolean
  /** States in which the running function or file was left early; null outside both. */
  returns: ShellState[] | null
  /** What the input of the shell itself was, and what it was made by `exec`. */
  replaced: { readonly from: Stream; readonly to: Stream } | null
  /** The shell reads its commands from its input. */
  fed: boolean
  /** The shell keeps to POSIX. */
  posix: boolean
  /** `echo` may resolve escapes without being told. */
  escapesEcho: boolean
  /** What is assigned from here on is perhaps seen by programs that are started. */
  exportsAll: boolean
  /** Patterns may match whatever the case of the letters. */
  anyCase: boolean
  /** Depth at which the running shell began. */
  shellDepth: number
  depth: number
  /** Inside text that has no positions of its own in the input. */
  nested: boolean
  span: Span
  callStack: readonly string[]
  /** Functions that run now, and what held when they were called. */
  entered: readonly Entered[]
}

/** A function that runs. */
export interface Entered {
  readonly bodies: readonly unknown[]
  readonly argv: readonly Field[]
  readonly before: ShellState
  /** Called by itself, so that what it is given stands for any later round. */
  readonly again: boolean
}

/** Nothing flows. */
export const EMPTY: Stream = { text: '', taint: TAINT.none }
/** Output of a harmless program whose text we do not compute. */
export const OPAQUE: Stream = { text: null, taint: TAINT.none }

/** Units of work a call may cost: about one a word, a command costs ten. */
const MAX_STEPS = 6000

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
    variables: new SparseMap(),
    functions: new SparseMap(),
    aliases: new SparseMap(),
    files: new SparseMap(),
    descriptors: new SparseMap(),
    targets: new SparseMap(),
    pipes: new SparseMap(),
    outlets: new SparseMap(),
    locals: null,
    sinks: new SparseMap(),
    positional: [],
    positionalSure: false,
    list: null,
    many: false,
    choices: null,
    sure: true,
    lastPipe: false,
    traps: [],
    input: EMPTY,
    exitTraps: null,
    escapes: null,
    loops: [],
    returns: null,
    source: '',
    mayAbort: false,
    aborts: [],
    leaves: 0,
    errorsRead: false,
    replaced: null,
    fed: false,
    posix: false,
    escapesEcho: false,
    exportsAll: false,
    anyCase: false,
    shellDepth: 0,
    depth: 0,
    nested: false,
    span: { field: start.field, start: 0, end: start.length },
    callStack: [],
    entered: [],
  }
}

/** A copy whose changes of variables and folder do not reach the original; findings and files are shared. */
export function fork(scene: Scene, changes?: Partial<Scene>): Scene {
  const inner: Scene = {
    ...scene,
    variables: copy(scene.variables),
    functions: copy(scene.functions),
    aliases: copy(scene.aliases),
    descriptors: copy(scene.descriptors),
    exitTraps: null,
    escapes: null,
    loops: [],
    returns: null,
    aborts: [],
    shellDepth: scene.depth,
  }
  return changes ? Object.assign(inner, changes) : inner
}

/** A copy of a map of the scene, which costs nothing until either changes. */
export function copy<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
  return map instanceof SparseMap ? map.copy() : new SparseMap(new Map(map))
}

/** A shell that is started as a program: it has the exported variables and functions only. */
export function childShell(scene: Scene): Scene {
  const variables = new SparseMap<string, Value>()
  const functions = new SparseMap<string, unknown>()
  for (const [name, value] of scene.variables) {
    if (value.exported) variables.set(name, inherited(value))
  }
  for (const [name, body] of scene.functions) {
    if (scene.variables.get(`${name}()`)?.exported) functions.set(name, body)
  }
  return {
    ...scene,
    many: scene.many || [...variables.values()].some(({ values }) => values.length > 1),
    variables,
    functions,
    aliases: new SparseMap(),
    descriptors: copy(scene.descriptors),
    positional: [],
    positionalSure: true,
    lastPipe: false,
    traps: [],
    exitTraps: null,
    escapes: null,
    loops: [],
    returns: null,
    aborts: [],
    replaced: null,
    fed: false,
    posix: false,
    escapesEcho: false,
    exportsAll: false,
    anyCase: false,
    locals: null,
    shellDepth: scene.depth,
  }
}

/** What a program that is started finds of a variable: its text alone, and nothing of an array. */
function inherited({ values, taint, glob, listed, ...value }: Value): Value {
  const unsure = value.exported === 'perhaps' || value.nature === 'reference'
  if (unsure || value.elements?.some(({ text }) => text === UNKNOWN)) {
    return { values: [...new Set([...values, UNKNOWN])], taint, exported: true, maybeUnset: true }
  }
  if (value.elements) return { values: [''], taint: TAINT.none, unset: true }
  const { unset, maybeUnset } = value
  return {
    values,
    taint,
    exported: true,
    ...(glob ? { glob } : {}),
    ...(listed ? { listed } : {}),
    ...(unset ? { unset } : {}),
    ...(maybeUnset ? { maybeUnset } : {}),
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
