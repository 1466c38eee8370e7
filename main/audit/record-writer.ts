import { mkdir, rename, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditEntry, AuditRecord } from '../../shared/audit/model.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Clock } from '../kit/clock.ts'
import { FILE_CHANGED, type LineFile, openLineFile, type WriteAt } from '../kit/line-file.ts'
import type { Logger } from '../kit/logger.ts'
import { systemCode } from '../kit/system-code.ts'
import { chainLine, GENESIS } from './chain.ts'
import type { Head, HeadPoint } from './head.ts'
import { type ChainStart, openChain, pointBefore } from './open-chain.ts'
import { ACTIVE_NAME, type Segment, sealedName } from './segments.ts'

const CHECKPOINT_ENTRIES = 256
const FULL = new Set(['ENOSPC', 'EDQUOT'])

/** Writes the chain to its files; its methods must not run at the same time as each other. */
export interface RecordWriter {
  /** Opens the record if it is not open and writes what the opening has to say; fails with a system code. */
  open(): Promise<Result<void, string>>
  /** Writes all records in one go, or none; fails with a system code. */
  write(records: readonly AuditRecord[]): Promise<Result<readonly AuditEntry[], string>>
  /** Closes the written file under its final name and begins the next one; an empty one stays. */
  seal(): Promise<Result<void, string>>
  /** Removes the oldest files up to and including `last`, and leaves a line that says so. */
  drop(last: Segment, why: string): Promise<Result<readonly Segment[], string>>
  /** Removes every file and begins a new chain that says so. */
  eraseAll(): Promise<Result<readonly Segment[], string>>
  /** Confirms what is written: to the disk first, then in the head. Safe beside the other methods. */
  checkpoint(): Promise<void>
  close(): Promise<void>
  /** The files as they are now, oldest first, with their confirmed bytes. */
  segments(): readonly Segment[]
  /** Counts sealings and removals, so that a reader knows that names have moved. */
  readonly moves: number
  readonly lastEntry: number
  /** Number and time of the first entry of the written file. */
  readonly firstActive: { readonly entry: number; readonly at: number } | null
}

/** What the writer needs of its surroundings. */
export interface RecordWriterParts {
  readonly folder: string
  readonly clock: Clock
  readonly head: Head
  readonly logger: Logger
  /** Size at which a file is sealed. */
  readonly segmentBytes: number
  readonly write?: WriteAt
}

interface OpenRecord {
  readonly file: LineFile
  readonly sealed: readonly Segment[]
  readonly firstActive: ChainStart['firstActive']
  /** Number of the next entry and the chain value before it. */
  readonly next: number
  readonly value: string
}

const note = (
  event: Extract<AuditRecord, { kind: 'chain' }>['event'],
  detail: string,
  after?: HeadPoint,
): AuditRecord => ({ kind: 'chain', event, detail, ...(after ? { after } : {}) })

/** Creates the writer; nothing is opened until it is used. */
export function createRecordWriter(parts: RecordWriterParts): RecordWriter {
  const { folder, clock, head, logger, segmentBytes } = parts
  const activePath = join(folder, ACTIVE_NAME)
  const faults = parts.write ? { write: parts.write } : {}
  let record: OpenRecord | null = null
  let confirming: Promise<void> = Promise.resolve()
  let isConfirmDue = false
  let confirmed = 0
  let lastEntry = 0
  let moves = 0

  const point = (at: OpenRecord): HeadPoint => ({ n: at.next - 1, hash: at.value })

  const confirm = async () => {
    isConfirmDue = false
    const at = record
    if (!at || at.next - 1 === confirmed) return
    try {
      await at.file.sync()
      const written = await head.write(point(at))
      if (written.ok) confirmed = at.next - 1
      else logger.warn('the head of the record could not be written', { cause: written.error })
    } catch (error) {
      logger.warn('the record could not be brought to the disk', { cause: systemCode(error) })
    }
  }

  /** One that has not begun yet will cover what was written since. */
  const checkpoint = () => {
    if (!isConfirmDue) {
      isConfirmDue = true
      confirming = confirming.then(confirm)
    }
    return confirming
  }

  const letGo = async () => {
    const file = record?.file
    await confirming
    record = null
    await file?.close().catch((error: unknown) => {
      logger.warn('the record could not be closed', { cause: systemCode(error) })
    })
  }

  const append = async (
    at: OpenRecord,
    records: readonly AuditRecord[],
  ): Promise<Result<readonly AuditEntry[], string>> => {
    let { next, value } = at
    const lines = records.map((each) => {
      const line = chainLine(each, { n: next, at: clock.now(), prev: value })
      next += 1
      value = line.value
      return line
    })
    const written = await at.file.append(Buffer.from(lines.map(({ text }) => text).join('')))
    if (!written.ok) return written
    const [first] = lines
    const firstActive =
      at.firstActive ?? (first ? { entry: first.entry.n, at: first.entry.at } : null)
    record = { ...at, next, value, firstActive }
    lastEntry = next - 1
    return ok(lines.map(({ entry }) => entry))
  }

  const openRecord = async (): Promise<Result<void, string>> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const start = await openChain(folder, await head.read())
    const file = await openLineFile({ path: activePath, keepBytes: start.keepBytes, ...faults })
    record = { ...start, file }
    lastEntry = Math.max(lastEntry, start.next - 1)
    confirmed = -1
    moves += 1
    for (const { path } of start.leftovers) await unlink(path)
    if (start.notes.length === 0) return ok(undefined)
    const written = await append(record, start.notes)
    if (written.ok) {
      await checkpoint()
      return ok(undefined)
    }
    await letGo()
    return written
  }

  const open = async (): Promise<Result<void, string>> => {
    if (record) return ok(undefined)
    try {
      return await openRecord()
    } catch (error) {
      await letGo()
      return err(systemCode(error))
    }
  }

  /** Runs `work` on the open record; a system error closes it, so that the next call opens it afresh. */
  const onRecord = async <T>(
    work: (at: OpenRecord) => Promise<Result<T, string>>,
  ): Promise<Result<T, string>> => {
    const opened = await open()
    if (!opened.ok) return opened
    if (!record) throw new Error('the record is open after opening it')
    try {
      return await work(record)
    } catch (error) {
      await letGo()
      return err(systemCode(error))
    }
  }

  const begin = async (sealed: readonly Segment[], at: OpenRecord) => {
    const file = await openLineFile({ path: activePath, ...faults })
    record = { ...at, file, sealed, firstActive: null }
    moves += 1
    return record
  }

  /** Gives the written file its final name; the record has no written file until `begin`. */
  const setDown = async (at: OpenRecord): Promise<readonly Segment[]> => {
    await checkpoint()
    await letGo()
    if (!at.firstActive) return at.sealed
    const name = sealedName(at.firstActive.entry)
    const path = join(folder, name)
    await rename(activePath, path)
    const { entry } = at.firstActive
    return [...at.sealed, { name, path, bytes: at.file.bytes, firstEntry: entry }]
  }

  const seal = () =>
    onRecord(async (at) => {
      if (!at.firstActive) return ok(undefined)
      const closing = await append(at, [note('sealed', 'The record goes on in the next file.')])
      if (!closing.ok) return closing
      const full = record ?? at
      await begin(await setDown(full), full)
      return ok(undefined)
    })

  /** Passes a failure on; where the file itself is in doubt, the next call opens it afresh. */
  const given = async <F extends { readonly error: string }>(failed: F): Promise<F> => {
    if (!FULL.has(failed.error)) await letGo()
    return failed
  }

  const write = async (
    records: readonly AuditRecord[],
  ): Promise<Result<readonly AuditEntry[], string>> => {
    if (record && record.file.bytes >= segmentBytes) {
      const sealed = await seal()
      if (!sealed.ok) return given(sealed)
    }
    const written = await onRecord((at) => append(at, records))
    if (!written.ok) return given(written)
    if (lastEntry - Math.max(confirmed, 0) >= CHECKPOINT_ENTRIES) {
      // Not awaited: the disk may take its time while entries go on.
      void checkpoint()
    }
    return written
  }

  const segments = (): readonly Segment[] => {
    if (!record) return []
    const { bytes } = record.file
    const active = { name: ACTIVE_NAME, path: activePath, bytes, firstEntry: null }
    return [...record.sealed, active]
  }

  return {
    open,
    async write(records) {
      const written = await write(records)
      // Someone touched the file while it was open: look at it afresh, say so in the record, write then.
      if (!written.ok && written.error === FILE_CHANGED) return write(records)
      return written
    },
    seal,
    drop: (last, why) =>
      onRecord(async (at) => {
        const upTo = at.sealed.indexOf(last)
        const gone = at.sealed.slice(0, upTo + 1)
        const kept = at.sealed.slice(upTo + 1)
        const first = kept[0]?.path ?? (at.firstActive ? activePath : null)
        const after = (first === null ? null : await pointBefore(first)) ?? point(at)
        const told = await append(at, [note('retention', why, after)])
        if (!told.ok) return told
        await checkpoint()
        for (const { path } of gone) await unlink(path)
        record = { ...(record ?? at), sealed: kept }
        moves += 1
        return ok(gone)
      }),
    eraseAll: () =>
      onRecord(async (at) => {
        const gone = await setDown(at)
        const old = point(at)
        const fresh = await begin([], { ...at, value: GENESIS })
        const why = `The person deleted the record up to entry ${old.n}.`
        const told = await append(fresh, [note('erased', why, old)])
        if (!told.ok) return told
        await checkpoint()
        for (const { path } of gone) await rm(path, { force: true })
        return ok(gone)
      }),
    checkpoint,
    async close() {
      await checkpoint()
      await letGo()
    },
    segments,
    get moves() {
      return moves
    },
    get lastEntry() {
      return lastEntry
    },
    get firstActive() {
      return record?.firstActive ?? null
    },
  }
}
