import { assertNever } from '../../shared/kit/assert-never.ts'
import { systemClock } from '../kit/clock.ts'
import { scanLinesBackwards } from '../kit/scan-lines.ts'
import { createHead } from './head.ts'
import { listSegments } from './segments.ts'

/** Where the record of a folder ends, as its files tell. */
export interface RecordEnd {
  /** `torn`: behind the last whole line lie bytes that are none. */
  readonly state: 'ok' | 'empty' | 'torn'
  readonly lastEntry: number | null
  /** Milliseconds since the epoch. */
  readonly at: number | null
  /** Whether the head carries a signature, whoever made it: telling takes the key. */
  readonly seal: 'signed' | 'unsigned' | 'missing' | 'damaged'
  /** The last entry that the signature covers; null without one. */
  readonly signedTo: number | null
}

/** Reads what the head says of itself. */
async function lookAtSeal(folder: string): Promise<Pick<RecordEnd, 'seal' | 'signedTo'>> {
  const head = await createHead({ folder, key: null, clock: systemClock }).read()
  switch (head.status) {
    case 'signed':
    case 'unchecked':
      return { seal: 'signed', signedTo: head.signed?.n ?? null }
    case 'unsigned':
    case 'stripped':
      return { seal: 'unsigned', signedTo: null }
    case 'missing':
      return { seal: 'missing', signedTo: null }
    case 'forged':
      return { seal: 'damaged', signedTo: null }
    default:
      return assertNever(head)
  }
}

/** Finds the record's last whole entry without checking its chain; changes nothing. Rejects when the files cannot be read. */
export async function lookAtRecordEnd(folder: string): Promise<RecordEnd> {
  const seal = await lookAtSeal(folder)
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
    if (last) return { state: isTorn ? 'torn' : 'ok', lastEntry: last.n, at: last.at, ...seal }
  }
  return { state: isTorn ? 'torn' : 'empty', lastEntry: null, at: null, ...seal }
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
