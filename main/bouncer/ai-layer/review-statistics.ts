import type { AiNote, AiOutcome } from '../../../shared/bouncer/ai-review.ts'
import type { AiStatistics, RecentReview } from '../../../shared/bouncer/ai-status.ts'
import type { Clock } from '../../kit/clock.ts'

/** Counts what the AI layer did since the app started, in memory alone. */
export interface ReviewStatistics {
  judged(): void
  reviewed(review: RecentReview): void
  get(): AiStatistics
}

const mostLatencies = 500
const mostRecent = 20
const hourMs = 3_600_000
/** Fewer questions say nothing about an hour. */
const fewestQuestions = 5

/** Creates counters at zero. */
export function createReviewStatistics(clock: Clock): ReviewStatistics {
  const sinceMs = clock.now()
  const startedMs = clock.elapsed()
  const outcomes = new Map<AiOutcome, number>()
  const latencies: number[] = []
  const recent: RecentReview[] = []
  let calls = 0

  const perHour = (asked: number, answered: number) => {
    const hours = (clock.elapsed() - startedMs) / hourMs
    if (asked < fewestQuestions || hours < 0.1) return null
    return { without: asked / hours, with: (asked - answered) / hours }
  }

  return {
    judged() {
      calls += 1
    },
    reviewed(review) {
      const { outcome } = review.note
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      recent.unshift(review)
      if (recent.length > mostRecent) recent.pop()
      if (!wasAsked(review.note)) return
      latencies.push(review.note.latencyMs)
      if (latencies.length > mostLatencies) latencies.shift()
    },
    get() {
      const questions = [...outcomes.values()].reduce((sum, count) => sum + count, 0)
      const answered = (outcomes.get('allowed') ?? 0) + (outcomes.get('denied') ?? 0)
      return {
        ...{ sinceMs, calls, questions, answered },
        outcomes: Object.fromEntries(outcomes),
        latencyMs: quantiles(latencies),
        questionsPerHour: perHour(questions, answered),
        recent: [...recent],
      }
    },
  }
}

/** Whether a model was asked about this very call. */
function wasAsked({ stage, cached }: AiNote): boolean {
  return stage !== null && !cached
}

function quantiles(values: readonly number[]): AiStatistics['latencyMs'] {
  if (values.length === 0) return null
  const sorted = values.toSorted((left, right) => left - right)
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}
