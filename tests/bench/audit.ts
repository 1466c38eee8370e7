import { appendFile, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  auditHandlers,
  createAudit,
  createAuditExports,
  runAuditVerify,
  writeEntries,
} from '../../main/audit/index.ts'
import { ACTIVE_NAME } from '../../main/audit/segments.ts'
import { createDispatch } from '../../main/gateway/dispatch.ts'
import type { Handlers } from '../../main/kit/handlers.ts'
import { redactValue } from '../../main/kit/redact.ts'
import { silentLogger } from '../../main/kit/silent-logger.ts'
import type { CommandId } from '../../shared/kit/ids.ts'
import { auditParts, decision, headKey } from '../integration/storage/record-fixture.ts'
import { buildLargeRecord } from './audit-home.ts'
import { median } from './child.ts'
import { interleave, type UnitCost } from './interleave.ts'
import type { BenchReport, BenchRow } from './report.ts'

const verified = 1_000_000
const verifyBarSeconds = 6

const opened = (folder: string) => createAudit({ ...auditParts(folder), redact: redactValue })

const middle = (costs: readonly UnitCost[], key: keyof UnitCost) =>
  median(costs.map((cost) => cost[key]))

/** One awaited append after the other, against `appendFile` of a line of the same length. */
async function appendRows(root: string): Promise<BenchRow[]> {
  const audit = await opened(join(root, 'append'))
  const bare = join(root, 'bare.jsonl')
  // As long as a line of the record: number, time and chain value are about 110 bytes.
  const line = `${JSON.stringify(decision(0))}${' '.repeat(110)}\n`
  const costs = await interleave(
    {
      record: async (count) => {
        for (let at = 0; at < count; at += 1) await audit.append(decision(at))
      },
      bare: async (count) => {
        for (let at = 0; at < count; at += 1) await appendFile(bare, line)
      },
    },
    { rounds: 10, count: 1_000 },
  )
  await audit.close()
  const rowOf = (label: string, key: keyof UnitCost): BenchRow => {
    const [value, baseline] = [middle(costs.record, key), middle(costs.bare, key)]
    return { label, value, unit: 'µs', baseline, ratio: value / baseline }
  }
  return [
    rowOf('append, awaited (elapsed, against appendFile)', 'elapsedUs'),
    rowOf('append, awaited (processor, against appendFile)', 'cpuUs'),
  ]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

const screenBarMs = 300

/** The last 200 lines of a file, read and parsed with nothing around it. */
async function bareTail(path: string): Promise<void> {
  const file = await open(path, 'r')
  const { size } = await file.stat()
  const from = Math.max(0, size - 256 * 1024)
  const { buffer } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
  await file.close()
  const lines = buffer.toString('utf8').trimEnd().split('\n').slice(-200)
  for (const line of lines.slice(1)) JSON.parse(line)
}

const caller = { wire: 'ipc', role: 'owner', name: 'bench' } as const

/** Asks as a window does: through the dispatch, of an app that has just opened its home. */
async function askCold<T>(
  folder: string,
  asked: { readonly procedure: string; readonly input: unknown },
  check: (value: T) => boolean,
): Promise<number> {
  const audit = await opened(folder)
  const exports = createAuditExports({
    ...auditParts(folder),
    ...{ waiting: join(folder, 'exports'), newId: () => 'id', pickFolder: async () => null },
    ...{ verify: audit.verify, total: async () => 0, transcript: async () => null },
    markdown: () => '',
  })
  const handlers = auditHandlers(audit, exports) as Handlers
  const dispatch = createDispatch({ handlers, logger: silentLogger })
  const from = performance.now()
  const outcome = await dispatch({ id: 'bench' as CommandId, ...asked }, caller)
  const elapsed = performance.now() - from
  await audit.close()
  if (!outcome.ok || !check(outcome.value as T)) throw new Error(`${asked.procedure} failed`)
  return elapsed
}

const asked = {
  'first screen (200 entries and the total)': {
    ...{ procedure: 'audit.query', input: { filter: {}, limit: 200 }, bar: screenBarMs },
    check: ({ entries, total }: { entries: unknown[]; total: number }) =>
      entries.length === 200 && total === verified,
  },
  'plot over all': {
    ...{ procedure: 'audit.timeline', input: { filter: {}, steps: 144 }, bar: null },
    check: ({ lanes }: { lanes: { denied: number[] } }) => lanes.denied.length === 144,
  },
  'denied ones, page and count': {
    ...{
      procedure: 'audit.query',
      input: { filter: { decision: ['deny'] }, limit: 200 },
      bar: null,
    },
    check: ({ matched }: { matched: number }) => matched > 19_000,
  },
  'numbers of all': {
    ...{ procedure: 'audit.summary', input: { filter: {} }, bar: null },
    check: ({ calls }: { calls: number }) => calls > 900_000,
  },
  'rare text, the first answer of a search': {
    procedure: 'audit.query',
    ...{ input: { filter: { text: 'nowhere to be found' }, limit: 200 }, bar: null },
    check: ({ next }: { next: number | null }) => next !== null,
  },
}

const askFirst = (folder: string) => {
  const question = asked['first screen (200 entries and the total)']
  return askCold(folder, question, question.check)
}

/** Cold questions at a million entries, in turns with the bare reading of a page. */
async function explorerRows(folder: string): Promise<BenchRow[]> {
  const columns = await timed(async () => {
    const audit = await opened(folder)
    await audit.summary({})
    await audit.close()
  })
  const rows: BenchRow[] = [
    { label: 'columns of 1,000,000 entries, collected once', value: columns / 1_000, unit: 's' },
  ]
  for (const [label, { check, bar, ...question }] of Object.entries(asked)) {
    const [cold, bare]: [number[], number[]] = [[], []]
    for (let round = 0; round < 7; round += 1) {
      cold.push(await askCold(folder, question, check as (value: unknown) => boolean))
      bare.push(await timed(() => bareTail(join(folder, ACTIVE_NAME))))
    }
    const [value, baseline] = [median(cold), median(bare)]
    const met = bar === null ? {} : { bar, met: value <= bar }
    rows.push({
      label: `${label}, cold`,
      value,
      unit: 'ms',
      baseline,
      ratio: value / baseline,
      ...met,
    })
  }
  return rows
}

/** The whole record out as a table, and an early entry removed. */
async function wholeRows(root: string, folder: string): Promise<BenchRow[]> {
  const wanted = { folder, filter: {}, format: 'csv' } as const
  const csv = await timed(() => writeEntries(join(root, 'record.csv'), wanted))
  const audit = await opened(folder)
  const what = { kind: 'entry', n: 1_000 } as const
  const removal = await timed(async () => {
    const done = await audit.remove({ what, reason: 'bench', by: 'bench' })
    if (!done.ok) throw new Error(done.error.message)
  })
  await audit.close()
  return [
    { label: 'export 1,000,000 entries as a table', value: csv / 1_000, unit: 's' },
    { label: 'remove entry 1,000 of 1,000,000', value: removal / 1_000, unit: 's' },
  ]
}

async function verifyRow(folder: string): Promise<BenchRow> {
  const seconds: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const elapsedMs = await timed(async () => {
      const code = await runAuditVerify({ folder, write: () => undefined, headKey })
      if (code !== 0) throw new Error('the record does not verify')
    })
    seconds.push(elapsedMs / 1000)
  }
  const value = median(seconds)
  const label = 'verify 1,000,000 entries'
  return { label, value, unit: 's', bar: verifyBarSeconds, met: value <= verifyBarSeconds }
}

/** Appending, searching and verifying the record. */
export async function bench(): Promise<BenchReport> {
  const root = await mkdtemp(join(tmpdir(), 'bench-audit-'))
  try {
    const folder = join(root, 'large')
    const step = { endsAt: Date.now(), stepMs: 30_000 }
    await buildLargeRecord({ folder, entries: verified, headKey, ...step })
    const firsts: number[] = []
    for (let round = 0; round < 5; round += 1) firsts.push(await askFirst(folder))
    const first = median(firsts)
    const screen: BenchRow = {
      ...{ label: 'first screen before any columns', value: first, unit: 'ms' },
      ...{ bar: screenBarMs, met: first <= screenBarMs },
    }
    const explored = await explorerRows(folder)
    const rows = [...(await appendRows(root)), screen, ...explored, await verifyRow(folder)]
    return { name: 'audit', rows: [...rows, ...(await wholeRows(root, folder))] }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
