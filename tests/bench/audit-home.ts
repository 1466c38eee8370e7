import { mkdir, open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { chainLine, GENESIS } from '../../main/audit/chain.ts'
import { createHead } from '../../main/audit/head.ts'
import { ACTIVE_NAME, sealedName } from '../../main/audit/segments.ts'
import type { AuditRecord } from '../../shared/audit/model.ts'
import type { Secret } from '../../shared/kit/secret.ts'

/** What a large record is made of. */
export interface LargeRecord {
  /** Absolute folder of the record; made when missing. */
  readonly folder: string
  readonly entries: number
  /** Time of the last entry in milliseconds since the epoch. */
  readonly endsAt: number
  /** Pause between two entries in milliseconds. */
  readonly stepMs: number
  readonly headKey: Secret | null
  readonly segmentBytes?: number
}

const segmentBytes = 16 * 1024 * 1024
const rules = ['project.scripts', 'read.project', 'delete.outside-project', 'net.registry']
const commands = ['rg -n deliveryId services', 'npm test -- refunds', 'git status --short']

type Verdict = Extract<AuditRecord, { kind: 'decision' }>['verdict']

function verdictOf(number: number): Pick<Verdict, 'decision' | 'layer' | 'rules'> {
  const rule = [rules[number % 4] ?? '']
  if (number % 50 === 0) return { decision: 'deny', layer: 'pattern', rules: rule }
  if (number % 33 === 0) return { decision: 'ask', layer: 'pattern', rules: rule }
  if (number % 40 === 0) return { decision: 'allow', layer: 'ai', rules: rule }
  if (number % 70 === 0) return { decision: 'allow', layer: 'grant', rules: rule }
  return { decision: 'allow', layer: 'pattern', rules: number % 2 === 0 ? rule : [] }
}

function decisionOf(number: number): AuditRecord {
  const folder = `/home/ada/code/project-${number % 7}`
  const command = `${commands[number % 3]} # ${number}`
  return {
    kind: 'decision',
    session: `0193a5c1-4d8e-7000-8000-${String(number % 1_000).padStart(12, '0')}`,
    latencyUs: 20 + (number % 900),
    call: {
      ...{ id: `toolu_${number}`, tool: number % 5 === 0 ? 'Edit' : 'Bash' },
      ...{ input: { command }, cwd: folder, workspace: folder },
    },
    verdict: {
      ...verdictOf(number),
      effects: [
        {
          kind: 'read',
          paths: [{ path: folder, certainty: 'exact', place: 'project' }],
          spans: [],
        },
      ],
      spans: [{ field: 'command', start: 0, end: 2 }],
      missingFacts: [],
      reason: 'Runs a script of the project.',
      explanation: ['Reads the folder of the project.'],
      ...{ engineVersion: '2.2.0', policyHash: '4e1f90ac4e1f90ac' },
    },
  }
}

/** The answer to the question before it. */
function answerOf(number: number): AuditRecord {
  const asked = number - 1
  return {
    kind: 'answer',
    session: `0193a5c1-4d8e-7000-8000-${String(asked % 1_000).padStart(12, '0')}`,
    ...{ callId: `toolu_${asked}`, inboxId: `inbox-${asked}`, by: 'window' },
    decision: asked % 4 === 0 ? 'deny' : 'allow',
    waitedMs: 4_000 + (asked % 90) * 500,
  }
}

function recordOf(number: number): AuditRecord {
  if (number === 1) return { kind: 'chain', event: 'started', detail: 'This is its first entry.' }
  const isAnswer = number > 2 && (number - 1) % 33 === 0 && (number - 1) % 50 !== 0
  return isAnswer ? answerOf(number) : decisionOf(number)
}

/** Writes a record with the bytes the real writer would write, without its waiting; resolves with its size in bytes. */
export async function buildLargeRecord(wanted: LargeRecord): Promise<number> {
  const { folder, entries, endsAt, stepMs, headKey } = wanted
  const limit = wanted.segmentBytes ?? segmentBytes
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const active = join(folder, ACTIVE_NAME)
  let prev = GENESIS
  let bytes = 0
  for (let n = 1; n <= entries; ) {
    const first = n
    const texts: string[] = []
    let size = 0
    for (; n <= entries && size < limit; n += 1) {
      const at = endsAt - (entries - n) * stepMs
      const line = chainLine(recordOf(n), { n, at, prev })
      texts.push(line.text)
      size += line.text.length
      prev = line.value
    }
    const file = await open(active, 'w', 0o600)
    await file.writeFile(texts.join(''))
    await file.close()
    bytes += (await stat(active)).size
    if (n <= entries) await rename(active, join(folder, sealedName(first)))
  }
  const clock = { now: () => endsAt }
  const head = createHead({ folder, key: headKey, clock: clock as never })
  await head.write({ n: entries, hash: prev })
  return bytes
}
