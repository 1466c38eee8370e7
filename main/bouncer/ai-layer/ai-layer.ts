import type { AiNote } from '../../../shared/bouncer/ai-review.ts'
import type { AiStatus, AiTest } from '../../../shared/bouncer/ai-status.ts'
import type { Verdict } from '../../../shared/bouncer/model.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { Notify, TakeBack } from '../../kit/announce.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Observation } from '../pattern-layer/pattern-layer.ts'
import { createAllowCache } from './allow-cache.ts'
import { createBreaker } from './breaker.ts'
import type { Chosen } from './chosen-provider.ts'
import { tryProvider } from './put-questions.ts'
import { createReviewer } from './review-question.ts'
import { createReviewStatistics } from './review-statistics.ts'
import { createSessionTrust } from './session-trust.ts'
import { settleVerdict } from './settle-verdict.ts'
import { createSlots, type Slots } from './slots.ts'

/** Answers questions of rules in the person's place, where a model may; everything else stays a question. */
export interface AiLayer {
  /** The verdict, settled or with a note of why not; only an `ask` ever changes. */
  review(seen: Observation, verdict: Verdict): Promise<Verdict>
  status(): AiStatus
  /** Asks about a made-up call, also while it is paused. */
  test(): Promise<AiTest>
  forget(session: SessionId): void
}

/** What the layer needs. */
export interface AiLayerDeps {
  readonly clock: Clock
  readonly notify: Notify
  /** Takes back that it is left alone, once it answers again. */
  readonly takeBack?: TakeBack
  /** What the person chose; null while it is off, as at first. */
  chosen(): Chosen | null
  offline(): boolean
  /** The person's own messages of a session, the newest last; none where they are not known. */
  words(session: SessionId): Promise<readonly string[]>
  /** A random key that was never used; 128 bits or more. */
  newKey(): string
  /** Bounds of work at the same time; four reviews, sixteen waiting for 3 s, when absent. */
  readonly slots?: Slots
}

/** Builds the layer; it keeps allows, counters and doubts in memory alone. */
export function createAiLayer(deps: AiLayerDeps): AiLayer {
  const { clock } = deps
  const cache = createAllowCache<AiNote>(clock)
  const trust = createSessionTrust()
  const statistics = createReviewStatistics(clock)
  const slots = deps.slots ?? createSlots({ running: 4, waiting: 16, waitMs: 3_000 })
  const breaker = createBreaker(clock, {
    onOpened: (failures) => tellPaused(deps, failures),
    onClosed: () => deps.takeBack?.(pausedKey),
  })
  let signature: string | null = null

  /** What was learnt about one choice says nothing about another. */
  const chosenNow = (): Chosen | null => {
    const chosen = deps.chosen()
    const now = chosen?.signature ?? null
    if (now !== signature) {
      signature = now
      cache.clear()
      trust.clear()
      breaker.reset()
    }
    return chosen
  }

  const noteOf = createReviewer({ ...deps, cache, trust, breaker, slots })

  return {
    async review(seen, verdict) {
      statistics.judged()
      const chosen = verdict.decision === 'ask' ? chosenNow() : null
      if (!chosen || verdict.layer !== 'pattern') return verdict
      const note = await noteOf({ chosen, seen, verdict })
      // Switched off or to another one meanwhile: what the former one said counts no more.
      if (chosenNow()?.signature !== chosen.signature) return verdict
      const { sessionId, tool } = seen.call
      statistics.reviewed({ at: clock.now(), sessionId, tool, rules: verdict.rules, note })
      return settleVerdict(verdict, note)
    },
    status() {
      const chosen = chosenNow()
      return {
        provider: chosen?.kind ?? null,
        models: chosen ? [chosen.provider.modelOf(1), chosen.provider.modelOf(2)] : [],
        staysHere: chosen?.staysHere ?? false,
        isOffline: deps.offline(),
        breaker: breaker.state(),
        kept: cache.size(),
        statistics: statistics.get(),
      }
    },
    async test() {
      const chosen = chosenNow()
      if (!chosen) return { stages: [], latencyMs: 0 }
      const startedMs = clock.elapsed()
      const stages = await tryProvider(chosen.provider, deps.newKey)
      if (stages.every(({ outcome }) => outcome === 'answered')) breaker.reset()
      return { stages: [...stages], latencyMs: Math.round(clock.elapsed() - startedMs) }
    },
    forget: trust.forget,
  }
}

const pausedKey = 'ai-layer.paused'

function tellPaused({ notify }: Pick<AiLayerDeps, 'notify'>, failures: number): void {
  const message = `The AI layer does not answer (${failures} failures in a row) and is left alone for a while. Rules go on, and you are asked more often. The page AI review says why.`
  notify({ level: 'warning', source: 'bouncer', message, key: pausedKey })
}
