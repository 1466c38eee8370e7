import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { auditErrors } from '../../../shared/audit/errors.ts'
import type { AuditExport, AuditExportStatus } from '../../../shared/audit/explorer.ts'
import type { AuditReport } from '../../../shared/audit/model.ts'
import { brand } from '../../../shared/brand.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { Announce } from '../../kit/announce.ts'
import type { Clock } from '../../kit/clock.ts'
import { type FilePart, freeName, readPart } from '../../kit/fetchable-file.ts'
import type { HandlersOf } from '../../kit/handlers.ts'
import { makeFolder } from '../../kit/make-folder.ts'
import { systemCode } from '../../kit/system-code.ts'
import { throttled } from '../../kit/throttled.ts'
import type { EvidenceParts } from '../evidence/build-evidence.ts'
import { writeEntries } from './write-entries.ts'
import { writePack } from './write-pack.ts'

type ExportHandlers = Pick<
  HandlersOf<'audit'>,
  | 'audit.startExport'
  | 'audit.cancelExport'
  | 'audit.exportStatus'
  | 'audit.readExport'
  | 'audit.dropExport'
>

/** Writes entries and evidence into files of their own, one at a time. */
export interface AuditExports {
  /** Stops what runs. */
  close(): Promise<void>
  readonly handlers: ExportHandlers
}

/** What the exports need from the house. */
export interface AuditExportsDeps extends Pick<EvidenceParts, 'transcript' | 'markdown'> {
  /** Absolute folder of the record. */
  readonly folder: string
  /** Absolute folder where files wait to be fetched. */
  readonly waiting: string
  readonly clock: Clock
  readonly announce: Announce
  readonly newId: () => string
  verify(): Promise<AuditReport>
  total(): Promise<number>
  pickFolder(): Promise<string | null>
}

interface Written {
  readonly bytes: number
  readonly entries: number
  readonly seal: string | null
}

/** Ends with the failure as clients see it. */
function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return failure(auditErrors, 'audit.export-stopped')
  return failure(auditErrors, 'audit.export-unwritable', { cause: systemCode(error) })
}

/** Creates the exports; none is under way. */
export function createAuditExports(deps: AuditExportsDeps): AuditExports {
  const { clock, announce, waiting } = deps
  let status: AuditExportStatus = { status: 'idle' }
  let running: { readonly stop: AbortController; readonly end: Promise<void> } | null = null

  const become = (next: AuditExportStatus): AuditExportStatus => {
    status = next
    announce('audit.exportChanged', next)
    return next
  }

  const run = async (what: AuditExport, to: Place, signal: AbortSignal): Promise<void> => {
    try {
      const target = await targetIn(to, what, deps)
      const total = await deps.total()
      become({ status: 'running', what, looked: 0, total })
      const tell = throttled<number>(clock, (looked) =>
        become({ status: 'running', what, looked, total }),
      )
      const written = await writeTo(deps, {
        what,
        path: join(target.folder, target.name),
        signal,
        tell,
      })
      const path = target.isKept ? null : join(target.folder, target.name)
      become({ status: 'done', what, id: target.id, path, name: target.name, ...written })
    } catch (error) {
      become({ status: 'failed', failure: failureOf(error, signal) })
    } finally {
      running = null
    }
  }

  const start = async (what: AuditExport, to: 'folder' | 'download') => {
    if (running) return err(failure(auditErrors, 'audit.export-running'))
    const folder = to === 'folder' ? await deps.pickFolder() : waiting
    if (folder === null) return ok(status)
    if (running) return err(failure(auditErrors, 'audit.export-running'))
    const stop = new AbortController()
    const begun = become({ status: 'running', what, looked: 0, total: 0 })
    const begin = Promise.withResolvers<void>()
    const place = { folder, isKept: to === 'download' }
    running = { stop, end: begin.promise.then(() => run(what, place, stop.signal)) }
    begin.resolve()
    return ok(begun)
  }

  const cancel = async () => {
    running?.stop.abort()
    await running?.end
  }

  return {
    close: cancel,
    handlers: {
      'audit.startExport': ({ what, to }) => start(what, to),
      'audit.exportStatus': async () => ok(status),
      'audit.cancelExport': async () => {
        await cancel()
        return ok(status)
      },
      'audit.readExport': ({ id, offset }) => partOf(waiting, { status, id, offset }),
      'audit.dropExport': async () => {
        await cancel()
        await removeKept(waiting, status)
        return ok(become({ status: 'idle' }))
      },
    },
  }
}

interface Place {
  readonly folder: string
  /** It waits here to be fetched. */
  readonly isKept: boolean
}

interface Target extends Place {
  readonly name: string
  readonly id: string
}

async function targetIn(
  place: Place,
  what: AuditExport,
  { clock, newId }: AuditExportsDeps,
): Promise<Target> {
  if (place.isKept) await makeFolder(place.folder, 0o700)
  return { ...place, name: await nameFor(place.folder, what, clock.now()), id: newId() }
}

interface Writing {
  readonly what: AuditExport
  readonly path: string
  readonly signal: AbortSignal
  readonly tell: (looked: number) => void
}

async function writeTo(deps: AuditExportsDeps, writing: Writing): Promise<Written> {
  const { what, path, signal, tell } = writing
  const { folder, clock, verify, transcript, markdown } = deps
  if (what.kind === 'entries') {
    const { filter, format } = what
    const onProgress = ({ looked }: { looked: number }) => tell(looked)
    const written = await writeEntries(path, { folder, filter, format, onProgress }, signal)
    return { ...written, seal: null }
  }
  const about = { folder, scope: what, at: clock.now(), verify, transcript, markdown }
  const { bytes, entries, seal } = await writePack(path, about, signal)
  return { bytes, entries, seal }
}

/** Removes what this export left to be fetched; exports of everything may wait beside it. */
async function removeKept(waiting: string, status: AuditExportStatus): Promise<void> {
  if (status.status === 'done' && status.path === null) {
    await rm(join(waiting, status.name), { force: true })
  }
}

async function partOf(
  waiting: string,
  wanted: { readonly status: AuditExportStatus; readonly id: string; readonly offset: number },
): Promise<Result<FilePart, Failure>> {
  const { status, id, offset } = wanted
  const gone = err(failure(auditErrors, 'audit.export-gone'))
  if (status.status !== 'done' || status.id !== id || status.path !== null) return gone
  const part = await readPart(join(waiting, status.name), offset)
  return part ? ok(part) : gone
}

/** `mstro-record-2026-11-21.csv`, with a number where that is taken. */
function nameFor(folder: string, what: AuditExport, now: number): Promise<string> {
  const isEntries = what.kind === 'entries'
  const stem = `${brand.command}-${isEntries ? 'record' : 'evidence'}`
  return freeName(folder, { stem, ending: isEntries ? what.format : 'zip', now })
}
