import { ok } from '../../shared/kit/result.ts'
import { type TelemetryKind, telemetryKinds } from '../../shared/telemetry/kinds.ts'
import type { KindStatus, Payload, TelemetryStatus } from '../../shared/telemetry/model.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Conduct } from './conduct.ts'
import type { ErrorReports } from './error-reports.ts'
import type { Gate } from './gate.ts'
import { policyVersionOf } from './hold.ts'
import { longestKept, type Operator } from './operator.ts'
import { type Outbox, queueDays } from './outbox.ts'
import { pageErrorWords } from './page-error-words.ts'
import { samplePayload } from './samples.ts'
import type { TelemetryDeps } from './telemetry-deps.ts'

/** What the procedures work on. */
interface HandlerParts extends TelemetryDeps {
  readonly gate: Gate
  readonly operator: Operator
  readonly outbox: Outbox
  readonly conduct: Conduct
  readonly reports: ErrorReports
  readonly last: Readonly<Partial<Record<TelemetryKind, Payload>>>
  /** True when it was taken. */
  count(event: string, properties: Readonly<Record<string, unknown>>): boolean
}

/** The procedures of telemetry. */
export function createTelemetryHandlers(parts: HandlerParts): HandlersOf<'telemetry'> {
  const { conduct } = parts
  const status = async () => {
    await conduct.look()
    return ok(statusOf(parts))
  }
  return {
    'telemetry.status': status,
    'telemetry.decide': async (input, caller) => {
      const decided = await conduct.decide({ ...input, by: caller.name })
      return decided.ok ? status() : decided
    },
    'telemetry.clearQueue': async () => ok({ removed: await conduct.forget(telemetryKinds) }),
    'telemetry.count': async ({ event, properties }) => {
      const taken = parts.count(event, properties)
      if (!taken) parts.logger.debug('a count was dropped')
      return ok({ taken })
    },
    'telemetry.reportPageError': async (error) => {
      parts.logger.error('the page failed', { pageError: pageErrorWords(error, parts.root) })
      parts.reports.capturePage(error)
      return ok({})
    },
  }
}

function statusOf(parts: HandlerParts): TelemetryStatus {
  const { gate, operator } = parts
  return {
    policyVersion: policyVersionOf(operator),
    operator: operator.status,
    errors: kindStatus('errors', parts),
    usage: kindStatus('usage', parts),
    history: [...gate.history()],
    offline: parts.settings.get().offline,
    queueDays,
  }
}

function kindStatus(kind: TelemetryKind, parts: HandlerParts): KindStatus {
  const { gate, operator, outbox, newId } = parts
  const ids = { id: newId(), dayId: newId() }
  return {
    hold: gate.hold(kind),
    answered: gate.history()[0]?.[kind] ?? false,
    receiver: operator[kind]?.host ?? null,
    keptDays: operator[kind]?.keptDays ?? longestKept(kind),
    queued: outbox.count(kind),
    last: parts.last[kind] ?? null,
    sample: samplePayload(kind, { ...parts, at: parts.clock.now(), ids }),
  }
}
