import { z } from 'zod'
import { decisionSchema } from './model.ts'

/** Longest policy file, in UTF-16 units. */
export const maxPolicyLength = 256 * 1024

/** The text of rules, as a person edits it. */
export const draftTextSchema = z.string().max(maxPolicyLength)

/** The person's own rules as they stand on the disk. */
export const ownPolicySchema = z.object({
  /** Absolute path; the file may not be there yet. */
  path: z.string(),
  text: z.string(),
  /** SHA-256 (hex) of the text; null where there is no file. */
  version: z.string().nullable(),
})
export type OwnPolicy = z.infer<typeof ownPolicySchema>

/** One case of a file, and what the rules made of it. */
export const checkedCaseSchema = z.object({
  rule: z.string(),
  /** From 1, among the cases of its rule. */
  number: z.number().int(),
  tool: z.string(),
  input: z.record(z.string(), z.unknown()),
  expected: decisionSchema,
  got: decisionSchema,
  /** Rules that decided, strongest first. */
  by: z.array(z.string()),
  isMet: z.boolean(),
})
export type CheckedCase = z.infer<typeof checkedCaseSchema>

/** A remark on a rule that counts, but may not do what its author thinks. */
export const policyHintSchema = z.object({
  rule: z.string(),
  kind: z.enum(['no-case', 'no-matching-case', 'same-condition']),
  /** The other rule, where it is about two. */
  other: z.string().optional(),
})
export type PolicyHint = z.infer<typeof policyHintSchema>

/** What is known of rules that may be saved. */
export const checkedPolicySchema = z.object({
  /** Rules that would count. */
  rules: z.number().int(),
  /** Sentences about rules that would not. */
  problems: z.array(z.string()),
  cases: z.array(checkedCaseSchema),
  hints: z.array(policyHintSchema),
})
export type CheckedPolicy = z.infer<typeof checkedPolicySchema>
