/** Lets so many run at once; who waits too long, or finds too many waiting, is turned away. */
export interface Slots {
  /** True when the caller may run; it then has to `leave`. */
  enter(): Promise<boolean>
  leave(): void
}

/** What bounds the slots. */
export interface SlotLimits {
  readonly running: number
  readonly waiting: number
  readonly waitMs: number
}

/** Creates free slots. */
export function createSlots({ running, waiting, waitMs }: SlotLimits): Slots {
  let used = 0
  const queue: ((isIn: boolean) => void)[] = []

  const wait = () =>
    new Promise<boolean>((resolve) => {
      const settle = (isIn: boolean) => {
        clearTimeout(timer)
        resolve(isIn)
      }
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(settle), 1)
        resolve(false)
      }, waitMs)
      queue.push(settle)
    })

  return {
    async enter() {
      if (used < running) {
        used += 1
        return true
      }
      return queue.length < waiting ? wait() : false
    },
    leave() {
      const next = queue.shift()
      // The place is handed on, so that nobody slips in between.
      if (next) next(true)
      else used -= 1
    },
  }
}
