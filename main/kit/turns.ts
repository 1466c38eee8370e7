/** Runs asynchronous work after all that was handed in before it, whether that succeeded or not. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** Creates a line of its own in which one piece of work runs at a time, in the order of the calls. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
}
