import type { Copy, CopyDetail, RestoreReport } from '../../../shared/bouncer/undo.ts'
import type { Destruction } from './destruction.ts'
import type { CopyLimits, Summary } from './summarise.ts'
import type { CopyHead, KeepOutcome } from './write-copy.ts'

/** What every job of the thread is given. */
export interface JobSurroundings {
  /** Absolute folders that git is searched in. */
  readonly searched: readonly string[]
  readonly home: string
  /** Folder of the store. */
  readonly folder: string
  readonly limitMs: number
  readonly mostThings: number
}

/** One piece of work for a thread of its own. */
export type Job =
  | {
      readonly kind: 'count'
      readonly destruction: Destruction
      readonly workspace: string
      readonly limits: CopyLimits
    }
  | {
      readonly kind: 'keep'
      readonly destruction: Destruction
      readonly head: CopyHead
      readonly limits: CopyLimits
    }
  | { readonly kind: 'describe'; readonly id: Copy['id']; readonly workspace: string }
  | {
      readonly kind: 'restore'
      readonly id: Copy['id']
      readonly newer: 'beside' | 'replace'
      /** Head of the copy of what is replaced. */
      readonly head: CopyHead
      readonly limits: CopyLimits
    }
  | { readonly kind: 'sweep' }

/** What each kind of job comes to. */
export interface JobResults {
  readonly count: { readonly summary: Summary; readonly isWhole: boolean }
  readonly keep: KeepOutcome
  readonly describe: CopyDetail | null
  readonly restore:
    | { readonly status: 'done'; readonly report: RestoreReport }
    | { readonly status: 'missing' }
    /** What is newer could not be copied first, so nothing was written. */
    | { readonly status: 'unsaved'; readonly why: string }
  /** Bytes that the store takes now. */
  readonly sweep: number
}

/** What a thread tells. */
export type Told =
  | { readonly kind: 'progress'; readonly files: number; readonly bytes: number }
  | { readonly kind: 'result'; readonly result: JobResults[Job['kind']] }
