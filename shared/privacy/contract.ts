import { z } from 'zod'
import { local, procedure } from '../rpc/define.ts'

/** What one feature keeps on this machine. */
export const holdingSchema = z.object({
  owner: z.string(),
  items: z.number().int(),
  bytes: z.number(),
  /** Up to five examples, relative to the home folder. */
  examples: z.array(z.string()),
})
export type Holding = z.infer<typeof holdingSchema>

/** Seeing and erasing what is kept here. */
export const privacyContract = {
  'privacy.holdings': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    z.object({ home: z.string(), holdings: z.array(holdingSchema) }),
  ),
  'privacy.erase': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ owner: z.string().max(80) }),
    z.object({ removed: z.array(z.object({ path: z.string(), bytes: z.number() })) }),
  ),
} as const
