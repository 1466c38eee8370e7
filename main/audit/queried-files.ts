import type { Segment } from './segments.ts'

/** The files to look through; `moves` changes whenever names have moved. */
export interface QueriedFiles {
  /** Oldest first. */
  readonly segments: readonly Segment[]
  readonly moves: number
}
