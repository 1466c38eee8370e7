// Owns the ledger of every connection this app itself makes to another host.
// State: logs/egress.jsonl, one line a connection; the newest are kept in memory.
// Must never hold what was sent, only purpose, host and sizes.
import { readFile, rm, stat } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { type EgressEntry, egressEntrySchema } from '../../shared/egress/model.ts'
import { ok } from '../../shared/kit/result.ts'
import type { Announce } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner, HeldData, Removal } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { createLogFile } from '../kit/log-file.ts'
import { isMissing } from '../kit/system-code.ts'

/** Newest connections kept in memory for the page that shows them. */
const mostRemembered = 2_000
const ledgerBytes = 16 * 1024 * 1024
const olderFiles = [1, 2]

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
}

/** Opens the ledger with the newest entries of earlier runs. */
export async function createEgressLedger(deps: EgressDeps): Promise<EgressLedger> {
  const { path, clock, announce } = deps
  const file = createLogFile({ path, maxBytes: ledgerBytes })
  let newestFirst = await newestIn(path)

  const sentToday = (): SentToday => {
    const midnight = new Date(clock.now()).setHours(0, 0, 0, 0)
    const today = newestFirst.filter(({ at }) => at >= midnight)
    const bytesOut = today.reduce((sum, entry) => sum + entry.bytesOut, 0)
    return { bytesOut, connections: today.length }
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
    dataOwner: ownedLedger(path, async () => {
      // An open file would go on taking lines after its name is gone.
      await file.close()
      newestFirst = []
    }),
  }
}

async function newestIn(path: string): Promise<EgressEntry[]> {
  const lines = (await textOf(path)).split('\n').filter(Boolean).slice(-mostRemembered)
  return lines.flatMap(parseEntry).reverse()
}

function parseEntry(line: string): EgressEntry[] {
  try {
    const parsed = egressEntrySchema.safeParse(JSON.parse(line))
    return parsed.success ? [parsed.data] : []
  } catch {
    // A torn last line of an earlier crash; the others tell the day.
    return []
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}

function ownedLedger(path: string, forget: () => Promise<void>): DataOwner {
  const home = dirname(dirname(path))
  const files = [path, ...olderFiles.map((n) => `${path}.${n}`)]
  async function* held(): AsyncIterable<HeldData> {
    for (const file of files) {
      const size = await sizeOf(file)
      if (size === null) continue
      yield { path: relative(home, file), bytes: size, read: () => readFile(file) }
    }
  }
  return {
    name: 'egress',
    export: held,
    async erase() {
      const removed: Removal[] = []
      for await (const { path: name, bytes } of held()) removed.push({ path: name, bytes })
      await forget()
      for (const file of files) await rm(file, { force: true })
      return removed
    },
    retain: async () => [],
  }
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
