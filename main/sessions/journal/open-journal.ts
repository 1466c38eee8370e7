import { randomBytes } from 'node:crypto'
import type { Failure } from '../../../shared/kit/failure.ts'
import { failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { sessionErrors } from '../../../shared/sessions/errors.ts'
import type { AtomicFile } from '../../kit/atomic-file.ts'
import { createGroupCommit, type GroupCommit } from '../../kit/group-commit.ts'
import { FILE_CHANGED, type LineFile, openLineFile } from '../../kit/line-file.ts'
import { makeFolder } from '../../kit/make-folder.ts'
import { systemCode } from '../../kit/system-code.ts'
import { encodeEvent } from './event-line.ts'
import type { Journal, JournalEvent, JournalParts, JournalRange, Stamped } from './journal.ts'
import {
  indexFile,
  isOtherStart,
  type JournalSegment,
  listFirstSeqs,
  machineStart,
  type SavedIndex,
  SEEK_EVENTS,
  segmentPath,
  toSaved,
} from './journal-index.ts'
import { mendSegment } from './mend-segment.ts'
import { readEvents } from './read-events.ts'

const SEGMENT_BYTES = 16 * 1024 * 1024
const SYNC_MS = 250

type Written<E> = Result<readonly Stamped<E>[], Failure>

/** What the files and the index say together. */
interface Found {
  readonly segments: JournalSegment[]
  readonly epoch: string
  readonly lastSeq: number
  readonly repairs: string[]
  readonly snapshot: SavedIndex['snapshot']
  /** True when the index on disk is not the one of this state. */
  readonly isStale: boolean
}

const newEpoch = () => randomBytes(8).toString('hex')

async function mendAll(parts: JournalParts, saved: SavedIndex | null) {
  const { folder, clock, logger } = parts
  const firsts = await listFirstSeqs(folder)
  const mended = []
  for (const first of firsts) {
    const known = saved?.segments.find((segment) => segment.first === first)
    const context = { saved: known, isLast: first === firsts.at(-1), clock }
    const one = await mendSegment(folder, first, context)
    if (one.cutBytes > 0) logger.info('unconfirmed end cut off', { first, bytes: one.cutBytes })
    if (one.repair) logger.warn('journal mended', { first, repair: one.repair })
    mended.push(one)
  }
  return mended
}

async function findJournal(parts: JournalParts, file: AtomicFile<SavedIndex>): Promise<Found> {
  const read = await file.read()
  const saved = read.status === 'ok' ? read.value : null
  const mended = await mendAll(parts, saved)
  const segments = mended.map(({ segment }) => segment)
  const lastRead = segments.at(-1)?.last ?? 0
  const repairs = mended.flatMap(({ repair }) => (repair === null ? [] : [repair]))
  const isTouched = mended.some(({ isKnown }) => !isKnown)
  const wasRestarted =
    saved !== null && isTouched && isOtherStart(saved.machineStartMs, machineStart(parts.clock))
  // Numbers that a client may have seen and that are gone must not come back with other contents.
  const isBroken = repairs.length > 0 || saved === null || lastRead < saved.lastSeq || wasRestarted
  return {
    segments,
    epoch: isBroken ? newEpoch() : saved.epoch,
    lastSeq: Math.max(lastRead, saved?.lastSeq ?? 0),
    repairs,
    snapshot: isBroken ? null : saved.snapshot,
    isStale: isBroken || isTouched,
  }
}

/** The open journal; one object a folder. */
class OpenJournal<E extends JournalEvent> implements Journal<E> {
  readonly epoch: string
  readonly repairs: string[]
  lastSeq: number
  snapshot: SavedIndex['snapshot']
  readonly #parts: JournalParts
  readonly #indexFile: AtomicFile<SavedIndex>
  readonly #queue: GroupCommit<readonly E[], Written<E>>
  readonly #segments: JournalSegment[]
  #file: LineFile | null = null
  #sinceSeek = 0
  #isStale: boolean
  #isSaveDue = false
  #syncTimer: NodeJS.Timeout | null = null
  #syncing: Promise<void> = Promise.resolve()

  constructor(parts: JournalParts, file: AtomicFile<SavedIndex>, found: Found) {
    this.#parts = parts
    this.#indexFile = file
    this.epoch = found.epoch
    this.lastSeq = found.lastSeq
    this.repairs = found.repairs
    this.snapshot = found.snapshot
    this.#segments = found.segments
    this.#isStale = found.isStale
    const active = found.segments.at(-1)
    const sinceSeek = active ? active.last - (active.seeks.at(-1)?.[0] ?? active.first) + 1 : 0
    this.#sinceSeek = sinceSeek % SEEK_EVENTS
    this.#queue = createGroupCommit((groups) => this.#commit(groups))
  }

  append(events: readonly E[]): Promise<Written<E>> {
    return this.#queue.add(events)
  }

  read(range: JournalRange): Promise<readonly Stamped<E>[]> {
    const { epoch } = this
    const onDamaged = (path: string, offset: number) => this.#noteDamage(path, offset)
    return readEvents<E>({ segments: [...this.#segments], epoch, onDamaged }, range)
  }

  async flush(): Promise<void> {
    await this.#queue.alone(() => this.#sync())
  }

  async close(): Promise<void> {
    if (this.#syncTimer) clearTimeout(this.#syncTimer)
    this.#syncTimer = null
    await this.#queue.alone(async () => {
      if (this.#isStale) {
        await this.#sync()
        await this.saveIndex()
      }
      await this.#letGo()
    })
  }

  /** Saves where events lie; a failure costs the next opening time and nothing else. */
  async saveIndex(): Promise<void> {
    const { clock, logger, onSnapshot } = this.#parts
    const seq = this.lastSeq
    if (onSnapshot) this.snapshot = { seq, state: onSnapshot(seq) }
    try {
      const written = await this.#indexFile.write({
        epoch: this.epoch,
        lastSeq: seq,
        machineStartMs: machineStart(clock),
        segments: await Promise.all(this.#segments.map(toSaved)),
        snapshot: this.snapshot,
      })
      if (!written.ok) logger.warn('journal index not saved', { cause: written.error })
    } catch (error) {
      logger.warn('journal index not saved', { cause: systemCode(error) })
    }
  }

  #noteDamage(path: string, offset: number) {
    const repair = `A line of the transcript is damaged on disk (${path}, byte ${offset}) and is left out.`
    if (this.repairs.includes(repair)) return
    this.repairs.push(repair)
    this.#parts.logger.warn('damaged line while reading', { path, offset })
  }

  async #commit(groups: readonly (readonly E[])[]): Promise<readonly Written<E>[]> {
    const failed = (cause: string) => {
      const error = err(failure(sessionErrors, 'session.unwritable', { cause }))
      return groups.map(() => error)
    }
    try {
      const file = await this.#writable()
      const { stamped, text, seeks } = this.#stampAll(groups, file.bytes)
      const written = await file.append(Buffer.from(text))
      if (!written.ok) return failed(written.error)
      this.#confirm(file, seeks, stamped.flat().length)
      return stamped.map((events) => ok(events))
    } catch (error) {
      return failed(systemCode(error))
    }
  }

  #stampAll(groups: readonly (readonly E[])[], offset: number) {
    const { epoch } = this
    const lines: string[] = []
    const seeks: [number, number][] = []
    let seq = this.lastSeq
    let at = offset
    let sinceSeek = this.#sinceSeek
    const stampOne = (event: E): Stamped<E> => {
      seq += 1
      const stamp = { epoch, seq, at: Math.trunc(this.#parts.clock.now()) }
      const line = `${encodeEvent(event, stamp)}\n`
      if (sinceSeek === 0) seeks.push([seq, at])
      sinceSeek = (sinceSeek + 1) % SEEK_EVENTS
      at += Buffer.byteLength(line)
      lines.push(line)
      return { ...event, v: 1, ...stamp }
    }
    const stamped = groups.map((events) => events.map(stampOne))
    return { stamped, text: lines.join(''), seeks }
  }

  #confirm(file: LineFile, seeks: [number, number][], count: number) {
    const active = this.#segments.at(-1)
    if (!active) throw new Error('a written journal has a segment')
    this.lastSeq += count
    this.#sinceSeek = (this.#sinceSeek + count) % SEEK_EVENTS
    const grown = { last: this.lastSeq, bytes: file.bytes, seeks: [...active.seeks, ...seeks] }
    this.#segments[this.#segments.length - 1] = { ...active, ...grown }
    if (seeks.length > 0 || !this.#isStale) this.#saveSoon()
    this.#isStale = true
    this.#syncSoon()
  }

  /** Saves once those who wait for the append have taken its events into their state. */
  #saveSoon() {
    if (this.#isSaveDue) return
    this.#isSaveDue = true
    setImmediate(() => {
      this.#isSaveDue = false
      void this.saveIndex()
    })
  }

  #syncSoon() {
    this.#syncTimer ??= setTimeout(() => {
      this.#syncTimer = null
      this.#sync().catch((error: unknown) => {
        this.#parts.logger.warn('journal not synced', { cause: systemCode(error) })
      })
    }, SYNC_MS).unref()
  }

  #sync(): Promise<void> {
    const file = this.#file
    const next = this.#syncing.catch(() => undefined).then(() => file?.sync())
    this.#syncing = next
    return next
  }

  async #letGo() {
    const file = this.#file
    this.#file = null
    await this.#syncing.catch(() => undefined)
    await file?.close()
  }

  /** The file to write to: the newest segment, or a new one when that is full. */
  async #writable(): Promise<LineFile> {
    const { folder, segmentBytes = SEGMENT_BYTES, write } = this.#parts
    const active = this.#segments.at(-1)
    const isFull = !active || active.bytes >= segmentBytes
    if (this.#file && !isFull) return this.#file
    if (this.#file) await this.#sync()
    await this.#letGo()
    await makeFolder(folder, 0o700)
    const first = this.lastSeq + 1
    const path = isFull ? segmentPath(folder, first) : active.path
    this.#file = await openLineFile({ path, ...(write ? { write } : {}) })
    const known = isFull ? 0 : active.bytes
    if (this.#file.bytes !== known) {
      await this.#letGo()
      throw Object.assign(new Error('someone else wrote to the journal'), { code: FILE_CHANGED })
    }
    if (isFull) {
      this.#segments.push({ path, first, last: first - 1, bytes: 0, seeks: [] })
      this.#sinceSeek = 0
    }
    return this.#file
  }
}

/** Opens a session's journal, mends what a crash or a damaged disk left, and names it in `repairs`; rejects when existing files cannot be read. */
export async function openJournal<E extends JournalEvent>(
  parts: JournalParts,
): Promise<Journal<E>> {
  const file = indexFile(parts.folder, parts.clock)
  const found = await findJournal(parts, file)
  const journal = new OpenJournal<E>(parts, file, found)
  if (found.isStale && found.segments.length > 0) await journal.saveIndex()
  return journal
}
