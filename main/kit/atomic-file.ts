import { randomBytes } from 'node:crypto'
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Clock } from './clock.ts'
import { makeFolder } from './make-folder.ts'
import { readPlainText } from './plain-file.ts'
import { isMissing, systemCode } from './system-code.ts'
import { createTurns } from './turns.ts'

/** What stands in a file that carries a format marker. */
export type AtomicRead<T> =
  | { readonly status: 'ok'; readonly value: T }
  | { readonly status: 'missing' }
  /** It was unreadable and now lies at `path`; nothing was lost. */
  | { readonly status: 'set-aside'; readonly path: string; readonly problem: string }
  /** Another program's file, or one of a newer version; it stays as it is and is never written over. */
  | { readonly status: 'foreign'; readonly problem: string; readonly isNewer: boolean }
  | { readonly status: 'unreadable'; readonly problem: string }

/** What stands in a file when nothing may be moved. */
export type AtomicInspection<T> =
  | Exclude<AtomicRead<T>, { readonly status: 'set-aside' }>
  | { readonly status: 'damaged'; readonly problem: string }

/** One small JSON file that is always whole: either the old contents or the new. */
export interface AtomicFile<T> {
  readonly path: string
  read(): Promise<AtomicRead<T>>
  /** Reads and leaves even a damaged file where it is. */
  inspect(): Promise<AtomicInspection<T>>
  /** Writes in the order of the calls; fails with a system code, or `FOREIGN_FILE`. */
  write(value: T): Promise<Result<void, string>>
  /** Removes it in the order of the calls and tells its bytes, null where there was none; fails like a write. */
  remove(): Promise<Result<number | null, string>>
}

/** Shape of an atomic file: its marker, its version and how its value is checked (throws when it does not fit). */
export interface AtomicFormat<T> {
  readonly path: string
  readonly format: string
  readonly version: number
  readonly check: (value: unknown) => T
  /** Steps from version 1 upwards: the first makes a value of version 2 out of one of version 1. */
  readonly migrations?: readonly ((value: unknown) => unknown)[]
  readonly clock: Clock
  /** False skips the wait for the disk, for what can be rebuilt; default true. */
  readonly isDurable?: boolean
}

async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle
  try {
    handle = await open(folder, 'r')
  } catch {
    // Windows opens no folders; there the rename itself is the promise.
    return
  }
  try {
    await handle.sync()
  } catch (error) {
    if (systemCode(error) !== 'EPERM' && systemCode(error) !== 'EINVAL') throw error
  } finally {
    await handle.close()
  }
}

/** Replaces a file in one step (0600, folders 0700); rejects with the system's error and leaves the old file. */
export async function replaceFile(
  path: string,
  contents: string | Uint8Array,
  options: { readonly isDurable?: boolean } = {},
): Promise<void> {
  const isDurable = options.isDurable ?? true
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  await makeFolder(dirname(path), 0o700)
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(contents)
      if (isDurable) await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  if (isDurable) await syncFolder(dirname(path))
}

/** Where a damaged file is kept: `<name>.broken-<time>`. */
export function nameAside(path: string, clock: Clock): string {
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  return `${path}.broken-${stamp}`
}

/** Moves a damaged file out of the way to `<name>.broken-<time>` and returns where it lies. */
export async function setAside(path: string, clock: Clock): Promise<string> {
  const aside = nameAside(path, clock)
  await rename(path, aside)
  return aside
}

/** How a text with a format marker is understood. */
export type MarkedFormat<T> = Pick<AtomicFormat<T>, 'format' | 'version' | 'check' | 'migrations'>

/** What a text with a format marker holds. */
export type Marked<T> =
  | { readonly status: 'ok'; readonly value: T }
  | { readonly status: 'foreign'; readonly problem: string; readonly isNewer: boolean }
  | { readonly status: 'damaged'; readonly problem: string }

/** Understands a text by its marker and version, and brings its value to the present version. */
export function parseMarked<T>(text: string, shape: MarkedFormat<T>): Marked<T> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('format' in parsed)) {
      return foreign('it carries no format marker')
    }
    if (parsed.format !== shape.format) {
      return foreign(`its format is ${String(parsed.format)}`)
    }
    const version = 'version' in parsed ? parsed.version : null
    if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
      return { status: 'damaged', problem: `its version is ${said(version)}, not a number from 1` }
    }
    if (version > shape.version) return foreign(`its version is ${version}`, true)
    const value = 'value' in parsed ? parsed.value : undefined
    return { status: 'ok', value: shape.check(migrate(value, version, shape)) }
  } catch (error) {
    return { status: 'damaged', problem: error instanceof Error ? error.message : String(error) }
  }
}

const foreign = (problem: string, isNewer = false) => ({
  ...{ status: 'foreign' as const, problem, isNewer },
})

const saidChars = 20

function said(version: unknown): string {
  if (version === null) return 'missing'
  const text = JSON.stringify(version)
  return text.length > saidChars ? `${text.slice(0, saidChars)}…` : text
}

/** Brings a value of an older version to the present one, step by step. */
function migrate<T>(value: unknown, version: number, shape: MarkedFormat<T>): unknown {
  const steps = shape.migrations?.slice(version - 1, shape.version - 1) ?? []
  return steps.reduce((older, step) => step(older), value)
}

/** Says whose a file is by its marker alone, whatever it holds; changes nothing. */
export function inspectMarker(
  path: string,
  marker: Pick<MarkedFormat<unknown>, 'format' | 'version'>,
): Promise<AtomicInspection<unknown>> {
  const { format, version } = marker
  return inspectMarked({ path, format, version, check: (value) => value })
}

async function inspectMarked<T>(
  shape: MarkedFormat<T> & Pick<AtomicFormat<T>, 'path'>,
): Promise<AtomicInspection<T>> {
  try {
    return parseMarked(await readPlainText(shape.path), shape)
  } catch (error) {
    if (isMissing(error)) return { status: 'missing' }
    return { status: 'unreadable', problem: systemCode(error) }
  }
}

async function readMarked<T>(shape: AtomicFormat<T>): Promise<AtomicRead<T>> {
  const found = await inspectMarked(shape)
  if (found.status !== 'damaged') return found
  try {
    const path = await setAside(shape.path, shape.clock)
    return { status: 'set-aside', path, problem: found.problem }
  } catch (error) {
    return { status: 'unreadable', problem: systemCode(error) }
  }
}

/** Creates the reader and writer of one file; nothing is touched until it is used. */
export function createAtomicFile<T>(shape: AtomicFormat<T>): AtomicFile<T> {
  const inTurn = createTurns()
  let mayWrite: boolean | null = null

  const read = async () => {
    const found = await readMarked(shape)
    mayWrite = found.status !== 'foreign' && found.status !== 'unreadable'
    return found
  }

  /** The code of what forbids to touch it; null where nothing does. */
  const obstacle = async (): Promise<string | null> => {
    if (mayWrite === true) return null
    const found = await read()
    if (found.status === 'unreadable') return found.problem
    return found.status === 'foreign' ? 'FOREIGN_FILE' : null
  }

  const remove = async (): Promise<Result<number | null, string>> => {
    const forbidden = await obstacle()
    if (forbidden !== null) return err(forbidden)
    try {
      const { size } = await lstat(shape.path)
      await rm(shape.path, { force: true })
      return ok(size)
    } catch (error) {
      return isMissing(error) ? ok(null) : err(systemCode(error))
    }
  }

  const write = async (value: T): Promise<Result<void, string>> => {
    const forbidden = await obstacle()
    if (forbidden !== null) return err(forbidden)
    const { path, format, version } = shape
    try {
      const text = `${JSON.stringify({ format, version, value }, null, 1)}\n`
      await replaceFile(path, text, { isDurable: shape.isDurable ?? true })
      return ok(undefined)
    } catch (error) {
      return err(systemCode(error))
    }
  }

  return {
    path: shape.path,
    read: () => inTurn(read),
    inspect: () => inTurn(() => inspectMarked(shape)),
    write: (value) => inTurn(() => write(value)),
    remove: () => inTurn(remove),
  }
}
