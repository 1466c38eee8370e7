import { z } from 'zod'
import { failureSchema } from '../kit/failure.ts'
import { auditFilterSchema } from './model.ts'

/** Lanes of the timeline, from top to bottom. */
export const lanes = ['denied', 'you', 'ai', 'rules'] as const

const tallySchema = z.object({
  denied: z.number().int(),
  asked: z.number().int(),
  allowed: z.number().int(),
})

/** Calls of a stretch of time, counted in equal steps, a lane each. */
export const timelineSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  stepMs: z.number().positive(),
  /** One number a step. */
  lanes: z.object({
    denied: z.array(z.number().int()),
    /** Answers of the person that let a call go on. */
    you: z.array(z.number().int()),
    /** Answers of the person that refused one. */
    refused: z.array(z.number().int()),
    ai: z.array(z.number().int()),
    rules: z.array(z.number().int()),
  }),
  /** What the record says about itself in that time: restarts, removals. */
  events: z.array(z.object({ n: z.number().int(), at: z.number(), event: z.string() })),
})
export type Timeline = z.infer<typeof timelineSchema>

const groupSchema = tallySchema.extend({
  /** Rule id, session id, tool name or folder. */
  id: z.string(),
  calls: z.number().int(),
  /** Questions that the person allowed although the rules had asked. */
  overridden: z.number().int(),
  fromMs: z.number(),
  toMs: z.number(),
})
export type AuditGroup = z.infer<typeof groupSchema>

/** What the record says in numbers. */
export const auditSummarySchema = tallySchema.extend({
  calls: z.number().int(),
  /** Decided by whom: calls a layer. */
  byLayer: z.object({
    pattern: z.number().int(),
    ai: z.number().int(),
    grant: z.number().int(),
    person: z.number().int(),
    failure: z.number().int(),
  }),
  /** Questions answered, allowed and refused; and their median wait in milliseconds, null without one. */
  answered: z.object({
    allowed: z.number().int(),
    denied: z.number().int(),
    medianWaitMs: z.number().nullable(),
  }),
  /** Median time to a verdict in microseconds; null without one. */
  medianLatencyUs: z.number().nullable(),
  days: z.array(tallySchema.extend({ at: z.number() })),
  rules: z.array(groupSchema),
  sessions: z.array(groupSchema),
  tools: z.array(groupSchema),
  projects: z.array(groupSchema),
})
export type AuditSummary = z.infer<typeof auditSummarySchema>

/** Groups of a kind that are told; the ones with the most calls. */
export const mostGroups = 500

/** In what an export is written. */
export const exportFormats = ['jsonl', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What is written into a file of its own. */
export const auditExportSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('entries'),
    format: z.enum(exportFormats),
    filter: auditFilterSchema,
  }),
  z.object({ kind: z.literal('session'), session: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('time'), fromMs: z.number(), toMs: z.number() }),
])
export type AuditExport = z.infer<typeof auditExportSchema>

/** How a writing of entries or evidence stands. */
export const auditExportStatusSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('idle') }),
  z.object({
    status: z.literal('running'),
    what: auditExportSchema,
    /** Entries looked at, of those there were at the start. */
    looked: z.number().int(),
    total: z.number().int(),
  }),
  z.object({
    status: z.literal('done'),
    what: auditExportSchema,
    id: z.string(),
    /** Absolute path; null when it is to be fetched with `audit.readExport`. */
    path: z.string().nullable(),
    name: z.string(),
    bytes: z.number().int(),
    entries: z.number().int(),
    /** SHA-256 of a pack's manifest; null for entries. */
    seal: z.string().nullable(),
  }),
  z.object({ status: z.literal('failed'), failure: failureSchema }),
])
export type AuditExportStatus = z.infer<typeof auditExportStatusSchema>
