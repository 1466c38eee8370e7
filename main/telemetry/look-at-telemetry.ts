import { createConsentStore } from './consent.ts'
import { createGate } from './gate.ts'
import { groundFromOutside, type KindSeen, type OutsideDeps, standingOf } from './outside-ground.ts'

/** Says how telemetry stands on a home; changes nothing, whether the app runs or not. */
export async function lookAtTelemetry(
  deps: OutsideDeps & {
    readonly home: string
    /** Absolute path of the file of answers. */
    readonly path: string
  },
): Promise<{ readonly errors: KindSeen; readonly usage: KindSeen }> {
  const { path, clock } = deps
  const store = createConsentStore({ path, clock })
  const ground = await groundFromOutside(deps)
  const gate = createGate({
    ...{ ...deps, ...ground, now: () => clock.now() },
    store: { ...store, read: store.inspect },
    notify: () => undefined,
  })
  await gate.look()
  const { source } = ground
  return { errors: standingOf('errors', gate, source), usage: standingOf('usage', gate, source) }
}
