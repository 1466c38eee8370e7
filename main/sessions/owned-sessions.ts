import { lstat, rm } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { z } from 'zod'
import type { SessionId } from '../../shared/kit/ids.ts'
import { sessionEventSchema } from '../../shared/sessions/model.ts'
import type { DataOwner, ForgetFindings, HeldData, HeldFormat, Removal } from '../kit/data-owner.ts'
import { forgetInFile } from '../kit/forget-in-file.ts'
import type { Forgetting } from '../kit/forget-secret.ts'
import { readPlainText } from '../kit/plain-file.ts'
import { redactText, redactValue } from '../kit/redact.ts'
import {
  exportSegment,
  finishedBlocks,
  forgetInJournal,
  type JournalFinding,
} from './journal/index.ts'
import { filesOf } from './session.ts'
import type { SessionRecord } from './session-state.ts'
import type { Shelf } from './shelf.ts'

const dayMs = 24 * 3_600_000

const lineSchema = z.intersection(
  z.object({ v: z.literal(1), seq: z.number().int(), at: z.number() }),
  sessionEventSchema,
)

const formats: readonly HeldFormat[] = [
  {
    pattern: 'desktop/sessions/*/journal.*.jsonl',
    what: 'what happened in a session, in order; secrets replaced, pieces of a streamed text joined',
    schema: lineSchema,
  },
  { pattern: 'desktop/sessions/*/journal.index.json', what: 'where events lie in the journal' },
  { pattern: 'desktop/sessions/*/summary.json', what: 'the row of the session in the list' },
  {
    pattern: 'desktop/sessions/*/set-aside.*',
    what: 'damaged lines that were taken out of the journal, secrets replaced',
  },
  { pattern: 'desktop/sessions/*/*', what: 'a copy of a file of the session that was damaged' },
]

/** What stands behind the data owner of the sessions. */
export interface OwnedSessionsParts {
  readonly shelf: Shelf
  readonly home: string
  isRunning(id: SessionId): boolean
  /** Bytes in the scratch folder of a rehearsal; null for any other folder, and for one that is gone. */
  scratchBytes(folder: string): Promise<number | null>
  remove(id: SessionId): Promise<readonly Removal[]>
  /** Days after its last use that a session is kept; null keeps it. */
  readonly retentionDays: () => number | null
}

/** Lists, exports, erases, ages and rewrites sessions; one that runs or waits for an answer is left. */
export function createSessionsOwner(parts: OwnedSessionsParts): DataOwner {
  const { shelf, home } = parts
  const named = ({ path, bytes }: Removal): Removal => {
    const inHome = relative(home, path)
    // What lies elsewhere, like the scratch folder of a rehearsal, is named in full.
    return { path: inHome.startsWith('..') ? path : inHome, bytes }
  }

  const removeAll = async (records: readonly SessionRecord[]): Promise<readonly Removal[]> => {
    const removed: Removal[] = []
    for (const { summary } of records) {
      if (!parts.isRunning(summary.id)) removed.push(...(await parts.remove(summary.id)).map(named))
    }
    return removed
  }

  return {
    name: 'sessions',
    formats,
    async *export() {
      for (const record of shelf.records())
        yield* heldBy(join(shelf.folder, record.summary.id), record, home)
      for (const path of await shelf.unlisted()) yield* heldUnlisted(path, home)
      yield* heldScratches(parts)
    },
    erase: async () => [
      ...(await removeAll(shelf.records())),
      ...(await removeUnlisted(shelf)).map(named),
    ],
    retain: async (now) => {
      const days = parts.retentionDays()
      if (days === null) return []
      const isOld = ({ summary, openQuestions }: SessionRecord) =>
        summary.lastAt < now - days * dayMs && openQuestions.length === 0
      return removeAll(shelf.records().filter(isOld))
    },
    async forget(secret, mode) {
      const { found, stays } = await forgetInSessions(parts, secret, mode)
      const unlisted = await forgetUnlisted(shelf, secret, mode)
      const more = unlisted.map(({ path, places }) => ({ path: relative(home, path), places }))
      return { found: [...found, ...more], stays }
    },
  }
}

async function* heldScratches({
  shelf,
  scratchBytes,
}: OwnedSessionsParts): AsyncIterable<HeldData> {
  const rehearsals = shelf.records().filter(({ summary }) => summary.agent === 'rehearsal')
  for (const path of new Set(rehearsals.map(({ summary }) => summary.workspace))) {
    const bytes = await scratchBytes(path)
    const whyNot = 'It is the small project of a rehearsal, outside the folder of this app.'
    if (bytes !== null) yield { path, bytes, whyNot, read: async () => null }
  }
}

async function filesAt(path: string): Promise<readonly Removal[]> {
  const found = await lstat(path)
  return found.isDirectory() ? filesOf(path) : [{ path, bytes: found.size }]
}

async function* heldUnlisted(place: string, home: string): AsyncIterable<HeldData> {
  for (const { path, bytes } of await filesAt(place)) {
    yield { path: relative(home, path), bytes, read: () => masked(path) }
  }
}

async function removeUnlisted(shelf: Shelf): Promise<readonly Removal[]> {
  const removed: Removal[] = []
  for (const path of await shelf.unlisted()) {
    const files = await filesAt(path)
    await rm(path, { recursive: true, force: true })
    removed.push(...files)
  }
  return removed
}

async function* heldBy(
  folder: string,
  { summary }: SessionRecord,
  home: string,
): AsyncIterable<HeldData> {
  const files = await filesOf(folder)
  const journals = files.map(({ path }) => path).filter((path) => /journal\.\d+\.jsonl$/.test(path))
  const finished = once(() => finishedBlocks(journals))
  const age = { fromMs: summary.createdAt, toMs: summary.lastAt }
  for (const { path, bytes } of files) {
    const read = async () => {
      if (!journals.includes(path)) return masked(path)
      return Buffer.from(await exportSegment(path, await finished(), redactValue))
    }
    yield { path: relative(home, path), bytes, ...age, read }
  }
}

async function masked(path: string): Promise<Uint8Array> {
  const text = await readPlainText(path)
  return Buffer.from(basename(path) === 'journal.index.json' ? text : redactText(text))
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= work()
    return made
  }
}

async function forgetInSessions(
  { shelf, home, isRunning }: OwnedSessionsParts,
  secret: Forgetting,
  mode: 'find' | 'replace',
): Promise<ForgetFindings> {
  const found = []
  const stays = []
  for (const { summary } of shelf.records()) {
    const folder = join(shelf.folder, summary.id)
    const row = { path: join(folder, 'summary.json'), places: await inRow(folder, secret) }
    const here = [
      ...(await forgetInJournal(folder, secret, 'find')),
      ...(row.places > 0 ? [row] : []),
    ].map(({ path, places }) => ({ path: relative(home, path), places }))
    if (here.length === 0) continue
    if (isRunning(summary.id)) {
      const why = 'Its agent runs. Stop the session, then forget again.'
      stays.push(...here.map(({ path }) => ({ path, why })))
      continue
    }
    if (mode === 'replace') {
      await shelf.rework(summary.id, () => forgetInJournal(folder, secret, 'replace'))
    }
    found.push(...here)
  }
  return { found, stays }
}

async function inRow(folder: string, secret: Forgetting): Promise<number> {
  return secret.count(await readPlainText(join(folder, 'summary.json')).catch(() => ''))
}

/** Sessions that could not be read are in no list; their files are as much of this app. */
async function forgetUnlisted(
  shelf: Shelf,
  secret: Forgetting,
  mode: 'find' | 'replace',
): Promise<readonly JournalFinding[]> {
  const found: JournalFinding[] = []
  const look = async (path: string) => {
    const places = await forgetInFile(path, secret, mode)
    if (places > 0) found.push({ path, places })
  }
  for (const path of await shelf.unlisted()) {
    const isFolder = (await lstat(path)).isDirectory()
    if (isFolder) found.push(...(await forgetInJournal(path, secret, mode)))
    await look(isFolder ? join(path, 'summary.json') : path)
  }
  return found
}
