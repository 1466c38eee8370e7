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
import { exportsFolder } from './leftovers.ts'
import { type Archive, type ArchiveProgress, writeArchive } from './write-archive.ts'

/** Progress is told this often at most. */
const tellEveryMs = 200

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

  const run = async (target: { id: string; path: string; kept: boolean; name: string }) => {
    const stop = running?.stop
    const onProgress = throttled(clock, (progress) => become({ status: 'running', ...progress }))
    const done = await exportTo(target.path, {
      ...(stop ? { signal: stop.signal } : {}),
      onProgress,
    })
    running = null
    if (!done.ok) {
      become({ status: 'failed', failure: done.error })
      return
    }
    const { id, name, kept } = target
    const path = kept ? null : target.path
    become({ status: 'done', id, name, path, ...done.value, leftOut: [...done.value.leftOut] })
  }

  const start = async (to: 'folder' | 'download'): Promise<Result<ExportStatus, Failure>> => {
    if (running) return err(failure(privacyErrors, 'privacy.export-running'))
    const folder = to === 'folder' ? await deps.pickFolder() : waiting
    if (folder === null) return ok(status)
    const id = deps.newId()
    const name = await freeName(folder, {
      stem: `${brand.command}-export`,
      ending: 'zip',
      now: clock.now(),
    })
    if (to === 'download') await makeFolder(folder, 0o700)
    const stop = new AbortController()
    const begun = become({ status: 'running', files: 0, bytes: 0, totalFiles: 0, totalBytes: 0 })
    const begin = Promise.withResolvers<void>()
    const target = { id, path: join(folder, name), kept: to === 'download', name }
    running = { stop, end: begin.promise.then(() => run(target)) }
    begin.resolve()
    return ok(begun)
  }

  const drop = async () => {
    running?.stop.abort()
    await running?.end
    await rm(waiting, { recursive: true, force: true })
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

function exporter({ owners, clock, logger }: ExportsDeps): Exports['exportTo'] {
  return async (path, options = {}) => {
    try {
      return ok(await writeArchive({ owners, path, at: clock.now(), ...options }))
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

function throttled(clock: Clock, tell: (progress: ArchiveProgress) => void) {
  let last = Number.NEGATIVE_INFINITY
  return (progress: ArchiveProgress) => {
    if (clock.elapsed() - last < tellEveryMs) return
    last = clock.elapsed()
    tell(progress)
  }
}
