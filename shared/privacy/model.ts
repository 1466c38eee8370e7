import { z } from 'zod'
import { failureSchema } from '../kit/failure.ts'

const count = z.number().int().nonnegative()

/** What one feature keeps on this machine. */
export const holdingSchema = z.object({
  owner: z.string(),
  items: count,
  bytes: z.number(),
  /** Up to five examples, relative to the home folder. */
  examples: z.array(z.string()),
  /** Time of the oldest and of the newest thing, in milliseconds since the epoch; null where nobody knows. */
  oldestMs: z.number().nullable(),
  newestMs: z.number().nullable(),
  /** Why not all of it could be listed, as a system code; null where it could. */
  unread: z.string().nullable(),
})
export type Holding = z.infer<typeof holdingSchema>

/** What one run of retention removed of one part. */
export const retainedSchema = z.object({
  at: z.number(),
  owner: z.string(),
  items: count,
  bytes: z.number(),
})
export type Retained = z.infer<typeof retainedSchema>

const fileSchema = z.object({
  path: z.string(),
  bytes: z.number(),
  /** What there is to say of it, as a sentence. */
  note: z.string().optional(),
})

/** What an erasure came to: what went, what stayed and why, and what others hold. */
export const receiptSchema = z.object({
  id: z.string(),
  at: z.number(),
  version: z.string(),
  home: z.string(),
  /** A part by its name, or `everything`. */
  scope: z.string(),
  gone: z.array(z.object({ owner: z.string(), files: z.array(fileSchema), bytes: z.number() })),
  stays: z.array(
    z.object({
      what: z.string(),
      why: z.string(),
      /** True where it should have gone and did not. */
      failed: z.boolean().optional(),
    }),
  ),
  others: z.array(z.object({ who: z.string(), what: z.string(), how: z.string() })),
})
export type Receipt = z.infer<typeof receiptSchema>

/** Someone outside this machine who may hold data of the person. */
export type Holder = Receipt['others'][number]

/** How far an export of everything is. */
export const exportStatusSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('idle') }),
  z.object({
    status: z.literal('running'),
    files: count,
    bytes: z.number(),
    totalFiles: count,
    totalBytes: z.number(),
  }),
  z.object({
    status: z.literal('done'),
    id: z.string(),
    /** Absolute path of the archive; null when it is to be fetched with `privacy.readExport`. */
    path: z.string().nullable(),
    name: z.string(),
    files: count,
    bytes: z.number(),
    /** What is not in it, with the reason. */
    leftOut: z.array(z.object({ path: z.string(), why: z.string() })),
  }),
  z.object({ status: z.literal('failed'), failure: failureSchema }),
])
export type ExportStatus = z.infer<typeof exportStatusSchema>

/** One difference between two texts of the policy. */
export const policyChangeSchema = z.object({
  kind: z.enum(['added', 'removed', 'changed']),
  title: z.string(),
  before: z.string(),
  after: z.string(),
})
export type PolicyChange = z.infer<typeof policyChangeSchema>

/** Which policy the person has acknowledged, and what changed since. */
export const policyStatusSchema = z.object({
  version: z.string(),
  /** Oldest first. */
  acknowledged: z.array(z.object({ version: z.string(), at: z.number() })),
  state: z.enum(['never', 'current', 'changed']),
  changes: z.array(policyChangeSchema),
})
export type PolicyStatus = z.infer<typeof policyStatusSchema>

/** Who runs this build, as their own configuration says; nothing of it stands in the program. */
export const responsibleSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({ status: z.literal('broken'), path: z.string(), problem: z.string() }),
  z.object({
    status: z.literal('ok'),
    name: z.string(),
    contact: z.string(),
    policyUrl: z.string(),
  }),
])
export type Responsible = z.infer<typeof responsibleSchema>

/** Someone who gets data from this program, and what. */
export const recipientSchema = z.object({
  name: z.string(),
  /** Hosts as far as they are known here. */
  hosts: z.array(z.string()),
  what: z.string(),
  /** On whose behalf: the person's own agreement with them, or the operator's. */
  role: z.enum(['own-agreement', 'operator']),
  /** Whether anything can go there now. */
  active: z.boolean(),
})
export type Recipient = z.infer<typeof recipientSchema>

/** Where a secret stood or stands. */
export const secretFindingsSchema = z.object({
  found: z.array(z.object({ path: z.string(), places: count })),
  stays: z.array(z.object({ path: z.string(), why: z.string() })),
})
export type SecretFindings = z.infer<typeof secretFindingsSchema>

/** Limits of a secret that can be looked for, in characters. */
export const secretChars = { least: 6, most: 20_000 } as const
