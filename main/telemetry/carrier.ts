import { assertNever } from '../../shared/kit/assert-never.ts'
import type { TelemetryKind } from '../../shared/telemetry/kinds.ts'
import type { Payload } from '../../shared/telemetry/model.ts'
import type { Clock } from '../kit/clock.ts'
import type { Egress } from '../kit/egress/index.ts'
import type { Operator } from './operator.ts'
import type { Outbox, Parcel } from './outbox.ts'

const idleTimeoutMs = 20_000
const shortestPauseMs = 30_000
const longestPauseMs = 60 * 60_000
const offlinePauseMs = 60_000

/** Takes what waits to its receiver, one request at a time, through the egress door. */
export interface Carrier {
  /** Looks whether anything may go, now. */
  wake(): void
  /** Aborts what is on its way for these kinds. */
  recall(kinds: readonly TelemetryKind[]): void
  /** Stops for good; what waits stays. */
  close(): Promise<void>
}

/** What the carrier needs. */
export interface CarrierDeps {
  readonly outbox: Outbox
  readonly egress: Pick<Egress, 'request'>
  readonly clock: Clock
  readonly operator: Operator
  offline(): boolean
  /** Asked before every single request, from what stands on disk then. */
  allowed(): Promise<readonly TelemetryKind[]>
  onSent(kind: TelemetryKind, payload: Payload): void
}

/** How a parcel goes out: address and headers, nothing of the person's. */
function addressOf(parcel: Parcel, operator: Operator) {
  switch (parcel.kind) {
    case 'errors': {
      const receiver = operator.errors
      if (receiver?.host !== parcel.host) return null
      const headers = {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': `Sentry sentry_version=7, sentry_key=${receiver.key}`,
      }
      return { url: receiver.url, headers }
    }
    case 'usage': {
      const receiver = operator.usage
      if (receiver?.host !== parcel.host) return null
      return { url: receiver.url, headers: { 'content-type': 'application/json' } }
    }
    default:
      return assertNever(parcel.kind)
  }
}

/** Starts resting; nothing is sent before the first wake. */
export function createCarrier(deps: CarrierDeps): Carrier {
  const { outbox, clock } = deps
  let pauseMs = shortestPauseMs
  /** On the clock that never goes back; new parcels do not shorten the pause after a failure. */
  let restsUntil = 0
  let timer: NodeJS.Timeout | null = null
  let onItsWay: { readonly kind: TelemetryKind; readonly controller: AbortController } | null = null

  const later = (ms: number) => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => walk.wake(), ms)
    timer.unref()
  }

  const carry = async (parcel: Parcel): Promise<boolean> => {
    const controller = new AbortController()
    onItsWay = { kind: parcel.kind, controller }
    const outcome = await send(parcel, { ...deps, signal: controller.signal })
    onItsWay = null
    if (outcome === 'done') {
      pauseMs = shortestPauseMs
      await outbox.remove(parcel.id)
      return true
    }
    // What was recalled is gone from the queue; the next one may be of the other kind.
    if (controller.signal.aborted) return true
    restsUntil = clock.elapsed() + pauseMs
    later(pauseMs)
    pauseMs = Math.min(longestPauseMs, pauseMs * 2)
    return false
  }

  const walk = createWalk(async (isClosed) => {
    if (clock.elapsed() < restsUntil) return false
    const parcel = outbox.first(await deps.allowed())
    if (parcel === null || isClosed()) return false
    if (!deps.offline()) return carry(parcel)
    later(offlinePauseMs)
    return false
  })

  return {
    wake: walk.wake,
    recall(kinds) {
      if (onItsWay && kinds.includes(onItsWay.kind)) onItsWay.controller.abort()
    },
    async close() {
      if (timer) clearTimeout(timer)
      const ended = walk.close()
      onItsWay?.controller.abort()
      await ended
    },
  }
}

/** `again` means that the same parcel may be tried later. */
async function send(
  parcel: Parcel,
  deps: CarrierDeps & { readonly signal: AbortSignal },
): Promise<'done' | 'again'> {
  const { operator, clock, signal } = deps
  const address = addressOf(parcel, operator)
  // Consent was for another host, so this goes nowhere.
  if (address === null) return 'done'
  const { url, headers } = address
  const body = Buffer.from(parcel.body)
  const answered = await deps.egress.request({
    purpose: `telemetry-${parcel.kind}`,
    ...{ url, headers, body, signal, method: 'POST', idleTimeoutMs },
  })
  if (!answered.ok) return answered.error.kind === 'forbidden' ? 'done' : 'again'
  const { status, body: said } = answered.value
  // Nothing in the answer matters, but only a read one frees the connection.
  said.on('error', () => said.destroy()).resume()
  if (status === 429 || status >= 500) return 'again'
  if (status < 300) {
    deps.onSent(parcel.kind, { at: clock.now(), url, bytes: body.length, body: parcel.body })
  }
  return 'done'
}

/** Takes steps, one after the other, until one returns false; a wake meanwhile means one more look. */
function createWalk(step: (isClosed: () => boolean) => Promise<boolean>) {
  let state: 'resting' | 'walking' | 'woken' | 'closed' = 'resting'
  let walk: Promise<void> = Promise.resolve()
  const isClosed = () => state === 'closed'
  const isWoken = () => state === 'woken'

  const run = async () => {
    do {
      if (isWoken()) state = 'walking'
      while (!isClosed() && (await step(isClosed)));
    } while (isWoken())
    if (!isClosed()) state = 'resting'
  }

  return {
    wake() {
      if (isClosed()) return
      const isResting = state === 'resting'
      state = isResting ? 'walking' : 'woken'
      if (!isResting) return
      walk = run().catch(() => {
        // A disk that cannot be written leaves the parcel where it is; the next wake tries again.
        if (!isClosed()) state = 'resting'
      })
    },
    close(): Promise<void> {
      state = 'closed'
      return walk
    },
  }
}
