import { rm, stat } from 'node:fs/promises'
import { relative } from 'node:path'
import type { DataOwner, HeldData, HeldFormat, Removal } from './data-owner.ts'
import type { LogFile } from './log-file.ts'
import { readPlainFile } from './plain-file.ts'
import { rewriteLines } from './rewrite-lines.ts'
import { scanLines, scanLinesBackwards } from './scan-lines.ts'
import { isMissing, isUnreadable } from './system-code.ts'

const dayMs = 24 * 3_600_000

/** What stands behind the data owner of a log file and its older files. */
export interface LineFilesParts {
  readonly name: string
  readonly home: string
  readonly file: LogFile
  readonly formats: readonly HeldFormat[]
  readonly stays?: string
  /** Days a line is kept; null keeps what fits. */
  readonly retentionDays: () => number | null
  /** Time of a line in milliseconds since the epoch; null where it tells none. */
  readonly timeOf: (line: string) => number | null
  /** Told when lines were erased or aged out, so that copies in memory go as well; lines before `oldestMs` are gone. */
  readonly onGone?: (oldestMs: number) => void
}

/** Lists, erases, ages and rewrites a log file line by line. */
export function createLineFilesOwner(parts: LineFilesParts): DataOwner {
  const { name, home, file, formats, retentionDays, timeOf } = parts
  const nameOf = (path: string) => relative(home, path)

  async function* held(): AsyncIterable<HeldData> {
    await file.flush()
    for (const path of await file.alone(async (paths) => paths)) {
      const size = await sizeOf(path)
      if (size === null) continue
      const age = await ageOf(path, timeOf).catch(unaged)
      yield { path: nameOf(path), bytes: size, ...age, read: () => readPlainFile(path) }
    }
  }

  const erase = () =>
    file.alone(async (paths) => {
      const removed: Removal[] = []
      for (const path of paths) {
        const bytes = await sizeOf(path)
        if (bytes === null) continue
        await rm(path, { force: true })
        removed.push({ path: nameOf(path), bytes })
      }
      parts.onGone?.(Number.POSITIVE_INFINITY)
      return removed
    })

  const retain = async (now: number): Promise<readonly Removal[]> => {
    const days = retentionDays()
    if (days === null) return []
    const oldest = now - days * dayMs
    const isKept = (line: string) => (timeOf(line) ?? now) >= oldest
    const keep = (line: string) => (isKept(line) ? line : null)
    return file.alone(async (paths) => {
      const shortened = await Promise.all(paths.map((path) => shorten(path, keep)))
      const removed = shortened.flatMap((bytes, at) =>
        bytes === null ? [] : [{ path: nameOf(paths[at] ?? ''), bytes }],
      )
      if (removed.length > 0) parts.onGone?.(oldest)
      return removed
    })
  }

  return {
    name,
    formats,
    ...(parts.stays ? { stays: parts.stays } : {}),
    export: held,
    erase,
    retain,
    forget: (secret, mode) =>
      file.alone(async (paths) => {
        const found = []
        for (const path of paths) {
          const change = (line: string) => withoutSecret(line, (value) => secret.value(value))
          const { changed } = await rewriteLines(path, change, { dryRun: mode === 'find' })
          if (changed > 0) found.push({ path: nameOf(path), places: changed })
        }
        return { found, stays: [] }
      }),
  }
}

/** A line of JSON stays one: the secret is taken out of its strings, not out of its bytes. */
function withoutSecret(line: string, change: (value: unknown) => unknown): string {
  try {
    const before: unknown = JSON.parse(line)
    const after = change(before)
    return after === before ? line : JSON.stringify(after)
  } catch {
    // A torn line is no JSON; then its text is all there is to look at.
    return String(change(line))
  }
}

/** Drops lines of one file, and the file when none is left; returns the bytes that went, null where nothing did. */
async function shorten(path: string, keep: (line: string) => string | null) {
  const { dropped, bytesGone } = await rewriteLines(path, keep)
  if (dropped === 0) return null
  if ((await sizeOf(path)) === 0) await rm(path, { force: true })
  return bytesGone
}

/** What cannot be read is named by whoever takes it; that its age is not known hides nothing. */
function unaged(error: unknown): Partial<Record<'fromMs' | 'toMs', number>> {
  if (isUnreadable(error)) return {}
  throw error
}

async function ageOf(path: string, timeOf: LineFilesParts['timeOf']) {
  let first: number | null = null
  let last: number | null = null
  const read = (line: { bytes: Buffer; start: number; end: number }) =>
    timeOf(line.bytes.toString('utf8', line.start, line.end))
  await scanLines({ path }, (line) => {
    first = read(line)
    return first === null
  })
  await scanLinesBackwards({ path }, (line) => {
    last = read(line)
    return last === null
  })
  return { ...(first === null ? {} : { fromMs: first }), ...(last === null ? {} : { toMs: last }) }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
