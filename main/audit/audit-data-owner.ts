import { basename } from 'node:path'
import { auditEntrySchema } from '../../shared/audit/model.ts'
import type { DataOwner, ForgetFindings, HeldFormat, Removal } from '../kit/data-owner.ts'
import type { Forgetting } from '../kit/forget-secret.ts'
import { readPlainFile } from '../kit/plain-file.ts'
import { scanLines, scanLinesBackwards } from '../kit/scan-lines.ts'
import { readHeader } from './chain.ts'
import { type EntriesFound, entriesWith } from './rechain.ts'
import type { RecordWriter } from './record-writer.ts'
import { secretChange } from './remove-entries.ts'
import type { Segment } from './segments.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const MEGABYTE = 1_000_000

/** Oldest and newest time in a file; null where no entry is readable. A clock that jumped leaves them in any order. */
async function timesOf(path: string): Promise<{ fromMs: number; toMs: number } | null> {
  let [fromMs, toMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  await scanLines({ path }, ({ bytes, start, end }) => {
    const at = readHeader(bytes, start, end)?.at
    if (at !== undefined) [fromMs, toMs] = [Math.min(fromMs, at), Math.max(toMs, at)]
    return true
  })
  return fromMs <= toMs ? { fromMs, toMs } : null
}

/** Time of the last readable entry of a file. */
async function lastTime(path: string): Promise<number | null> {
  let at: number | null = null
  await scanLinesBackwards({ path }, ({ bytes, start, end }) => {
    at = readHeader(bytes, start, end)?.at ?? null
    return at === null
  })
  return at
}

async function ageOf(path: string) {
  return (await timesOf(path)) ?? {}
}

const formats: readonly HeldFormat[] = [
  {
    pattern: 'logs/bouncer-audit*.jsonl',
    what: 'the record of decisions, each line chained to the one before (SHA-256); secrets were replaced before it was written, so the files verify as they are',
    schema: auditEntrySchema,
  },
]

/** The newest sealed file of which every entry, and every one before, is older than `oldest`. */
async function lastExpired(sealed: readonly Segment[], oldest: number): Promise<Segment | null> {
  let expired: Segment | null = null
  for (const segment of sealed) {
    const at = await lastTime(segment.path)
    if (at !== null && at >= oldest) break
    const times = await timesOf(segment.path)
    if (times && times.toMs >= oldest) break
    expired = segment
  }
  return expired
}

/** The newest sealed file that has to go so that the record takes at most `most` bytes; the written file stays. */
function lastTooMany(segments: readonly Segment[], most: number): Segment | null {
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0)
  let last: Segment | null = null
  for (const segment of segments) {
    if (bytes <= most || segment.firstEntry === null) break
    bytes -= segment.bytes
    last = segment
  }
  return last
}

/** Lists, deletes and ages the record; whole files only, and the record says what is gone. */
export function createAuditDataOwner(parts: {
  readonly folder: string
  readonly writer: RecordWriter
  /** Runs work between two appends. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  readonly retentionDays: () => number | null
  readonly retentionMegabytes: () => number | null
  /** False while the head is signed and its key cannot be reached. */
  readonly canConfirm: () => Promise<boolean>
  /** Why the record must not be chained anew now; null when it may. Runs between two appends. */
  readonly whyLeft: () => Promise<string | null>
}): DataOwner {
  const { folder, writer, alone, retentionDays } = parts
  const held = (name: string) => `${basename(folder)}/${name}`
  const asRemovals = (gone: readonly Segment[]): readonly Removal[] =>
    gone.map(({ name, bytes }) => ({ path: held(name), bytes }))

  const drop = async (last: Segment, why: string): Promise<readonly Removal[]> => {
    const dropped = await writer.drop(last, why)
    if (!dropped.ok) throw new Error(`old entries cannot be removed: ${dropped.error}`)
    return asRemovals(dropped.value)
  }

  const sealedFiles = () => writer.segments().filter(({ firstEntry }) => firstEntry !== null)

  const retainAge = async (days: number, now: number): Promise<readonly Removal[]> => {
    const begun = writer.firstActive
    // A file a day, so that an entry outlives its time by a day at most.
    if (begun && begun.at < now - DAY_MS) await writer.seal()
    const expired = await lastExpired(sealedFiles(), now - days * DAY_MS)
    return expired ? drop(expired, `Entries older than ${days} days were removed.`) : []
  }

  const retainSize = async (megabytes: number): Promise<readonly Removal[]> => {
    const last = lastTooMany(writer.segments(), megabytes * MEGABYTE)
    return last ? drop(last, `The oldest entries beyond ${megabytes} MB were removed.`) : []
  }

  const retain = async (now: number): Promise<readonly Removal[]> => {
    const [days, megabytes] = [retentionDays(), parts.retentionMegabytes()]
    if (days === null && megabytes === null) return []
    const opened = await writer.open()
    if (!opened.ok) throw new Error(`the record cannot be opened: ${opened.error}`)
    // A removal that no signature confirms could be anybody's; it waits for the key.
    if (!(await parts.canConfirm())) return []
    const aged = days === null ? [] : await retainAge(days, now)
    return megabytes === null ? aged : [...aged, ...(await retainSize(megabytes))]
  }

  const findingsOf = (found: readonly EntriesFound[]) =>
    found.map(({ segment, entries }) => ({ path: held(segment.name), places: entries.length }))

  const forget = async (secret: Forgetting, mode: 'find' | 'replace'): Promise<ForgetFindings> => {
    const { change, tell } = secretChange(secret)
    const found = await entriesWith(writer.segments(), change)
    if (found.length === 0) return { found: [], stays: [] }
    const why = await parts.whyLeft()
    if (why !== null) {
      return { found: [], stays: findingsOf(found).map(({ path }) => ({ path, why })) }
    }
    if (mode === 'replace') {
      const done = await writer.rewrite(change, tell)
      if (!done.ok) throw new Error(`the record cannot be rewritten: ${done.error}`)
    }
    return { found: findingsOf(found), stays: [] }
  }

  return {
    name: 'audit',
    formats,
    stays: 'A new record begins. Its first entry says that the one before was deleted.',
    async *export() {
      for (const { name, path, bytes } of writer.segments()) {
        if (bytes === 0) continue
        const read = async () => new Uint8Array((await readPlainFile(path)).subarray(0, bytes))
        yield { path: held(name), bytes, ...(await ageOf(path)), read }
      }
    },
    erase: () =>
      alone(async () => {
        const erased = await writer.eraseAll()
        if (!erased.ok) throw Object.assign(new Error('not erased'), { code: erased.error })
        return asRemovals(erased.value)
      }),
    retain: (now) => alone(() => retain(now)),
    forget: (secret, mode) => alone(() => forget(secret, mode)),
  }
}
