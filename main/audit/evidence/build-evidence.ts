import { createHash } from 'node:crypto'
import type { AuditReport } from '../../../shared/audit/model.ts'
import { brand } from '../../../shared/brand.ts'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'
import { packedAsset } from '../../kit/packed-asset.ts'
import { csvColumns, csvLine, csvOf } from '../exports/csv.ts'
import { type RecordLine, readRecordLines } from '../read-record.ts'
import { type ChainExtract, createChainExtract } from './chain-extract.ts'
import { evidenceReadme } from './evidence-readme.ts'
import { fileChangesIn, unknownText } from './file-changes.ts'

/** What a pack is about. */
export type EvidenceScope =
  | { readonly kind: 'session'; readonly session: string }
  | { readonly kind: 'time'; readonly fromMs: number; readonly toMs: number }

/** From what a pack is made. */
export interface EvidenceParts {
  /** Absolute folder of the record. */
  readonly folder: string
  readonly scope: EvidenceScope
  readonly at: number
  /** Verifies the whole record. */
  readonly verify: () => Promise<AuditReport>
  /** What happened in a session, secrets replaced; null when nothing of it is kept. */
  readonly transcript: (session: string) => Promise<readonly JournalledEvent[] | null>
  /** The same as a text to read. */
  readonly markdown: (events: readonly JournalledEvent[]) => string
}

/** One file of a pack. */
export interface PackedFile {
  readonly path: string
  readonly contents: Buffer
}

/** The program that checks a pack. */
const verifier = new URL('../../../assets/evidence/verify.mjs', import.meta.url)

function belongs({ entry }: RecordLine, scope: EvidenceScope): boolean {
  if (scope.kind === 'time') return entry.at >= scope.fromMs && entry.at <= scope.toMs
  return entry.kind === 'chain' ? false : 'session' in entry && entry.session === scope.session
}

/** Takes what belongs, and what the chain says about itself between. */
function createTaker(scope: EvidenceScope) {
  const extract = createChainExtract()
  let waiting: RecordLine[] = []
  const takeWaiting = () => {
    for (const line of waiting) extract.take(line)
    waiting = []
  }
  return {
    take(line: RecordLine) {
      if (belongs(line, scope)) {
        takeWaiting()
        extract.take(line)
      } else if (line.entry.kind === 'chain' && extract.lines().length > 0) waiting.push(line)
    },
    end(): ChainExtract {
      // What orders the removal of a text stands behind it, so it is told although nothing follows.
      if (scope.kind === 'session') takeWaiting()
      return extract
    },
  }
}

async function extractOf({ folder, scope }: EvidenceParts, signal?: AbortSignal) {
  const taker = createTaker(scope)
  const since = scope.kind === 'time' ? { sinceMs: scope.fromMs } : {}
  for await (const lines of readRecordLines({ folder, ...since })) {
    signal?.throwIfAborted()
    for (const line of lines) taker.take(line)
  }
  return taker.end()
}

const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

function* recordFiles(extract: ChainExtract): Generator<PackedFile> {
  const lines = extract.lines()
  const table = [csvLine(csvColumns), ...lines.map(({ entry }) => csvOf(entry))]
  yield {
    path: 'record/chain.jsonl',
    contents: Buffer.from(lines.map(({ text }) => `${text}\n`).join('')),
  }
  yield { path: 'record/anchors.json', contents: json(extract.anchors()) }
  yield { path: 'record/decisions.csv', contents: Buffer.from(table.join('')) }
}

/** A name for a file of the pack, from a path of the project. */
function diffName(path: string, number: number): string {
  const [last = 'file'] = path.split(/[\\/]/).slice(-1)
  const plain = last.replace(/[^\w.-]+/g, '_').slice(0, 80)
  return `${String(number).padStart(4, '0')}-${plain}.diff`
}

function* sessionFiles(
  session: string,
  events: readonly JournalledEvent[],
  { markdown }: EvidenceParts,
): Generator<PackedFile> {
  const place = `sessions/${session.replace(/[^\w.-]+/g, '_').slice(0, 120)}`
  const changes = fileChangesIn(events)
  const lines = events.map((event) => `${JSON.stringify(event)}\n`)
  yield { path: `${place}/transcript.jsonl`, contents: Buffer.from(lines.join('')) }
  yield { path: `${place}/transcript.md`, contents: Buffer.from(markdown(events)) }
  for (const [index, { path, text }] of changes.diffs.entries()) {
    yield { path: `${place}/diffs/${diffName(path, index + 1)}`, contents: Buffer.from(text) }
  }
  yield { path: `${place}/diffs/unknown.md`, contents: Buffer.from(unknownText(changes)) }
}

function sessionsIn(extract: ChainExtract, scope: EvidenceScope): readonly string[] {
  if (scope.kind === 'session') return [scope.session]
  const named = extract.lines().flatMap(({ entry }) => ('session' in entry ? [entry.session] : []))
  return [...new Set(named)].filter((session) => session !== '')
}

const within = (events: readonly JournalledEvent[], scope: EvidenceScope) =>
  scope.kind === 'session'
    ? events
    : events.filter(({ at }) => at >= scope.fromMs && at <= scope.toMs)

const aboutWords = (scope: EvidenceScope) =>
  scope.kind === 'session'
    ? `session ${scope.session}`
    : `${new Date(scope.fromMs).toISOString()} to ${new Date(scope.toMs).toISOString()}`

/** What was packed, told when all files were yielded. */
export interface Packed {
  readonly files: number
  readonly entries: number
  /** SHA-256 of the manifest, to be kept elsewhere. */
  readonly seal: string
}

/** Yields the files of a pack, the manifest last; returns its seal. Rejects when the record cannot be read, or with the abort. */
export async function* buildEvidence(
  parts: EvidenceParts,
  signal?: AbortSignal,
): AsyncGenerator<PackedFile, Packed> {
  const { scope, at } = parts
  const extract = await extractOf(parts, signal)
  const report = await parts.verify()
  const listed: { path: string; bytes: number; sha256: string }[] = []
  const list = (file: PackedFile): PackedFile => {
    const sha256 = createHash('sha256').update(file.contents).digest('hex')
    listed.push({ path: file.path, bytes: file.contents.length, sha256 })
    return file
  }
  for (const file of recordFiles(extract)) yield list(file)
  const sessions: { id: string; state: 'kept' | 'missing' }[] = []
  for (const session of sessionsIn(extract, scope)) {
    signal?.throwIfAborted()
    const events = await parts.transcript(session)
    sessions.push({ id: session, state: events ? 'kept' : 'missing' })
    if (!events) continue
    for (const file of sessionFiles(session, within(events, scope), parts)) yield list(file)
  }
  const entries = extract.lines().length
  const facts = { about: aboutWords(scope), at, entries, sessions, report }
  yield list({ path: 'README.txt', contents: Buffer.from(evidenceReadme(facts)) })
  yield list({ path: 'verify.mjs', contents: packedAsset(verifier) })
  const { status, firstEntry, lastEntry, head, first } = report
  const manifest = json({
    ...{ format: `${brand.command}-evidence`, version: 1, app: brand.version, at, scope },
    record: { status, firstEntry, lastEntry, head, ...(first ? { first } : {}) },
    ...{ sessions, entries, files: listed },
  })
  const seal = createHash('sha256').update(manifest).digest('hex')
  yield { path: 'manifest.json', contents: manifest }
  yield { path: 'manifest.sha256', contents: Buffer.from(`${seal}  manifest.json\n`) }
  return { files: listed.length + 2, entries, seal }
}
