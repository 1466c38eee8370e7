import { z } from 'zod'

/** Who may be asked: the model service by the person's key, their own `claude`, or a server they name. */
export const aiProviderSchema = z.enum(['anthropic', 'claude', 'local'])
export type AiProvider = z.infer<typeof aiProviderSchema>

/** How a review ended; only `allowed` and `denied` change what becomes of the call. */
export const aiOutcomeSchema = z.enum([
  'allowed',
  'denied',
  /** It was asked and leaves it to the person. */
  'unsure',
  /** It would allow, but only with words that stand in the call itself. */
  'words-only',
  /** It would allow more without what the person wrote. */
  'inconsistent',
  /** It was not asked, because such calls stay with the person; `kept` says why. */
  'kept',
  /** It was not asked: nothing is known that the person wrote in this session. */
  'no-words',
  /** It is not asked for a while in this session, after answers that did not hold. */
  'distrusted',
  'no-key',
  'not-set-up',
  /** The person's own program has no login to ask with. */
  'not-logged-in',
  'offline',
  'unreachable',
  'refused',
  'timed-out',
  /** What came back was no answer. */
  'unusable',
  /** Failures in a row: it is left alone for a while. */
  'paused',
  'busy',
])
export type AiOutcome = z.infer<typeof aiOutcomeSchema>

/** Why a call stays with the person whatever a model says. */
export const aiKeptSchema = z.enum([
  'policy-file',
  'rule',
  'effect',
  'secret',
  'not-known',
  'too-long',
])
export type AiKept = z.infer<typeof aiKeptSchema>

/** What the AI layer did about one call, as the record and the card tell it; never words of a model. */
export const aiNoteSchema = z.object({
  provider: aiProviderSchema,
  model: z.string().max(200),
  /** The stage that answered; null when none did. */
  stage: z.union([z.literal(1), z.literal(2)]).nullable(),
  outcome: aiOutcomeSchema,
  kept: aiKeptSchema.optional(),
  /** What the last stage said by itself, before it was held against the other questions. */
  said: z.enum(['allow', 'ask', 'deny']).nullable(),
  /** Ids of rules and effects (`e1` is the first effect) that it named; all of them exist. */
  cited: z.array(z.string().max(80)).max(64),
  latencyMs: z.number().int().nonnegative(),
  cached: z.boolean(),
})
export type AiNote = z.infer<typeof aiNoteSchema>

/** Outcomes in which the AI layer wanted to answer and could not. */
const failures: ReadonlySet<AiOutcome> = new Set([
  ...(['no-key', 'not-set-up', 'not-logged-in', 'offline', 'unreachable', 'refused'] as const),
  ...(['timed-out', 'unusable', 'paused', 'busy'] as const),
])

/** Whether the layer should have answered and was not able to. */
export function isAiFailure({ outcome }: Pick<AiNote, 'outcome'>): boolean {
  return failures.has(outcome)
}
