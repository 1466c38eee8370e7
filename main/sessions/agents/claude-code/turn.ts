import type { Failure } from '../../../../shared/kit/failure.ts'
import { type PermissionMode, permissionModeSchema } from '../../../../shared/sessions/model.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { AgentEvent } from '../agent.ts'
import { type JsonObject, numberAt, textAt } from './json-line.ts'
import { type ApiTrouble, authenticationFailure, turnEnded } from './turn-result.ts'

/** Where the program stands: whether a turn is open, what troubles it, its mode, model and cost. */
export interface Turn {
  /** Opens a turn unless one is open. */
  open(promptId: string | null): AgentEvent[]
  /** Takes a `system` line. */
  system(line: JsonObject): AgentEvent[]
  /** Takes a failure of the service that the program wrote into the conversation. */
  note(problem: string, text: string): void
  /** Takes a `result` line. */
  end(line: JsonObject): AgentEvent[]
  switched(to: { readonly mode: PermissionMode } | { readonly model: string }): AgentEvent[]
  /** Ends an open turn as failed, because the program is gone. */
  cut(cause: Failure): AgentEvent[]
  readonly isRefused: boolean
  readonly totalCostUsd: number | null
}

/** What a process starts from. */
export interface TurnDeps {
  readonly model: string | null
  readonly mode: PermissionMode
  /** The session's total before this process, for a resumed one. */
  readonly totalCostUsd: number | null
  readonly paysWithKey: boolean
  readonly clock: Clock
}

/** How many refusals end a turn: an own login may refresh itself after one, a key stays refused. */
const REFUSALS = { key: 1, login: 2 }

/** Follows the turns of one process. */
export function createTurn(deps: TurnDeps): Turn {
  const limit = deps.paysWithKey ? REFUSALS.key : REFUSALS.login
  const switched = createSwitched(deps)
  let { totalCostUsd } = deps
  let isOpen = false
  let openedAt = 0
  let refusals = 0
  let trouble: ApiTrouble | null = null

  const open = (promptId: string | null): AgentEvent[] => {
    if (isOpen) return []
    isOpen = true
    openedAt = deps.clock.elapsed()
    refusals = 0
    trouble = null
    return [{ kind: 'turn-started', promptId }]
  }
  const retry = (line: JsonObject): AgentEvent[] => {
    if (refusals >= limit) return []
    const status = numberAt(line, 'error_status')
    const problem = textAt(line, 'error') ?? 'unknown'
    if (status === 401 || problem === 'authentication_failed') refusals++
    trouble = { status, problem, text: '' }
    const attempt = numberAt(line, 'attempt') ?? 0
    const maxAttempts = numberAt(line, 'max_retries') ?? 0
    const delayMs = numberAt(line, 'retry_delay_ms') ?? 0
    return [{ kind: 'retrying', attempt, maxAttempts, status, problem, delayMs }]
  }

  return {
    open,
    system(line) {
      if (line.subtype === 'init') return [...open(null), ...switched.model(textAt(line, 'model'))]
      if (line.subtype === 'status') return switched.mode(line.permissionMode)
      return line.subtype === 'api_retry' ? retry(line) : []
    },
    note(problem, text) {
      trouble = { status: trouble?.status ?? null, problem, text }
    },
    end(line) {
      const endedBy = refusals >= limit ? authenticationFailure(deps.paysWithKey) : null
      const { paysWithKey } = deps
      const ended = turnEnded(line, { endedBy, trouble, costBefore: totalCostUsd, paysWithKey })
      totalCostUsd = numberAt(line, 'total_cost_usd') ?? totalCostUsd
      isOpen = false
      return [ended]
    },
    cut({ code, message }) {
      if (!isOpen) return []
      isOpen = false
      const failed = { code, message }
      const durationMs = deps.clock.elapsed() - openedAt
      return [
        {
          kind: 'turn-ended',
          outcome: 'failed',
          failure: failed,
          usage: null,
          costUsd: null,
          durationMs,
        },
      ]
    },
    switched: (to) => ('mode' in to ? switched.mode(to.mode) : switched.model(to.model)),
    get isRefused() {
      return refusals >= limit
    },
    get totalCostUsd() {
      return totalCostUsd
    },
  }
}

/** Knows model and mode, and makes an event only of what really changed. */
function createSwitched(deps: Pick<TurnDeps, 'model' | 'mode'>) {
  let { model, mode } = deps
  return {
    model(to: string | null): AgentEvent[] {
      if (to === null || to === model) return []
      model = to
      return [{ kind: 'model-changed', model: to }]
    },
    /** Modes that this app does not offer are left out. */
    mode(to: unknown): AgentEvent[] {
      const parsed = permissionModeSchema.safeParse(to)
      if (!parsed.success || parsed.data === mode) return []
      mode = parsed.data
      return [{ kind: 'mode-changed', mode }]
    },
  }
}
