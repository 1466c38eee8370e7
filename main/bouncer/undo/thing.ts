import type { Standing } from './repository.ts'

/** A file that may be lost. */
export interface FileThing {
  readonly type: 'file'
  /** Absolute, its folder without links. */
  readonly path: string
  readonly mode: number
  readonly mtimeMs: number
  readonly size: number
  /** How git knows it; `outside` where no repository holds it, `going` where the only one that does goes too. */
  standing: Standing | 'outside' | 'going'
  /** Folder that tools make again, such as `node_modules`; null for what nobody makes again. */
  rebuildable: string | null
  readonly isReadable: boolean
}

/** Anything that may be lost, as it lies there now. */
export type Thing =
  | FileThing
  | {
      readonly type: 'folder'
      readonly path: string
      readonly mode: number
      readonly mtimeMs: number
    }
  | { readonly type: 'link'; readonly path: string; readonly target: string }
  /** A pipe, a socket or a device: it is counted and never opened. */
  | { readonly type: 'other'; readonly path: string }
