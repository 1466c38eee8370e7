import { existsSync } from 'node:fs'
import { brand } from '../../shared/brand.ts'
import type { SessionState } from '../../shared/sessions/model.ts'
import { placesIn } from '../app/places.ts'
import { lookAtRecordEnd, type RecordEnd } from '../audit/index.ts'
import { systemClock } from '../kit/clock.ts'
import { type HomeHolder, lookAtHolder } from '../os/node/look-at-lock.ts'
import { operatorFile } from '../os/node/places.ts'
import { lookAtSessions } from '../sessions/index.ts'
import { inspectSettings } from '../settings/index.ts'
import { lookAtTelemetry } from '../telemetry/index.ts'

/** How a home stands, as `status --json` prints it. */
export interface HomeSeen extends HomeHolder {
  readonly version: string
  readonly home: string
  readonly exists: boolean
  readonly sessions: {
    readonly total: number
    /** Sessions that wait for the person. */
    readonly waiting: number
    /** Questions in them. */
    readonly questions: number
    readonly unreadable: number
    readonly byState: Readonly<Partial<Record<SessionState, number>>>
  }
  readonly record: Omit<RecordEnd, 'state'> & { readonly state: RecordEnd['state'] | 'unreadable' }
  readonly settings: { readonly state: string; readonly problem: string | null }
  readonly telemetry: Awaited<ReturnType<typeof lookAtTelemetry>>
}

/** Reads how a home stands; takes no lock, writes and mends nothing. */
export async function lookAtHome(home: string): Promise<HomeSeen> {
  const place = placesIn(home)
  const clock = systemClock
  const holder = await lookAtHolder(home)
  const isIdle = holder.running === null
  const seen = await lookAtSessions({ folder: place.sessions, clock, isIdle })
  const waiting = seen.sessions.filter((session) => session.waiting > 0)
  const byState: Partial<Record<SessionState, number>> = {}
  for (const { state } of seen.sessions) byState[state] = (byState[state] ?? 0) + 1
  const settings = await inspectSettings(place.settings, clock)
  return {
    version: brand.version,
    home,
    exists: existsSync(home),
    ...holder,
    sessions: {
      total: seen.sessions.length,
      waiting: waiting.length,
      questions: waiting.reduce((sum, session) => sum + session.waiting, 0),
      unreadable: seen.unreadable.length,
      byState,
    },
    record: await recordEnd(place.logs),
    settings: {
      state: settings.status,
      problem: 'problem' in settings ? settings.problem : null,
    },
    telemetry: await lookAtTelemetry({
      ...{ home, path: place.consent, operatorSeen: place.operatorSeen, clock },
      runningPid: holder.running?.pid ?? null,
      environment: process.env,
      operatorFile: operatorFile(process.env),
    }),
  }
}

async function recordEnd(logs: string): Promise<HomeSeen['record']> {
  try {
    return await lookAtRecordEnd(logs)
  } catch {
    // It is not readable for this account; what else stands is still worth saying.
    return { state: 'unreadable', lastEntry: null, at: null, seal: 'damaged', signedTo: null }
  }
}
