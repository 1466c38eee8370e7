// The icon of the app in the system's panel: what waits, what works, whether the record holds.
// State: none; everything is read from the snapshot of the app.
// Must never answer a question: a row opens its card.
import type { Clock } from '../kit/clock.ts'
import type { Feeds } from '../kit/feed.ts'
import type { TrayPort } from '../kit/tray-port.ts'
import { type TrayGround, trayView } from './tray-view.ts'

/** What the icon follows. */
export interface TrayDeps {
  readonly port: TrayPort
  readonly feeds: Feeds
  readonly clock: Clock
  /** The app's state now; null when it cannot be read, which leaves the icon as it is. */
  ground(): Promise<TrayGround | null>
  readonly pauseMs?: number
}

/** Many changes come at once; the panel need not follow each. */
const usualPauseMs = 250
/** What was set aside comes back by the clock alone. */
const lookMs = 30_000

/** Shows the icon and follows every change until it is closed. */
export function createTray(deps: TrayDeps): { close(): void } {
  const { port, clock, pauseMs = usualPauseMs } = deps
  let shown = ''
  let timer: NodeJS.Timeout | null = null
  let isClosed = false

  const look = async () => {
    const ground = await deps.ground()
    if (isClosed || !ground) return
    const view = trayView(ground, clock.now())
    const text = JSON.stringify(view)
    if (text === shown) return
    shown = text
    port.show(view)
  }
  const lookSoon = () => {
    timer ??= setTimeout(() => {
      timer = null
      void look()
    }, pauseMs)
  }

  const leave = deps.feeds.open('app')?.subscribe(null, lookSoon)
  const interval = setInterval(lookSoon, lookMs)
  interval.unref()
  void look()
  return {
    close() {
      isClosed = true
      leave?.()
      clearInterval(interval)
      if (timer) clearTimeout(timer)
      port.close()
    },
  }
}
