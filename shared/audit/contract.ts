import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import {
  auditEntrySchema,
  auditFilterSchema,
  auditReportSchema,
  auditStatusSchema,
} from './model.ts'

/** What clients may ask of the record. */
export const auditContract = {
  'audit.query': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({
      filter: auditFilterSchema,
      /** Entries with a smaller number only; absent means from the newest. */
      before: z.number().int().optional(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({
      /** Newest first. */
      entries: z.array(auditEntrySchema),
      /** Matching entries in all. */
      matched: z.number().int(),
      total: z.number().int(),
    }),
  ),
  'audit.verify': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    auditReportSchema,
  ),
  'audit.status': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    auditStatusSchema,
  ),
  'audit.appended': event({ role: 'view', wires: local }, z.object({ entry: auditEntrySchema })),
  'audit.statusChanged': event({ role: 'view', wires: local }, auditStatusSchema),
} as const
