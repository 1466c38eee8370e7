import { z } from 'zod'

/** One outbound connection of this app, as the ledger keeps it. */
export const egressEntrySchema = z.object({
  at: z.number(),
  /** What for, e.g. `model-api`. */
  purpose: z.string(),
  host: z.string(),
  port: z.number().int(),
  bytesOut: z.number().int(),
  bytesIn: z.number().int(),
  outcome: z.enum(['done', 'failed', 'refused-offline', 'aborted']),
  durationMs: z.number(),
})
export type EgressEntry = z.infer<typeof egressEntrySchema>
