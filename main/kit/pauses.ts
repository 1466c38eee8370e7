import { setImmediate } from 'node:timers/promises'

/** Longest stretch of work before others get their turn, in milliseconds. */
const stretchMs = 8

/** Makes a function to await often within long work: it lets the event loop run whenever the work took its stretch. */
export function createPauses(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < stretchMs) return undefined
    return setImmediate().then(() => {
      since = performance.now()
    })
  }
}
