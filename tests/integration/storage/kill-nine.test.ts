import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAudit } from '../../../main/audit/index.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { openJournal } from '../../../main/sessions/journal/index.ts'
import { rowsUntilKilled } from '../killed-child.ts'
import { auditParts } from './record-fixture.ts'

const RUNS = 16
const LONGEST_MS = 120

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kill-nine-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** The numbers that a killed program confirmed. */
async function killWhileAppending(kind: 'audit' | 'journal', folder: string): Promise<number[]> {
  const script = join(import.meta.dirname, 'appending-child.ts')
  const rows = await rowsUntilKilled({
    args: [script, kind, folder],
    env: {},
    longestMs: LONGEST_MS,
  })
  return rows.map(Number)
}

const numbersIn = (folder: string, pattern: RegExp, key: 'n' | 'seq') =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
    // A kill may come between a new file and its first line.
    .filter((line) => line !== '')
    .map((line): number => JSON.parse(line)[key])
    .sort((a, b) => a - b)

test(`the record keeps every confirmed entry through ${RUNS} kills, and its chain holds`, async () => {
  const folder = join(home, 'logs')
  const confirmed: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    confirmed.push(...(await killWhileAppending('audit', folder)))
    const audit = await createAudit(auditParts(folder))
    const report = await audit.verify()
    expect(report).toMatchObject({ status: 'intact', head: 'signed' })
    await audit.close()
  }
  const kept = numbersIn(folder, /audit.*\.jsonl$/, 'n')
  expect(kept).toEqual(kept.map((_, at) => at + 1))
  expect(confirmed.length).toBeGreaterThan(RUNS * 3)
  expect(new Set(confirmed).size).toBe(confirmed.length)
  expect(confirmed.filter((n) => n > kept.length)).toEqual([])
}, 180_000)

test(`a journal keeps every confirmed event through ${RUNS} kills, in one epoch`, async () => {
  const folder = join(home, 'session')
  const confirmed: number[] = []
  const epochs = new Set<string>()
  for (let run = 0; run < RUNS; run += 1) {
    confirmed.push(...(await killWhileAppending('journal', folder)))
    const journal = await openJournal<{ kind: string }>({
      folder,
      clock: systemClock,
      logger: silentLogger,
    })
    epochs.add(journal.epoch)
    expect(journal.repairs).toEqual([])
    const events = await journal.read({ limit: Number.POSITIVE_INFINITY })
    // The list equals the disk.
    expect(events.map(({ seq }) => seq)).toEqual(numbersIn(folder, /^journal.*\.jsonl$/, 'seq'))
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1))
    expect(Math.max(...confirmed)).toBeLessThanOrEqual(journal.lastSeq)
    await journal.close()
  }
  expect(new Set(confirmed).size).toBe(confirmed.length)
  expect(confirmed.length).toBeGreaterThan(RUNS * 3)
  expect(epochs.size).toBe(1)
}, 180_000)
