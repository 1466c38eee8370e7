import type { AiOutcome } from '../../../../shared/bouncer/ai-review.ts'
import type { Result } from '../../../../shared/kit/result.ts'
import type { Question, Stage } from '../question.ts'

/** Why a provider gave no text. */
export type ProviderFailure = Extract<
  AiOutcome,
  | 'no-key'
  | 'not-set-up'
  | 'not-logged-in'
  | 'offline'
  | 'unreachable'
  | 'refused'
  | 'timed-out'
  | 'unusable'
>

/** Somebody who answers questions with a text; nothing about the text is believed. */
export interface Provider {
  /** The model that answers a stage. */
  modelOf(stage: Stage): string
  /** Longest time of one question in a stage, in milliseconds. */
  readonly limitMs: Readonly<Record<Stage, number>>
  ask(question: Question, signal: AbortSignal): Promise<Result<string, ProviderFailure>>
}

/** Longest answer of a model that is taken, in tokens. */
export const mostTokens = { 1: 300, 2: 700 } as const satisfies Readonly<Record<Stage, number>>
