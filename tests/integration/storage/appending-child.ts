import { writeSync } from 'node:fs'
import { createAudit } from '../../../main/audit/index.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { openJournal } from '../../../main/sessions/journal/index.ts'
import { auditParts, decision } from './record-fixture.ts'

const SEGMENT_BYTES = 40_000
const [kind = '', folder = ''] = process.argv.slice(2)

/** Tells the parent of confirmed numbers; the pipe is written before the next append begins. */
const confirm = (numbers: readonly number[]) => writeSync(1, numbers.map((n) => `${n}\n`).join(''))

/** Three at once, so that a kill also falls into groups of appends. */
async function appendForever(append: (round: number) => Promise<number>): Promise<never> {
  for (let round = 0; ; round += 3) {
    confirm(await Promise.all([append(round), append(round + 1), append(round + 2)]))
  }
}

if (kind === 'audit') {
  const audit = await createAudit({ ...auditParts(folder), segmentBytes: SEGMENT_BYTES })
  await appendForever(async (round) => {
    const added = await audit.append(decision(round, { command: 'x'.repeat(round % 3_000) }))
    if (!added.ok) throw new Error(added.error.message)
    return added.value
  })
}

const journal = await openJournal<{ kind: string; text: string }>({
  folder,
  clock: systemClock,
  logger: silentLogger,
  segmentBytes: SEGMENT_BYTES,
})
await appendForever(async (round) => {
  const added = await journal.append([{ kind: 'text', text: 'y'.repeat(round % 3_000) }])
  if (!added.ok) throw new Error(added.error.message)
  return added.value[0]?.seq ?? 0
})
