import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AuditEntry, AuditRecord } from '../../shared/audit/model.ts'
import { silentLogger } from '../kit/silent-logger.ts'
import { type Audit, createAudit } from './create-audit.ts'
import { type RecordRange, readRecord } from './read-record.ts'
import { ACTIVE_NAME } from './segments.ts'

let folder: string
let now: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-record-'))
  now = 1_000
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (segmentBytes?: number): Promise<Audit> =>
  createAudit({
    ...{ folder, headKey: null, logger: silentLogger, announce: () => undefined },
    clock: { now: () => now, elapsed: () => now },
    redact: (value) => value,
    ...(segmentBytes === undefined ? {} : { segmentBytes }),
  })

const answer = (session: string): AuditRecord => ({
  ...{ kind: 'answer', session, callId: 'c', inboxId: 'i', decision: 'allow' },
  ...{ by: 'window', waitedMs: 0 },
})

async function read(range: Omit<RecordRange, 'folder'> = {}): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  for await (const some of readRecord({ folder, ...range })) entries.push(...some)
  return entries
}

test('yields every entry once and in order, over all files', async () => {
  const audit = await open(2_000)
  for (let at = 0; at < 60; at++) await audit.append(answer(`s${at}`))
  const numbers = (await read()).map(({ n }) => n)
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_none, at) => at + 1))
  expect(numbers.length).toBeGreaterThan(60)
  await audit.close()
})

test('what is written while it is read is neither lost nor doubled', async () => {
  const audit = await open(2_000)
  for (let at = 0; at < 20; at++) await audit.append(answer('before'))
  const seen: number[] = []
  for await (const some of readRecord({ folder })) {
    seen.push(...some.map(({ n }) => n))
    // Files are sealed and renamed under the reader's feet.
    if (seen.length < 100) for (let at = 0; at < 8; at++) await audit.append(answer('during'))
  }
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
  expect(seen[0]).toBe(1)
  expect(seen.length).toBeGreaterThanOrEqual(20)
  await audit.close()
})

test('parts hold whole sessions and together everything', async () => {
  const audit = await open()
  for (let at = 0; at < 40; at++) await audit.append(answer(`session-${at % 7}`))
  await audit.close()
  const parts = await Promise.all([0, 1, 2].map((at) => read({ part: { at, of: 3 } })))
  expect(parts.flat().length).toBe((await read()).length)
  const sessions = parts.map(
    (part) => new Set(part.flatMap((one) => ('session' in one ? one.session : []))),
  )
  expect(sessions.reduce((sum, { size }) => sum + size, 0)).toBe(7)
})

test('older entries and damaged lines are passed over', async () => {
  const audit = await open()
  await audit.append(answer('old'))
  now = 5_000
  await audit.append(answer('new'))
  await audit.close()
  await appendFile(join(folder, ACTIVE_NAME), '{"v":1,"n":99,"at":9000,"prev":"x\n')
  const later = await read({ sinceMs: 5_000 })
  expect(later.map((one) => ('session' in one ? one.session : ''))).toEqual(['new'])
})
