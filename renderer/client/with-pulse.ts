import type { CommandId } from '../../shared/kit/ids.ts'
import { type ConnectionStatus, observed, type Wire } from './wire.ts'

/** Pause between an answer and the next question, in milliseconds. */
const restMs = 200
/** Silence after which the app counts as hanging, in two halves, in milliseconds. */
const halfSilenceMs = 350

/** What the pulse needs of the page. */
export interface PulseDeps {
  readonly newId: () => string
  /** False while nobody looks at the page; nothing is asked then. */
  readonly isShown: () => boolean
  /** Calls back whenever the page may have come into sight. */
  readonly onShown: (listener: () => void) => void
}

/**
 * A wire that also notices an app that is there and does not answer: asks it a trifle several times
 * a second while the page is in sight, and says `silent` within a second.
 */
export function withPulse(wire: Wire, deps: PulseDeps): Wire {
  const status = observed<ConnectionStatus>(wire.status())
  let timer: ReturnType<typeof setTimeout> | null = null
  /** Tells an answer that is waited for from those of before. */
  let beat = 0
  let isAsking = false
  let isSilent = false
  let isClosed = false

  const settle = () => {
    const now = wire.status()
    const told: ConnectionStatus = isSilent && now.status === 'online' ? { status: 'silent' } : now
    if (told !== status.get() && !(told.status === 'silent' && status.get().status === 'silent')) {
      status.set(told)
    }
  }
  const after = (ms: number, run: () => void) => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(run, ms)
  }
  const answered = (mine: number) => {
    if (mine !== beat || isClosed) return
    isAsking = false
    isSilent = false
    settle()
    after(restMs, ask)
  }
  const missed = () => {
    isSilent = true
    settle()
  }
  function ask() {
    if (isClosed || isAsking || wire.status().status !== 'online' || !deps.isShown()) return
    isAsking = true
    beat += 1
    const mine = beat
    // Refused or not: whatever answers does not hang.
    void wire.call('app.pulse', {}, deps.newId() as CommandId).then(() => answered(mine))
    // In two halves: a page that was busy itself reads what came meanwhile before it judges.
    after(halfSilenceMs, () => after(halfSilenceMs, missed))
  }
  wire.onStatus(() => {
    // A lost connection has its own words, and the question is not repeated behind them.
    beat += 1
    isAsking = false
    isSilent = false
    if (timer) clearTimeout(timer)
    settle()
    ask()
  })
  deps.onShown(ask)
  ask()

  return {
    ...wire,
    status: () => status.get(),
    onStatus: (listener) => status.subscribe(listener),
    close() {
      isClosed = true
      if (timer) clearTimeout(timer)
      wire.close()
    },
  }
}
