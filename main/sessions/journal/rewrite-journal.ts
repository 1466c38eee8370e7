import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '../../kit/atomic-file.ts'
import { forgetInFile } from '../../kit/forget-in-file.ts'
import type { Forgetting } from '../../kit/forget-secret.ts'
import { createPauses } from '../../kit/pauses.ts'
import { readPlainFile } from '../../kit/plain-file.ts'
import { decodeEvent, encodeEvent, isWhole } from './event-line.ts'
import type { JournalEvent, Stamped } from './journal.ts'
import { listFirstSeqs, segmentPath } from './journal-index.ts'

/** A line as it stands: an event, or bytes that are none. */
type Line =
  | { readonly kind: 'event'; readonly event: Stamped<JournalEvent> }
  | { readonly kind: 'other'; readonly text: string }

/** How often a secret stood in one file of a journal. */
export interface JournalFinding {
  readonly path: string
  readonly places: number
}

/** Reads the lines of a segment, whatever they are. */
export async function readSegment(path: string): Promise<readonly Line[]> {
  const bytes = await readPlainFile(path)
  const lines: Line[] = []
  const pause = createPauses()
  for (let start = 0; start < bytes.length; ) {
    await pause()
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline
    const line = { bytes, start, end }
    // The epoch of a line is the one it was written in; readers of a journal put the present one there.
    if (isWhole(line)) lines.push({ kind: 'event', event: decodeEvent<JournalEvent>(line, '') })
    else lines.push({ kind: 'other', text: bytes.toString('utf8', start, end) })
    start = end + 1
  }
  return lines
}

const isDelta = ({ kind }: JournalEvent) => kind.endsWith('-delta')

const textOf = (event: JournalEvent): string | null =>
  'text' in event && typeof event.text === 'string' ? event.text : null

/** Texts that streamed in pieces, joined across the cuts: a secret may lie in two of them. */
function forgetInDeltas(
  events: readonly Stamped<JournalEvent>[],
  secret: Forgetting,
): readonly Stamped<JournalEvent>[] {
  const blocks = Map.groupBy(events.filter(isDelta), ({ blockId }) => blockId)
  const changed = new Map<number, string>()
  for (const deltas of blocks.values()) {
    const texts = deltas.map((delta) => textOf(delta) ?? '')
    const after = secret.pieces(texts)
    deltas.forEach(({ seq }, at) => {
      if (after[at] !== texts[at]) changed.set(seq, after[at] ?? '')
    })
  }
  return events.map((event) =>
    changed.has(event.seq) ? { ...event, text: changed.get(event.seq) } : event,
  )
}

/** The lines of all segments without the secret, in their order. */
async function forgetInLines(lines: readonly Line[], secret: Forgetting): Promise<readonly Line[]> {
  const pause = createPauses()
  const events = lines.flatMap((line) => (line.kind === 'event' ? [line.event] : []))
  const swapped = forgetInDeltas(events, secret)
  const bySeq = new Map(swapped.map((event) => [event.seq, event]))
  const after: Line[] = []
  for (const line of lines) {
    await pause()
    if (line.kind === 'other') after.push({ ...line, text: secret.text(line.text) })
    else after.push({ ...line, event: secret.value(bySeq.get(line.event.seq) ?? line.event) })
  }
  return after
}

const isSame = (a: Line | undefined, b: Line): boolean =>
  a?.kind === 'event' && b.kind === 'event'
    ? a.event === b.event
    : a?.kind === 'other' && b.kind === 'other' && a.text === b.text

function printed(line: Line, epoch: string): string {
  if (line.kind === 'other') return line.text
  const { v: _v, epoch: _old, seq, at, ...event } = line.event
  return encodeEvent(event, { epoch, seq, at })
}

/** Finds a secret in the journal of a session that is closed and takes it out with `replace`; numbers and times stay, the index is made anew. */
export async function forgetInJournal(
  folder: string,
  secret: Forgetting,
  mode: 'find' | 'replace',
): Promise<readonly JournalFinding[]> {
  const paths = (await listFirstSeqs(folder)).map((first) => segmentPath(folder, first))
  const before = await Promise.all(paths.map(readSegment))
  const all = before.flat()
  const after = await forgetInLines(all, secret)
  const found: JournalFinding[] = []
  let from = 0
  for (const [index, lines] of before.entries()) {
    const mine = after.slice(from, from + lines.length)
    from += lines.length
    const places = mine.filter((line, at) => !isSame(lines[at], line)).length
    const path = paths[index]
    if (places === 0 || path === undefined) continue
    found.push({ path, places })
    if (mode === 'find') continue
    const text = mine.map((line) => `${printed(line, 'rewritten')}\n`).join('')
    await replaceFile(path, text)
  }
  // Offsets have moved, and clients that know old numbers must begin anew: both follow from a missing index.
  if (found.length > 0 && mode === 'replace') {
    await rm(join(folder, 'journal.index.json'), { force: true })
  }
  return [...found, ...(await forgetInAside(folder, secret, mode))]
}

const isKnown = (name: string) =>
  /^journal\.\d+\.jsonl$/.test(name) || ['journal.index.json', 'summary.json'].includes(name)

/** What was set aside, copies of damaged files and drafts of a crash hold no lines; their bytes are all there is. */
async function forgetInAside(
  folder: string,
  secret: Forgetting,
  mode: 'find' | 'replace',
): Promise<readonly JournalFinding[]> {
  const found: JournalFinding[] = []
  for (const name of (await readdir(folder)).filter((one) => !isKnown(one))) {
    const path = join(folder, name)
    const places = await forgetInFile(path, secret, mode)
    if (places > 0) found.push({ path, places })
  }
  return found
}

/** The events of one segment as they may leave this machine: each through `mask`, pieces of finished blocks left out, others joined. */
export async function exportSegment(
  path: string,
  finished: ReadonlySet<string>,
  mask: <T>(value: T) => T,
): Promise<string> {
  const lines = await readSegment(path)
  const joined = new Map<string, Stamped<JournalEvent>>()
  const events: Stamped<JournalEvent>[] = []
  for (const line of lines) {
    if (line.kind === 'other') continue
    const { event } = line
    const { blockId } = event
    if (!isDelta(event) || blockId === undefined) events.push(event)
    else if (!finished.has(blockId)) {
      const before = joined.get(blockId)
      joined.set(blockId, { ...(before ?? event), ...{ text: textSum(before, event) } })
    }
  }
  const all = [...events, ...joined.values()].sort((a, b) => a.seq - b.seq)
  const pause = createPauses()
  let text = ''
  for (const { epoch: _epoch, ...event } of all) {
    await pause()
    text += `${JSON.stringify(mask(event))}\n`
  }
  return text
}

function textSum(before: JournalEvent | undefined, event: JournalEvent): string {
  return `${before ? (textOf(before) ?? '') : ''}${textOf(event) ?? ''}`
}

/** Blocks that a later event of the journal holds whole. */
export async function finishedBlocks(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const finished = new Set<string>()
  for (const path of paths) {
    for (const line of await readSegment(path)) {
      if (line.kind === 'other' || isDelta(line.event)) continue
      if (line.event.blockId !== undefined) finished.add(line.event.blockId)
    }
  }
  return finished
}
