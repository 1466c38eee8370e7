import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditRecord } from '../../shared/audit/model.ts'
import { scanLines } from '../kit/scan-lines.ts'
import { GENESIS, readHeader } from './chain.ts'
import { type ChainFound, createChainWalk } from './chain-walk.ts'
import { believed, type HeadPoint, type HeadRead, pointsOf, signedTo } from './head.ts'
import { judgeBreak } from './judge-break.ts'
import { ACTIVE_NAME, listSegments, type Segment, sealedName } from './segments.ts'

/** Where appending goes on, and what the record must say about how it was found. */
export interface ChainStart {
  /** Number of the next entry. */
  readonly next: number
  /** Chain value behind the last line. */
  readonly value: string
  /** Bytes of the written file that are kept. */
  readonly keepBytes: number
  readonly sealed: readonly Segment[]
  /** Files that the person has deleted and that are still there. */
  readonly leftovers: readonly Segment[]
  /** Number and time of the first entry in the written file; null while it holds none. */
  readonly firstActive: { readonly entry: number; readonly at: number } | null
  /** Lines to write before anything else. */
  readonly notes: readonly Extract<AuditRecord, { kind: 'chain' }>[]
}

type Note = ChainStart['notes'][number]

interface Scanned {
  readonly segment: Segment
  readonly found: ChainFound
  readonly keepBytes: number
  readonly tailBytes: number
}

async function scanSegment(segment: Segment, head: HeadRead): Promise<Scanned> {
  const walk = createChainWalk(pointsOf(head))
  let line = 0
  const { path } = segment
  const end = await scanLines({ path }, (view) => {
    line += 1
    walk.visit(view, { path, line })
    return true
  })
  return { segment, found: walk.end(), keepBytes: end.offset, tailBytes: end.tailBytes }
}

/** What the head says against the lines, as a sentence; null when they agree. */
function headProblem(head: HeadRead, last: number): string | null {
  switch (head.status) {
    case 'signed':
    case 'unchecked':
    case 'unsigned':
      return head.n > last ? `Entries ${last + 1} to ${head.n} were missing.` : null
    case 'missing':
      return last > 0 ? 'The head was missing, so the end of the record was not confirmed.' : null
    case 'forged':
    case 'stripped':
      return `The head was not ours: ${head.problem}. It was set aside.`
    default:
      return null
  }
}

/** What is wrong with the lines themselves, as a sentence; entries that the record already says are missing do not count. */
async function breakProblem(found: ChainFound): Promise<string | null> {
  const { firstBreak } = found
  if (!firstBreak || (firstBreak.kind === 'gap' && firstBreak.isTold)) return null
  const { line, entry } = (await judgeBreak(firstBreak)).first
  return `The file before this one does not hold at line ${line} (entry ${entry}) and was left as it is.`
}

const note = (event: Note['event'], detail: string, after?: Note['after']): Note => ({
  kind: 'chain',
  event,
  detail,
  ...(after ? { after } : {}),
})

/** What removes older entries is confirmed by the head before anything goes: where it is not, and they are gone, somebody else wrote it or removed them. */
function tombstoneProblem(
  scanned: Scanned | null,
  head: HeadRead,
  kept: HeadPoint | null,
): string | null {
  const confirmed = believed(head)?.n
  if (!scanned || confirmed === undefined) return null
  const unconfirmed = scanned.found.events.filter(({ n }) => n > confirmed)
  const cut = unconfirmed.find(({ event, after }) => event === 'retention' && after?.n === kept?.n)
  const erased = opensErasedChain(scanned)
    ? unconfirmed.find(({ event }) => event === 'erased')
    : null
  const line = cut ?? erased
  if (!line) return null
  return `Entry ${line.n} says that older entries were removed, and the head does not confirm that.`
}

/** Says, once the key is back, what was written without it. */
function gapNotes(head: HeadRead, at: HeadPoint): Note[] {
  const last = signedTo(head)
  if (head.status !== 'signed' || last === null || head.n > at.n) return []
  const which =
    head.n === last + 1 ? `Entry ${head.n} was` : `Entries ${last + 1} to ${head.n} were`
  const detail = `${which} written while the key that signs the end could not be reached. Only the chain confirms that.`
  return [note('unsigned', detail, at)]
}

function notesFor(
  scanned: Scanned | null,
  head: HeadRead,
  damages: readonly (string | null)[],
): Note[] {
  const last = scanned?.found.last?.entry ?? 0
  const hash = scanned?.found.value || GENESIS
  const problems = [...damages, headProblem(head, last)].filter((problem) => problem !== null)
  if (problems.length > 0) return [note('restarted', problems.join(' '), { n: last, hash })]
  if (!scanned) return [note('started', 'This is its first entry.')]
  const gap = gapNotes(head, { n: last, hash })
  if (scanned.tailBytes === 0) return gap
  const torn = `A line of ${scanned.tailBytes} bytes behind entry ${last} was cut off; it was never confirmed.`
  return [note('recovered', torn, { n: last, hash }), ...gap]
}

/** The name a damaged file is sealed under: after its first readable entry, beside those that exist. */
async function sealDamaged(folder: string, scanned: Scanned, sealed: readonly Segment[]) {
  const taken = new Set(sealed.map(({ name }) => name))
  let first = scanned.found.first?.entry ?? scanned.found.next
  while (taken.has(sealedName(first))) first += 1
  const name = sealedName(first)
  const path = join(folder, name)
  await rename(scanned.segment.path, path)
  return { name, path, bytes: scanned.segment.bytes, firstEntry: first }
}

/** Scans the written file, or the newest sealed one where no complete line was written since. */
async function scanNewest(segments: readonly Segment[], head: HeadRead): Promise<Scanned | null> {
  const active = segments.find(({ name, bytes }) => name === ACTIVE_NAME && bytes > 0)
  const written = active ? await scanSegment(active, head) : null
  if (written && (written.found.first || written.found.firstBreak)) return written
  const sealed = segments.findLast(({ name }) => name !== ACTIVE_NAME)
  if (!sealed) return null
  const older = await scanSegment(sealed, head)
  return { ...older, tailBytes: written?.tailBytes ?? 0 }
}

/** True when the person deleted the record and the removal of the older files was cut short. */
function opensErasedChain(scanned: Scanned): boolean {
  const { first, events } = scanned.found
  const [opening] = events
  return opening?.event === 'erased' && opening.n === first?.entry && first.prev === GENESIS
}

/** A beginning where there was work before is a loss, and says so. */
function asFound(notes: readonly Note[], loss: string | null): readonly Note[] {
  if (loss === null) return notes
  return notes.map((one) =>
    one.event === 'started' ? note('restarted', loss, { n: 0, hash: GENESIS }) : one,
  )
}

/** The entry before the first one that is kept; null where nothing is readable. */
async function startOf([oldest]: readonly Segment[]): Promise<HeadPoint | null> {
  return oldest && oldest.bytes > 0 ? pointBefore(oldest.path) : null
}

/** Reads the newest file of the record and says how to go on; a damaged file is sealed as it is, never mended. Rejects when it cannot be read. `loss` says what it means when there is none; null at a first start. */
export async function openChain(
  folder: string,
  head: HeadRead,
  loss: string | null,
): Promise<ChainStart> {
  const segments = await listSegments(folder)
  const sealed = segments.filter(({ name }) => name !== ACTIVE_NAME)
  const scanned = await scanNewest(segments, head)
  const damage = scanned ? await breakProblem(scanned.found) : null
  const isActive = scanned?.segment.name === ACTIVE_NAME
  const planted = tombstoneProblem(scanned, head, await startOf(segments))
  const noted = asFound(notesFor(scanned, head, [damage, planted]), loss)
  const lastSeen = Math.max((scanned?.found.next ?? 1) - 1, believed(head)?.n ?? 0)
  const start = {
    next: lastSeen + 1,
    value: scanned?.found.value || GENESIS,
    notes: noted,
    leftovers: [],
  }
  if (isActive && damage !== null) {
    const aside = await sealDamaged(folder, scanned, sealed)
    return { ...start, sealed: [...sealed, aside], keepBytes: 0, firstActive: null }
  }
  const first = isActive ? scanned.found.first : null
  // Files are removed for a line that the head confirms, and for no other.
  const isErased = isActive && planted === null && opensErasedChain(scanned)
  return {
    ...start,
    sealed: isErased ? [] : sealed,
    leftovers: isErased ? sealed : [],
    keepBytes: isActive ? scanned.keepBytes : 0,
    firstActive: first ? { entry: first.entry, at: first.at } : null,
  }
}

/** The entry before the first readable line of a file, with the chain value that line names; null when none is readable. */
export async function pointBefore(path: string): Promise<HeadPoint | null> {
  let before: HeadPoint | null = null
  await scanLines({ path }, ({ bytes, start, end }) => {
    const header = readHeader(bytes, start, end)
    if (header) before = { n: header.n - 1, hash: header.prev }
    return header === null
  })
  return before
}
