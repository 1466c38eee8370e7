import { z } from 'zod'
import { operatorStatusSchema } from '../../shared/telemetry/model.ts'
import { createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'

const hostSchema = z.string().max(300).nullable()

const recordSchema = z.object({
  /** The process that ran the app. */
  pid: z.number().int().positive(),
  at: z.number(),
  /** The variable of its environment that switched telemetry off; null where none did. */
  silenced: z.string().max(80).nullable(),
  /** True where its build had no error reporter. */
  lacksReporter: z.boolean(),
  status: operatorStatusSchema,
  policyVersion: z.string().max(60),
  /** The hosts of the receivers; null where there are none. */
  errors: hostSchema,
  usage: hostSchema,
})

/** Whom an app would send to, as it said itself when it ran on a home. */
export type OperatorRecord = z.infer<typeof recordSchema>

/** How the file is marked. */
export const operatorSeenMarker = { format: 'mstro-operator-seen', version: 1 } as const

function fileAt(path: string, clock: Clock) {
  return createAtomicFile<OperatorRecord>({
    ...{ ...operatorSeenMarker, path, clock, isDurable: false },
    check: (value) => recordSchema.parse(value),
  })
}

/** Notes whom this app would send to, for commands that have another environment; a full disk costs only the note. */
export async function recordOperator(
  path: string,
  clock: Clock,
  record: OperatorRecord,
): Promise<void> {
  await fileAt(path, clock).write(record)
}

/** Reads what the app noted; null where it noted nothing that can be read. Changes nothing. */
export async function readOperatorRecord(
  path: string,
  clock: Clock,
): Promise<OperatorRecord | null> {
  const read = await fileAt(path, clock).inspect()
  return read.status === 'ok' ? read.value : null
}
