import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import {
  auditExportSchema,
  auditExportStatusSchema,
  auditSummarySchema,
  timelineSchema,
} from './explorer.ts'
import {
  auditEntrySchema,
  auditFilterSchema,
  auditReportSchema,
  auditStatusSchema,
  mostReasonChars,
  removableSchema,
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
      /** Matching entries in all; with a text those of this answer alone. */
      matched: z.number().int(),
      total: z.number().int(),
      /** Where to go on for older ones; null when there are none. */
      next: z.number().int().nullable(),
      /** Entries that were looked through for a text. */
      looked: z.number().int(),
    }),
  ),
  /** Calls over time for the plot; `filter.text` is left out. */
  'audit.timeline': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({ filter: auditFilterSchema, steps: z.number().int().min(1).max(1_000) }),
    timelineSchema,
  ),
  /** What passes the filter in numbers; `filter.text` is left out. */
  'audit.summary': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({ filter: auditFilterSchema }),
    auditSummarySchema,
  ),
  /** How far the record is read for plots and counts, in bytes. */
  'audit.progress': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    z.object({ bytes: z.number(), totalBytes: z.number() }),
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
  /** Writes entries or an evidence pack into a file: in a folder that the person chooses now, or kept to be fetched. */
  'audit.startExport': procedure(
    { kind: 'command', role: 'owner', idempotent: false, wires: local },
    z.object({ what: auditExportSchema, to: z.enum(['folder', 'download']) }),
    auditExportStatusSchema,
  ),
  'audit.cancelExport': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    auditExportStatusSchema,
  ),
  'audit.exportStatus': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    auditExportStatusSchema,
  ),
  /** Reads a part of a file that is to be fetched. */
  'audit.readExport': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({ id: z.string().max(80), offset: z.number().int().nonnegative() }),
    z.object({ base64: z.string(), next: z.number().nullable() }),
  ),
  /** Removes a file that was fetched, and forgets how the last export ended. */
  'audit.dropExport': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    auditExportStatusSchema,
  ),
  /** How many entries a removal would concern. */
  'audit.findRemovable': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({ what: removableSchema }),
    z.object({ entries: z.number().int() }),
  ),
  /** Removes the text of entries; the record says who, why and which, and is chained anew. */
  'audit.remove': procedure(
    { kind: 'command', role: 'owner', idempotent: false, wires: local },
    z.object({ what: removableSchema, reason: z.string().trim().min(1).max(mostReasonChars) }),
    z.object({ entries: z.number().int() }),
  ),
  'audit.exportChanged': event({ role: 'owner', wires: local }, auditExportStatusSchema),
  'audit.appended': event({ role: 'view', wires: local }, z.object({ entry: auditEntrySchema })),
  'audit.statusChanged': event({ role: 'view', wires: local }, auditStatusSchema),
} as const
