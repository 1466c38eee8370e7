import { basename } from 'node:path'
import type { AuditRemoval, AuditReport } from '../../shared/audit/model.ts'
import { scanLines } from '../kit/scan-lines.ts'
import { GENESIS } from './chain.ts'
import { type ChainFound, createChainWalk, type LinePlace } from './chain-walk.ts'
import { type Doubt, firstDoubt } from './doubts.ts'
import { believed, type HeadRead, pointsOf, signedTo } from './head.ts'
import {
  type Finding,
  isJson,
  judgeBreak,
  lineChanged,
  namePlace,
  nameRange,
} from './judge-break.ts'
import { HEAD_NAME } from './segments.ts'

/** A file to verify, as far as it is to be read. */
export interface VerifiedFile {
  readonly path: string
  /** Exclusive; absent means to its end. */
  readonly to?: number
}

/** What a verification looks at. */
export interface VerifyInput {
  /** Oldest first. */
  readonly files: readonly VerifiedFile[]
  readonly head: HeadRead
  /** What of the record is not among the files: its beginning, its end. */
  readonly lacks: { readonly beginning: boolean; readonly end: boolean }
  readonly checkedAt: number
}

/** Bytes behind the last complete line of the last file. */
interface Tail {
  readonly path: string
  readonly line: number
  readonly bytes: number
}

/** The last entry up to which the head speaks for a removal; without a head that can be believed nothing does. */
function confirmedTo(head: HeadRead): number {
  const known = believed(head)
  if (known) return known.signed?.n ?? known.n
  return Number.POSITIVE_INFINITY
}

/** The first kept line must open a chain, or a retention line must account for what was before it. What removes is confirmed by the head before anything goes, so a line behind the head accounts for nothing. */
function judgeStart(found: ChainFound, { head, lacks }: VerifyInput): Finding | null {
  const { first, events } = found
  // Bytes before the first readable line are a break of their own.
  if (first?.line !== 1) return null
  const confirmed = lacks.end ? Number.POSITIVE_INFINITY : confirmedTo(head)
  const opening = events[0]?.n === first.entry ? events[0] : null
  if (first.prev === GENESIS) {
    if (first.entry === 1) return null
    if (opening?.event === 'erased') return judgeTombstone(first, first.entry <= confirmed)
  }
  const before = first.entry - 1
  const accounts = events.filter(
    ({ event, after }) =>
      event === 'retention' &&
      after !== undefined &&
      (after.n > before || (after.n === before && after.hash === first.prev)),
  )
  if (accounts.length > 0)
    return judgeTombstone(
      first,
      accounts.some(({ n }) => n <= confirmed),
    )
  if (before === 0) return { status: 'broken', first: namePlace(first, lineChanged) }
  const problem = `${nameRange(1, before)} missing before this line, and no retention accounts for it.`
  return { status: 'truncated', first: namePlace(first, problem) }
}

/** A removal that the head does not confirm was written by somebody else, or what it speaks of went before it. */
function judgeTombstone(first: LinePlace, isConfirmed: boolean): Finding | null {
  if (isConfirmed) return null
  const problem = `${nameRange(1, first.entry - 1)} missing before this line, and the head does not confirm the line that accounts for it.`
  return { status: 'truncated', first: namePlace(first, problem) }
}

/** True when one of the ranges, which stand in order, holds the number. */
function covers(ranges: AuditRemoval['entries'], n: number): boolean {
  let [low, high] = [0, ranges.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, to] = ranges[middle] ?? [0, 0]
    if (n < from) high = middle - 1
    else if (n > to) low = middle + 1
    else return true
  }
  return false
}

/** A line whose text was removed must be named by the removal it names, which stands behind it. */
function judgeRemoved({ removed, events }: ChainFound, { lacks }: VerifyInput): Finding | null {
  if (lacks.end) return null
  const orders = new Map(
    events.flatMap((event) => (event.removal ? [[event.removal.id, event]] : [])),
  )
  const planted = removed.find(({ entry, order }) => {
    const ordered = orders.get(order)
    return !ordered?.removal || ordered.n <= entry || !covers(ordered.removal.entries, entry)
  })
  if (!planted) return null
  const problem = 'The line says that its text was removed, and no entry of the record orders that.'
  return { status: 'broken', first: namePlace(planted, problem) }
}

function judgeEnd(found: ChainFound, input: VerifyInput, tail: Tail | null): Finding | null {
  const { head, lacks } = input
  const { last } = found
  const confirmed = believed(head)?.n ?? null
  const lastEntry = last?.entry ?? 0
  if (confirmed !== null && confirmed > lastEntry && !lacks.end) {
    const lines = {
      file: basename(tail?.path ?? last?.path ?? HEAD_NAME),
      line: (last?.line ?? 0) + 1,
    }
    const problem = `${nameRange(lastEntry + 1, confirmed)} missing at the end: the head confirms ${confirmed}.`
    return { status: 'truncated', first: { ...lines, entry: lastEntry + 1, problem } }
  }
  if (tail && (confirmed === null || lacks.end)) {
    const problem = 'The last line is cut off.'
    const first = { file: basename(tail.path), line: tail.line, entry: lastEntry + 1, problem }
    return { status: 'truncated', first }
  }
  return null
}

function judgeHead(found: ChainFound, input: VerifyInput): Finding | null {
  const { head, lacks } = input
  const at = { file: HEAD_NAME, line: 1, entry: found.last?.entry ?? 0 }
  if (head.status === 'forged' || head.status === 'stripped') {
    return { status: 'broken', first: { ...at, problem: `The head is not ours: ${head.problem}.` } }
  }
  if (head.status === 'missing' && !lacks.end && found.entries > 0) {
    const problem = 'The head is missing, so lines missing at the end would not show.'
    return { status: 'truncated', first: { ...at, problem } }
  }
  return null
}

async function findProblem(
  found: ChainFound,
  input: VerifyInput,
  tail: Tail | null,
): Promise<Finding | null> {
  const { firstBreak } = found
  // Unreadable lines at the very beginning stand before whatever the first entry lacks.
  if (firstBreak?.kind === 'unreadable' && !firstBreak.before) return judgeBreak(firstBreak)
  const isStartHere = !input.lacks.beginning || found.first?.entry === 1
  const start = isStartHere ? judgeStart(found, input) : null
  if (start) return start
  if (firstBreak) return judgeBreak(firstBreak)
  // The last line has no line behind it that confirms it: it must at least be whole.
  if (found.last && !(await isJson(found.last))) {
    return { status: 'broken', first: namePlace(found.last, lineChanged) }
  }
  return judgeEnd(found, input, tail) ?? judgeHead(found, input) ?? judgeRemoved(found, input)
}

async function walkFiles(input: VerifyInput): Promise<{ found: ChainFound; tail: Tail | null }> {
  const { head, files } = input
  const walk = createChainWalk(pointsOf(head))
  let tail: Tail | null = null
  for (const [index, { path, to }] of files.entries()) {
    let line = 0
    const end = await scanLines({ path, ...(to === undefined ? {} : { to }) }, (view) => {
      line += 1
      walk.visit(view, { path, line })
      return true
    })
    if (end.tailBytes === 0) continue
    if (index === files.length - 1) tail = { path, line: line + 1, bytes: end.tailBytes }
    else walk.visitTorn({ path, line: line + 1, offset: end.offset, length: end.tailBytes })
  }
  return { found: walk.end(), tail }
}

/** Entries that hold: those before the first break, and before the entry it is blamed on. */
function countSound(found: ChainFound, finding: Finding | null): number {
  if (finding === null || found.first === null) return found.sound
  return Math.max(0, Math.min(found.sound, finding.first.entry - found.first.entry))
}

function eventsOf(found: ChainFound, tail: Tail | null): AuditReport['events'] {
  const told = found.events.map(({ n, at, event, detail }) => ({ n, at, event, detail }))
  if (tail === null) return told
  const detail = `A line of ${tail.bytes} bytes at the end was never confirmed; it is cut off when the record is next opened.`
  return [...told, { n: found.last?.entry ?? 0, at: found.last?.at ?? 0, event: 'torn', detail }]
}

function soundStatus({ entries }: ChainFound, doubt: Doubt | null): AuditReport['status'] {
  if (entries === 0) return 'empty'
  return doubt ? 'unconfirmed' : 'intact'
}

/** Follows the chain through the files and says whether it holds, naming the first line that does not; rejects when a file cannot be read. */
export async function verifyFiles(input: VerifyInput): Promise<AuditReport> {
  const { found, tail } = await walkFiles(input)
  const finding = await findProblem(found, input, tail)
  const covered = signedTo(input.head)
  const doubt = firstDoubt(found.events)
  return {
    status: finding?.status ?? soundStatus(found, doubt),
    entries: countSound(found, finding),
    firstEntry: found.first?.entry ?? 0,
    lastEntry: found.last?.entry ?? 0,
    segments: input.files.length,
    head: input.head.status,
    ...(covered === null ? {} : { signedTo: covered }),
    ...(finding ? { first: finding.first } : {}),
    ...(doubt ? { doubt } : {}),
    events: eventsOf(found, finding ? null : tail),
    checkedAt: input.checkedAt,
  }
}
