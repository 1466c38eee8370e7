import { scanLinesBackwards } from '../kit/scan-lines.ts'
import { listSegments } from './segments.ts'

/** Where the record of a folder ends, as its files tell. */
export interface RecordEnd {
  /** `torn`: behind the last whole line lie bytes that are none. */
  readonly state: 'ok' | 'empty' | 'torn'
  readonly lastEntry: number | null
  /** Milliseconds since the epoch. */
  readonly at: number | null
}

/** Finds the record's last whole entry without checking its chain; changes nothing. Rejects when the files cannot be read. */
export async function lookAtRecordEnd(folder: string): Promise<RecordEnd> {
  let isTorn = false
  for (const { path, bytes } of (await listSegments(folder)).toReversed()) {
    const found: Numbered[] = []
    let wholeTo = 0
    await scanLinesBackwards({ path, to: bytes }, ({ bytes: line, start, end, offset }) => {
      const entry = entryOf(line.toString('utf8', start, end))
      if (entry === null) return true
      wholeTo = offset + end - start + 1
      found.push(entry)
      return false
    })
    if (wholeTo !== bytes) isTorn = true
    const [last] = found
    if (last) return { state: isTorn ? 'torn' : 'ok', lastEntry: last.n, at: last.at }
  }
  return { state: isTorn ? 'torn' : 'empty', lastEntry: null, at: null }
}

interface Numbered {
  readonly n: number
  readonly at: number
}

function entryOf(line: string): Numbered | null {
  try {
    const { n, at } = JSON.parse(line) as { n?: unknown; at?: unknown }
    return typeof n === 'number' && typeof at === 'number' ? { n, at } : null
  } catch {
    return null
  }
}
