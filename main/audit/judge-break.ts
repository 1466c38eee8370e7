import { basename } from 'node:path'
import type { AuditReport } from '../../shared/audit/model.ts'
import { assertNever } from '../../shared/kit/assert-never.ts'
import { openPlainFile } from '../kit/plain-file.ts'
import type { Break, LinePlace } from './chain-walk.ts'

type Problem = NonNullable<AuditReport['first']>
/** The first place that does not hold, and whether lines were changed or are gone. */
export type Finding = { readonly status: 'broken' | 'truncated'; readonly first: Problem }

/** Names a line in a report. */
export const namePlace = (place: LinePlace, problem: string): Problem => ({
  file: basename(place.path),
  line: place.line,
  entry: place.entry,
  problem,
})

/** `Entry 5 is`, `Entries 5 to 9 are`. */
export const nameRange = (from: number, to: number) =>
  from === to ? `Entry ${from} is` : `Entries ${from} to ${to} are`

/** True when the line at the place is whole JSON. */
export async function isJson(place: LinePlace): Promise<boolean> {
  const file = await openPlainFile(place.path)
  try {
    const { buffer } = await file.read(Buffer.alloc(place.length), 0, place.length, place.offset)
    JSON.parse(buffer.toString('utf8'))
    return true
  } catch {
    return false
  } finally {
    await file.close()
  }
}

/** What is said of a line whose bytes are not the ones that were chained. */
export const lineChanged =
  'The line was changed: its value is not the one the next line was chained to.'

/** Decides which of two lines around a broken link is the one that was touched. */
async function judgeLink(found: Extract<Break, { kind: 'link' }>): Promise<Finding> {
  const { before, at, missing } = found
  if (found.isRepeated) {
    return { status: 'broken', first: namePlace(at, 'The line before stands here once more.') }
  }
  if (found.isAtConfirmed === false) {
    return { status: 'broken', first: namePlace(at, 'The line was changed or moved here.') }
  }
  if (missing > 0 && (await isJson(before))) {
    const gone = `${nameRange(at.entry - missing, at.entry - 1)} missing before this line.`
    return { status: 'broken', first: namePlace(at, gone) }
  }
  return { status: 'broken', first: namePlace(before, lineChanged) }
}

async function judgeUnreadable(found: Extract<Break, { kind: 'unreadable' }>): Promise<Finding> {
  const { before, at } = found
  const isSplit = before !== null && !(await isJson(before))
  if (isSplit) return { status: 'broken', first: namePlace(before, 'The line was cut in two.') }
  return { status: 'broken', first: namePlace(at, 'This is no line of the record.') }
}

/** Decides which line a break is blamed on, and with which words. */
export async function judgeBreak(found: Break): Promise<Finding> {
  switch (found.kind) {
    case 'unreadable':
      return judgeUnreadable(found)
    case 'link':
      return judgeLink(found)
    case 'gap': {
      const { at, from, to, isTold } = found
      const isForward = to >= from
      const problem = isForward
        ? `${nameRange(from, to)} missing before this line.`
        : `Entry ${from} was due here.`
      const status = isForward && isTold ? 'truncated' : 'broken'
      return { status, first: namePlace(at, problem) }
    }
    case 'head':
      return {
        status: 'broken',
        first: namePlace(
          found.at,
          'The lines up to here were replaced: the head confirms another value.',
        ),
      }
    default:
      return assertNever(found)
  }
}
