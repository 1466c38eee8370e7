import type { TelemetryKind } from '../../shared/telemetry/kinds.ts'
import type { Payload } from '../../shared/telemetry/model.ts'
import { type ErrorSurroundings, envelopeOf, exactError } from './exact-error.ts'
import { usageBody } from './exact-usage.ts'
import type { Operator } from './operator.ts'

/** Stands for the receiver's address and key where nobody receives anything. */
const nobody = '(nobody)'

/** A report and a count as they would go out, made by the same code from a made-up error and event. */
export function samplePayload(
  kind: TelemetryKind,
  around: ErrorSurroundings & {
    readonly operator: Operator
    readonly at: number
    readonly ids: { readonly id: string; readonly dayId: string }
  },
): Payload {
  const { operator, at } = around
  const body = kind === 'errors' ? sampleReport(around) : sampleCount(around)
  return { at, url: operator[kind]?.url ?? nobody, bytes: Buffer.byteLength(body), body }
}

function sampleReport(
  around: ErrorSurroundings & { readonly at: number; readonly ids: { readonly id: string } },
): string {
  const made = {
    event_id: around.ids.id.replaceAll('-', ''),
    timestamp: around.at / 1_000,
    exception: {
      values: [
        {
          type: 'TypeError',
          value: "Cannot read properties of undefined (reading 'entries')",
          mechanism: { handled: false },
          stacktrace: {
            frames: [
              { filename: 'node:internal/process/task_queues', function: 'runMicrotasks' },
              {
                filename: `${around.root}/main/sessions/session.ts`,
                function: 'resume',
                lineno: 88,
                colno: 12,
              },
            ],
          },
        },
      ],
    },
  }
  return envelopeOf(exactError(made, around) ?? {}, around.at)
}

function sampleCount(
  around: ErrorSurroundings & {
    readonly operator: Operator
    readonly at: number
    readonly ids: { readonly id: string; readonly dayId: string }
  },
): string {
  const { platform, at, ids, operator } = around
  const key = operator.usage?.key ?? nobody
  return usageBody(
    {
      event: 'question answered',
      properties: { kind: 'approval', answer: 'allow', waited: 'under 1 min' },
    },
    { key, platform, at, ...ids },
  )
}
