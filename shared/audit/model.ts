import { z } from 'zod'
import { grantSchema } from '../bouncer/grants.ts'
import { decisionSchema, factsSchema, layerSchema, verdictSchema } from '../bouncer/model.ts'

/** The redacted call as it stands in the record. */
export const auditedCallSchema = z.object({
  id: z.string(),
  tool: z.string(),
  input: z.record(z.string(), z.unknown()),
  cwd: z.string(),
  workspace: z.string(),
  agentId: z.string().optional(),
  /** Facts about the machine that the verdict rests on. */
  facts: factsSchema.optional(),
})

/** What is removed from the record: one entry, all of a session, or a text wherever it stands. */
export const removableSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entry'), n: z.number().int().positive() }),
  z.object({ kind: z.literal('session'), session: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('text'), text: z.string().trim().min(4).max(400) }),
])
export type Removable = z.infer<typeof removableSchema>

/** Longest reason for a removal, in characters. */
export const mostReasonChars = 500

/** A removal as the record tells it. */
export const removalSchema = z.object({
  id: z.string(),
  what: z.enum(['entry', 'session', 'text']),
  /** Concerned entries as ranges, in order. */
  entries: z.array(z.tuple([z.number().int(), z.number().int()])),
  reason: z.string(),
  /** Device or place it came from. */
  by: z.string(),
})
export type AuditRemoval = z.infer<typeof removalSchema>

/** What a feature hands in; the audit redacts it and adds number, time and chain. */
export const auditRecordSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('decision'),
    session: z.string(),
    call: auditedCallSchema,
    verdict: verdictSchema,
    /** Time from callback to verdict, in microseconds. */
    latencyUs: z.number().int().nonnegative(),
  }),
  z.object({
    kind: z.literal('answer'),
    session: z.string(),
    callId: z.string(),
    inboxId: z.string(),
    decision: z.enum(['allow', 'deny', 'answered', 'withdrawn']),
    /** Device or place the answer came from. */
    by: z.string(),
    note: z.string().optional(),
    waitedMs: z.number().int().nonnegative(),
  }),
  z.object({
    kind: z.literal('grant'),
    session: z.string(),
    event: z.enum(['given', 'revoked']),
    /** Device or place it was given or taken back from. */
    by: z.string(),
    grant: grantSchema,
  }),
  z.object({
    kind: z.literal('chain'),
    /** Why this line opens or bends the chain. */
    event: z.enum([
      'started',
      'restarted',
      'recovered',
      'retention',
      'erased',
      'sealed',
      'forgotten',
      'unsigned',
      'acknowledged',
    ]),
    detail: z.string(),
    /** The last entry this line follows or removes, with the chain value behind it (hex SHA-256). */
    after: z.object({ n: z.number().int().nonnegative(), hash: z.string() }).optional(),
    /** Whose text the person had removed, on which grounds; lines that were removed name its id. */
    removal: removalSchema.optional(),
  }),
  /** Stands where an entry stood whose text the person had removed. */
  z.object({
    kind: z.literal('removed'),
    was: z.enum(['decision', 'answer', 'grant']),
    /** Id of the removal that ordered it, which stands behind it. */
    order: z.string(),
  }),
])
export type AuditRecord = z.infer<typeof auditRecordSchema>

/** One line of `bouncer-audit.jsonl`; `prev` is the chain value of the line before it (hex SHA-256). */
export const auditEntrySchema = z.intersection(
  z.object({
    v: z.literal(1),
    /** Entry number, from 1, never reused. */
    n: z.number().int().positive(),
    /** Milliseconds since the epoch. */
    at: z.number(),
    prev: z.string(),
  }),
  auditRecordSchema,
)
export type AuditEntry = z.infer<typeof auditEntrySchema>

/** What the explorer filters by; absent means any. */
export const auditFilterSchema = z.object({
  text: z.string().max(400).optional(),
  decision: z.array(decisionSchema).optional(),
  layer: z.array(layerSchema).optional(),
  session: z.string().optional(),
  tool: z.string().optional(),
  rule: z.string().optional(),
  /** Folder of a project, as it stands in the calls. */
  project: z.string().optional(),
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>

/** What a verification found; `first` names the first line that does not hold. */
export const auditReportSchema = z.object({
  /** `unconfirmed`: the chain holds, and it says itself that what stands before `doubt` was confirmed by nothing. */
  status: z.enum(['intact', 'unconfirmed', 'broken', 'truncated', 'empty']),
  /** Entries that hold, counted from the start of what is kept. */
  entries: z.number().int(),
  firstEntry: z.number().int(),
  lastEntry: z.number().int(),
  segments: z.number().int(),
  /** How the head was confirmed; `unchecked` when it is signed and its key is not here, `stripped` when it lost its signature. */
  head: z.enum(['signed', 'unchecked', 'unsigned', 'missing', 'forged', 'stripped']),
  /** The last entry that the signature covers, where later ones were written without its key. */
  signedTo: z.number().int().optional(),
  first: z
    .object({
      file: z.string(),
      line: z.number().int(),
      entry: z.number().int(),
      problem: z.string(),
    })
    .optional(),
  /** An entry of the app about an end that it found unconfirmed, until the person acknowledges it. */
  doubt: z.object({ n: z.number().int(), at: z.number(), detail: z.string() }).optional(),
  /** Retention, restarts and recoveries that the chain itself records. */
  events: z.array(
    z.object({ n: z.number().int(), at: z.number(), event: z.string(), detail: z.string() }),
  ),
  checkedAt: z.number(),
})
export type AuditReport = z.infer<typeof auditReportSchema>

/** Whether decisions can be written now; `failing` means every call is denied. */
export const auditStatusSchema = z.object({
  writing: z.enum(['ok', 'failing']),
  /** System error code such as `ENOSPC`, when failing. */
  problem: z.string().optional(),
  lastEntry: z.number().int(),
  report: auditReportSchema.nullable(),
})
export type AuditStatus = z.infer<typeof auditStatusSchema>
