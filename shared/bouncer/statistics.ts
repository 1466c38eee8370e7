import { z } from 'zod'

/** Steps of the histogram of latencies in each doubling. */
export const stepsPerDoubling = 4

const count = z.number().int().nonnegative()

/** What an agent saw: a file, a variable of the environment, or all variables. */
export const seenSecretSchema = z.object({
  kind: z.enum(['file', 'variable', 'environment']),
  /** Path of the file or name of the variable; empty for all of them. */
  name: z.string(),
  entry: count,
  at: z.number(),
  call: z.string(),
})
export type SeenSecret = z.infer<typeof seenSecretSchema>

/** What the record says of the guard's work. */
export const guardStatisticsSchema = z.object({
  calls: count,
  asked: count,
  denied: count,
  /** How questions that reached the person ended; those that nobody answered in time are neither. */
  answered: z.object({ allowed: count, denied: count, nobody: count }),
  /** Questions that were answered in the person's place. */
  spared: z.object({ grant: count, ai: count }),
  /** Calls that did not run, by what stopped them before the person was asked. */
  stopped: z.object({ rules: count, ai: count, failure: count }),
  /** Days with calls, oldest first; `day` is its local midnight in milliseconds since the epoch. */
  days: z.array(z.object({ day: z.number(), calls: count, asked: count })),
  /** How many verdicts took 2^(place / stepsPerDoubling) microseconds or up to a step more, by place. */
  latencies: z.array(count),
  /** Rules that asked, with what the person answered; the most asked first. */
  rules: z.array(z.object({ rule: z.string(), asked: count, allowed: count, denied: count })),
  /** Secrets that were seen by calls that ran, the newest session first. */
  exposure: z.array(
    z.object({
      session: z.string(),
      at: z.number(),
      /** In the order in which they were first seen; the newest where there are too many. */
      secrets: z.array(seenSecretSchema),
      /** Earlier ones that are not listed. */
      more: count,
    }),
  ),
  /** Older sessions that saw secrets and are not listed. */
  moreSessions: count,
})
export type GuardStatistics = z.infer<typeof guardStatisticsSchema>
