// Owns the ledger of every connection to another host that this app makes, for itself or for an agent through its door.
// State: logs/egress.jsonl, one line a connection; the newest are kept in memory.
// Must never hold what was sent, only purpose, host and sizes.
import { randomUUID } from 'node:crypto'
import { basename, dirname } from 'node:path'
import { type EgressEntry, egressEntrySchema } from '../../shared/egress/model.ts'
import { ok } from '../../shared/kit/result.ts'
import type { Announce, Notify } from '../kit/announce.ts'
import { replaceFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { createLineFilesOwner } from '../kit/line-files-owner.ts'
import { createLogFile } from '../kit/log-file.ts'
import { readPlainText } from '../kit/plain-file.ts'
import { isMissing, systemCode } from '../kit/system-code.ts'

/** Newest connections kept in memory for the page that shows them. */
const mostRemembered = 2_000
const ledgerBytes = 16 * 1024 * 1024

/** What was sent since the last midnight, local time. */
export interface SentToday {
  readonly bytesOut: number
  readonly connections: number
}

/** The record of what left this machine through this app. */
export interface EgressLedger {
  record(entry: EgressEntry): void
  sentToday(): SentToday
  close(): Promise<void>
  readonly handlers: HandlersOf<'egress'>
  readonly dataOwner: DataOwner
}

/** What the ledger needs from the house. */
export interface EgressDeps {
  /** Absolute path of the ledger file. */
  readonly path: string
  readonly clock: Clock
  readonly announce: Announce
  readonly notify: Notify
  /** Days an entry is kept; null or absent keeps what fits. */
  readonly retentionDays?: () => number | null
}

/** Opens the ledger with the newest entries of earlier runs. */
export async function createEgressLedger(deps: EgressDeps): Promise<EgressLedger> {
  const { path, clock, announce } = deps
  const file = createLogFile({ path, maxBytes: ledgerBytes })
  const read = await readLedger(path)
  if (read.damaged.length > 0) deps.notify(await setLinesAside(deps, read))
  let newestFirst = read.entries.slice(-mostRemembered).reverse()

  const sentToday = (): SentToday => {
    const midnight = new Date(clock.now()).setHours(0, 0, 0, 0)
    const today = newestFirst.filter(({ at }) => at >= midnight)
    const bytesOut = today.reduce((sum, entry) => sum + entry.bytesOut, 0)
    // What was refused was no connection.
    const connections = today.filter(({ outcome }) => outcome !== 'offline').length
    return { bytesOut, connections }
  }

  return {
    sentToday,
    record(entry) {
      file.write(JSON.stringify(entry))
      newestFirst = [entry, ...newestFirst.slice(0, mostRemembered - 1)]
      announce('egress.recorded', entry)
    },
    close: () => file.close(),
    handlers: {
      'egress.list': async ({ limit }) =>
        ok({ entries: newestFirst.slice(0, limit), sinceMidnight: sentToday() }),
    },
    dataOwner: createLineFilesOwner({
      name: 'egress',
      home: dirname(dirname(path)),
      file,
      formats: [
        {
          pattern: 'logs/egress.jsonl*',
          what: 'the ledger: one line for each connection of this app, and of agents through it',
          schema: egressEntrySchema,
        },
      ],
      retentionDays: deps.retentionDays ?? (() => null),
      timeOf: (line) => parseEntry(line)?.at ?? null,
      onGone: (oldestMs) => {
        newestFirst = newestFirst.filter(({ at }) => at >= oldestMs)
      },
    }),
  }
}

interface LedgerRead {
  /** Oldest first. */
  readonly entries: readonly EgressEntry[]
  readonly whole: readonly string[]
  /** Lines that are no entries, the last one also when it is cut off. */
  readonly damaged: readonly string[]
}

async function readLedger(path: string): Promise<LedgerRead> {
  const entries: EgressEntry[] = []
  const whole: string[] = []
  const damaged: string[] = []
  const lines = (await textOf(path)).split('\n')
  // An entry that no newline ends would swallow the next one.
  const torn = lines.pop()
  for (const line of lines.filter(Boolean)) {
    const entry = parseEntry(line)
    if (entry) entries.push(entry)
    ;(entry ? whole : damaged).push(line)
  }
  return { entries, whole, damaged: torn ? [...damaged, torn] : damaged }
}

/** Moves damaged lines to a file of their own and returns the notice that names it. */
async function setLinesAside({ path, clock }: EgressDeps, { whole, damaged }: LedgerRead) {
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  const aside = `${path}.broken-${stamp}-${randomUUID().slice(0, 4)}`
  const count = damaged.length === 1 ? 'One line' : `${damaged.length} lines`
  const told = { level: 'warning', source: 'egress' } as const
  try {
    await replaceFile(aside, `${damaged.join('\n')}\n`)
    await replaceFile(path, whole.map((line) => `${line}\n`).join(''))
  } catch (error) {
    const message = `${count} of the ledger of connections could not be read or set aside (${systemCode(error)}). The others are kept. Free disk space, then start again.`
    return { ...told, message }
  }
  const message = `${count} of the ledger of connections could not be read. They lie in ${basename(aside)} beside it, the others are kept. Nothing needs to be done.`
  return { ...told, message }
}

function parseEntry(line: string): EgressEntry | null {
  try {
    const parsed = egressEntrySchema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    // No JSON, so no entry of ours: it is set aside.
    return null
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readPlainText(path)
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}
