import { ok, type Result } from '../../../../shared/kit/result.ts'
import type { Question } from '../question.ts'
import type { Provider, ProviderFailure } from './provider.ts'

/** What is asked of the person's `claude`: fixed words for the command line, data for its input. */
export interface ProgramQuestion {
  readonly system: string
  /** Goes in by the standard input, never by the command line. */
  readonly data: string
  readonly model: string
  readonly signal: AbortSignal
}

/** Runs the person's `claude` once, without tools and outside every project; owned by sessions. */
export type AskProgram = (
  question: ProgramQuestion,
) => Promise<Result<string, Exclude<ProviderFailure, 'no-key'>>>

/** Asks the person's own `claude`, which pays with its own login. */
export function createClaudeProgramProvider(
  askProgram: AskProgram,
  models: Provider['modelOf'],
): Provider {
  return {
    modelOf: models,
    limitMs: { 1: 8_000, 2: 12_000 },
    async ask({ stage, system, data }: Question, signal) {
      const answered = await askProgram({ system, data, signal, model: models(stage) })
      return answered.ok ? ok(answered.value) : answered
    },
  }
}
