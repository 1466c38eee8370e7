/** Makes a program that prints faster than anybody draws wait. */
export interface Flow {
  /** Characters printed so far, all together. */
  printed(total: number): void
  /** A page has drawn up to there; the quickest one counts. */
  drawn(total: number): void
  viewers(count: number): void
  close(): void
}

/** What flow control acts on. */
export interface FlowDeps {
  pause(): void
  resume(): void
  /** Characters that may be printed and not drawn. */
  readonly mostAhead?: number
  /** How long a page may draw nothing before nobody waits for it, in milliseconds. */
  readonly patienceMs?: number
}

/**
 * Pauses while even the quickest page lags. Without a page, or with pages that hang, the program
 * goes on: terminals live on when the last window closes, and what is not seen is dropped.
 */
export function createFlow(deps: FlowDeps): Flow {
  const { mostAhead = 400_000, patienceMs = 3_000 } = deps
  let printed = 0
  let drawn = 0
  let count = 0
  let isPaused = false
  let isWaitedFor = true
  let timer: NodeJS.Timeout | undefined

  const goOn = () => {
    clearTimeout(timer)
    if (isPaused) deps.resume()
    isPaused = false
  }
  const giveUp = () => {
    isWaitedFor = false
    goOn()
  }
  const look = () => {
    const ahead = printed - drawn
    if (isPaused && ahead <= mostAhead / 4) goOn()
    if (isPaused || count === 0 || !isWaitedFor || ahead <= mostAhead) return
    isPaused = true
    deps.pause()
    timer = setTimeout(giveUp, patienceMs)
    timer.unref()
  }
  return {
    printed(total) {
      printed = total
      look()
    },
    drawn(total) {
      isWaitedFor = true
      drawn = Math.max(drawn, Math.min(total, printed))
      if (isPaused) timer?.refresh()
      look()
    },
    viewers(now) {
      // Whoever comes begins with what is kept, so that nothing of before is owed.
      if (now > count) {
        drawn = count === 0 ? printed : drawn
        isWaitedFor = true
      }
      count = now
      if (count === 0) goOn()
    },
    close: () => clearTimeout(timer),
  }
}
