import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type TelemetryKind, telemetryKinds } from '../../shared/telemetry/kinds.ts'
import { createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import { isMissing } from '../kit/system-code.ts'
import { createTurns } from '../kit/turns.ts'

/** What waits is kept this many days, and no more than so many items and bytes. */
export const queueDays = 7
const dayMs = 24 * 3_600_000
const mostItems = 200
const mostBytes = 2 * 1024 * 1024

const parcelSchema = z.object({
  id: z.string().max(80),
  kind: z.enum(telemetryKinds),
  at: z.number(),
  /** Host that was agreed to when it was made; it goes to no other. */
  host: z.string(),
  /** The exact body. */
  body: z.string(),
})

/** One request that waits to be sent. */
export type Parcel = z.infer<typeof parcelSchema>

/** What waits to be sent, on disk, so that a crash is still reported at the next start. */
export interface Outbox {
  count(kind: TelemetryKind): number
  /** The oldest of the kinds. */
  first(kinds: readonly TelemetryKind[]): Parcel | null
  add(parcel: Parcel): Promise<void>
  remove(id: string): Promise<void>
  /** Drops everything of the kinds; the file goes with the last one. Returns how many went. */
  clear(kinds: readonly TelemetryKind[]): Promise<number>
  /** Drops what is too old; returns how many went. */
  retain(now: number): Promise<number>
  /** The files it has now, with their sizes. */
  files(): Promise<readonly { readonly path: string; readonly bytes: number }[]>
}

/** How the file is marked. */
export const queueMarker = { format: 'mstro-telemetry-queue', version: 1 } as const

/** Opens the queue in a folder of its own; one that cannot be read is emptied, because nothing in it is needed here. */
export async function openOutbox(deps: {
  readonly folder: string
  readonly clock: Clock
}): Promise<Outbox> {
  const { folder, clock } = deps
  const path = join(folder, 'queue.json')
  const file = createAtomicFile<readonly Parcel[]>({
    ...queueMarker,
    path,
    clock,
    check: (value) => z.array(parcelSchema).parse(value),
    isDurable: false,
  })
  const read = await file.inspect()
  let parcels: readonly Parcel[] = read.status === 'ok' ? read.value : []
  if (read.status === 'damaged' || read.status === 'foreign') await rm(path, { force: true })

  /** One after the other, so that the file ends as the newest list says. */
  const inTurn = createTurns()
  const save = (): Promise<void> =>
    inTurn(async () => {
      if (parcels.length > 0 && (await file.write(parcels)).ok) return
      // A full disk leaves the queue in memory alone: an older file would bring back what was dropped or sent.
      await rm(folder, { recursive: true, force: true })
    })
  const keep = async (kept: readonly Parcel[]): Promise<number> => {
    const gone = parcels.length - kept.length
    parcels = kept
    // Also with nothing to drop: a file may lie there that an earlier run left.
    await save()
    return gone
  }
  return {
    count: (kind) => parcels.filter((parcel) => parcel.kind === kind).length,
    first: (kinds) => parcels.find(({ kind }) => kinds.includes(kind)) ?? null,
    async add(parcel) {
      if (parcel.body.length > mostBytes) return
      parcels = withinLimits([...parcels, parcel])
      await save()
    },
    async remove(id) {
      await keep(parcels.filter((parcel) => parcel.id !== id))
    },
    clear: (kinds) => keep(parcels.filter(({ kind }) => !kinds.includes(kind))),
    async retain(now) {
      const kept = parcels.filter(({ at }) => at > now - queueDays * dayMs && at <= now + dayMs)
      return kept.length === parcels.length ? 0 : keep(kept)
    },
    files: () => filesIn(folder),
  }
}

function withinLimits(parcels: readonly Parcel[]): readonly Parcel[] {
  let kept = parcels.slice(-mostItems)
  while (kept.reduce((sum, { body }) => sum + body.length, 0) > mostBytes) kept = kept.slice(1)
  return kept
}

async function filesIn(folder: string) {
  try {
    const names = await readdir(folder)
    const paths = names.map((name) => join(folder, name))
    return await Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(path)).size })))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
