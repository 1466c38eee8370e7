import { brand } from '../../shared/brand.ts'
import type { UsageEvent } from '../../shared/telemetry/usage-events.ts'
import { systemName } from './exact-error.ts'

/** What one count is made from besides its event. */
export interface UsageSurroundings {
  readonly key: string
  readonly platform: string
  /** Names this count, so that a repeat is not counted twice. */
  readonly id: string
  /** Random, made anew every day, so that no two days can be put together. */
  readonly dayId: string
  readonly at: number
}

const minuteMs = 60_000

/** The exact body of the request for one count: the event and fixed words. */
export function usageBody({ event, properties }: UsageEvent, around: UsageSurroundings): string {
  const at = Math.trunc(around.at / minuteMs) * minuteMs
  return JSON.stringify({
    api_key: around.key,
    batch: [
      {
        event,
        uuid: around.id,
        distinct_id: around.dayId,
        timestamp: new Date(at).toISOString(),
        properties: {
          ...properties,
          app_version: brand.version,
          os: systemName(around.platform),
          // The receiver would fill these in from the connection: an address, a place, a profile.
          $ip: '0.0.0.0',
          $geoip_disable: true,
          $process_person_profile: false,
        },
      },
    ],
  })
}
