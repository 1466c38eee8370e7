import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Audit, createAudit, runAuditVerify } from '../../main/audit/index.ts'
import { redactValue } from '../../main/kit/redact.ts'
import { auditParts, decision, headKey } from '../integration/storage/record-fixture.ts'
import { median } from './child.ts'
import { interleave, type UnitCost } from './interleave.ts'
import type { BenchReport, BenchRow } from './report.ts'

const verified = 1_000_000
const verifyBarSeconds = 6
const queried = 100_000

const opened = (folder: string) => createAudit({ ...auditParts(folder), redact: redactValue })

async function fill(audit: Audit, count: number) {
  for (let from = 0; from < count; from += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, count - from) }, (_, at) =>
      audit.append(decision(from + at, { decision: at % 50 === 0 ? 'deny' : 'allow' })),
    )
    const failed = (await Promise.all(batch)).find((each) => !each.ok)
    if (failed) throw new Error('an append failed')
  }
}

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

async function queryRows(root: string): Promise<BenchRow[]> {
  const audit = await opened(join(root, 'query'))
  await fill(audit, queried)
  const rows: BenchRow[] = []
  const filters = {
    'no filter': {},
    'denied ones': { decision: ['deny' as const] },
    'text that occurs once': { text: 'folder-77777"' },
  }
  for (const [label, filter] of Object.entries(filters)) {
    const query = () => audit.query({ filter, limit: 100 })
    const first = await timed(query)
    const next = median([await timed(query), await timed(query), await timed(query)])
    rows.push(
      { label: `query of 100,000, ${label}, first time`, value: first, unit: 'ms' },
      { label: `query of 100,000, ${label}, again`, value: next, unit: 'ms' },
    )
  }
  await audit.close()
  return rows
}

async function verifyRow(root: string): Promise<BenchRow> {
  const folder = join(root, 'verify')
  const audit = await opened(folder)
  await fill(audit, verified)
  await audit.close()
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
    const rows = [...(await appendRows(root)), ...(await queryRows(root)), await verifyRow(root)]
    return { name: 'audit', rows }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
