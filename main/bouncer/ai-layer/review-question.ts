import type { AiNote, AiOutcome } from '../../../shared/bouncer/ai-review.ts'
import type { Verdict } from '../../../shared/bouncer/model.ts'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Observation } from '../pattern-layer/pattern-layer.ts'
import { within } from '../within.ts'
import type { AllowCache } from './allow-cache.ts'
import { whyKept } from './answerable.ts'
import type { Breaker } from './breaker.ts'
import type { Chosen } from './chosen-provider.ts'
import { dossierOf } from './dossier.ts'
import { outlineOf } from './outline.ts'
import { putQuestions, type Reviewed } from './put-questions.ts'
import type { SessionTrust } from './session-trust.ts'
import type { Slots } from './slots.ts'

/** A question of rules, and who may answer it. */
export interface ReviewCase {
  readonly chosen: Chosen
  readonly seen: Observation
  readonly verdict: Verdict
}

/** What a reviewer works with. */
export interface ReviewerParts {
  readonly clock: Clock
  readonly cache: AllowCache<AiNote>
  readonly trust: SessionTrust
  readonly breaker: Breaker
  readonly slots: Slots
  offline(): boolean
  words(session: SessionId): Promise<readonly string[]>
  newKey(): string
}

const wordsLimitMs = 2_000

/** Goes from the cheapest reason not to ask to the answer of a model; tells each as a note. */
export function createReviewer(parts: ReviewerParts): (question: ReviewCase) => Promise<AiNote> {
  return async (question) => {
    const note = noteFor(question, parts.clock)
    const { chosen, seen, verdict } = question
    const kept = whyKept(seen.call, verdict, seen.policy)
    if (kept !== null) return note('kept', { kept })
    if (parts.offline() && !chosen.staysHere) return note('offline')
    const session = seen.call.sessionId
    const words = await wordsOf(session, parts)
    if (words.length === 0) return note('no-words')
    if (!parts.trust.isTrusted(session, words)) return note('distrusted')
    return answered({ ...question, words }, parts, note)
  }
}

type WordedCase = ReviewCase & { readonly words: readonly string[] }

/** The answer of a kept allow, or of a model. */
async function answered(question: WordedCase, parts: ReviewerParts, note: Note): Promise<AiNote> {
  const { cache, trust } = parts
  const { chosen, seen, verdict, words } = question
  const scope = { call: seen.call, verdict, words, who: chosen.signature }
  const known = cache.get(scope)
  if (known) {
    const { stage, said, cited, model } = known
    return note('allowed', { stage, said, cited, model, cached: true })
  }
  const reviewed = await ask(question, parts)
  if (typeof reviewed === 'string') return note(reviewed)
  learn(reviewed, { trust, session: seen.call.sessionId, words })
  const told = note(reviewed.outcome, tellingOf(reviewed, chosen))
  if (reviewed.outcome === 'allowed') cache.put(scope, told)
  return told
}

type Note = (outcome: AiOutcome, more?: Partial<AiNote>) => AiNote

function noteFor({ chosen }: ReviewCase, clock: Clock): Note {
  const startedMs = clock.elapsed()
  return (outcome, more = {}) => ({
    ...{ provider: chosen.kind, model: nameOf(chosen, 2), outcome },
    ...{ stage: null, said: null, cited: [], cached: false },
    latencyMs: Math.max(0, Math.round(clock.elapsed() - startedMs)),
    ...more,
  })
}

const nameOf = ({ provider }: Chosen, stage: 1 | 2) => provider.modelOf(stage).slice(0, 200)

function tellingOf({ stage, said, cited }: Reviewed, chosen: Chosen): Partial<AiNote> {
  return { stage, said, cited: [...cited], model: nameOf(chosen, stage ?? 2) }
}

interface Learner {
  readonly trust: SessionTrust
  readonly session: SessionId
  readonly words: readonly string[]
}

function learn({ outcome, isDoubtful }: Reviewed, { trust, session, words }: Learner): void {
  if (isDoubtful) trust.distrust(session)
  if (outcome === 'denied') trust.denied(session, words)
  if (outcome === 'allowed') trust.allowed(session)
}

async function wordsOf(session: SessionId, { words }: ReviewerParts): Promise<readonly string[]> {
  try {
    return await within(wordsLimitMs, 'the session', () => words(session))
  } catch {
    // Without the person's words nothing is answered in their place.
    return []
  }
}

/** Asks within the bounds of work and failures; a word where nobody was asked. */
async function ask(
  { chosen, seen, verdict, words }: WordedCase,
  { slots, breaker, newKey }: ReviewerParts,
): Promise<Reviewed | 'paused' | 'busy'> {
  if (!(await slots.enter())) return 'busy'
  try {
    if (!breaker.enter()) return 'paused'
    const why = (rule: string) => seen.policy.publicRules.find(({ id }) => id === rule)?.why ?? ''
    const whole = dossierOf(seen.call, verdict, { words, why })
    const outline = outlineOf(whole, verdict.effects)
    const reviewed = await putQuestions(chosen.provider, { whole, outline }, newKey)
    noteHealth(breaker, reviewed)
    return reviewed
  } catch (error) {
    breaker.left()
    throw error
  } finally {
    slots.leave()
  }
}

/** A missing key or an open choice is no failure of the provider. */
const ownFaults: ReadonlySet<AiOutcome> = new Set([
  'no-key',
  'not-set-up',
  'not-logged-in',
  'offline',
])

function noteHealth(breaker: Breaker, { isReached, outcome }: Reviewed): void {
  if (isReached) breaker.succeeded()
  else if (ownFaults.has(outcome)) breaker.left()
  else breaker.failed()
}
