import type { TelemetryKind } from '../../shared/telemetry/kinds.ts'
import type { Clock } from '../kit/clock.ts'
import type { Gate } from './gate.ts'
import { holdWords, type OperatorSeen, silencedBy } from './hold.ts'
import { readOperator } from './operator.ts'
import { type OperatorRecord, readOperatorRecord } from './operator-record.ts'

/** Whose word it is: the running app's, the app's that ran here last, this command's own, or nobody's while an app runs. */
export type OperatorSource = 'running-app' | 'last-run' | 'this-command' | 'unsaid'

/** What a command, which has an environment and a folder of its own, goes by. */
export interface OutsideGround {
  readonly operator: OperatorSeen
  /** The variable that switches telemetry off where the app runs, else here. */
  readonly silenced: string | null
  readonly lacksReporter: boolean
  readonly source: OperatorSource
}

/** What is needed to see a home's telemetry from outside the app. */
export interface OutsideDeps {
  /** Absolute path of the app's own note of whom it would send to. */
  readonly operatorSeen: string
  /** Absolute path of the operator's file of this command; null where none is named. */
  readonly operatorFile: string | null
  readonly environment: NodeJS.ProcessEnv
  /** The process that has the home; null where nobody runs on it. */
  readonly runningPid: number | null
  readonly clock: Clock
}

/** Finds out whom the app on a home sends to, which may be told otherwise than this command. */
export async function groundFromOutside(deps: OutsideDeps): Promise<OutsideGround> {
  const { runningPid, environment } = deps
  const record = await readOperatorRecord(deps.operatorSeen, deps.clock)
  if (record !== null && record.pid === runningPid) {
    const { silenced, lacksReporter } = record
    return { operator: seenIn(record), silenced, lacksReporter, source: 'running-app' }
  }
  const here = { silenced: silencedBy(environment), lacksReporter: false }
  const own = await readOperator(deps.operatorFile)
  // A note that names nobody says nothing about the operator that is named here now.
  const isNoted = record !== null && (record.status.status === 'ok' || own.status.status === 'none')
  const operator = isNoted ? seenIn(record) : own
  if (runningPid !== null) return { ...here, operator, silenced: null, source: 'unsaid' }
  return { ...here, operator, source: isNoted ? 'last-run' : 'this-command' }
}

function seenIn({ status, policyVersion, errors, usage }: OperatorRecord): OperatorSeen {
  const at = (host: string | null) => (host === null ? null : { host })
  return { status, policyVersion, errors: at(errors), usage: at(usage) }
}

/** Whether one kind may be sent, and why not. */
export interface KindSeen {
  readonly on: boolean
  readonly why: string | null
}

/** How one kind stands, seen from outside; where the running app has said nothing, a yes counts as sending. */
export function standingOf(kind: TelemetryKind, gate: Gate, source: OperatorSource): KindSeen {
  const hold = gate.hold(kind)
  const isOn = hold === null || (source === 'unsaid' && gate.history()[0]?.[kind] === true)
  return { on: isOn, why: isOn ? null : holdWords(hold) }
}
