import { rm } from 'node:fs/promises'
import { type TelemetryKind, telemetryKinds } from '../../shared/telemetry/kinds.ts'
import type { Payload, TelemetryBrief } from '../../shared/telemetry/model.ts'
import { readUsageEvent, type UsageEvent } from '../../shared/telemetry/usage-events.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { Feed } from '../kit/feed.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { createCarrier } from './carrier.ts'
import { createConduct } from './conduct.ts'
import { createConsentStore } from './consent.ts'
import { createCounter } from './counter.ts'
import { createErrorReports } from './error-reports.ts'
import { envelopeOf } from './exact-error.ts'
import { createGate } from './gate.ts'
import { silencedBy } from './hold.ts'
import { createObserver } from './observe.ts'
import { readOperator } from './operator.ts'
import { recordOperator } from './operator-record.ts'
import { openOutbox } from './outbox.ts'
import { telemetryDataOwner } from './telemetry-data-owner.ts'
import type { TelemetryDeps } from './telemetry-deps.ts'
import { createTelemetryHandlers } from './telemetry-handlers.ts'

/** Consent, and what is sent with it. */
export interface Telemetry {
  /** For the snapshot of the house. */
  brief(): TelemetryBrief
  /** Begins to count what the house announces; `now` is the house before it. */
  follow(feed: Feed, now: Parameters<typeof createObserver>[0]): void
  /** Reports an error that was caught, where the person said yes. */
  capture(error: unknown): void
  /** Keeps what waits for the next start and ends. */
  close(): Promise<void>
  readonly handlers: HandlersOf<'telemetry'>
  readonly dataOwner: DataOwner
}

/** Opens telemetry as the answers stand; loads no reporter and sends nothing before a yes. */
export async function createTelemetry(deps: TelemetryDeps): Promise<Telemetry> {
  const parts = await build(deps)
  const { conduct, carrier, gate, reports } = parts
  await conduct.look()
  await parts.record()
  // Whatever an earlier run left of a kind that is off goes now, also what no list names.
  await conduct.forget(telemetryKinds.filter((kind) => !conduct.brief()[kind]))
  const stopWatching = gate.watch(conduct.lookSoon)
  carrier.wake()
  const count = countInto(deps, parts)
  let stopFollowing: () => void = () => undefined

  return {
    brief: conduct.brief,
    capture: (error) => reports.capture(error),
    follow(feed, now) {
      const observer = createObserver(now)
      stopFollowing = feed.subscribe(null, (frame) => {
        for (const event of observer.countsOf(frame)) count(event)
        // The end of offline mode is a setting, too.
        if (frame.kind === 'event' && frame.name === 'settings.changed') carrier.wake()
      })
      count({ event: 'app started', properties: { host: deps.host } })
    },
    async close() {
      stopFollowing()
      stopWatching()
      await conduct.settled()
      await reports.set(false)
      await carrier.close()
    },
    handlers: createTelemetryHandlers({
      ...deps,
      ...parts,
      count(event, properties) {
        const read = readUsageEvent(event, properties)
        if (read !== null) count(read)
        return read !== null && conduct.brief().usage
      },
    }),
    dataOwner: telemetryDataOwner({
      ...{ home: deps.home, consentPath: deps.place.consent, outbox: parts.outbox },
      operatorSeen: deps.place.operatorSeen,
      async erase() {
        await gate.erase()
        await conduct.look()
        await conduct.forget(telemetryKinds)
        await rm(deps.place.operatorSeen, { force: true })
        await parts.record()
      },
    }),
  }
}

async function build(deps: TelemetryDeps) {
  const { clock, place } = deps
  const operator = await readOperator(deps.operatorFile)
  const silenced = silencedBy(deps.environment)
  const store = createConsentStore({ path: place.consent, clock })
  const outbox = await openOutbox({ folder: place.telemetry, clock })
  const gate = createGate({
    ...deps,
    ...{ store, operator, path: place.consent, now: () => clock.now() },
    silenced,
  })
  const record = async () => {
    if (deps.isErrand) return
    const { status, policyVersion, errors, usage } = operator
    const hosts = { errors: errors?.host ?? null, usage: usage?.host ?? null }
    const lacksReporter = gate.lacksReporter()
    const seen = { pid: process.pid, at: clock.now(), silenced, lacksReporter }
    await recordOperator(place.operatorSeen, clock, { ...seen, status, policyVersion, ...hosts })
  }
  const last: Partial<Record<TelemetryKind, Payload>> = {}
  const conduct = createConduct({
    ...{ ...deps, gate, outbox },
    carrier: { wake: () => carrier.wake(), recall: (kinds) => carrier.recall(kinds) },
    reports: { set: (isWanted) => reports.set(isWanted) },
    onForgotten(kinds) {
      for (const kind of kinds) delete last[kind]
    },
    onChanged: () => void record(),
  })
  const carrier = createCarrier({
    ...{ outbox, egress: deps.egress, clock, operator },
    offline: () => deps.settings.get().offline,
    allowed: conduct.look,
    onSent(kind, payload) {
      last[kind] = payload
    },
  })
  const reports = createErrorReports({
    ...{ ...deps, sdk: deps.errorSdk, dsn: operator.errors?.dsn ?? null },
    take(event) {
      const host = operator.errors?.host ?? ''
      conduct.put('errors', { host, body: envelopeOf(event, clock.now()) })
    },
  })
  return { operator, outbox, gate, last, conduct, carrier, reports, record }
}

/** Nothing is made of an event while counting is off; whether the request may wait is asked again then. */
function countInto(
  deps: TelemetryDeps,
  { operator, conduct }: Awaited<ReturnType<typeof build>>,
): (event: UsageEvent) => void {
  const receiver = operator.usage
  if (receiver === null) return () => undefined
  const bodyOf = createCounter({ ...deps, key: receiver.key })
  return (event) => {
    if (!conduct.brief().usage) return
    conduct.put('usage', { host: receiver.host, body: bodyOf(event) })
  }
}
