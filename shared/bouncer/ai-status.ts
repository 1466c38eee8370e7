import { z } from 'zod'
import { aiNoteSchema, aiOutcomeSchema, aiProviderSchema } from './ai-review.ts'

/** One question that came to the AI layer, as its page lists it. */
export const recentReviewSchema = z.object({
  at: z.number(),
  sessionId: z.string(),
  tool: z.string(),
  rules: z.array(z.string()),
  note: aiNoteSchema,
})
export type RecentReview = z.infer<typeof recentReviewSchema>

/** What the AI layer did since the app started. */
export const aiStatisticsSchema = z.object({
  sinceMs: z.number(),
  /** Calls that were judged. */
  calls: z.number().int(),
  /** Questions of rules among them, while the layer was on. */
  questions: z.number().int(),
  /** Questions it answered. */
  answered: z.number().int(),
  outcomes: z.partialRecord(aiOutcomeSchema, z.number().int()),
  /** Of questions that a model was asked about; null before the first. */
  latencyMs: z.object({ p50: z.number(), p95: z.number() }).nullable(),
  /** Questions to the person in an hour, without and with the layer; null while too few are known. */
  questionsPerHour: z.object({ without: z.number(), with: z.number() }).nullable(),
  recent: z.array(recentReviewSchema),
})
export type AiStatistics = z.infer<typeof aiStatisticsSchema>

/** How the AI layer stands. */
export const aiStatusSchema = z.object({
  /** Null while it is off. */
  provider: aiProviderSchema.nullable(),
  /** Of the first and the second stage; none while it is off. */
  models: z.array(z.string()),
  /** Whether what is sent stays on this machine. */
  staysHere: z.boolean(),
  isOffline: z.boolean(),
  breaker: z.discriminatedUnion('status', [
    z.object({ status: z.literal('closed'), failures: z.number().int() }),
    z.object({ status: z.literal('open'), failures: z.number().int(), forMs: z.number().int() }),
    z.object({ status: z.literal('trying'), failures: z.number().int() }),
  ]),
  /** Allows that are kept for repeats. */
  kept: z.number().int(),
  statistics: aiStatisticsSchema,
})
export type AiStatus = z.infer<typeof aiStatusSchema>

/** What a try of the provider gave, stage by stage; none while it is off. */
export const aiTestSchema = z.object({
  stages: z.array(
    z.object({
      stage: z.union([z.literal(1), z.literal(2)]),
      outcome: z.union([aiOutcomeSchema, z.literal('answered')]),
    }),
  ),
  latencyMs: z.number().int(),
})
export type AiTest = z.infer<typeof aiTestSchema>
