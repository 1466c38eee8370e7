import { z } from 'zod'

/** One outbound connection of this app, as the ledger keeps it. */
export const egressEntrySchema = z.object({
  at: z.number(),
  /** What for, e.g. `model`; `agent` for what an agent or a tool of it connected to through us. */
  purpose: z.string(),
  /** The session whose agent it was; absent for what this app did itself. */
  session: z.string().optional(),
  host: z.string(),
  port: z.number().int(),
  bytesOut: z.number().int(),
  bytesIn: z.number().int(),
  /** `answered` to the end, `cut` in the answer, `failed` before one, `aborted` by us, `offline` refused. */
  outcome: z.enum(['answered', 'cut', 'failed', 'aborted', 'offline']),
  durationMs: z.number(),
})
export type EgressEntry = z.infer<typeof egressEntrySchema>
