import type { Effect, Span } from '../../../shared/bouncer/model.ts'
import { SparseMap } from './sparse-map.ts'
import { SparseSet } from './sparse-set.ts'

/** Where data inside a call came from, as bits that flow through pipes, variables and files. */
export const TAINT = {
  none: 0,
  secret: 1,
  download: 2,
  decoded: 4,
  /** Came from a file of the system or the home, outside the project. */
  outside: 8,
  /** A listing of the machine's own state (environment, processes) that may hold secrets. */
  environment: 16,
  /** A credential of the environment by name: ordinary where a service asks who calls. */
  credential: 32,
  /** What a shell prints that takes its commands from elsewhere. */
  session: 64,
  /** A listing of all there is of a kind (branches, namespaces, machines), which nothing narrowed. */
  everything: 128,
  /** The name of the branch that is checked out. */
  branch: 256,
  /** The sources of the project as a whole, packed into one piece. */
  sources: 512,
  /** Numbers of the processes of the guard or of an agent. */
  guard: 1024,
  /** Numbers of processes that keep keys or passwords. */
  keepers: 2048,
  /** Numbers of processes found by their name, which others may have started. */
  processes: 4096,
  /** A file of a repository that this call cloned. */
  cloned: 8192,
} as const

/** A path that data took inside one call, which no single effect can show. */
export interface Flow {
  readonly kind:
    | 'secret-to-network'
    | 'environment-to-network'
    | 'outside-to-network'
    | 'sources-to-network'
    | 'download-to-execute'
    | 'decoded-to-execute'
    | 'stdin-to-execute'
    | 'network-to-shell'
    | 'download-to-file'
  readonly detail: string
  readonly spans: Span[]
}

/** Something noticed about the call itself rather than about the world. */
export interface Signal {
  readonly kind:
    | 'unparsed'
    | 'parse-error'
    | 'nul'
    | 'hidden-characters'
    | 'lookalike-name'
    | 'fork-bomb'
    | 'endless-fork'
    | 'fills-disk'
    | 'carries-command'
    | 'dangerous-content'
    | 'suspicious-url'
    | 'insecure-transport'
    | 'metadata-service'
    | 'internal-service'
    | 'private-address'
    | 'own-port'
    | 'foreign-source'
    | 'imitated-package'
    | 'hostile-package'
    | 'run-later'
    | 'project-settings-run'
    | 'unguarded-agent'
    | 'inline-danger'
    | 'inline-opaque'
    | 'broad-permissions'
    | 'wide-search'
    | 'container-escape'
    | 'other-tool'
    | 'private-reading'
    | 'key-reading'
    | 'personal-upload'
    | 'dubious-search'
    | 'money-sent'
    | 'risky-instructions'
    | 'harmful-instructions'
    | 'content-asks'
    | 'written-secret'
    | 'repeated-effect'
    | 'memory-lost'
    | 'written-hook'
    | 'wholesale-loss'
    | 'back-door'
    | 'capture'
    | 'exposure'
    | 'hidden-start'
    | 'machine-takeover'
    | 'poisoned-agent'
    | 'oversight-lost'
    | 'open-keys'
    | 'range-scan'
  readonly detail: string
  readonly spans: Span[]
}

/** Hears each command the engine believes may run, in order, with the words the program would get. */
export type CommandWatcher = (
  argv: readonly {
    readonly text: string
    readonly glob: boolean
    readonly listed?: boolean
  }[],
  span: Span,
) => void

/** What a call does that later calls of its session must know of. */
export interface Marks {
  /** Paths that now hold what another path holds or held: links, copies, moves, unpacked archives. */
  readonly sources: Map<string, string>
  /** Symbolic links of the project or a temporary folder that lead out of it, with where they lead. */
  readonly links: Map<string, string>
  /** Links of the program that runs now; they count from the next one on. */
  readonly newLinks: Map<string, string>
  /** Settings of git that were set, by name in lower case. */
  readonly settings: Map<string, string>
  /** Absolute paths of files that run. */
  readonly runs: SparseSet<string>
  /** Names of programs that are searched on the PATH. */
  readonly programs: SparseSet<string>
  /** Commands of git that run, aliases among them. */
  readonly gitVerbs: SparseSet<string>
}

/** Everything the engine learned about one call; rules look at nothing else. */
export interface Findings {
  readonly watch?: CommandWatcher | undefined
  readonly effects: Effect[]
  readonly flows: Flow[]
  readonly signals: Signal[]
  readonly missing: SparseSet<string>
  readonly marks: Marks
  /** Variables that the call looked at and whose names promise secrets; `*` for all there are. */
  readonly variables: SparseSet<string>
}

function createMarks(): Marks {
  return {
    sources: new SparseMap(),
    links: new SparseMap(),
    newLinks: new SparseMap(),
    settings: new SparseMap(),
    runs: new SparseSet(),
    programs: new SparseSet(),
    gitVerbs: new SparseSet(),
  }
}

/** Starts an empty record of findings. */
export function createFindings(watch?: CommandWatcher): Findings {
  return {
    watch,
    effects: [],
    flows: [],
    signals: [],
    missing: new SparseSet(),
    marks: createMarks(),
    variables: new SparseSet(),
  }
}
