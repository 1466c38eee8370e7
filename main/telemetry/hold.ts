import { brand } from '../../shared/brand.ts'
import type { TelemetryKind } from '../../shared/telemetry/kinds.ts'
import {
  type ConsentEntry,
  type Hold,
  type OperatorStatus,
  payloadVersion,
} from '../../shared/telemetry/model.ts'

/** What of an operator counts for a decision: who it is, the version of its policy, and the hosts. */
export interface OperatorSeen {
  readonly status: OperatorStatus
  /** Version of the operator's policy; empty where there is none. */
  readonly policyVersion: string
  readonly errors: { readonly host: string } | null
  readonly usage: { readonly host: string } | null
}

/** What a decision about sending rests on. */
export interface Ground {
  /** The variable of the environment that switches telemetry off; null where none does. */
  readonly silenced: string | null
  readonly operator: OperatorSeen
  /** The newest answer; null when there is none. */
  readonly answer: ConsentEntry | null
  /** Why the answers cannot be read or written; null where they can. */
  readonly problem: string | null
  /** True when the error reporter was asked for and is not part of this build. */
  readonly lacksReporter: boolean
}

/** The version that an answer is given for: what this program would send, and the operator's policy. */
export function policyVersionOf(operator: Pick<OperatorSeen, 'policyVersion'>): string {
  return operator.policyVersion === ''
    ? String(payloadVersion)
    : `${payloadVersion}/${operator.policyVersion}`
}

/** The variable that switches telemetry off whatever was answered; null where none does. */
export function silencedBy(environment: NodeJS.ProcessEnv): string | null {
  const own = environment[brand.telemetryVariable]?.trim().toLowerCase()
  if (own !== undefined && /^(?:0|off|false|no)$/.test(own)) return brand.telemetryVariable
  const general = environment.DO_NOT_TRACK?.trim().toLowerCase() ?? ''
  return /^(?:|0|false|off|no)$/.test(general) ? null : 'DO_NOT_TRACK'
}

/** Why a kind could not be switched on at all; null when only the person's answer counts. */
export function obstacleOf(kind: TelemetryKind, ground: Ground): Hold | null {
  if (ground.silenced !== null) return { kind: 'environment', variable: ground.silenced }
  const { status } = ground.operator
  if (status.status === 'none') return { kind: 'no-operator' }
  if (status.status === 'broken') {
    return { kind: 'operator-broken', path: status.path, problem: status.problem }
  }
  if (ground.operator[kind] === null) return { kind: 'no-receiver' }
  if (kind === 'errors' && ground.lacksReporter) return { kind: 'no-reporter' }
  if (ground.problem !== null) return { kind: 'unreadable', problem: ground.problem }
  return null
}

/** Why nothing of a kind is sent; null only where the person said yes to this version and this host. A no holds for every version. */
export function holdOf(kind: TelemetryKind, ground: Ground): Hold | null {
  const obstacle = obstacleOf(kind, ground)
  if (obstacle !== null) return obstacle
  const { answer, operator } = ground
  if (answer === null) return { kind: 'not-asked' }
  if (!answer[kind]) return { kind: 'refused' }
  if (answer.policyVersion !== policyVersionOf(operator)) return { kind: 'policy-changed' }
  const before = answer.receivers[kind]
  const now = operator[kind]?.host
  if (before !== now) return { kind: 'receiver-changed', before: before ?? '' }
  return null
}

/** True when a question waits for the person: somebody would receive something, and no answer of theirs holds. */
export function wantsAnswer(ground: Ground): boolean {
  const waits: readonly Hold['kind'][] = ['not-asked', 'policy-changed', 'receiver-changed']
  return (['errors', 'usage'] as const).some((kind) => {
    const hold = holdOf(kind, ground)
    return hold !== null && waits.includes(hold.kind)
  })
}

/** Why, as words that fit behind a colon; for the command and for refusals. */
export function holdWords(hold: Hold): string {
  switch (hold.kind) {
    case 'environment':
      return `${hold.variable} is set in the environment`
    case 'no-operator':
      return 'nobody is named who would receive it'
    case 'operator-broken':
      return `the operator's file ${hold.path} cannot be used (${hold.problem})`
    case 'no-receiver':
      return "the operator's file names no receiver for it"
    case 'no-reporter':
      return 'this build has no error reporter'
    case 'unreadable':
      return `the answers so far cannot be read or written (${hold.problem})`
    case 'not-asked':
      return 'you were not asked yet'
    case 'policy-changed':
      return 'what would be sent has changed since you answered'
    case 'receiver-changed':
      return `it would go to another host than the one you agreed to (${hold.before || 'none'})`
    case 'refused':
      return 'you said no'
  }
}
