/** How much may be looked at; when it is used up, the looking stops and says so. */
export interface Budget {
  readonly isSpent: boolean
  /** Counts one more thing; false when nothing more may be looked at. */
  take(bytes: number): boolean
}

/** What a budget is made of. */
export interface BudgetParts {
  readonly untilMs: number
  readonly mostThings: number
  now(): number
  /** Told now and then how far the counting is. */
  onProgress(files: number, bytes: number): void
}

/** Then twice as many, and so on: a long count is told by its time. */
const FIRST_TOLD = 400
const TOLD_EVERY_MS = 250

/** Opens a budget of time and number. */
export function createBudget(parts: BudgetParts): Budget {
  let things = 0
  let size = 0
  let toldMs = parts.now()
  let nextTold = FIRST_TOLD
  let isSpent = false
  return {
    get isSpent() {
      return isSpent || parts.now() > parts.untilMs
    },
    take(bytes) {
      if (isSpent) return false
      things += 1
      size += bytes
      if (things >= nextTold || parts.now() - toldMs > TOLD_EVERY_MS) {
        toldMs = parts.now()
        nextTold = Math.max(nextTold, things) * 2
        parts.onProgress(things, size)
        isSpent = toldMs > parts.untilMs
      }
      if (things >= parts.mostThings) isSpent = true
      return !isSpent
    },
  }
}
