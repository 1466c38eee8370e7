import type { FactKind } from '../../../shared/bouncer/model.ts'

/** What is to be looked up for one call; every path is absolute, and data to the worker. */
export interface FactsQuery {
  readonly cwd: string
  readonly workspace: string
  readonly home: string
  /** Paths whose real place matters. */
  readonly paths: readonly string[]
  /** Names to be found on the PATH. */
  readonly programs: readonly string[]
  /** Files to be hashed. */
  readonly hashes: readonly string[]
  readonly git: boolean
}

/** The kinds of facts that a query asks for, in the order they are looked up. */
export function wantedKinds({ paths, programs, hashes, git }: FactsQuery): FactKind[] {
  return [
    ...(paths.length > 0 ? (['realPaths'] as const) : []),
    ...(hashes.length > 0 ? (['hashes'] as const) : []),
    ...(programs.length > 0 ? (['programs'] as const) : []),
    ...(git ? (['git'] as const) : []),
  ]
}
