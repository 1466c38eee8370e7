import type { Socket } from 'node:net'
import type { EgressEntry } from '../../../shared/egress/model.ts'
import type { Clock } from '../clock.ts'

/** Measures one exchange and records it once, when it is over. */
export interface Meter {
  /** Counts on this connection from now on. */
  watch(socket: Socket): void
  end(outcome: EgressEntry['outcome']): void
}

/** Starts measuring an exchange with the host of a URL. */
export function startMeter(parts: {
  readonly clock: Clock
  readonly purpose: string
  readonly url: URL
  /** Whose it is, where an agent made it. */
  readonly session?: string
  record(entry: EgressEntry): void
}): Meter {
  const { clock, purpose, url } = parts
  const whose = parts.session === undefined ? {} : { session: parts.session }
  const at = clock.now()
  const from = clock.elapsed()
  let counted = () => ({ bytesOut: 0, bytesIn: 0 })
  let isOver = false
  return {
    watch(socket) {
      // A kept connection carries several exchanges, so only the difference is this one's.
      const [written, read] = [socket.bytesWritten, socket.bytesRead]
      counted = () => ({
        bytesOut: socket.bytesWritten - written,
        bytesIn: socket.bytesRead - read,
      })
    },
    end(outcome) {
      if (isOver) return
      isOver = true
      const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
      const durationMs = clock.elapsed() - from
      const where = { purpose, ...whose, host: url.hostname, port }
      parts.record({ at, ...where, ...counted(), outcome, durationMs })
    },
  }
}
