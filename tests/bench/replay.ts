import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAudit, readRecord } from '../../main/audit/index.ts'
import { createReplays, judgeByPattern } from '../../main/bouncer/index.ts'
import { redactValue } from '../../main/kit/redact.ts'
import { auditParts } from '../integration/storage/record-fixture.ts'
import { callOf, measuredRows } from '../scorecard/rows.ts'
import type { BenchReport, BenchRow } from './report.ts'

const count = 100_000
const barSeconds = 10
const callsInSession = 200

/** A record of ordinary and dangerous calls of every kind, each with words of its own. */
async function fill(folder: string): Promise<void> {
  const audit = await createAudit({ ...auditParts(folder), redact: redactValue })
  const rows = [
    ...measuredRows('agent'),
    ...measuredRows('other'),
    ...measuredRows('infrastructure'),
  ]
  let batch: Promise<unknown>[] = []
  for (let at = 0; at < count; at += 1) {
    const row = rows[(at * 7_919) % rows.length]
    if (!row) throw new Error('no rows')
    const { command } = row.input
    const input =
      typeof command === 'string' ? { ...row.input, command: `${command} # ${at}` } : row.input
    const { sessionId: _, home: __, ...call } = { ...callOf({ ...row, input }), id: `call-${at}` }
    const verdict = judgeByPattern(callOf({ ...row, input }))
    const session = `session-${Math.floor(at / callsInSession)}`
    batch.push(audit.append({ kind: 'decision', session, call, verdict, latencyUs: 300 }))
    if (batch.length < 1_000) continue
    await Promise.all(batch)
    batch = []
  }
  await Promise.all(batch)
  await audit.close()
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1_000
}

const drafts = {
  'a rule on effects': 'network: { host: "*.example.com" }',
  'a rule on programs': 'execute: { program: docker }',
}

/** Judging 100,000 recorded calls by other rules, against reading them alone. */
export async function bench(): Promise<BenchReport> {
  const root = await mkdtemp(join(tmpdir(), 'bench-replay-'))
  const folder = join(root, 'logs')
  const replays = createReplays()
  try {
    await fill(folder)
    const rows: BenchRow[] = []
    for (const [label, when] of Object.entries(drafts)) {
      const baseline = await secondsOf(async () => {
        for await (const _ of readRecord({ folder }));
      })
      const draft = `version: 1\nrules: [{ id: a.b, decision: ask, why: Is tried., when: { ${when} } }]`
      const value = await secondsOf(async () => {
        const played = await replays.run({
          ...{ kind: 'policy', draft: { kind: 'file', text: draft }, grants: [] },
          calls: { folder, home: '/home/mira' },
          rules: { home: root, organisationFolder: join(root, 'none'), packs: [] },
        })
        if (!played.ok) throw new Error(played.error.message)
        if (played.value.calls !== count) throw new Error('calls are missing')
      })
      rows.push({
        ...{ label: `replay of 100,000 calls, ${label} (against reading them)`, value, unit: 's' },
        ...{ baseline, bar: barSeconds, met: value <= barSeconds },
      })
    }
    return { name: 'replay', rows }
  } finally {
    await replays.close()
    await rm(root, { recursive: true, force: true })
  }
}
