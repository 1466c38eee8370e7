import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { brand } from '../../shared/brand.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { privacyErrors } from '../../shared/privacy/errors.ts'
import type { ExportStatus } from '../../shared/privacy/model.ts'
import type { Announce } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import { type FilePart, freeName, readPart } from '../kit/fetchable-file.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Logger } from '../kit/logger.ts'
import { makeFolder } from '../kit/make-folder.ts'
import { systemCode } from '../kit/system-code.ts'
import { throttled } from '../kit/throttled.ts'
import { exportsFolder } from './leftovers.ts'
import { type Archive, type ArchiveProgress, writeArchive } from './write-archive.ts'

type ExportHandlers = Pick<
  HandlersOf<'privacy'>,
  | 'privacy.startExport'
  | 'privacy.cancelExport'
  | 'privacy.exportStatus'
  | 'privacy.readExport'
  | 'privacy.dropExport'
>

/** What an export may be told from outside. */
export interface ExportOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ArchiveProgress) => void
}

/** Writes archives of everything that is kept, one at a time. */
export interface Exports {
  /** Writes the archive to an absolute path where nothing lies yet. */
  exportTo(path: string, options?: ExportOptions): Promise<Result<Archive, Failure>>
  /** Stops what runs and removes what waits to be fetched. */
  drop(): Promise<void>
  readonly handlers: ExportHandlers
}

/** What the exports need from the house. */
export interface ExportsDeps {
  readonly home: string
  readonly owners: readonly DataOwner[]
  readonly clock: Clock
  readonly announce: Announce
  readonly logger: Logger
  readonly newId: () => string
  pickFolder(): Promise<string | null>
}

interface Target {
  readonly folder: string
  /** Waits there to be fetched, and goes then. */
  readonly isKept: boolean
}

/** Creates the exports; none is under way. */
export function createExports(deps: ExportsDeps): Exports {
  const { home, clock, announce } = deps
  const waiting = join(home, exportsFolder)
  let status: ExportStatus = { status: 'idle' }
  let running: { readonly stop: AbortController; readonly end: Promise<void> } | null = null

  const become = (next: ExportStatus): ExportStatus => {
    status = next
    announce('privacy.exportChanged', next)
    return next
  }

  const exportTo = exporter(deps)

  const run = async (target: Target, signal: AbortSignal): Promise<void> => {
    const onProgress = throttled<ArchiveProgress>(clock, (progress) =>
      become({ status: 'running', ...progress }),
    )
    const end = await writeInto(target, { deps, exportTo, options: { signal, onProgress } })
    running = null
    become(end)
  }

  const start = async (to: 'folder' | 'download'): Promise<Result<ExportStatus, Failure>> => {
    const busy = err(failure(privacyErrors, 'privacy.export-running'))
    if (running) return busy
    const folder = to === 'folder' ? await deps.pickFolder() : waiting
    if (folder === null) return ok(status)
    // Another client may have begun while the person chose.
    if (running) return busy
    const stop = new AbortController()
    const begun = become({ status: 'running', files: 0, bytes: 0, totalFiles: 0, totalBytes: 0 })
    const begin = Promise.withResolvers<void>()
    const target = { folder, isKept: to === 'download' }
    running = { stop, end: begin.promise.then(() => run(target, stop.signal)) }
    begin.resolve()
    return ok(begun)
  }

  const drop = async () => {
    running?.stop.abort()
    await running?.end
    // An export of the record may write beside it; what stays goes with its own end or the next start.
    await rm(waiting, { recursive: true, force: true }).catch((error: unknown) =>
      deps.logger.warn('exports not removed', { cause: systemCode(error) }),
    )
    become({ status: 'idle' })
  }

  return {
    exportTo,
    drop,
    handlers: {
      'privacy.startExport': ({ to }) => start(to),
      'privacy.exportStatus': async () => ok(status),
      'privacy.cancelExport': async () => {
        running?.stop.abort()
        await running?.end
        return ok(status)
      },
      'privacy.readExport': ({ id, offset }) => partOf(waiting, { status, id, offset }),
      'privacy.dropExport': async () => {
        await drop()
        return ok(status)
      },
    },
  }
}

/** Writes an archive under a free name of its folder. */
async function writeInto(
  { folder, isKept }: Target,
  by: {
    readonly deps: ExportsDeps
    readonly exportTo: Exports['exportTo']
    readonly options: ExportOptions
  },
): Promise<ExportStatus> {
  const { deps, exportTo, options } = by
  try {
    if (isKept) await makeFolder(folder, 0o700)
    const stem = `${brand.command}-export`
    const name = await freeName(folder, { stem, ending: 'zip', now: deps.clock.now() })
    const path = join(folder, name)
    const done = await exportTo(path, options)
    if (!done.ok) return { status: 'failed', failure: done.error }
    const { files, bytes, leftOut } = done.value
    const whole = { id: deps.newId(), name, path: isKept ? null : path, files, bytes }
    return { status: 'done', ...whole, leftOut: [...leftOut] }
  } catch (error) {
    const cause = systemCode(error)
    const unwritable = failure(privacyErrors, 'privacy.export-unwritable', { cause })
    return { status: 'failed', failure: unwritable }
  }
}

function exporter({ owners, home, clock, logger }: ExportsDeps): Exports['exportTo'] {
  return async (path, options = {}) => {
    try {
      return ok(await writeArchive({ owners, home, path, at: clock.now(), ...options }))
    } catch (error) {
      if (options.signal?.aborted) return err(failure(privacyErrors, 'privacy.export-stopped'))
      const cause = systemCode(error)
      if (cause === 'EEXIST') return err(failure(privacyErrors, 'privacy.export-exists', { path }))
      logger.error('export failed', { error })
      return err(failure(privacyErrors, 'privacy.export-unwritable', { cause }))
    }
  }
}

/** A piece of the archive that waits under that id. */
async function partOf(
  waiting: string,
  wanted: { readonly status: ExportStatus; readonly id: string; readonly offset: number },
): Promise<Result<FilePart, Failure>> {
  const { status, id, offset } = wanted
  const gone = err(failure(privacyErrors, 'privacy.export-gone'))
  if (status.status !== 'done' || status.id !== id || status.path !== null) return gone
  const part = await readPart(join(waiting, status.name), offset)
  return part ? ok(part) : gone
}
