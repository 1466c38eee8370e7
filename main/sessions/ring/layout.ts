import type { HiddenKind, LetThrough, RingView } from '../../../shared/sessions/ring.ts'

/** What an agent needs of this machine besides its project, as the agent's own driver says it. */
export interface AgentFolders {
  /** Absolute folders or files that it changes and that must stay: its conversations, its login. */
  readonly writable: readonly string[]
  /** Absolute folder of its settings and state: shown entry by entry, for reading. */
  readonly folder: string
  /** Absolute paths in there that begin empty for each run, and are gone afterwards. */
  readonly own: readonly string[]
  /** Files that it gets as a copy of its own, which nobody reads back. */
  readonly copies: readonly { readonly path: string; readonly content: Buffer }[]
  /** Absolute paths that must not be seen, although they are its own. */
  readonly hidden: readonly string[]
}

/** One step of laying out what is seen, in order: a later one lies over an earlier one. */
export type Mount =
  /** The same path as outside, for reading alone; skipped when it is gone by then. */
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string }
  /** An empty folder in memory. */
  | { readonly kind: 'memory'; readonly path: string }
  /** A folder within one in memory. */
  | { readonly kind: 'folder'; readonly path: string }
  /** An empty folder that nothing can be written into. */
  | { readonly kind: 'empty-folder'; readonly path: string }
  /** Nothing in the place of a file or socket. */
  | { readonly kind: 'empty-file'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'copy'; readonly path: string; readonly content: Buffer }
  /** The same over a file that is there. */
  | { readonly kind: 'copy-over'; readonly path: string; readonly content: Buffer }

/** What an agent in the ring sees, for the program that builds it and for the person. */
export interface Layout {
  /** The project's real path, in which the agent starts. */
  readonly project: string
  readonly mounts: readonly Mount[]
  readonly writable: readonly string[]
  readonly readOnly: readonly string[]
  /** What the agent may change and nobody needs afterwards; in memory where the system can do that. */
  readonly own: readonly string[]
  readonly hidden: readonly { readonly kind: HiddenKind; readonly path: string }[]
  readonly letThrough: readonly LetThrough[]
  readonly refused: RingView['refused']
}

/** True when the path is the folder or lies under it; both absolute and normal. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}
