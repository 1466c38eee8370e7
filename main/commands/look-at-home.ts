import { existsSync } from 'node:fs'
import { brand } from '../../shared/brand.ts'
import type { SessionState } from '../../shared/sessions/model.ts'
import { inPassingMs, lookForHeadKey } from '../app/head-key.ts'
import { placesIn } from '../app/places.ts'
import { type HeadJudging, lookAtRecordEnd, type RecordEnd } from '../audit/index.ts'
import { systemClock } from '../kit/clock.ts'
import { createKeychain } from '../os/node/keychain.ts'
import { type HomeHolder, lookAtHolder } from '../os/node/look-at-lock.ts'
import { operatorFile } from '../os/node/places.ts'
import { type ErasureLeft, lookAtErasure } from '../privacy/index.ts'
import { lookAtSessions } from '../sessions/index.ts'
import { inspectSettings } from '../settings/index.ts'
import { lookAtTelemetry } from '../telemetry/index.ts'
import { lookAtRing, type RingSeen } from './look-at-ring.ts'

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
  readonly record: Omit<RecordEnd, 'state' | 'seal'> & {
    readonly state: RecordEnd['state'] | 'unreadable'
    readonly seal: RecordEnd['seal'] | null
  }
  /** An erasure that was interrupted, or finished later and not seen yet; null without one. */
  readonly erasure: ErasureLeft | null
  readonly settings: { readonly state: string; readonly problem: string | null }
  readonly ring: RingSeen
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
    record: await recordEnd(place.logs, home),
    erasure: await lookAtErasure(home, clock),
    settings: {
      state: settings.status === 'foreign' && settings.isNewer ? 'newer' : settings.status,
      problem: 'problem' in settings ? settings.problem : unfitting(settings.dropped),
    },
    ring: await lookAtRing(home, settings),
    telemetry: await lookAtTelemetry({
      ...{ home, path: place.consent, operatorSeen: place.operatorSeen, clock },
      runningPid: holder.running?.pid ?? null,
      environment: process.env,
      operatorFile: operatorFile(process.env),
    }),
  }
}

function unfitting(dropped: readonly string[]): string | null {
  return dropped.length === 0
    ? null
    : `not in force, because it does not fit: ${dropped.join(', ')}`
}

/** Asks the keychain only where there is a record whose signature it can tell of; nobody is asked to unlock it for this. */
async function judgingIn(logs: string, home: string): Promise<HeadJudging> {
  if (!existsSync(logs)) return { key: null }
  const { key, wasSigned } = await lookForHeadKey(
    createKeychain({ timeoutMs: inPassingMs, asks: 'never' }),
    home,
  )
  return { key, wasSigned }
}

async function recordEnd(logs: string, home: string): Promise<HomeSeen['record']> {
  try {
    return await lookAtRecordEnd(logs, await judgingIn(logs, home))
  } catch {
    // It is not readable for this account; what else stands is still worth saying.
    return {
      state: 'unreadable',
      lastEntry: null,
      at: null,
      seal: null,
      signedTo: null,
      doubt: null,
    }
  }
}
