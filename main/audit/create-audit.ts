import { auditErrors } from '../../shared/audit/errors.ts'
import type { AuditRecord, AuditReport, AuditStatus, Removable } from '../../shared/audit/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import type { Announce, Notify } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import { createGroupCommit } from '../kit/group-commit.ts'
import type { WriteAt } from '../kit/line-file.ts'
import type { Logger } from '../kit/logger.ts'
import { createAuditDataOwner } from './audit-data-owner.ts'
import { createExplorer, type Explorer } from './create-explorer.ts'
import { createRemovals, type RemovalOrder } from './create-removals.ts'
import { type Doubt, lookForDoubt } from './doubts.ts'
import { createHead, type Head, type HeadRead } from './head.ts'
import type { QueriedFiles } from './queried-files.ts'
import { createRecordWriter, type RecordWriter } from './record-writer.ts'
import { listSegments, type Segment } from './segments.ts'
import { verifyFiles } from './verify-files.ts'

const SEGMENT_BYTES = 16 * 1024 * 1024
const CHECKPOINT_MS = 5_000
/** A write that takes longer is told, in milliseconds: calls wait for it. */
const SLOW_MS = 700
/** Stands for a system code where a write does not come back. */
const NO_ANSWER = 'ETIMEDOUT'

const touched = {
  ...({ level: 'warning', source: 'audit' } as const),
  message:
    'Something else changed, moved or removed the file of the record of decisions while the app runs. The record goes on and says so. Verify it, and look at what else runs under your account.',
}

/** The record of decisions: append-only, chained, redacted before it is written. */
export interface Audit extends Explorer {
  /** Resolves with the entry's number after its bytes are written; on failure nothing of it stays. */
  append(record: AuditRecord): Promise<Result<number, Failure>>
  /** Follows the whole chain; rejects when the files cannot be read. */
  verify(): Promise<AuditReport>
  status(): AuditStatus
  /** What the record says against itself and nobody has acknowledged; rejects when the files cannot be read. */
  doubt(): Promise<Doubt | null>
  /** Puts behind it in the record that the person knows of it, with what they say about it. */
  acknowledge(note: string): Promise<Result<Doubt, Failure>>
  /** How many entries a removal would concern; rejects when the files cannot be read. */
  removable(what: Removable): Promise<number>
  /** Removes the text of entries, which the record then says with reason and place. */
  remove(order: RemovalOrder): Promise<Result<{ readonly entries: number }, Failure>>
  /** Confirms the end of the chain in its head and closes the files. */
  close(): Promise<void>
  readonly dataOwner: DataOwner
}

/** What the record needs of its surroundings. */
export interface AuditParts {
  /** Absolute path of the logs folder. */
  readonly folder: string
  readonly clock: Clock
  /** Masks secrets such that the verdict of the masked call stays the same. */
  readonly redact: <T>(value: T) => T
  /** Signs the head; null when no keychain holds a key. */
  readonly headKey: Secret | null
  /** Heads of this home were signed before; one that is not is then no head of ours. */
  readonly wasSigned?: boolean
  /** Notes where only the person's account can reach that a head was signed. */
  readonly rememberSigned?: () => Promise<void>
  readonly announce: Announce
  /** Tells the person of a file that somebody else touched; nobody is told when absent. */
  readonly notify?: Notify
  readonly logger: Logger
  /** Days entries are kept; null or absent keeps them for good. */
  readonly retentionDays?: () => number | null
  /** Megabytes the record may take; null or absent means any number. */
  readonly retentionMegabytes?: () => number | null
  /** There was work to record before; a record that is gone then says so. */
  readonly isExpected?: boolean
  /** Size at which a file is sealed; default 16 MB. */
  readonly segmentBytes?: number
  /** Replaces write(2), for faults that a disk does not make on demand. */
  readonly write?: WriteAt
}

/** Whether decisions can be written, announced when it changes. */
function createHealth(parts: {
  readonly announce: Announce
  readonly logger: Logger
  readonly lastEntry: () => number
}) {
  const { announce, logger, lastEntry } = parts
  let problem: string | null = null
  let report: AuditReport | null = null
  const status = (): AuditStatus => ({
    writing: problem === null ? 'ok' : 'failing',
    ...(problem === null ? {} : { problem }),
    lastEntry: lastEntry(),
    report,
  })
  const settle = (cause: string | null) => {
    if (problem === cause) return
    problem = cause
    if (cause) logger.error('the record cannot be written', { cause })
    announce('audit.statusChanged', status())
  }
  return {
    status,
    settle,
    /** Follows a write to its end, and tells of one that does not come to it. */
    async watch<T>(write: Promise<Result<T, string>>) {
      const slow = setTimeout(() => settle(NO_ANSWER), SLOW_MS)
      const written = await write.finally(() => clearTimeout(slow))
      settle(written.ok ? null : written.error)
      return written
    },
    noteReport(found: AuditReport) {
      report = found
      announce('audit.statusChanged', status())
    },
  }
}

interface OpenFiles extends QueriedFiles {
  readonly confirmed: HeadRead
}

/** What it means when nothing of a record is found; null at a first start. */
function lossIn({ isExpected, wasSigned }: AuditParts): string | null {
  if (isExpected) return 'Earlier work of this home was found, but nothing of its record.'
  if (!wasSigned) return null
  return 'A record of this home was signed before, and nothing of it was found; who removed the folder knows why.'
}

function headFor({ folder, clock, headKey, wasSigned, rememberSigned }: AuditParts): Head {
  return createHead({
    ...{ folder, key: headKey, clock, wasSigned: wasSigned ?? false },
    ...(rememberSigned ? { remember: rememberSigned } : {}),
  })
}

function verifyWhole(segments: readonly Segment[], head: HeadRead, checkedAt: number) {
  const files = segments.map(({ path, bytes }) => ({ path, to: bytes }))
  return verifyFiles({ files, head, lacks: { beginning: false, end: false }, checkedAt })
}

/** Reads the files as they are between two appends, again when they were renamed meanwhile. */
function createFileReader(parts: {
  readonly folder: string
  readonly head: Head
  readonly writer: RecordWriter
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>
}): <T>(read: (files: OpenFiles) => Promise<T>) => Promise<T> {
  const { folder, head, writer } = parts
  const now = async (): Promise<OpenFiles> => {
    const opened = await writer.open()
    const confirmed = await head.read()
    // A record that cannot be written can still be read.
    const segments = opened.ok ? writer.segments() : await listSegments(folder)
    return { segments, confirmed, moves: writer.moves }
  }
  return async (read) => {
    for (;;) {
      const files = await parts.alone(now)
      try {
        const answer = await read(files)
        if (files.moves === writer.moves) return answer
      } catch (error) {
        if (files.moves === writer.moves) throw error
      }
    }
  }
}

function acknowledgement({ n }: Doubt, note: string): AuditRecord {
  const detail = `The person knows what entry ${n} says, and notes: ${note}`
  return { kind: 'chain', event: 'acknowledged', detail }
}

/** Opens the record; an opening that fails shows in `status()` and is tried again with every append. */
export async function createAudit(parts: AuditParts): Promise<Audit> {
  const { folder, clock, redact, announce, logger } = parts
  const head = headFor(parts)
  const writer = createRecordWriter({
    folder,
    clock,
    head,
    logger,
    loss: lossIn(parts),
    segmentBytes: parts.segmentBytes ?? SEGMENT_BYTES,
    onTouched: () => parts.notify?.(touched),
    ...(parts.write ? { write: parts.write } : {}),
  })
  let timer: NodeJS.Timeout | null = null
  const health = createHealth({ announce, logger, lastEntry: () => writer.lastEntry })

  const confirmSoon = () => {
    timer ??= setTimeout(() => {
      timer = null
      void writer.checkpoint()
    }, CHECKPOINT_MS).unref()
  }

  const queue = createGroupCommit<AuditRecord, Result<number, Failure>>(async (records) => {
    const written = await health.watch(writer.write(records))
    if (!written.ok) {
      const failed = err(failure(auditErrors, 'audit.unwritable', { cause: written.error }))
      return records.map(() => failed)
    }
    confirmSoon()
    for (const entry of written.value) announce('audit.appended', { entry })
    return written.value.map(({ n }) => ok(n))
  })

  const readFiles = createFileReader({ folder, head, writer, alone: (work) => queue.alone(work) })
  const append = async (record: AuditRecord) => queue.add(redact(record))
  const doubt = () => readFiles(({ segments }) => lookForDoubt(segments))
  const removals = createRemovals({
    ...{ writer, alone: (work) => queue.alone(work) },
    verify: async () => verifyWhole(writer.segments(), await head.read(), clock.now()),
  })
  const opened = await queue.alone(() => writer.open())
  health.settle(opened.ok ? null : opened.error)

  return {
    ...createExplorer({ key: parts.headKey, readFiles }),
    append,
    async verify() {
      const report = await readFiles(({ segments, confirmed }) =>
        verifyWhole(segments, confirmed, clock.now()),
      )
      health.noteReport(report)
      return report
    },
    status: health.status,
    doubt,
    async acknowledge(note) {
      const known = await doubt()
      if (known === null) return err(failure(auditErrors, 'audit.nothing-doubted'))
      const written = await append(acknowledgement(known, note))
      return written.ok ? ok(known) : written
    },
    async close() {
      if (timer) clearTimeout(timer)
      await queue.alone(() => writer.close())
    },
    removable: removals.count,
    remove: removals.remove,
    dataOwner: createAuditDataOwner({
      ...{ folder, writer, alone: (work) => queue.alone(work), whyLeft: removals.whyLeft },
      retentionDays: parts.retentionDays ?? (() => null),
      retentionMegabytes: parts.retentionMegabytes ?? (() => null),
      canConfirm: async () => (await head.read()).status !== 'unchecked',
    }),
  }
}
