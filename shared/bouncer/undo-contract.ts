import { z } from 'zod'
import { inboxIdSchema } from '../kit/ids.ts'
import { anywhere, event, local, procedure } from '../rpc/define.ts'
import {
  copyDetailSchema,
  copyIdSchema,
  copySchema,
  previewSchema,
  restoreReportSchema,
} from './undo.ts'

/** What clients may ask about what calls destroy, and about the copies kept of it. */
export const undoContract = {
  /** What the call of a question would destroy; begins to count when nobody did. Null for a call that destroys nothing. */
  'bouncer.preview': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: anywhere },
    z.object({ inboxId: inboxIdSchema }),
    z.object({ preview: previewSchema.nullable() }),
  ),
  'bouncer.previewed': event({ role: 'view', wires: anywhere }, previewSchema),
  'bouncer.copies': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    z.object({
      /** Newest first. */
      copies: z.array(copySchema),
      /** Bytes that all of them take on the disk, and how many they may. */
      bytes: z.number(),
      capBytes: z.number(),
    }),
  ),
  'bouncer.copy': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({ id: copyIdSchema }),
    copyDetailSchema,
  ),
  'bouncer.restore': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({
      id: copyIdSchema,
      /** What becomes of newer things in the place: they stay and the old ones are put beside them, or they are copied and replaced. */
      newer: z.enum(['beside', 'replace']),
    }),
    restoreReportSchema,
  ),
  'bouncer.dropCopy': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ id: copyIdSchema }),
    z.object({}),
  ),
  'bouncer.copiesChanged': event({ role: 'view', wires: local }, z.object({})),
} as const
