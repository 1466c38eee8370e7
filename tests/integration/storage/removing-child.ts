import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { createAudit, writeEntries } from '../../../main/audit/index.ts'
import { auditParts, decision } from './record-fixture.ts'

const [folder = '', out = ''] = process.argv.slice(2)

const audit = await createAudit({
  ...auditParts(folder),
  ...{ segmentBytes: 20_000, retentionMegabytes: () => 0.12 },
})
const from = (await audit.query({ filter: {}, limit: 1 })).total

/** Tells the parent what was removed for good. */
const confirm = (n: number) => writeSync(1, `${n}\n`)

for (let round = 1; ; round += 1) {
  for (let at = 0; at < 20; at += 1) await audit.append(decision(from + round * 20 + at))
  const { entries } = await audit.query({ filter: { layer: ['pattern'] }, limit: 30 })
  const n = entries.at(-1)?.n ?? 0
  const removed = await audit.remove({ what: { kind: 'entry', n }, reason: 'drill', by: 'test' })
  if (!removed.ok) throw new Error(removed.error.message)
  confirm(n)
  await audit.summary({})
  await writeEntries(join(out, `${process.pid}-${round}.jsonl`), {
    ...{ folder, filter: {}, format: 'jsonl' },
  })
  await audit.dataOwner.retain(Date.now())
}
