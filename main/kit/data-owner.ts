import type { z } from 'zod'
import type { Forgetting } from './forget-secret.ts'

/** One file or record a feature holds, readable for an export. */
export interface HeldData {
  /** Path relative to the home folder, or a name where it is no file (a keychain entry). */
  readonly path: string
  readonly bytes: number
  /** What there is to say of it besides what such files are, as part of a sentence. */
  readonly note?: string
  /** Why `read` gives nothing, as a sentence; absent where it must not leave this machine. */
  readonly whyNot?: string
  /** Time of the oldest and the newest thing in it, in milliseconds since the epoch; absent means the file's own time. */
  readonly fromMs?: number
  readonly toMs?: number
  /** Contents for an export, without secrets; null where they must not leave (credentials). */
  read(): Promise<Uint8Array | null>
}

/** What an erase or a retention run removed, for the receipt. */
export interface Removal {
  readonly path: string
  readonly bytes: number
  /** Where it led, when it was a link; nothing behind it was touched. */
  readonly linkTo?: string
  /** What there is to say of it, as a sentence. */
  readonly note?: string
}

/** A file that carries a format marker, and up to which version this program reads it. */
export interface HeldMarker {
  /** Of the path, as of a format. */
  readonly pattern: string
  readonly format: string
  readonly version: number
  /** True where not even a newer one may leave this machine. */
  readonly isSealed?: boolean
}

/** Says to whoever opens an export what a file is. */
export interface HeldFormat {
  /** Of the path; `*` stands for anything within one folder. */
  readonly pattern: string
  readonly what: string
  /** Shape of the file, or of each of its lines where it ends in `.jsonl`. */
  readonly schema?: z.ZodType
}

/** Where a secret stood, and where it stays with the reason. */
export interface ForgetFindings {
  readonly found: readonly {
    readonly path: string
    readonly places: number
    /** Other files in which these places lie, and which are rewritten with it. */
    readonly inFiles?: readonly string[]
  }[]
  readonly stays: readonly { readonly path: string; readonly why: string }[]
}

/** Every feature with state exports one, so that privacy can list, export, erase and retain without knowing features. */
export interface DataOwner {
  readonly name: string
  /** What each of its files is. */
  readonly formats?: readonly HeldFormat[]
  /** Those of its files that carry a format marker; one of a newer version, which the part cannot read, is then listed, exported and erased with the others. */
  readonly markers?: readonly HeldMarker[]
  /** Why something of it is there right after an erase, as a sentence. */
  readonly stays?: string
  /** True where anything that is left after an erase should have gone. */
  readonly leavesNothing?: boolean
  /** True where its folder is needed whole to take back what was done elsewhere, so that it is not erased behind a link. */
  readonly keepsLinkedFolder?: boolean
  export(): AsyncIterable<HeldData>
  erase(): Promise<readonly Removal[]>
  /** Removes what is older than the feature keeps it; `now` in milliseconds since the epoch. */
  retain(now: number): Promise<readonly Removal[]>
  /** Finds a secret in everything it holds, and takes it out with `replace`; absent where nothing may be rewritten. */
  forget?(secret: Forgetting, mode: 'find' | 'replace'): Promise<ForgetFindings>
}

/** Thrown by `erase` where something must stay, with the sentence for the receipt. */
export class StaysError extends Error {
  readonly why: string
  constructor(why: string) {
    super('something stays')
    this.why = why
  }
}
