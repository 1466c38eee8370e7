import { z } from 'zod'
import { decisionSchema } from './model.ts'

/** What other rules would have made of the calls on record. */
export const policyReplaySchema = z.object({
  /** Calls that were judged again. */
  calls: z.number().int(),
  /** Calls that would be decided otherwise, by what they would be. */
  newly: z.object({
    deny: z.number().int(),
    ask: z.number().int(),
    allow: z.number().int(),
  }),
  /** How many of those do not ask by now because a grant or the AI review answers, which rules of files do not heed. */
  answered: z.object({ grant: z.number().int(), ai: z.number().int() }),
  /** The first of each kind, oldest first. */
  examples: z.array(
    z.object({
      /** Number in the record. */
      entry: z.number().int(),
      at: z.number(),
      tool: z.string(),
      /** The call in one line, with secrets replaced. */
      call: z.string(),
      from: decisionSchema,
      /** Who decides so by now. */
      by: z.enum(['rules', 'grant', 'ai']),
      to: decisionSchema,
      /** The rule that would decide. */
      rule: z.string(),
    }),
  ),
})
export type PolicyReplay = z.infer<typeof policyReplaySchema>
