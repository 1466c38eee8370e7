import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditEntry, AuditRecord } from '../../shared/audit/model.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Clock } from '../kit/clock.ts'
import { FILE_CHANGED, type LineFile, openLineFile, type WriteAt } from '../kit/line-file.ts'
import type { Logger } from '../kit/logger.ts'
import { makeFolder } from '../kit/make-folder.ts'
import { systemCode } from '../kit/system-code.ts'
import { chainLine, GENESIS } from './chain.ts'
import { believed, type Head, type HeadPoint, type HeadRead } from './head.ts'
import { type ChainStart, openChain, pointBefore } from './open-chain.ts'
import {
  draftWith,
  type EntriesFound,
  entriesWith,
  type LineChange,
  placeDrafts,
  settleDrafts,
} from './rechain.ts'
import { ACTIVE_NAME, removeSegment, type Segment, sealedName, sweepIndexes } from './segments.ts'

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
  /** Changes lines and chains the record anew from the first changed one on, with a line that says so; the caller has verified the record. */
  rewrite(change: LineChange, tell: TellChange): Promise<Result<readonly EntriesFound[], string>>
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

/** What the record says about a change of the entries with those numbers. */
export type TellChange = (
  entries: readonly number[],
) => Omit<Extract<AuditRecord, { kind: 'chain' }>, 'kind' | 'event' | 'after'>

/** What the writer needs of its surroundings. */
export interface RecordWriterParts {
  readonly folder: string
  readonly clock: Clock
  readonly head: Head
  readonly logger: Logger
  /** Size at which a file is sealed. */
  readonly segmentBytes: number
  /** What it means when no record at all is found, as sentences; null at a first start. */
  readonly loss: string | null
  readonly write?: WriteAt
  /** Someone else changed, moved or removed the file while it was open. */
  onTouched?(): void
}

interface OpenRecord {
  readonly file: LineFile
  readonly sealed: readonly Segment[]
  readonly firstActive: ChainStart['firstActive']
  /** Number of the next entry and the chain value before it. */
  readonly next: number
  readonly value: string
}

const pointOf = (at: OpenRecord): HeadPoint => ({ n: at.next - 1, hash: at.value })

/** What the head says, or what this process knows better. */
function atLeast(head: HeadRead, known: HeadPoint | null): HeadRead {
  const told = believed(head)
  if (!told || known === null || known.n <= told.n) return head
  // What this process wrote is not written behind the key's back.
  const signed = told.status === 'signed' && told.signed?.n === told.n ? known : told.signed
  return { ...told, ...known, signed }
}

const note = (
  event: Extract<AuditRecord, { kind: 'chain' }>['event'],
  detail: string,
  after?: HeadPoint,
): AuditRecord => ({ kind: 'chain', event, detail, ...(after ? { after } : {}) })

/** One object a folder; `#record` is null until the files are open and again after a failure. */
class FileRecordWriter implements RecordWriter {
  readonly #parts: RecordWriterParts
  readonly #activePath: string
  #record: OpenRecord | null = null
  #confirming: Promise<void> = Promise.resolve()
  #isConfirmDue = false
  #confirmed = 0
  /** The last entry this process wrote; files that end before it were shortened. */
  #last: HeadPoint | null = null
  lastEntry = 0
  moves = 0

  constructor(parts: RecordWriterParts) {
    this.#parts = parts
    this.#activePath = join(parts.folder, ACTIVE_NAME)
  }

  get firstActive() {
    return this.#record?.firstActive ?? null
  }

  segments(): readonly Segment[] {
    if (!this.#record) return []
    const { bytes } = this.#record.file
    const active = { name: ACTIVE_NAME, path: this.#activePath, bytes, firstEntry: null }
    return [...this.#record.sealed, active]
  }

  async open(): Promise<Result<void, string>> {
    if (this.#record) return ok(undefined)
    try {
      return await this.#openRecord()
    } catch (error) {
      await this.#letGo()
      return err(systemCode(error))
    }
  }

  async write(records: readonly AuditRecord[]): Promise<Result<readonly AuditEntry[], string>> {
    const written = await this.#write(records)
    // Someone touched the file while it was open: look at it afresh, say so in the record, write then.
    if (!written.ok && written.error === FILE_CHANGED) {
      this.#parts.onTouched?.()
      return this.#write(records)
    }
    return written
  }

  seal(): Promise<Result<void, string>> {
    return this.#onRecord(async (at) => {
      if (!at.firstActive) return ok(undefined)
      const closing = await this.#append(at, [
        note('sealed', 'The record goes on in the next file.'),
      ])
      if (!closing.ok) return closing
      const full = this.#record ?? at
      await this.#begin(await this.#setDown(full), full)
      return ok(undefined)
    })
  }

  drop(last: Segment, why: string): Promise<Result<readonly Segment[], string>> {
    return this.#onRecord(async (at) => {
      const upTo = at.sealed.findIndex(({ name }) => name === last.name)
      const gone = at.sealed.slice(0, upTo + 1)
      const kept = at.sealed.slice(upTo + 1)
      const after = await this.#pointBehind(at, kept)
      const told = await this.#append(at, [note('retention', why, after)])
      if (!told.ok) return told
      await this.checkpoint()
      for (const segment of gone) await removeSegment(segment)
      this.#record = { ...(this.#record ?? at), sealed: kept }
      this.moves += 1
      return ok(gone)
    })
  }

  eraseAll(): Promise<Result<readonly Segment[], string>> {
    return this.#onRecord(async (at) => {
      const old = pointOf(at)
      const gone = await this.#setDown(at)
      const fresh = await this.#begin([], { ...at, value: GENESIS })
      const why = `The person deleted the record up to entry ${old.n}.`
      const told = await this.#append(fresh, [note('erased', why, old)])
      if (!told.ok) return told
      await this.checkpoint()
      for (const segment of gone) await removeSegment(segment)
      await sweepIndexes(this.#parts.folder)
      return ok(gone)
    })
  }

  rewrite(change: LineChange, tell: TellChange): Promise<Result<readonly EntriesFound[], string>> {
    return this.#onRecord(async (at) => {
      const found = await entriesWith(this.segments(), change)
      const [first] = found
      if (!first) return ok(found)
      const sealed = await this.#setDown(at)
      // The written file, if it is the first, has its final name now and is the last of them.
      const named = sealed.findIndex(({ name }) => name === first.segment.name)
      const from = named < 0 ? sealed.length - 1 : named
      const { clock, folder, head } = this.#parts
      const told = tell(found.flatMap(({ entries }) => entries))
      const record = { kind: 'chain', event: 'forgotten', ...told } as const
      const made = await draftWith(sealed.slice(from), change, { record, at: clock.now() })
      await placeDrafts({ folder, head, clock }, made)
      this.#last = made.point
      const next = made.point.n + 1
      const now = { ...at, next, value: made.point.hash }
      await this.#begin([...sealed.slice(0, from), ...made.files], now)
      this.lastEntry = made.point.n
      this.#confirmed = made.point.n
      return ok(found)
    })
  }

  /** One that has not begun yet will cover what was written since. */
  checkpoint(): Promise<void> {
    if (!this.#isConfirmDue) {
      this.#isConfirmDue = true
      this.#confirming = this.#confirming.then(() => this.#confirm())
    }
    return this.#confirming
  }

  async close(): Promise<void> {
    await this.checkpoint()
    await this.#letGo()
  }

  async #confirm() {
    this.#isConfirmDue = false
    const at = this.#record
    if (!at || at.next - 1 === this.#confirmed) return
    const { head, logger } = this.#parts
    try {
      await at.file.sync()
      const written = await head.write(pointOf(at))
      if (written.ok) this.#confirmed = at.next - 1
      else logger.warn('the head of the record could not be written', { cause: written.error })
    } catch (error) {
      logger.warn('the record could not be brought to the disk', { cause: systemCode(error) })
    }
  }

  async #letGo() {
    const file = this.#record?.file
    await this.#confirming
    this.#record = null
    await file?.close().catch((error: unknown) => {
      this.#parts.logger.warn('the record could not be closed', { cause: systemCode(error) })
    })
  }

  #openFile(keepBytes?: number): Promise<LineFile> {
    const { write } = this.#parts
    return openLineFile({
      path: this.#activePath,
      ...(keepBytes === undefined ? {} : { keepBytes }),
      ...(write ? { write } : {}),
    })
  }

  async #openRecord(): Promise<Result<void, string>> {
    const { folder, head, loss } = this.#parts
    await makeFolder(folder, 0o700)
    await settleDrafts({ folder, head, clock: this.#parts.clock })
    const start = await openChain(folder, atLeast(await head.read(), this.#last), loss)
    const record = { ...start, file: await this.#openFile(start.keepBytes) }
    this.#record = record
    this.lastEntry = Math.max(this.lastEntry, start.next - 1)
    this.#confirmed = -1
    this.moves += 1
    for (const segment of start.leftovers) await removeSegment(segment)
    await sweepIndexes(folder)
    if (start.notes.length === 0) return ok(undefined)
    const written = await this.#append(record, start.notes)
    if (!written.ok) {
      await this.#letGo()
      return written
    }
    await this.checkpoint()
    return ok(undefined)
  }

  /** Runs `work` on the open record; a system error closes it, so that the next call opens it afresh. */
  async #onRecord<T>(
    work: (at: OpenRecord) => Promise<Result<T, string>>,
  ): Promise<Result<T, string>> {
    const opened = await this.open()
    if (!opened.ok) return opened
    if (!this.#record) throw new Error('the record is open after opening it')
    try {
      return await work(this.#record)
    } catch (error) {
      await this.#letGo()
      return err(systemCode(error))
    }
  }

  async #append(
    at: OpenRecord,
    records: readonly AuditRecord[],
  ): Promise<Result<readonly AuditEntry[], string>> {
    const { clock } = this.#parts
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
    const begun = first ? { entry: first.entry.n, at: first.entry.at } : null
    this.#record = { ...at, next, value, firstActive: at.firstActive ?? begun }
    this.#last = { n: next - 1, hash: value }
    this.lastEntry = next - 1
    return ok(lines.map(({ entry }) => entry))
  }

  async #write(records: readonly AuditRecord[]): Promise<Result<readonly AuditEntry[], string>> {
    const isFull = this.#record !== null && this.#record.file.bytes >= this.#parts.segmentBytes
    const sealed = isFull ? await this.seal() : ok(undefined)
    if (!sealed.ok) return this.#given(sealed)
    const written = await this.#onRecord((at) => this.#append(at, records))
    if (!written.ok) return this.#given(written)
    if (this.lastEntry - Math.max(this.#confirmed, 0) >= CHECKPOINT_ENTRIES) {
      // Not awaited: the disk may take its time while entries go on.
      void this.checkpoint()
    }
    return written
  }

  /** Passes a failure on; where the file itself is in doubt, the next call opens it afresh. */
  async #given<F extends { readonly error: string }>(failed: F): Promise<F> {
    if (!FULL.has(failed.error)) await this.#letGo()
    return failed
  }

  async #begin(sealed: readonly Segment[], at: OpenRecord): Promise<OpenRecord> {
    const record = { ...at, file: await this.#openFile(), sealed, firstActive: null }
    this.#record = record
    this.moves += 1
    return record
  }

  /** Gives the written file its final name; there is no written file until `#begin`. */
  async #setDown(at: OpenRecord): Promise<readonly Segment[]> {
    await this.checkpoint()
    await this.#letGo()
    if (!at.firstActive) return at.sealed
    const { entry } = at.firstActive
    const name = sealedName(entry)
    const path = join(this.#parts.folder, name)
    await rename(this.#activePath, path)
    return [...at.sealed, { name, path, bytes: at.file.bytes, firstEntry: entry }]
  }

  /** The last entry that is removed when only `kept` and the written file stay. */
  async #pointBehind(at: OpenRecord, kept: readonly Segment[]): Promise<HeadPoint> {
    const first = kept[0]?.path ?? (at.firstActive ? this.#activePath : null)
    const before = first === null ? null : await pointBefore(first)
    return before ?? pointOf(at)
  }
}

/** Creates the writer; nothing is opened until it is used. */
export function createRecordWriter(parts: RecordWriterParts): RecordWriter {
  return new FileRecordWriter(parts)
}
