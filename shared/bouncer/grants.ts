import { z } from 'zod'
import { sessionIdSchema } from '../kit/ids.ts'
import { policyPatternSchema } from './policy.ts'

/** Most effects that one grant speaks of. */
export const maxGrantForms = 32

/** How far a grant reaches. */
export const grantScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), sessionId: sessionIdSchema }),
  /** Every session in one project folder, by its absolute path. */
  z.object({ kind: z.literal('project'), workspace: z.string().min(1).max(4_096) }),
  z.object({ kind: z.literal('everywhere') }),
])
export type GrantScope = z.infer<typeof grantScopeSchema>

/** One form of effects, and the built-in rule whose question about them is answered. */
export const grantFormSchema = z.strictObject({
  rule: z.string().min(1).max(80),
  pattern: policyPatternSchema,
})
export type GrantForm = z.infer<typeof grantFormSchema>

const formsSchema = z.array(grantFormSchema).min(1).max(maxGrantForms)

/** What a person wants to allow beyond one call, as they chose and edited it. */
export const grantDraftSchema = z.strictObject({
  reach: z.discriminatedUnion('kind', [
    /** Exactly the call that was asked about. */
    z.strictObject({ kind: z.literal('exact') }),
    z.strictObject({ kind: z.literal('form'), forms: formsSchema }),
  ]),
  scope: z.enum(['session', 'project', 'everywhere']),
  /** How long it holds, in milliseconds; null until it is taken back. */
  lastsMs: z.number().int().positive().max(3.2e11).nullable(),
})
export type GrantDraft = z.infer<typeof grantDraftSchema>

/** A standing allowance by the person; it answers questions of built-in rules and never a refusal. */
export const grantSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  createdAt: z.number(),
  /** The window or device it was given from. */
  by: z.string(),
  scope: grantScopeSchema,
  /** Milliseconds since the epoch; null until it is taken back. */
  expiresAt: z.number().nullable(),
  reach: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('exact'),
      tool: z.string(),
      /** SHA-256 (hex) of tool, input and folder. */
      digest: z.string(),
      /** Built-in rules whose questions about that call are answered. */
      rules: z.array(z.string()),
    }),
    z.object({ kind: z.literal('form'), forms: formsSchema }),
  ]),
  /** The call it was given for, in one line, with secrets replaced. */
  given: z.string(),
  /** The question it came from. */
  inboxId: z.string(),
})
export type Grant = z.infer<typeof grantSchema>

/** What may be allowed beyond the call that is asked about. */
export const grantProposalSchema = z.object({
  /** The narrowest forms that mean the call; null where its effects cannot be put into forms. */
  forms: formsSchema.nullable(),
  /** Why the call can be allowed once only, as a sentence; null where a grant is possible. */
  onceOnly: z.string().nullable(),
})
export type GrantProposal = z.infer<typeof grantProposalSchema>

/** What a grant would have meant for the calls on record. */
export const grantWeightSchema = z.object({
  /** Calls that were asked about and would not have been. */
  covered: z.number().int(),
  /** How many of those the person denied. */
  denied: z.number().int(),
  /** Calls that were looked at, of those in the grant's scope. */
  calls: z.number().int(),
  /** The newest of the covered ones, in one line each. */
  examples: z.array(
    z.object({
      entry: z.number().int(),
      at: z.number(),
      call: z.string(),
      /** The person denied it. */
      isDenied: z.boolean(),
    }),
  ),
})
export type GrantWeight = z.infer<typeof grantWeightSchema>
