import { z } from 'zod'

/** Steps of the histogram of latencies in each doubling. */
export const stepsPerDoubling = 4

const count = z.number().int().nonnegative()

/** What the record says of the guard's work. */
export const guardStatisticsSchema = z.object({
  calls: count,
  asked: count,
  denied: count,
  /** Days with calls, oldest first; `day` is its local midnight in milliseconds since the epoch. */
  days: z.array(z.object({ day: z.number(), calls: count, asked: count })),
  /** How many verdicts took 2^(place / stepsPerDoubling) microseconds or up to a step more, by place. */
  latencies: z.array(count),
  /** Rules that asked, with what the person answered; the most asked first. */
  rules: z.array(z.object({ rule: z.string(), asked: count, allowed: count, denied: count })),
  /** Secrets that were read by calls that ran, the newest session first. */
  exposure: z.array(
    z.object({
      session: z.string(),
      at: z.number(),
      secrets: z.array(
        z.object({ path: z.string(), entry: count, at: z.number(), call: z.string() }),
      ),
    }),
  ),
})
export type GuardStatistics = z.infer<typeof guardStatisticsSchema>
