import type { Clock } from '../../kit/clock.ts'

/**
 * Which of several pages answers for the terminal: each would answer a program's question by itself,
 * and the program would read the second answer as typed.
 */
export interface Viewers {
  /** The page typed, or fitted the terminal to itself: it answers from now on. */
  holds(viewer: string): void
  /** The page still draws. */
  isThere(viewer: string): void
  /** True for the page that answers; another takes over once that one has been silent. */
  mayReply(viewer: string): boolean
}

const silentMs = 5_000

/** Starts without a page; the first that is heard of answers. */
export function createViewers(clock: Pick<Clock, 'elapsed'>): Viewers {
  let holder: string | null = null
  let heardMs = 0
  const hear = (viewer: string) => {
    if (viewer === holder) heardMs = clock.elapsed()
  }
  const holds = (viewer: string) => {
    holder = viewer
    hear(viewer)
  }
  return {
    holds,
    isThere: hear,
    mayReply(viewer) {
      if (holder === null || clock.elapsed() - heardMs > silentMs) holds(viewer)
      return viewer === holder
    },
  }
}
