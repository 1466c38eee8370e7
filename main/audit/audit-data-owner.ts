import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DataOwner, Removal } from '../kit/data-owner.ts'
import { scanLinesBackwards } from '../kit/scan-lines.ts'
import { readHeader } from './chain.ts'
import type { RecordWriter } from './record-writer.ts'
import type { Segment } from './segments.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Time of the last readable entry of a file. */
async function lastTime(path: string): Promise<number | null> {
  let at: number | null = null
  await scanLinesBackwards({ path }, ({ bytes, start, end }) => {
    at = readHeader(bytes, start, end)?.at ?? null
    return at === null
  })
  return at
}

/** The newest sealed file of which every entry, and every one before, is older than `oldest`. */
async function lastExpired(sealed: readonly Segment[], oldest: number): Promise<Segment | null> {
  let expired: Segment | null = null
  for (const segment of sealed) {
    const at = await lastTime(segment.path)
    if (at !== null && at >= oldest) break
    expired = segment
  }
  return expired
}

/** Lists, deletes and ages the record; whole files only, and the record says what is gone. */
export function createAuditDataOwner(parts: {
  readonly folder: string
  readonly writer: RecordWriter
  /** Runs work between two appends. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  readonly retentionDays: () => number | null
}): DataOwner {
  const { folder, writer, alone, retentionDays } = parts
  const held = (name: string) => `${basename(folder)}/${name}`
  const asRemovals = (gone: readonly Segment[]): readonly Removal[] =>
    gone.map(({ name, bytes }) => ({ path: held(name), bytes }))

  const retain = async (now: number): Promise<readonly Removal[]> => {
    const days = retentionDays()
    if (days === null) return []
    const opened = await writer.open()
    if (!opened.ok) throw new Error(`the record cannot be opened: ${opened.error}`)
    const begun = writer.firstActive
    // A file a day, so that an entry outlives its time by a day at most.
    if (begun && begun.at < now - DAY_MS) await writer.seal()
    const sealed = writer.segments().filter(({ firstEntry }) => firstEntry !== null)
    const expired = await lastExpired(sealed, now - days * DAY_MS)
    if (!expired) return []
    const dropped = await writer.drop(expired, `Entries older than ${days} days were removed.`)
    if (!dropped.ok) throw new Error(`old entries cannot be removed: ${dropped.error}`)
    return asRemovals(dropped.value)
  }

  return {
    name: 'audit',
    async *export() {
      for (const { name, path, bytes } of writer.segments()) {
        const read = async () => new Uint8Array((await readFile(path)).subarray(0, bytes))
        yield { path: held(name), bytes, read }
      }
    },
    erase: () =>
      alone(async () => {
        const erased = await writer.eraseAll()
        if (!erased.ok) throw new Error(`the record cannot be deleted: ${erased.error}`)
        return asRemovals(erased.value)
      }),
    retain: (now) => alone(() => retain(now)),
  }
}
