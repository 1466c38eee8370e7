import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import {
  exportStatusSchema,
  holdingSchema,
  policyStatusSchema,
  receiptSchema,
  recipientSchema,
  responsibleSchema,
  retainedSchema,
  secretChars,
  secretFindingsSchema,
} from './model.ts'

const secretInput = z.object({ secret: z.string().min(secretChars.least).max(secretChars.most) })

/** Seeing, exporting and erasing what is kept here, and what the policy says about it. */
export const privacyContract = {
  'privacy.holdings': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    z.object({
      home: z.string(),
      holdings: z.array(holdingSchema),
      /** What retention removed, newest first. */
      retained: z.array(retainedSchema),
      /** Of an erasure that was interrupted and finished at a later start, until it is seen. */
      unseenReceipt: receiptSchema.nullable(),
    }),
  ),
  'privacy.receiptSeen': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ id: z.string().max(80) }),
    z.object({}),
  ),
  'privacy.erase': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ owner: z.string().max(80) }),
    receiptSchema,
  ),
  'privacy.eraseEverything': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    receiptSchema,
  ),
  'privacy.policy': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    policyStatusSchema,
  ),
  'privacy.acknowledgePolicy': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ version: z.string().max(60) }),
    policyStatusSchema,
  ),
  'privacy.parties': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    z.object({ responsible: responsibleSchema, recipients: z.array(recipientSchema) }),
  ),
  /** Writes everything into one archive: in a folder that the person chooses now, or kept to be fetched. */
  'privacy.startExport': procedure(
    { kind: 'command', role: 'owner', idempotent: false, wires: local },
    z.object({ to: z.enum(['folder', 'download']) }),
    exportStatusSchema,
  ),
  'privacy.cancelExport': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    exportStatusSchema,
  ),
  'privacy.exportStatus': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    exportStatusSchema,
  ),
  /** Reads a part of an archive that is to be fetched. */
  'privacy.readExport': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({ id: z.string().max(80), offset: z.number().int().nonnegative() }),
    z.object({ base64: z.string(), next: z.number().nullable() }),
  ),
  /** Removes an archive that was fetched, and forgets how the last export ended. */
  'privacy.dropExport': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    exportStatusSchema,
  ),
  /** Says where a secret stands in the files of this app; it is neither kept nor logged. */
  'privacy.findSecret': procedure(
    { kind: 'command', role: 'owner', idempotent: false, wires: local },
    secretInput,
    secretFindingsSchema,
  ),
  /** Takes a secret out of the files of this app, where they may be rewritten. */
  'privacy.forgetSecret': procedure(
    { kind: 'command', role: 'owner', idempotent: false, wires: local },
    secretInput,
    secretFindingsSchema,
  ),
  'privacy.exportChanged': event({ role: 'owner', wires: local }, exportStatusSchema),
} as const
