import type { UsageEvent } from '../../shared/telemetry/usage-events.ts'
import type { Clock } from '../kit/clock.ts'
import { usageBody } from './exact-usage.ts'

const dayMs = 24 * 3_600_000

/** Makes the exact request for one count; the id in it lasts for one day of one run. */
export function createCounter(deps: {
  readonly key: string
  readonly platform: string
  readonly clock: Clock
  readonly newId: () => string
}): (event: UsageEvent) => string {
  const { clock, newId } = deps
  let day = { number: Number.NaN, id: '' }
  return (event) => {
    const at = clock.now()
    const number = Math.trunc(at / dayMs)
    if (day.number !== number) day = { number, id: newId() }
    return usageBody(event, { ...deps, id: newId(), dayId: day.id, at })
  }
}
