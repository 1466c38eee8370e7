import { type Failure, failure } from '../../../../shared/kit/failure.ts'
import { sessionErrors } from '../../../../shared/sessions/errors.ts'
import type { Usage } from '../../../../shared/sessions/model.ts'
import type { AgentEvent } from '../agent.ts'
import { type JsonObject, numberAt, objectAt, textAt } from './json-line.ts'

/** What the model service said went wrong, as the program reports it. */
export interface ApiTrouble {
  readonly status: number | null
  /** The program's own class, e.g. `overloaded`. */
  readonly problem: string
  readonly text: string
}

/** What else is known when a turn ends. */
export interface TurnContext {
  /** Set when we ended the turn ourselves because of it. */
  readonly endedBy: Failure | null
  readonly trouble: ApiTrouble | null
  /** The total of the session before this turn in US dollars; null when unknown. */
  readonly costBefore: number | null
  readonly paysWithKey: boolean
}

type TurnEnded = Extract<AgentEvent, { kind: 'turn-ended' }>

const LIMITS = new Set(['error_max_turns', 'error_max_budget_usd'])

/** The end of a turn from the program's `result` line. */
export function turnEnded(result: JsonObject, context: TurnContext): TurnEnded {
  const failed = context.endedBy ?? failureOf(result, context)
  const total = numberAt(result, 'total_cost_usd')
  return {
    kind: 'turn-ended',
    outcome: failed ? 'failed' : outcomeOf(result),
    failure: failed && { code: failed.code, message: failed.message },
    usage: usageOf(objectAt(result, 'usage')),
    // The total goes on over resume, so a turn costs what it added.
    costUsd:
      total === null || context.costBefore === null
        ? null
        : Math.max(0, total - context.costBefore),
    durationMs: numberAt(result, 'duration_ms') ?? 0,
  }
}

/** The failure of a refused login or key. */
export function authenticationFailure(paysWithKey: boolean): Failure {
  return failure(sessionErrors, paysWithKey ? 'agent.key-refused' : 'agent.logged-out')
}

function outcomeOf(result: JsonObject): TurnEnded['outcome'] {
  if (LIMITS.has(textAt(result, 'subtype') ?? '')) return 'limit'
  return isAborted(result) ? 'interrupted' : 'completed'
}

function isAborted(result: JsonObject): boolean {
  return (textAt(result, 'terminal_reason') ?? '').startsWith('aborted')
}

function failureOf(result: JsonObject, context: TurnContext): Failure | null {
  const subtype = textAt(result, 'subtype') ?? ''
  if (isAborted(result) || LIMITS.has(subtype)) return null
  if (result.is_error !== true && subtype === 'success') return null
  const status = numberAt(result, 'api_error_status') ?? context.trouble?.status ?? null
  const text = textAt(result, 'result') ?? context.trouble?.text ?? subtype
  return troubleFailure(
    { status, problem: context.trouble?.problem ?? '', text },
    context.paysWithKey,
  )
}

function troubleFailure({ status, problem, text }: ApiTrouble, paysWithKey: boolean): Failure {
  const cause = text.trim().replaceAll(/\s+/g, ' ').slice(0, 200) || `status ${status}`
  if (status === 401 || (problem === 'authentication_failed' && status === null)) {
    return authenticationFailure(paysWithKey)
  }
  if (status === 429 || problem === 'rate_limit') {
    return failure(sessionErrors, 'model.rate-limited')
  }
  if (status === 529 || problem === 'overloaded') return failure(sessionErrors, 'model.overloaded')
  if (status === null && UNREACHABLE.test(cause)) {
    return failure(sessionErrors, 'model.unreachable', { cause })
  }
  return failure(sessionErrors, 'model.failed', { cause })
}

const UNREACHABLE = /timed? ?out|connection|socket|ECONN|ENOTFOUND|network|unable to connect/i

function usageOf(usage: JsonObject): Usage {
  return {
    inputTokens: numberAt(usage, 'input_tokens') ?? 0,
    outputTokens: numberAt(usage, 'output_tokens') ?? 0,
    cacheReadTokens: numberAt(usage, 'cache_read_input_tokens') ?? 0,
    cacheWriteTokens: numberAt(usage, 'cache_creation_input_tokens') ?? 0,
  }
}
