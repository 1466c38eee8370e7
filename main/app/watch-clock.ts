import type { Notify } from '../kit/announce.ts'

/** What the watch reads. */
export interface ClockWatch {
  /** Milliseconds since the epoch, as the machine says. */
  readonly now: () => number
  /** Milliseconds since the machine was started, its sleep counted; the time of day does not change them. */
  readonly sinceStart: () => number
  readonly notify: Notify
}

/** A smaller step is what a clock does that is kept right, in milliseconds. */
const leastJumpMs = 60_000

/** Tells of a clock that was set while the app runs; to be called again and again. */
export function createClockWatch({ now, sinceStart, notify }: ClockWatch): () => void {
  let apart = now() - sinceStart()
  return () => {
    const nowApart = now() - sinceStart()
    const jumpMs = nowApart - apart
    apart = nowApart
    if (Math.abs(jumpMs) < leastJumpMs) return
    const where = jumpMs > 0 ? 'forward' : 'back'
    notify({
      ...({ level: 'warning', source: 'app' } as const),
      message: `The clock of this machine was set ${where} by ${lengthOf(Math.abs(jumpMs))}. Allowances whose time is over by either clock have ended, and none comes back. The record keeps its order; its times are those of the clock.`,
    })
  }
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

function lengthOf(ms: number): string {
  const [name, unitMs] = units.find(([, one]) => ms >= one) ?? ['minute', 60_000]
  const count = Math.round(ms / unitMs)
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
