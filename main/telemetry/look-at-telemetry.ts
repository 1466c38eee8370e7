import type { Clock } from '../kit/clock.ts'
import { createConsentStore } from './consent.ts'
import { createGate } from './gate.ts'
import { holdWords } from './hold.ts'
import { readOperator } from './operator.ts'

/** Whether one kind may be sent, and why not. */
export interface KindSeen {
  readonly on: boolean
  readonly why: string | null
}

/** Says how telemetry stands on a home; changes nothing, whether the app runs or not. */
export async function lookAtTelemetry(deps: {
  readonly home: string
  /** Absolute path of the file of answers. */
  readonly path: string
  readonly environment: NodeJS.ProcessEnv
  readonly operatorFile: string | null
  readonly clock: Clock
}): Promise<{ readonly errors: KindSeen; readonly usage: KindSeen }> {
  const { path, clock } = deps
  const store = createConsentStore({ path, clock })
  const gate = createGate({
    ...deps,
    operator: await readOperator(deps.operatorFile),
    store: { ...store, read: store.inspect },
    now: () => clock.now(),
    notify: () => undefined,
  })
  await gate.look()
  const seen = (kind: 'errors' | 'usage'): KindSeen => {
    const hold = gate.hold(kind)
    return { on: hold === null, why: hold === null ? null : holdWords(hold) }
  }
  return { errors: seen('errors'), usage: seen('usage') }
}
