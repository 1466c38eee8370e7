import { z } from 'zod'
import { callIdSchema, sessionIdSchema } from '../kit/ids.ts'
import { event, local, procedure } from '../rpc/define.ts'
import { decisionSchema, layerSchema, ruleSchema } from './model.ts'

/** Announces one judged call, after its audit entry is on disk. */
export const decidedSchema = z.object({
  sessionId: sessionIdSchema,
  callId: callIdSchema,
  decision: decisionSchema,
  layer: layerSchema,
  entry: z.number().int(),
})

/** What clients may ask of the Bouncer. */
export const bouncerContract = {
  'bouncer.rules': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    z.object({ rules: z.array(ruleSchema), engineVersion: z.string(), policyHash: z.string() }),
  ),
  'bouncer.decided': event({ role: 'view', wires: local }, decidedSchema),
} as const
