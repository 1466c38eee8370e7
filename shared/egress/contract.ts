import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import { egressEntrySchema } from './model.ts'

/** Reading the ledger of everything this app sent. */
export const egressContract = {
  'egress.list': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({ limit: z.number().int().min(1).max(500) }),
    z.object({
      /** Newest first. */
      entries: z.array(egressEntrySchema),
      sinceMidnight: z.object({ bytesOut: z.number(), connections: z.number().int() }),
    }),
  ),
  'egress.recorded': event({ role: 'view', wires: local }, egressEntrySchema),
} as const
