import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyRecord, fold, type SessionRecord } from '../../../main/sessions/session-state.ts'
import { sessionIdSchema } from '../../../shared/kit/ids.ts'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'

/** What the files of a home say, read without any code of the app that reads them. */
export interface DiskTruth {
  /** Every whole journal line of each session, in the order of the files. */
  readonly journals: ReadonlyMap<string, readonly JournalledEvent[]>
  /** Whole entries of the record of decisions, oldest first. */
  readonly record: readonly RecordLine[]
}

/** The part of an entry that tests look at. */
export interface RecordLine {
  readonly n: number
  readonly at: number
  readonly kind: string
  readonly event?: string
  readonly inboxId?: string
  readonly decision?: string
  readonly verdict?: { readonly decision: string }
  readonly call?: { readonly id: string; readonly input: object }
  readonly callId?: string
}

async function namesIn(folder: string): Promise<string[]> {
  return existsSync(folder) ? readdir(folder) : []
}

const numberIn = (name: string) => Number(/\.(\d+)\.jsonl$/.exec(name)?.[1] ?? Infinity)

/** Parses every line that is whole; what is torn or damaged is left out. */
async function wholeLines<T>(folder: string, pattern: RegExp): Promise<T[]> {
  const names = (await namesIn(folder)).filter((name) => pattern.test(name))
  names.sort((a, b) => numberIn(a) - numberIn(b))
  const lines: T[] = []
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8')
    for (const line of text.split('\n')) {
      try {
        lines.push(JSON.parse(line) as T)
      } catch {
        // Torn by a kill, or damaged by a test.
      }
    }
  }
  return lines
}

/** Reads the files of a home while no app runs on it. */
export async function readDisk(home: string): Promise<DiskTruth> {
  const sessions = join(home, 'desktop/sessions')
  const journals = new Map<string, readonly JournalledEvent[]>()
  for (const id of await namesIn(sessions)) {
    journals.set(id, await wholeLines(join(sessions, id), /^journal\.\d+\.jsonl$/))
  }
  const record = await wholeLines<RecordLine>(join(home, 'logs'), /^bouncer-audit(\.\d+)?\.jsonl$/)
  return { journals, record }
}

/** The list row that follows from the lines. */
export function rowFrom(id: string, events: readonly JournalledEvent[]): SessionRecord {
  return events.reduce<SessionRecord>(fold, emptyRecord(sessionIdSchema.parse(id), ''))
}

/** An event without what may change when a journal is mended: its epoch, and the seal of its line. */
export function essence(event: JournalledEvent): string {
  const { epoch: _epoch, ...rest } = event
  const entries = Object.entries(rest).filter(([key]) => key !== 'crc')
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
