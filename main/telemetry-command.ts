import { join } from 'node:path'
import type { Failure } from '../shared/kit/failure.ts'
import { placesIn } from './app/places.ts'
import { systemClock } from './kit/clock.ts'
import { lookAtHolder } from './os/node/look-at-lock.ts'
import { operatorFile } from './os/node/places.ts'
import { runTelemetryCommand, type TelemetryAction } from './telemetry/index.ts'

/** Switches telemetry of a home on or off, or says how it stands; resolves with the exit code. */
export async function telemetryCommand(wanted: {
  readonly home: string
  readonly action: TelemetryAction
  readonly isJson: boolean
  readonly write: (text: string) => void
  readonly refuse: (failed: Failure) => 1
}): Promise<0 | 1> {
  const place = placesIn(wanted.home)
  const { running } = await lookAtHolder(wanted.home)
  return runTelemetryCommand({
    ...wanted,
    place,
    environment: process.env,
    operatorFile: operatorFile(process.env),
    runningPid: running?.pid ?? null,
    // Where the window's profile lies; its reporter would keep its files there.
    sdkFolders: [join(place.desktop, 'window', 'sentry')],
    clock: systemClock,
  })
}
