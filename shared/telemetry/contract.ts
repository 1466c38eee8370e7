import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import { pageErrorSchema, telemetryBriefSchema, telemetryStatusSchema } from './model.ts'

/** Consent, what would be sent, and what the page hands in. */
export const telemetryContract = {
  'telemetry.status': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    telemetryStatusSchema,
  ),
  /** The person's answer; a switch that is left out keeps what was answered for it. */
  'telemetry.decide': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ errors: z.boolean().optional(), usage: z.boolean().optional() }).strict(),
    telemetryStatusSchema,
  ),
  'telemetry.clearQueue': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    z.object({ removed: z.number().int() }),
  ),
  /** One count of the page; what is not on the allow-list is dropped. */
  'telemetry.count': procedure(
    { kind: 'command', role: 'view', idempotent: false, wires: local },
    z.object({
      event: z.string().max(80),
      properties: z
        .record(z.string().max(80), z.unknown())
        .refine((properties) => Object.keys(properties).length <= 40),
    }),
    z.object({ taken: z.boolean() }),
  ),
  /** An error of the page, for the log here and, where the person said yes, for the report. */
  'telemetry.reportPageError': procedure(
    { kind: 'command', role: 'view', idempotent: false, wires: local },
    pageErrorSchema,
    z.object({}),
  ),
  'telemetry.changed': event({ role: 'view', wires: local }, telemetryBriefSchema),
} as const
