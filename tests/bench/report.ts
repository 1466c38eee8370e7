/** One measured figure; where there is a baseline it was measured in the same run. */
export interface BenchRow {
  readonly label: string
  readonly value: number
  readonly unit: string
  readonly baseline?: number
  /** `value` against `baseline`, oriented as the label says. */
  readonly ratio?: number
  /** The bar that `ratio`, or `value` where there is none, must meet. */
  readonly bar?: number
  readonly met?: boolean
}

/** What one benchmark found. */
export interface BenchReport {
  readonly name: string
  readonly rows: readonly BenchRow[]
}
