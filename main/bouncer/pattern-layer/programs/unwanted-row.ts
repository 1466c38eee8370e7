import type { Signal } from '../findings.ts'

/** A command line that nobody wants, or that a person must see. */
export interface UnwantedRow {
  /** Programs, separated by blanks. */
  readonly names: string
  readonly kind: Signal['kind']
  /** Every one of these shapes stands in the arguments, joined by blanks. */
  readonly all: readonly RegExp[]
  /** None of these stands there. */
  readonly none?: RegExp
  /** What it does, for the person. */
  readonly what: string
}

/** A row whose kind its table says. */
export type RowOf = Omit<UnwantedRow, 'kind'>

/** Clients of clusters. */
export const CLUSTERS = 'kubectl oc k3s k0s microk8s kubecolor'

/** Clients of forges. */
export const FORGES = 'gh glab tea berg hub-cli'
