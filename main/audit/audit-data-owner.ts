import { basename } from 'node:path'
import { type AuditReport, auditEntrySchema } from '../../shared/audit/model.ts'
import type { DataOwner, ForgetFindings, HeldFormat, Removal } from '../kit/data-owner.ts'
import type { Forgetting } from '../kit/forget-secret.ts'
import { readPlainFile } from '../kit/plain-file.ts'
import { scanLines, scanLinesBackwards } from '../kit/scan-lines.ts'
import { readHeader } from './chain.ts'
import { type EntriesFound, entriesWith } from './rechain.ts'
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

/** Time of the first readable entry of a file. */
async function firstTime(path: string): Promise<number | null> {
  let at: number | null = null
  await scanLines({ path }, ({ bytes, start, end }) => {
    at = readHeader(bytes, start, end)?.at ?? null
    return at === null
  })
  return at
}

async function ageOf(path: string) {
  const [fromMs, toMs] = [await firstTime(path), await lastTime(path)]
  return fromMs === null || toMs === null ? {} : { fromMs, toMs }
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
    expired = segment
  }
  return expired
}

/** Why the record must not be chained anew now; null when it may. */
function whyLeft({ status, head }: AuditReport): string | null {
  if (status === 'unconfirmed') {
    return 'The record says itself that it was not confirmed, so it is left as evidence. Verify it, acknowledge what it says, then have the secret forgotten again.'
  }
  // Chaining anew would hide a break that is there now.
  if (status !== 'intact') {
    return 'The chain of the record does not hold, so it is left as evidence. Look at it, then erase the record.'
  }
  if (head !== 'unchecked') return null
  return 'The end of the record is signed, and the key for that cannot be reached now. Open the keychain, start the app again, then have the secret forgotten again.'
}

/** Lists, deletes and ages the record; whole files only, and the record says what is gone. */
export function createAuditDataOwner(parts: {
  readonly folder: string
  readonly writer: RecordWriter
  /** Runs work between two appends. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
  readonly retentionDays: () => number | null
  /** Whether the chain holds now; runs between two appends. */
  readonly verify: () => Promise<AuditReport>
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

  const findingsOf = (found: readonly EntriesFound[]) =>
    found.map(({ segment, entries }) => ({ path: held(segment.name), places: entries.length }))

  const forget = async (secret: Forgetting, mode: 'find' | 'replace'): Promise<ForgetFindings> => {
    const found = await entriesWith(writer.segments(), secret)
    if (found.length === 0) return { found: [], stays: [] }
    await writer.checkpoint()
    const report = await parts.verify()
    const why = whyLeft(report)
    if (why !== null) {
      return { found: [], stays: findingsOf(found).map(({ path }) => ({ path, why })) }
    }
    if (mode === 'replace') {
      const done = await writer.forget(secret)
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
