import type { AuditReport } from '../../shared/audit/model.ts'
import { systemClock } from '../kit/clock.ts'
import { SCRATCH_BYTES, scanLinesBackwards } from '../kit/scan-lines.ts'
import { valueBehind } from './chain.ts'
import { type Doubt, lookForDoubt } from './doubts.ts'
import { believed, createHead, type HeadPoint, type HeadSigning } from './head.ts'
import { listSegments, type Segment } from './segments.ts'

/** Where the record of a folder ends, as its files tell. */
export interface RecordEnd {
  /** `torn`: behind the last whole line lie bytes that are none. `short`: the head confirms more than is there, or another end. */
  readonly state: 'ok' | 'empty' | 'torn' | 'short'
  readonly lastEntry: number | null
  /** Milliseconds since the epoch. */
  readonly at: number | null
  /** How the head was confirmed, in the words of a verification. */
  readonly seal: AuditReport['head']
  /** The last entry that the signature covers; null without one. */
  readonly signedTo: number | null
  /** What the record says against itself until it is acknowledged. */
  readonly doubt: Doubt | null
}

/** With what the head is judged; without it only what it says of itself is told. */
export type HeadJudging = Pick<HeadSigning, 'key' | 'wasSigned'>

/** Finds the record's last whole entry and how its head stands without checking its chain; changes nothing. Rejects when the files cannot be read. */
export async function lookAtRecordEnd(
  folder: string,
  judging: HeadJudging = { key: null },
): Promise<RecordEnd> {
  const head = await createHead({ folder, ...judging, clock: systemClock }).read()
  const segments = await listSegments(folder)
  const { last, isTorn } = await lookAtLines(segments)
  const told = believed(head)
  const isShort = told !== null && last !== null && contradicts(told, last)
  const isGone = told !== null && last === null && told.n > 0
  return {
    state: isShort || isGone ? 'short' : stateOf(last, isTorn),
    ...{ lastEntry: last?.n ?? null, at: last?.at ?? null },
    ...{ seal: head.status, signedTo: told?.signed?.n ?? null },
    doubt: await lookForDoubt(segments),
  }
}

function stateOf(last: Numbered | null, isTorn: boolean): RecordEnd['state'] {
  if (isTorn) return 'torn'
  return last === null ? 'empty' : 'ok'
}

/** A head that is behind the lines is one that a running app has not brought up to them yet. */
function contradicts(head: HeadPoint, last: Numbered): boolean {
  return head.n > last.n || (head.n === last.n && head.hash !== last.value)
}

async function lookAtLines(segments: readonly Segment[]) {
  let isTorn = false
  for (const { path, bytes } of segments.toReversed()) {
    const found: Numbered[] = []
    let wholeTo = 0
    await scanLinesBackwards({ path, to: bytes }, ({ bytes: line, start, end, offset }) => {
      const entry = entryOf(line.subarray(start, end))
      if (entry === null) return true
      wholeTo = offset + end - start + 1
      found.push(entry)
      return false
    })
    if (wholeTo !== bytes) isTorn = true
    const [last] = found
    if (last) return { last, isTorn }
  }
  return { last: null, isTorn }
}

interface Numbered {
  readonly n: number
  readonly at: number
  /** The chain value behind it. */
  readonly value: string
}

function entryOf(line: Buffer): Numbered | null {
  try {
    const told = JSON.parse(line.toString('utf8')) as { n?: unknown; at?: unknown; prev?: unknown }
    const { n, at } = told
    if (typeof n !== 'number' || typeof at !== 'number') return null
    const bytes = Buffer.concat([Buffer.alloc(SCRATCH_BYTES), line])
    const view = { bytes, start: SCRATCH_BYTES, end: bytes.length }
    return { n, at, value: valueBehind(String(told.prev ?? ''), view) }
  } catch {
    return null
  }
}
