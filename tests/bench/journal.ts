import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../main/kit/clock.ts'
import { silentLogger } from '../../main/kit/silent-logger.ts'
import { type Journal, openJournal } from '../../main/sessions/journal/index.ts'
import { median } from './child.ts'
import { measureFirstScreen } from './first-screen.ts'
import { interleave, type UnitCost } from './interleave.ts'
import type { BenchReport, BenchRow } from './report.ts'

const longSession = 100_000
const pageEvents = 400
const screenBarMs = 500
const line = `${JSON.stringify({ kind: 'text', blockId: 'block', text: 'z'.repeat(200) })}\n`
const event = { kind: 'text', blockId: 'block', text: 'z'.repeat(200) }

type Event = typeof event

const opened = (folder: string): Promise<Journal<Event>> =>
  openJournal<Event>({ folder, clock: systemClock, logger: silentLogger })

const middle = (costs: readonly UnitCost[], key: keyof UnitCost) =>
  median(costs.map((cost) => cost[key]))

async function appendAll(journal: Journal<Event>, count: number, groupSize: number) {
  for (let at = 0; at < count; at += groupSize) {
    const group = Array.from({ length: groupSize }, () => journal.append([event]))
    if ((await Promise.all(group)).some(({ ok }) => !ok)) throw new Error('an append failed')
  }
}

async function writeAll(file: FileHandle, count: number, groupSize: number) {
  const bytes = Buffer.from(line.repeat(groupSize))
  for (let at = 0; at < count; at += groupSize) await file.write(bytes)
}

/** Awaited appends one by one and in groups of fifty, against bare writes to an open file. */
async function appendRows(root: string): Promise<BenchRow[]> {
  const journal = await opened(join(root, 'append'))
  const file = await open(join(root, 'bare.jsonl'), 'a')
  const costs = await interleave(
    {
      single: (count) => appendAll(journal, count, 1),
      bareSingle: (count) => writeAll(file, count, 1),
      grouped: (count) => appendAll(journal, count, 50),
      bareGrouped: (count) => writeAll(file, count, 50),
    },
    { rounds: 10, count: 2_000 },
  )
  await file.close()
  await journal.close()
  const rowOf = (label: string, [own, bare]: [UnitCost[], UnitCost[]]): BenchRow => {
    const [value, baseline] = [middle(own, 'elapsedUs'), middle(bare, 'elapsedUs')]
    return { label, value, unit: 'µs', baseline, ratio: value / baseline }
  }
  return [
    rowOf('append one event, awaited (against a bare write)', [costs.single, costs.bareSingle]),
    rowOf('append in groups of 50, an event', [costs.grouped, costs.bareGrouped]),
  ]
}

async function openRows(root: string): Promise<BenchRow[]> {
  const folder = join(root, 'long')
  const first = await opened(folder)
  for (let at = 0; at < longSession; at += 1_000) {
    await first.append(Array.from({ length: 1_000 }, () => event))
  }
  await first.close()
  const timeOne = async (isTouched: boolean) => {
    // Without its index a journal is read and checked from end to end, as after the worst crash.
    if (isTouched) await rm(join(folder, 'journal.index.json'))
    const from = performance.now()
    const journal = await opened(folder)
    const page = await journal.read({ limit: pageEvents, compact: true })
    const elapsed = performance.now() - from
    if (page.length !== pageEvents) throw new Error(`${page.length} events on the page`)
    await journal.close()
    return elapsed
  }
  const clean: number[] = []
  const rebuilt: number[] = []
  for (let round = 0; round < 9; round += 1) {
    clean.push(await timeOne(false))
    rebuilt.push(await timeOne(true))
  }
  const page = `100,000 events to the newest page of ${pageEvents}`
  return [
    { label: `open ${page}`, value: median(clean), unit: 'ms' },
    { label: `open ${page}, index lost`, value: median(rebuilt), unit: 'ms' },
  ]
}

async function screenRow(): Promise<BenchRow> {
  const value = median(await measureFirstScreen({ events: longSession, rounds: 5 }))
  const label = '100,000 events, click to first screen in the browser'
  return { label, value, unit: 'ms', bar: screenBarMs, met: value <= screenBarMs }
}

/** Appending events, and opening a long session. */
export async function bench(): Promise<BenchReport> {
  const root = await mkdtemp(join(tmpdir(), 'bench-journal-'))
  try {
    const rows = [...(await appendRows(root)), ...(await openRows(root))]
    return { name: 'journal', rows: [...rows, await screenRow()] }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
